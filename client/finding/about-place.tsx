import { Suspense } from 'react'
import type { Near } from '#data/model/finding.ts'
import type { Theme } from '#data/model/theme.ts'
import { useThing } from '../api/queries.ts'
import { formatMetres } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { panels } from '../panels/index.ts'
import type { Pick as Thing } from '../scene/scene.ts'
import { Loading } from '../ui/notice.tsx'

interface WhereProps {
  areas: Near['areas']
  onArea: (area: string) => void
}

/** The areas a place lies in, the largest first, each to be chosen. */
export function Where({ areas, onArea }: WhereProps) {
  const { t } = useWords()
  if (areas.length === 0) return <p className="notice quiet">{t('placeOutside')}</p>
  return (
    <p className="place-areas">
      {areas.toReversed().map(({ area, name }, index) => (
        <span key={area}>
          {index > 0 && <span aria-hidden="true"> › </span>}
          <button type="button" className="link" onClick={() => onArea(area)}>
            {name}
          </button>
        </span>
      ))}
    </p>
  )
}

interface AnsweringProps {
  near: Near
  themes: Theme[]
  at: string | null
  onPick: (thing: Thing) => void
}

/** Who answers for the nearest thing that somebody answers for; nothing where there is none. */
export function Answering({ near, themes, at, onPick }: AnsweringProps) {
  const { lang } = useWords()
  const nearest = nearestAnsweredFor(near, themes)
  const picked = nearest ? { collection: nearest.thing.collection, fid: nearest.thing.fid } : null
  const thing = useThing(picked, at)
  const Panel = panels['chiefs']
  if (!nearest || !picked || !thing.data || !Panel) return null
  return (
    <div className="answering">
      <button type="button" className="link" onClick={() => onPick(picked)}>
        {nearest.thing.name}
      </button>{' '}
      <span className="second">{formatMetres(nearest.thing.metres, lang)}</span>
      <Suspense fallback={<Loading />}>
        <Panel thing={thing.data} collection={nearest.collection} at={at} />
      </Suspense>
    </div>
  )
}

/** The nearest thing that somebody answers for, and what it is. */
export function nearestAnsweredFor({ things }: Near, themes: Theme[]) {
  const collections = themes.flatMap((theme) => theme.collections).filter(({ panel }) => panel === 'chiefs')
  for (const thing of things) {
    const collection = collections.find(({ id }) => id === thing.collection)
    if (collection) return { thing, collection }
  }
  return undefined
}

interface NearListProps {
  things: Near['things']
  onPick: (thing: Thing) => void
}

/** Things near a place, each leading to its card. */
export function NearList({ things, onPick }: NearListProps) {
  const { t, lang } = useWords()
  if (things.length === 0) return <p className="second">{t('nothingNear')}</p>
  return (
    <ul className="near">
      {things.map(({ collection, fid, name, kind, metres }) => (
        <li key={`${collection} ${fid}`}>
          <button type="button" onClick={() => onPick({ collection, fid })}>
            <span>{name}</span>
            <span className="second">
              {kind} · {formatMetres(metres, lang)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
