import type { Geometry } from 'geojson'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import type { MapController } from '../map/controller.ts'
import { outlineOf } from '../map/hexagon-grid.ts'
import type { Cell } from '../map/hexagons.ts'
import { useRaisedState } from '../scene/raised-store.ts'
import type { Scene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { EmbedHead } from './embed-head.tsx'
import { goToFigure, isBeside } from './go-to-figure.ts'
import { HexagonCard } from './hexagon-card.tsx'
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
  const [pointed, setPointed] = useState<Geometry | null>(null)
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
  const onArea = (area: string | null, more: Partial<Scene> = {}) =>
    choose({ ...stepTo(area, standing), camera: null, pick: null, place: null, ...more })
  const onList = () => choose({ list: leading?.theme.layers[0]?.collection ?? null, pick: null, place: null })
  const isFirst = leading?.indicator === leading?.theme.indicators[0]
  const up = stepUp(standing)
  useEscape(up && (() => choose({ ...up, camera: null })))
  return (
    <main className={scene.embed ? 'overview embedded' : 'overview'}>
      <Live overview={overview} today={health.today} />
      {leading && (
        <TheMap
          {...{ overview, leading, comparison, themes, health, pointed, controller, onArea, onList }}
          onPoint={setPointed}
        >
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
          onPoint={(row) => setPointed(row?.geometry ?? null)}
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
  pointed: Geometry | null
  controller: RefObject<MapController | null>
  onArea: (area: string | null, more?: Partial<Scene>) => void
  onList: () => void
  onPoint: (geometry: Geometry | null) => void
  children: ReactNode
}

function TheMap(given: MapProps) {
  const { overview, leading, comparison, themes, health, pointed, controller, onArea, onList, onPoint, children } =
    given
  const { choose, drift } = useScene()
  const { scene, units } = overview
  const look = useLook(scene.skin)
  const { props, ramp } = useMapProps(overview, leading, comparison, themes, look, health, pointed)
  const hexagons = props.raised?.dense === 'hexagons' ? props.raised : null
  const at = ({ key }: Cell) => hexagons && { across: hexagons.grid.across, key }
  const onCell = (cell: Cell) => {
    // the map has to lie flat before it goes there
    flushSync(() => choose({ cell: at(cell), pick: null, place: null }))
    if (hexagons) controller.current?.goTo(outlineOf(cell.key, hexagons.grid))
  }
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
        risen: (risen) => {
          if (risen?.kind !== 'unit') return choose({ cell: risen && at(risen.cell) })
          const { area } = risen
          flushSync(() => (area === scene.area ? choose({ evidence: true }) : onArea(area, { evidence: true })))
          if (!isBeside()) goToFigure()
        },
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
        <RaisedKey indicator={leading.indicator} raised={props.raised} onCell={onCell} />
      </Legend>
      {!scene.embed && <TimeStrip overview={overview} now={health.today} />}
      {hexagons?.chosen && (
        <HexagonCard
          raised={hexagons}
          cell={hexagons.chosen}
          themes={themes}
          at={scene.at}
          units={overview.communities ?? units.data?.features ?? []}
          covered={scene.list !== null || scene.pick !== null || scene.place !== null}
          onPoint={onPoint}
          onThing={(pick, geometry) => {
            choose({ pick })
            controller.current?.goTo(geometry)
          }}
          onCell={onCell}
          onClose={() => choose({ cell: null })}
        />
      )}
      <OverMap {...{ overview, themes, controller, onArea }} theme={leading.theme} />
    </MapArea>
  )
}
