import type { Words } from '#data/model/words.ts'
import of2015 from './2015.json' with { type: 'json' }
import of2022 from './2022.json' with { type: 'json' }

export type IndicatorId = 'transparency' | 'dissolved_oxygen' | 'orp' | 'ammonia'

/** A value on the limit `mild` is still clear, one on `severe` still mild. */
export interface Limits {
  id: IndicatorId
  title: Words
  unit: string
  /** Which way water gets worse. */
  worse: 'less' | 'more'
  mild: number
  severe: number
}

/** A version of the rule by which waters are graded black-odorous. */
export interface Standard {
  id: string
  title: Words
  source: Words
  /** Whether the source was read itself. */
  checked: boolean
  indicators: Limits[]
  /** Water shallower than `depth` cm is clear where one sees its bottom, severe below this share of its depth. */
  shallow: { depth: number; share: number }
  /** The fewest points of a water, and samplings of a point, that make a verdict. */
  sampling: { points: number; times: number }
  /**
   * A black point is severe where `one` of its indicators, or each of two a share of `two`, read severe; `run`
   * severe points in a row make their section severe, a share of `body` the whole water.
   */
  shares: { one: number; two: number; run: number; body: number }
}

/**
 * The limits of one reading: where water is too shallow for those of transparency, its bottom takes the place of mild
 * and a share of its depth that of severe.
 * @param depth of the water in cm; null where nobody measured it
 */
export function limitsAt({ shallow }: Standard, limits: Limits, depth: number | null): Limits {
  if (limits.id !== 'transparency' || depth === null || depth >= shallow.depth) return limits
  return { ...limits, mild: depth, severe: exact(shallow.share * depth) }
}

/** A value against limits: clear on that of mild, mild on that of severe. */
export function gradeAgainst(limits: Limits, value: number): 'clear' | 'mild' | 'severe' {
  if (isWorse(limits, value, limits.severe)) return 'severe'
  return isWorse(limits, value, limits.mild) ? 'mild' : 'clear'
}

function isWorse({ worse }: Limits, value: number, limit: number): boolean {
  return worse === 'less' ? exact(value) < limit : exact(value) > limit
}

/** Without the dust of floating point, which is not to decide on the limit. */
function exact(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

/** Every version there is, by id. */
export const standards: ReadonlyMap<string, Standard> = new Map(
  ([of2015, of2022] as Standard[]).map((standard) => [standard.id, standard]),
)
