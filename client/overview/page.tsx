import { type ReactNode, type RefObject, useRef, useState } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import type { EvidenceRow } from '../api/types.ts'
import { PlaceCard } from '../finding/place-card.tsx'
import type { MapController } from '../map/controller.ts'
import { useScene } from '../scene/store.ts'
import { EmbedHead } from './embed-head.tsx'
import { FeatureCard } from './feature-card.tsx'
import { Legend } from './legend.tsx'
import { Live } from './live.tsx'
import { MapArea } from './map-area.tsx'
import { useMapProps } from './map-props.ts'
import { Side } from './side.tsx'
import { TakenOverview } from './taken.tsx'
import { ThemeList } from './theme-list.tsx'
import { useLook } from './use-look.ts'
import { type Overview, type Promised, useOverview } from './use-overview.ts'

interface Props {
  themes: Theme[]
  health: Health
}

/** The overview: themes, map and figures of one scene. */
export function OverviewPage({ themes, health }: Props) {
  const overview = useOverview(themes)
  const choose = useScene((store) => store.choose)
  const controller = useRef<MapController | null>(null)
  const [pointed, setPointed] = useState<EvidenceRow | null>(null)
  const { leading } = overview
  const onTheme = (theme: string) => choose({ theme, figure: null, pick: null })
  const onArea = (area: string | null) => choose({ area, camera: null, pick: null, place: null })
  return (
    <main className={overview.scene.embed ? 'overview embedded' : 'overview'}>
      <Live overview={overview} />
      {leading && (
        <TheMap {...{ overview, leading, themes, health, pointed, controller, onArea }}>
          {overview.scene.embed ? (
            <EmbedHead overview={overview} leading={leading} health={health} />
          ) : (
            <ThemeList promised={overview.promised} leading={leading.theme.id} onChoose={onTheme} />
          )}
        </TheMap>
      )}
      {!overview.scene.embed && (
        <Side
          overview={overview}
          onArea={onArea}
          onFigure={(figure) => choose({ figure })}
          onOpen={(evidence) => choose({ evidence })}
          onPoint={setPointed}
          onGo={(row) => {
            choose({ pick: { collection: row.properties.collection, fid: row.properties.fid } })
            controller.current?.goTo(row.geometry)
          }}
        />
      )}
    </main>
  )
}

interface MapProps extends Props {
  overview: Overview
  leading: Promised
  pointed: EvidenceRow | null
  controller: RefObject<MapController | null>
  onArea: (area: string | null) => void
  children: ReactNode
}

function TheMap({ overview, leading, themes, health, pointed, controller, onArea, children }: MapProps) {
  const { choose, drift } = useScene()
  const { scene, units } = overview
  const look = useLook(scene.skin)
  const { props, ramp } = useMapProps(overview, leading, themes, look, health.dataAsOf, pointed)
  const names = new Map(units.data?.features.map(({ properties }) => [properties.area, properties.name]))
  // The map is placed by the units' shapes, so it waits for them; without them it still stands.
  if (units.isPending) return <section className="map-area">{children}</section>
  return (
    <MapArea
      props={props}
      events={{
        picked: (pick) => choose({ pick, place: null }),
        asked: (place) => choose({ place, pick: null }),
        areaChosen: onArea,
        moved: drift,
      }}
      controller={controller}
      onHome={() => onArea(null)}
    >
      {children}
      <Legend
        theme={leading.theme}
        indicator={leading.indicator}
        ramp={overview.table.data?.rows.length ? ramp : null}
      />
      {!scene.embed && (
        <TakenOverview
          {...{ overview, leading, health, controller }}
          ramp={overview.table.data?.rows.length ? ramp : null}
        />
      )}
      {scene.pick && (
        <FeatureCard
          pick={scene.pick}
          at={scene.at}
          themes={themes}
          areaNames={names}
          onClose={() => choose({ pick: null })}
        />
      )}
      {scene.place && !scene.pick && (
        <PlaceCard
          place={scene.place}
          themes={themes}
          at={scene.at}
          onPick={(pick) => choose({ pick })}
          onArea={(area) => {
            choose({ place: null })
            onArea(area)
          }}
          onClose={() => choose({ place: null })}
        />
      )}
    </MapArea>
  )
}
