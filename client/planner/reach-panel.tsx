import type { Geometry } from 'geojson'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { Failed } from '../ui/notice.tsx'
import { Assumptions } from './assumptions.tsx'
import { CutOff } from './cut-off.tsx'
import { Gaps } from './gaps.tsx'
import { ReachBeside } from './reach-beside.tsx'
import { ReachSum } from './reach-sum.tsx'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  /** The gap that was chosen, on the map or in the list. */
  chosen: string | null
  onChoose: (gap: string | null) => void
  /** What is tried. */
  children: ReactNode
}

/** What is reached on foot, beside what would be straight; then where it is not, worst first, and why. */
export function ReachPanel({ plan, onPoint, onGo, onThing, chosen, onChoose, children }: Props) {
  const { walk, straight, told, estimated, need } = plan
  if (walk.isError && !told) return <Failed error={walk.error} retry={() => void walk.refetch()} />
  if (!told || !need) return <Reckoning />
  const old = walk.isPlaceholderData && !estimated
  return (
    <div className={old ? 'reach old' : 'reach'} aria-busy={walk.isPlaceholderData}>
      <ReachSum reach={told} {...{ plan, need, onPoint, onThing }} />
      {told.obstacles.map((one) => (
        <p key={one} className="notice" role="status">
          {one}
        </p>
      ))}
      {straight.data && !straight.isPlaceholderData && (
        <ReachBeside reach={told} straight={straight.data} {...{ plan, need, onPoint, onThing }} />
      )}
      {straight.isError && <Failed error={straight.error} retry={() => void straight.refetch()} />}
      {children}
      <Gaps gaps={told.uncovered.ground.features} {...{ plan, need, onPoint, onGo, onThing, onChoose, chosen }} />
      <CutOff reach={told} {...{ plan, need, onPoint, onThing }} />
      <Assumptions all={told.assumptions} />
    </div>
  )
}

/** That it is being worked out, which takes some seconds for a whole county. */
function Reckoning() {
  const { t } = useWords()
  return (
    <p className="notice quiet" aria-busy="true">
      {t('reckoning')}
    </p>
  )
}
