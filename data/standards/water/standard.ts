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

/** Every version there is, by id. */
export const standards: ReadonlyMap<string, Standard> = new Map(
  ([of2015, of2022] as Standard[]).map((standard) => [standard.id, standard]),
)
