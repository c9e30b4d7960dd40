import type { Figure, Indicator } from '#data/model/indicator.ts'

/** What became of a unit's figure since an earlier day; `by` is null where either day has none. */
export interface Change {
  before: number | null
  by: number | null
  turn: Turn
}
export type Turn = 'better' | 'worse' | 'same' | 'unknown'

/** The changes of all units that have a figure now, by their keys. */
export function changesOf(
  now: readonly Figure[],
  before: readonly Figure[],
  indicator: Pick<Indicator, 'better' | 'decimals'>,
): Map<string, Change> {
  const earlier = new Map(before.map(({ area, value }) => [area, value]))
  return new Map(now.map(({ area, value }) => [area, changeOf(value, earlier.get(area) ?? null, indicator)]))
}

/** One change. What does not show in the decimals the figure is told with is none. */
export function changeOf(
  now: number | null,
  before: number | null,
  { better, decimals }: Pick<Indicator, 'better' | 'decimals'>,
): Change {
  if (now === null || before === null) return { before, by: null, turn: 'unknown' }
  const by = Number((now - before).toFixed(decimals))
  const turn = by === 0 ? 'same' : by > 0 === (better === 'more') ? 'better' : 'worse'
  return { before, by, turn }
}
