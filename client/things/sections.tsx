import type { Geometry } from 'geojson'
import type { Collection, Theme } from '#data/model/theme.ts'
import { useThingsOf } from '../api/queries.ts'
import type { ThingFeature } from '../api/types.ts'
import { useWords } from '../i18n/index.ts'
import { boundsOf } from '../map/place.ts'
import type { Pick } from '../scene/scene.ts'

interface Props {
  thing: ThingFeature
  collection: Collection
  themes: Theme[]
  at: string | null
  onPick: (thing: Pick) => void
}

/** The sections of a street somebody answers for, from one end to the other, each leading to its card. */
export function Sections({ thing, collection, themes, at, onPick }: Props) {
  const { t } = useWords()
  const answered = answeredFor(collection, themes)
  const key = String(thing.properties[collection.key ?? ''] ?? thing.id)
  const sections = useThingsOf(answered?.sections.id ?? '', answered?.by ?? '', answered ? key : null, at)
  if (!answered || !sections.data || sections.data.length === 0) return null
  const [west, south, east, north] = boundsOf(sections.data.map(({ geometry }) => geometry)) ?? [0, 0, 0, 0]
  const eastward = east - west >= north - south
  const place = (geometry: Geometry | null) => {
    const [w, s, e, n] = boundsOf([geometry]) ?? [0, 0, 0, 0]
    return eastward ? w + e : -(s + n)
  }
  const label = answered.sections.label ?? ''
  return (
    <section className="sections">
      <h3>{t(eastward ? 'sectionsFromWest' : 'sectionsFromNorth')}</h3>
      <ul className="near">
        {sections.data
          .toSorted((a, b) => place(a.geometry) - place(b.geometry))
          .map(({ id, properties }) => (
            <li key={id}>
              <button type="button" onClick={() => onPick({ collection: answered.sections.id, fid: Number(id) })}>
                <span>{String(properties[label] || t('noName'))}</span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  )
}

/** The collection of sections that somebody answers for and that lead to this one, and by which property they do. */
export function answeredFor({ id }: Collection, themes: Theme[]): { sections: Collection; by: string } | undefined {
  for (const sections of themes.flatMap((theme) => theme.collections)) {
    const by = sections.properties.find(({ type, to }) => type === 'reference' && to === id)
    if (sections.panel === 'chiefs' && by) return { sections, by: by.name }
  }
  return undefined
}
