import type { Geometry } from 'geojson'
import { type ReactNode, type RefObject, useRef } from 'react'
import type { Health } from '#data/model/health.ts'
import type { SitingTerms } from '#data/model/siting.ts'
import type { Theme } from '#data/model/theme.ts'
import type { ProposedSite } from '../api/siting-queries.ts'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { Linked } from '../map/linked.ts'
import type { SiteAct, Sites } from '../map/sites.ts'
import { MapArea } from '../overview/map-area.tsx'
import { isPlaced, useMapProps } from '../overview/map-props.ts'
import { OverMap } from '../overview/over-map.tsx'
import { useLook } from '../overview/use-look.ts'
import type { Overview, Promised } from '../overview/use-overview.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { BesideMap } from './beside-map.tsx'
import { type Barring, MeasureCard } from './measure-card.tsx'
import { TakenPlan } from './taken-plan.tsx'
import type { Beside } from './use-beside.ts'
import { useLaid, useUnserved } from './use-laid.ts'
import type { Plan } from './use-plan.ts'
import type { Sketcher } from './use-sketch.ts'

interface Props {
  themes: Theme[]
  health: Health
  overview: Overview
  leading: Promised
  plan: Plan
  pointed: Geometry | null
  controller: RefObject<MapController | null>
  onArea: (area: string | null) => void
  /** The ground that was chosen on the map. */
  chosen: string | null
  onGround: (key: string) => void
  sites: Sites
  onSite: (act: SiteAct) => void
  sketcher: Sketcher
  barring: Barring | null
  /** Sites that are proposed and not tried yet. */
  proposed: readonly ProposedSite[]
  terms: SitingTerms | null
  onPoint: (geometry: Geometry | null) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  beside: Beside | null
  children: ReactNode
}

/** The planner's map, and the one it is compared with. */
export function PlanMap({ overview, leading, plan, themes, health, pointed, controller, children, ...props }: Props) {
  const { onArea, chosen, onGround, sites, onSite, sketcher, barring, proposed, terms, onPoint, onThing, beside } =
    props
  const { t } = useWords()
  const { choose, drift } = useScene()
  const linked = useRef(new Linked())
  const { scene, units } = overview
  const look = useLook(scene.skin)
  const { laid, waiting } = useLaid(plan, scene.barred)
  const unserved = useUnserved(plan)
  const ground = chosen === null ? undefined : laid.features.find(({ properties }) => properties.key === chosen)
  const ringed = pointed ?? ground?.geometry ?? null
  const { props: whole } = useMapProps(overview, leading, null, themes, look, health, ringed)
  if (!isPlaced(whole, units)) {
    return (
      <section className="map-area">
        {children}
        <div className="map" />
      </section>
    )
  }
  const byUnits = plan.tell === 'units'
  const shown = {
    ...whole,
    ...(byUnits ? {} : { tints: noTints, labels: noLabels }),
    raised: null,
    laid,
    sites,
    sketch: sketcher.sketching,
    unserved,
    linked: linked.current,
    waiting: whole.waiting || waiting,
    title: t('planHint', { title: t(plan.tell === 'reach' ? 'tellReach' : 'tellDensity') }),
  }
  return (
    <>
      <MapArea
        props={shown}
        events={{
          picked: (pick) => choose({ pick, place: null }),
          asked: (place) => choose({ place, pick: null }),
          areaChosen: onArea,
          groundChosen: onGround,
          moved: (camera) => drift({ camera }),
          site: onSite,
          corner: sketcher.act,
          risen: () => {},
          raiseFailed: () => {},
        }}
        controller={controller}
        onHome={() => onArea(null)}
        onList={() => choose({ list: leading.theme.layers[0]?.collection ?? null, pick: null, place: null })}
        tool={
          <>
            <TakenPlan {...{ plan, overview, leading, health, controller }} {...{ proposed, terms }} />
            <button
              type="button"
              aria-label={t('measure')}
              title={t('measureLong')}
              aria-pressed={sketcher.open}
              onClick={() => (sketcher.open ? sketcher.close() : sketcher.begin())}
            >
              <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                <path d="M2 13 13 2l5 5L7 18ZM5 10l2 2M8 7l3 3M11 4l2 2" />
              </svg>
            </button>
          </>
        }
      >
        {children}
        {beside && <p className="beside-name card">{t('compareHere')}</p>}
        {sketcher.open && (
          <MeasureCard
            {...{ sketcher, themes, onPoint, onThing, barring }}
            at={scene.at}
            middle={() => controller.current?.middle() ?? null}
          />
        )}
        <OverMap {...{ overview, themes, controller, onArea }} theme={leading.theme} />
      </MapArea>
      {beside && <BesideMap beside={beside} shown={shown} />}
    </>
  )
}

const noTints = new Map<string, never>()
const noLabels = new Map<string, never>()
