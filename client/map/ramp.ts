import type { Figure, Indicator, Status } from '#data/model/indicator.ts'

/** How a unit's ground is tinted: a step of the ramp, a step of change, or faintly by state. */
export type Tint = (typeof rampTints)[number] | (typeof changeTints)[number] | 'met' | 'at-risk' | 'behind'

export const rampTints = ['ramp-1', 'ramp-2', 'ramp-3', 'ramp-4', 'ramp-5'] as const
/** From much worse to much better. */
export const changeTints = ['worse-2', 'worse-1', 'same', 'better-1', 'better-2'] as const

/**
 * How figures become tints. On a ramp the four thresholds rise to the target, which is the last: the
 * fifth step is a promise kept. Without a target they divide what there is. Where less is better than a target,
 * the state alone is shown. Between two days it is the change that is tinted, strongly from `much` on.
 */
export type Ramp =
  | { by: 'value'; thresholds: [number, number, number, number]; toTarget: boolean }
  | { by: 'state' }
  | { by: 'change'; much: number }

const niceSteps = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 25, 50, 100, 200, 250, 500, 1000]

/** Things are counted one by one: no step of theirs is a part of one. */
function stepsOf({ value }: Pick<Indicator, 'value'>): readonly number[] {
  return value === 'count' ? niceSteps.filter(Number.isInteger) : niceSteps
}

/** The ramp for these figures: equal steps of a round size, the smallest that reaches down to the least. */
export function rampFor(
  indicator: Pick<Indicator, 'better' | 'value'>,
  rows: Pick<Figure, 'value' | 'target'>[],
): Ramp {
  const target = rows.find((row) => row.target !== null)?.target
  const values = rows.flatMap((row) => (row.value === null ? [] : [row.value]))
  if (values.length === 0) return { by: 'state' }
  const least = Math.min(...values)
  if (target === undefined || target === null) return plainRamp(least, Math.max(...values), indicator)
  if (indicator.better === 'less') return { by: 'state' }
  const step = stepsOf(indicator).find((size) => target - 4 * size <= least) ?? (target - least) / 4
  return { by: 'value', thresholds: [target - 3 * step, target - 2 * step, target - step, target], toTarget: true }
}

/** Five equal steps of a round size, from the least value to the greatest, none above what there can be at most. */
function plainRamp(least: number, greatest: number, indicator: Pick<Indicator, 'value'>): Ramp {
  const most = indicator.value === 'percent' ? 100 : Number.POSITIVE_INFINITY
  const start = (size: number) => Math.floor(least / size) * size
  const step = stepsOf(indicator).find((size) => start(size) + 5 * size >= greatest) ?? (greatest - least) / 5
  const from = Math.min(start(step), most - 5 * step)
  return { by: 'value', thresholds: [from + step, from + 2 * step, from + 3 * step, from + 4 * step], toTarget: false }
}

/** The ramp for changes: much is a round size that about half of the greatest change reaches. */
export function rampOfChange(indicator: Pick<Indicator, 'value'>, changes: Iterable<{ by: number | null }>): Ramp {
  const greatest = Math.max(0, ...[...changes].map(({ by }) => Math.abs(by ?? 0)))
  return { by: 'change', much: stepsOf(indicator).find((size) => size >= greatest / 2) ?? greatest / 2 }
}

/** The tint of one change; none where either day has no figure. */
export function tintOfChange(change: { by: number | null; turn: string }, much: number): Tint | null {
  if (change.by === null) return null
  if (change.by === 0) return 'same'
  const strong = Math.abs(change.by) >= much
  if (change.turn === 'better') return strong ? 'better-2' : 'better-1'
  return strong ? 'worse-2' : 'worse-1'
}

/** The tint of one figure; none where there is no data, or where it is no figure but a change that is tinted. */
export function tintOf(figure: Pick<Figure, 'value' | 'status'>, ramp: Ramp): Tint | null {
  if (figure.value === null || ramp.by === 'change') return null
  if (ramp.by === 'state') return stateTint[figure.status]
  const value = figure.value
  return rampTints[ramp.thresholds.filter((threshold) => value >= threshold).length] ?? null
}

const stateTint: Record<Status, Tint | null> = {
  met: 'met',
  'at-risk': 'at-risk',
  behind: 'behind',
  'no-data': null,
  'no-target': null,
}
