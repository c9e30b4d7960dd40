import { useRef } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { MapView } from '../map/map-view.tsx'
import { Legend } from '../overview/legend.tsx'
import { isPlaced, useMapProps } from '../overview/map-props.ts'
import { useLook } from '../overview/use-look.ts'
import type { Overview, Promised } from '../overview/use-overview.ts'

interface Props {
  overview: Overview
  leading: Promised
  themes: Theme[]
  health: Health
}

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
  cellChosen: nothing,
  raiseFailed: nothing,
}

/** The one map of a display. */
export function WallMap({ overview, leading, themes, health }: Props) {
  const { t } = useWords()
  const { scene, units, table } = overview
  const look = useLook(scene.skin)
  const controller = useRef<MapController | null>(null)
  const { props, ramp } = useMapProps(overview, leading, null, themes, look, health, null)
  return (
    <section className="wall-map" aria-label={t('map')}>
      {isPlaced(props, units) && (
        <MapView props={{ ...props, alone: true }} events={nobody} controller={controller} onState={nothing} />
      )}
      <Legend
        theme={leading.theme}
        under={[]}
        indicator={leading.indicator}
        ramp={table.data?.rows.length ? ramp : null}
        raised={props.raised}
      />
    </section>
  )
}
