import type { Status } from '#data/model/indicator.ts'
import type { Mark } from '#data/model/theme.ts'
import { markPath } from '../skin/mark-path.ts'

/** The sign of a state. It stands beside the state's word or figure and is not read out. */
export function StateMark({ mark }: { mark: Mark | Status }) {
  const shape = mark === 'no-data' || mark === 'no-target' ? 'quiet' : mark
  return (
    <svg className={`mark mark-${shape}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={markPath[shape]} />
    </svg>
  )
}
