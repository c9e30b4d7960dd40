import { Suspense } from 'react'
import type { Near } from '#data/model/finding.ts'
import type { Theme } from '#data/model/theme.ts'
import { useNear, useThing } from '../api/queries.ts'
import { formatMetres } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { panels } from '../panels/index.ts'
import type { Place, Pick as Thing } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'

interface Props {
  place: Place
  themes: Theme[]
  at: string | null
  onPick: (thing: Thing) => void
  onArea: (area: string) => void
  onClose: () => void
}

/** A place that was asked about: where it lies, who answers for the road there, and what is near. */
export function PlaceCard({ place, themes, at, onPick, onArea, onClose }: Props) {
  const { t, lang } = useWords()
  const near = useNear(place, at, dataLanguage(lang))
  return (
    <section
      className="thing place card"
      aria-label={t('placeCard')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header>
        <p className="second">{t('here')}</p>
        <h2>
          {place.lng}, {place.lat}
        </h2>
        <CloseButton onClose={onClose} />
      </header>
      {near.isPending && <Loading />}
      {near.isError && <Failed error={near.error} retry={() => void near.refetch()} />}
      {near.data && <Where areas={near.data.areas} onArea={onArea} />}
      {near.data && <Answering near={near.data} themes={themes} at={at} onPick={onPick} />}
      {near.data && <Around near={near.data} onPick={onPick} />}
    </section>
  )
}

function Where({ areas, onArea }: { areas: Near['areas']; onArea: Props['onArea'] }) {
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

/** Who answers for the nearest thing that somebody answers for. */
function Answering({ near, themes, at, onPick }: Pick<Props, 'themes' | 'at' | 'onPick'> & { near: Near }) {
  const { lang } = useWords()
  const collections = themes.flatMap((theme) => theme.collections).filter(({ panel }) => panel === 'chiefs')
  const nearest = near.things.find(({ collection }) => collections.some(({ id }) => id === collection))
  const picked = nearest ? { collection: nearest.collection, fid: nearest.fid } : null
  const thing = useThing(picked, at)
  const collection = collections.find(({ id }) => id === nearest?.collection)
  const Panel = panels['chiefs']
  if (!nearest || !picked || !thing.data || !collection || !Panel) return null
  return (
    <div className="answering">
      <button type="button" className="link" onClick={() => onPick(picked)}>
        {nearest.name}
      </button>{' '}
      <span className="second">{formatMetres(nearest.metres, lang)}</span>
      <Suspense fallback={<Loading />}>
        <Panel thing={thing.data} collection={collection} at={at} />
      </Suspense>
    </div>
  )
}

function Around({ near, onPick }: { near: Near; onPick: Props['onPick'] }) {
  const { t, lang } = useWords()
  return (
    <section aria-label={t('nearHere')}>
      <h3>{t('nearHere')}</h3>
      {near.things.length === 0 && <p className="second">{t('nothingNear')}</p>}
      <ul className="near">
        {near.things.map(({ collection, fid, name, kind, metres }) => (
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
    </section>
  )
}
