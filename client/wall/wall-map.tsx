import { useEffect, useMemo, useRef } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import { useSaid } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { MapView } from '../map/map-view.tsx'
import { Legend } from '../overview/legend.tsx'
import { isPlaced, useMapProps } from '../overview/map-props.ts'
import { toldIn } from '../overview/told.ts'
import { useLook } from '../overview/use-look.ts'
import type { Overview, Promised } from '../overview/use-overview.ts'
import type { Scene } from '../scene/scene.ts'
import { keepPicture } from '../watch/last-picture.ts'
import { useAnew } from './use-anew.ts'

interface Props {
  overview: Overview
  leading: Promised
  themes: Theme[]
  /** The scene that comes next, shortly before its time. */
  next: Scene | null
  /** Whether the server is there. */
  live: boolean
}

/** What the map goes by of what the server says of itself. */
const ofTiles = ({ today, versions, home }: Health) => ({ today, versions, home })
const noTiles = { today: '', versions: {}, home: null }
const noThemes: string[] = []
const nothing = () => {}
/** Nobody is there to click. */
const nobody = {
  picked: nothing,
  asked: nothing,
  areaChosen: nothing,
  groundChosen: nothing,
  moved: nothing,
  site: nothing,
  corner: nothing,
  risen: nothing,
  raiseFailed: nothing,
}

/** The one map of a display. */
export function WallMap({ overview, leading, themes, next, live }: Props) {
  const { t } = useWords()
  const { scene, units, table } = overview
  const look = useLook(scene.skin)
  const said = useSaid(ofTiles) ?? noTiles
  const controller = useRef<MapController | null>(null)
  const { props, ramp } = useMapProps(overview, leading, null, themes, look, said, null)
  const comes = next && toldIn(themes, next).leading?.theme.id
  const coming = useMemo(() => (comes ? [comes, ...(next?.under ?? [])] : noThemes), [comes, next])
  const anew = useAnew(live)
  const place = useRef<HTMLElement>(null)
  useEffect(() => (place.current ? keepPicture(place.current) : undefined), [])
  return (
    <section ref={place} className="wall-map" aria-label={t('map')}>
      {isPlaced(props, units) && (
        <MapView
          props={{ ...props, anew, coming, alone: true }}
          events={nobody}
          controller={controller}
          onState={nothing}
        />
      )}
      <Legend
        theme={leading.theme}
        under={[]}
        indicator={leading.indicator}
        ramp={table.data?.rows.length ? ramp : null}
        raised={props.raised}
        comparison={null}
      />
    </section>
  )
}
