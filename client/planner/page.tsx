import './planner.css'
import type { Geometry } from 'geojson'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import type { SiteAct, Sites } from '../map/sites.ts'
import { MapArea } from '../overview/map-area.tsx'
import { useMapProps } from '../overview/map-props.ts'
import { OverMap } from '../overview/over-map.tsx'
import { stepTo, stepToLevel, stepUp } from '../overview/steps.ts'
import { useEscape } from '../overview/use-escape.ts'
import { useLook } from '../overview/use-look.ts'
import { type Overview, type Promised, useOverview } from '../overview/use-overview.ts'
import { useScene } from '../scene/store.ts'
import { Desk } from './desk.tsx'
import { PlanLegend } from './plan-legend.tsx'
import { PlanLive } from './plan-live.tsx'
import { useTrial } from './trial.ts'
import { useHand, useUndoKeys } from './use-hand.ts'
import { useLaid, useUnserved } from './use-laid.ts'
import { type Plan, type Planned, plannedThemes, usePlan } from './use-plan.ts'
import { useLeftOut, useSites } from './use-sites.ts'

interface Props {
  themes: Theme[]
  health: Health
}

/** The planner's desk: how far a theme reaches, and where it does not. */
export default function PlannerPage({ themes, health }: Props) {
  const { t } = useWords()
  const planned = plannedThemes(themes)
  const overview = useOverview(planned)
  const theme = planned.find((one) => one === overview.leading?.theme)
  if (!theme || !overview.leading) {
    return (
      <main className="still">
        <p>{t('nothingToPlan')}</p>
        <p className="second">{t('nothingToPlanMore')}</p>
      </main>
    )
  }
  return <Planner {...{ themes, health, planned, overview, theme }} leading={overview.leading} />
}

interface PlannerProps extends Props {
  planned: Planned[]
  overview: Overview
  theme: Planned
  leading: Promised
}

function Planner({ themes, health, planned, overview, theme, leading }: PlannerProps) {
  const choose = useScene((store) => store.choose)
  const controller = useRef<MapController | null>(null)
  const [pointed, setPointed] = useState<Geometry | null>(null)
  const trying = useTrial()
  const hand = useHand(trying)
  const plan = usePlan(overview, theme, hand.held)
  // a piece of ground is one of its answer: of another, the one that goes by the same key is another
  const answer = plan.inCells ? plan.cells.data : plan.walk.data
  const [ground, setGround] = useState<{ key: string; answer: unknown } | null>(null)
  const chosen = ground?.answer === answer ? (ground?.key ?? null) : null
  const { scene } = overview
  const standing = { ...overview, area: scene.area }
  const onArea = (area: string | null) => choose({ ...stepTo(area, standing), camera: null, pick: null, place: null })
  const up = stepUp(standing)
  const back = hand.adding ? () => hand.setAdding(false) : up && (() => choose({ ...up, camera: null }))
  useEscape(back)
  useUndoKeys(trying)
  const leftOut = useLeftOut(plan, trying.without, scene.at)
  const sites = useSites(plan, trying, leftOut, hand)
  return (
    <main className="overview plan">
      <PlanLive overview={overview} plan={plan} />
      <TheMap
        {...{ overview, leading, plan, themes, health, pointed, controller, onArea, chosen, sites }}
        onSite={hand.act}
        onGround={(key) => setGround({ key, answer })}
      >
        <PlanLegend plan={plan} indicator={leading.indicator} overview={overview} />
      </TheMap>
      <Desk
        {...{ overview, leading, plan, planned, onArea, chosen }}
        trial={{
          trying,
          leftOut,
          adding: hand.adding,
          onAdding: hand.setAdding,
          middle: () => controller.current?.middle() ?? null,
          picked: scene.pick,
          at: scene.at,
          chosenSite: hand.chosen,
        }}
        onLevel={(level) => choose({ ...stepToLevel(level, standing), camera: null })}
        onPoint={setPointed}
        onGo={(geometry) => controller.current?.goTo(geometry)}
        onThing={(pick, geometry) => {
          choose({ pick, place: null })
          if (geometry) controller.current?.goTo(geometry)
        }}
      />
    </main>
  )
}

interface MapProps extends Props {
  overview: Overview
  leading: Promised
  plan: Plan
  pointed: Geometry | null
  controller: RefObject<MapController | null>
  onArea: (area: string | null) => void
  chosen: string | null
  onGround: (key: string) => void
  sites: Sites
  onSite: (act: SiteAct) => void
  children: ReactNode
}

function TheMap({
  overview,
  leading,
  plan,
  themes,
  health,
  pointed,
  controller,
  onArea,
  onGround,
  sites,
  onSite,
  chosen,
  children,
}: MapProps) {
  const { t } = useWords()
  const { choose, drift } = useScene()
  const { scene, units } = overview
  const look = useLook(scene.skin)
  const { laid, waiting } = useLaid(plan)
  const unserved = useUnserved(plan)
  const ground = chosen === null ? undefined : laid.features.find(({ properties }) => properties.key === chosen)
  const ringed = pointed ?? ground?.geometry ?? null
  const { props } = useMapProps(overview, leading, null, themes, look, health.dataAsOf, ringed)
  // The map is placed by the units' shapes, so it waits for them, its room kept; without them it still stands.
  if (units.isPending) {
    return (
      <section className="map-area">
        {children}
        <div className="map" />
      </section>
    )
  }
  const byUnits = plan.tell === 'units'
  return (
    <MapArea
      props={{
        ...props,
        ...(byUnits ? {} : { tints: noTints, labels: noLabels }),
        raised: null,
        laid,
        sites,
        unserved,
        waiting: props.waiting || waiting,
        title: t('planHint', { title: t(plan.tell === 'reach' ? 'tellReach' : 'tellDensity') }),
      }}
      events={{
        picked: (pick) => choose({ pick, place: null }),
        asked: (place) => choose({ place, pick: null }),
        areaChosen: onArea,
        groundChosen: onGround,
        moved: (camera) => drift({ camera }),
        site: onSite,
        cellChosen: () => {},
        raiseFailed: () => {},
      }}
      controller={controller}
      onHome={() => onArea(null)}
      onList={() => choose({ list: leading.theme.layers[0]?.collection ?? null, pick: null, place: null })}
      tool={null}
    >
      {children}
      <OverMap {...{ overview, themes, controller, onArea }} theme={leading.theme} />
    </MapArea>
  )
}

const noTints = new Map<string, never>()
const noLabels = new Map<string, never>()
