import './planner.css'
import type { Geometry } from 'geojson'
import { useEffect, useRef, useState } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { stepTo, stepToLevel, stepUp } from '../overview/steps.ts'
import { useEscape } from '../overview/use-escape.ts'
import { type Overview, type Promised, useOverview } from '../overview/use-overview.ts'
import { mostBarred, type Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Desk } from './desk.tsx'
import { PlanLegend } from './plan-legend.tsx'
import { PlanLive } from './plan-live.tsx'
import { PlanMap } from './plan-map.tsx'
import { useTrial } from './trial.ts'
import { useBeside } from './use-beside.ts'
import { useHand, useUndoKeys } from './use-hand.ts'
import { useOpening } from './use-opening.ts'
import { type Planned, plannedThemes, usePlan } from './use-plan.ts'
import { useProposal } from './use-proposal.ts'
import { useLeftOut, useSites } from './use-sites.ts'
import { type Sketcher, useSketch } from './use-sketch.ts'

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
  const opening = useOpening()
  const trying = useTrial()
  const hand = useHand(trying)
  const plan = usePlan(overview, theme, hand.held)
  const beside = useBeside(overview, theme)
  const answer = plan.inCells ? plan.cells.data : plan.walk.data
  const [chosen, setChosen] = useOfAnswer<string>(answer)
  const [pointed, setPointed] = useOfAnswer<Geometry>(answer)
  const { scene } = overview
  const standing = { ...overview, area: scene.area }
  const onArea = (area: string | null) => choose({ ...stepTo(area, standing), camera: null, pick: null, place: null })
  const up = stepUp(standing)
  const upwards = up && (() => choose({ ...up, camera: null }))
  const sketcher = useSketch()
  const finish = sketcher.putBack ?? (sketcher.drawing ? () => sketcher.draw(null) : null)
  const back = finish ?? (hand.held ? hand.putBack : hand.adding ? () => hand.setAdding(false) : upwards)
  useEscape(back)
  const outOfSight = plan.tell !== 'reach'
  useUndoKeys(trying, hand.held !== null || outOfSight)
  useEffect(() => {
    if (outOfSight) hand.setAdding(false)
  }, [outOfSight, hand.setAdding])
  const onThing = (pick: Pick, geometry: Geometry | null) => {
    choose({ pick, place: null })
    if (geometry) controller.current?.goTo(geometry)
  }
  const leftOut = useLeftOut(plan, trying.without, scene.at)
  const proposing = useProposal(plan, scene)
  const sites = useSites(plan, trying, leftOut, proposing.sites, hand)
  const sketching: Sketcher = {
    ...sketcher,
    begin() {
      hand.setAdding(false)
      sketcher.begin()
    },
    draw(as) {
      hand.setAdding(false)
      sketcher.draw(as)
    },
  }
  return (
    <main className={beside ? 'overview plan compared' : 'overview plan'}>
      <PlanLive overview={overview} plan={plan} />
      <PlanMap
        {...{ overview, leading, plan, themes, health, pointed, controller, onArea, chosen, sites, beside }}
        proposed={proposing.sites}
        terms={proposing.terms}
        barring={
          proposing.begin && {
            room: mostBarred - trying.barred.flat().length,
            bar(corners) {
              trying.edit({ barred: [...trying.barred, corners] })
              sketcher.close()
            },
          }
        }
        onSite={hand.act}
        sketcher={sketching}
        onGround={setChosen}
        onPoint={setPointed}
        onThing={onThing}
      >
        <PlanLegend {...{ plan, overview }} indicator={leading.indicator} proposed={sites.proposed.length > 0} />
      </PlanMap>
      <Desk
        {...{ overview, leading, plan, planned, onArea, chosen, beside, opening, proposing }}
        trial={{
          trying,
          leftOut,
          adding: hand.adding,
          onAdding: (adding) => {
            sketcher.draw(null)
            hand.setAdding(adding)
          },
          middle: () => controller.current?.middle() ?? null,
          picked: scene.pick,
          at: scene.at,
          chosenSite: hand.chosen,
        }}
        onDraw={() => {
          sketching.draw('ground')
          // on a phone the map lies above
          document.getElementById('map')?.scrollIntoView({ block: 'nearest' })
        }}
        onGround={setChosen}
        onLevel={(level) => choose({ ...stepToLevel(level, standing), camera: null })}
        onPoint={setPointed}
        onGo={(geometry) => controller.current?.goTo(geometry)}
        onThing={onThing}
      />
    </main>
  )
}

/**
 * What was chosen or pointed at of an answer: of another, what goes by the same key is another, and no row lets go of it.
 * With its answer it is gone, also where that comes back.
 */
function useOfAnswer<T>(answer: unknown): [T | null, (value: T | null) => void] {
  const [held, setHeld] = useState<{ value: T | null; answer: unknown }>({ value: null, answer })
  if (held.answer !== answer) setHeld({ value: null, answer })
  return [held.answer === answer ? held.value : null, (value) => setHeld({ value, answer })]
}
