import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import type { EvidenceRow } from '../api/types.ts'
import type { MapController } from '../map/controller.ts'
import { useRaisedState } from '../scene/raised-store.ts'
import { useScene } from '../scene/store.ts'
import { EmbedHead } from './embed-head.tsx'
import { goToFigure } from './go-to-figure.ts'
import { Legend } from './legend.tsx'
import { Live } from './live.tsx'
import { MapArea } from './map-area.tsx'
import { isPlaced, useMapProps } from './map-props.ts'
import { OverMap } from './over-map.tsx'
import { RaisedKey } from './raised-key.tsx'
import { Side } from './side.tsx'
import { stepTo, stepToLevel, stepUp } from './steps.ts'
import { TakenOverview } from './taken.tsx'
import { ThemeList } from './theme-list.tsx'
import { TimeStrip } from './time-strip.tsx'
import { type Comparison, useComparison } from './use-comparison.ts'
import { useEscape } from './use-escape.ts'
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
  const { leading, scene } = overview
  const comparison = useComparison(overview)
  const standing = { ...overview, area: scene.area }
  const led = (theme: string) => ({
    theme,
    under: scene.under.filter((one) => one !== theme),
    figure: null,
    pick: null,
  })
  const onFigure = (theme: string, open: boolean) => {
    // what the list tells is the county's, whoever is chosen
    const county = scene.area === null ? {} : { ...stepTo(null, standing), camera: null }
    flushSync(() => choose({ ...led(theme), ...county, evidence: open }))
    if (open) goToFigure()
  }
  const onUnder = (theme: string, laid: boolean) =>
    choose({ under: laid ? [...scene.under, theme] : scene.under.filter((one) => one !== theme) })
  const onArea = (area: string | null) => choose({ ...stepTo(area, standing), camera: null, pick: null, place: null })
  const onList = () => choose({ list: leading?.theme.layers[0]?.collection ?? null, pick: null, place: null })
  const isFirst = leading?.indicator === leading?.theme.indicators[0]
  const up = stepUp(standing)
  useEscape(up && (() => choose({ ...up, camera: null })))
  return (
    <main className={scene.embed ? 'overview embedded' : 'overview'}>
      <Live overview={overview} today={health.today} />
      {leading && (
        <TheMap {...{ overview, leading, comparison, themes, health, pointed, controller, onArea, onList }}>
          {scene.embed ? (
            <EmbedHead overview={overview} leading={leading} health={health} />
          ) : (
            <ThemeList
              promised={overview.promised}
              leading={leading.theme.id}
              under={scene.under}
              opened={scene.evidence && scene.area === null && isFirst ? leading.theme.id : null}
              onChoose={(theme) => choose(led(theme))}
              onFigure={onFigure}
              onUnder={onUnder}
            />
          )}
        </TheMap>
      )}
      {!scene.embed && (
        <Side
          overview={overview}
          comparison={comparison}
          onArea={onArea}
          onLevel={(level) => choose({ ...stepToLevel(level, standing), camera: null })}
          onFigure={(figure) => choose({ figure })}
          onOpen={(evidence) => choose({ evidence })}
          onPoint={setPointed}
          onThing={(pick, geometry) => {
            choose({ pick, place: null })
            controller.current?.goTo(geometry)
          }}
          onList={onList}
        />
      )}
    </main>
  )
}

interface MapProps extends Props {
  overview: Overview
  leading: Promised
  comparison: Comparison | null
  pointed: EvidenceRow | null
  controller: RefObject<MapController | null>
  onArea: (area: string | null) => void
  onList: () => void
  children: ReactNode
}

function TheMap(given: MapProps) {
  const { overview, leading, comparison, themes, health, pointed, controller, onArea, onList, children } = given
  const { choose, drift } = useScene()
  const { scene, units } = overview
  const look = useLook(scene.skin)
  const { props, ramp } = useMapProps(overview, leading, comparison, themes, look, health, pointed?.geometry ?? null)
  const under = themes.filter(({ id }) => id !== leading.theme.id && scene.under.includes(id))
  if (!isPlaced(props, units)) {
    return (
      <section className="map-area">
        {children}
        <div className="map" />
      </section>
    )
  }
  return (
    <MapArea
      props={props}
      events={{
        picked: (pick) => choose({ pick, place: null }),
        asked: (place) => choose({ place, pick: null }),
        areaChosen: onArea,
        groundChosen: () => {},
        site: () => {},
        corner: () => {},
        moved: (camera) => drift({ camera }),
        cellChosen: (cell) => useRaisedState.setState({ cell }),
        raiseFailed: () => useRaisedState.setState({ failed: true }),
      }}
      controller={controller}
      onHome={() => onArea(null)}
      tool={
        !scene.embed && (
          <TakenOverview
            {...{ overview, leading, comparison, health, under, controller }}
            ramp={overview.table.data?.rows.length ? ramp : null}
            raised={props.raised}
            embeds
          />
        )
      }
      onList={onList}
    >
      {children}
      <Legend
        theme={leading.theme}
        under={under}
        indicator={leading.indicator}
        ramp={overview.table.data?.rows.length ? ramp : null}
        raised={props.raised}
        comparison={comparison}
      >
        <RaisedKey indicator={leading.indicator} raised={props.raised} />
      </Legend>
      {!scene.embed && <TimeStrip overview={overview} now={health.today} />}
      <OverMap {...{ overview, themes, controller, onArea }} theme={leading.theme} />
    </MapArea>
  )
}
