import type { Geometry } from 'geojson'
import { useWords } from '../i18n/index.ts'
import { Crumbs } from '../overview/crumbs.tsx'
import { EvidencePanel } from '../overview/evidence.tsx'
import { FigurePanel } from '../overview/figure-panel.tsx'
import { Ranking } from '../overview/ranking.tsx'
import {
  foreignUnit,
  isUnknown,
  type Overview,
  type Promised,
  shownFigure,
  type UnitLevel,
} from '../overview/use-overview.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { CellsPanel } from './cells-panel.tsx'
import { CompareTable } from './compare-table.tsx'
import { ProposalPanel } from './proposal-panel.tsx'
import { Question } from './question.tsx'
import { ReachPanel } from './reach-panel.tsx'
import { ScenariosPanel } from './scenarios-panel.tsx'
import { TrialPanel, type TrialProps } from './trial-panel.tsx'
import type { Beside } from './use-beside.ts'
import { type Plan, type Planned, planTitle } from './use-plan.ts'
import type { Proposing } from './use-proposal.ts'

interface Props {
  overview: Overview
  leading: Promised
  plan: Plan
  planned: Planned[]
  trial: Omit<TrialProps, 'onPoint' | 'onGo'>
  proposing: Proposing
  beside: Beside | null
  /** Whether the scenario an address means is still on its way. */
  opening: boolean
  onArea: (area: string | null) => void
  onLevel: (level: UnitLevel) => void
  /** Has ground drawn on the map, to be barred. */
  onDraw: () => void
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  /** The ground that was chosen, on the map or in its list. */
  chosen: string | null
  onGround: (key: string | null) => void
}

/** The panel beside the planner's map: what is asked, and the answer with all that made it. */
export function Desk(props: Props) {
  const {
    overview,
    leading,
    plan,
    planned,
    trial,
    proposing,
    beside,
    opening,
    onArea,
    onDraw,
    onPoint,
    onGo,
    onThing,
    chosen,
    onGround,
  } = props
  const { t, say } = useWords()
  const foreign = foreignUnit(overview.unit)
  const runBy = foreign?.properties.run_by
  return (
    <section className="side" id="figure" tabIndex={-1} aria-label={t('plan')}>
      <Crumbs overview={overview} onArea={onArea} />
      <h2>{t(planTitle(plan), { theme: say(plan.theme.title) })}</h2>
      {foreign && <p className="foreign">{runBy ? t('notPlanned', { who: runBy }) : t('notPlannedUnknown')}</p>}
      {isUnknown(overview) && <p className="foreign">{t('planAreaUnknown')}</p>}
      <Question plan={plan} planned={planned} />
      {plan.tell === 'reach' && (
        <ReachPanel plan={plan} {...{ onPoint, onGo, onThing, chosen }} onChoose={onGround}>
          {plan.need && <TrialPanel plan={plan} need={plan.need} {...trial} {...{ onPoint, onGo }} />}
          {plan.need && (
            <ProposalPanel
              {...{ plan, proposing, onPoint, onGo }}
              need={plan.need}
              trying={trial.trying}
              hasCommunities={overview.hasCommunities}
              onDraw={onDraw}
            />
          )}
          {plan.need && beside && <CompareTable plan={plan} need={plan.need} scene={overview.scene} beside={beside} />}
          <ScenariosPanel theme={plan.theme.id} opening={opening} />
        </ReachPanel>
      )}
      {plan.inCells && (
        <CellsPanel {...{ plan, onPoint, onGo, onThing, chosen }} indicator={leading.indicator} onChoose={onGround} />
      )}
      {plan.tell === 'units' && <Units {...props} />}
    </section>
  )
}

/** How dense it is in the units, as the overview tells it. */
function Units({ overview, leading, onArea, onLevel, onPoint, onThing }: Props) {
  const choose = useScene((store) => store.choose)
  const { head, table, scene } = overview
  const figure = shownFigure(overview)
  if (table.isError && !table.data) return <Failed error={table.error} retry={() => void table.refetch()} />
  if (!table.data || !head?.data) return <Loading />
  return (
    <>
      {figure && (
        <FigurePanel
          indicator={leading.indicator}
          figure={figure}
          table={head.data}
          open={scene.evidence}
          onOpen={(evidence) => choose({ evidence })}
        />
      )}
      {figure && scene.evidence && (
        <EvidencePanel
          key={figure.area}
          indicator={leading.indicator}
          figure={figure}
          at={scene.at}
          picked={scene.pick}
          onPoint={(row) => onPoint(row?.geometry ?? null)}
          onGo={({ properties: { collection, fid }, geometry }) => onThing({ collection, fid }, geometry)}
        />
      )}
      <Ranking
        overview={overview}
        indicator={leading.indicator}
        table={table.data}
        changes={null}
        onChoose={onArea}
        onLevel={onLevel}
        onPoint={(unit) => onPoint(unit?.geometry ?? null)}
      />
    </>
  )
}
