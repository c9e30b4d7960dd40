import type { Words } from '#data/model/words.ts'
import type { IndicatorId, Limits, Standard } from '#data/standards/water/standard.ts'

export type Verdict = 'clear' | 'mild' | 'severe' | 'no-verdict'

/** What a laboratory found in one sample; null what it did not look for. `depth` and transparency in cm. */
export interface Reading extends Record<IndicatorId, number | null> {
  depth: number | null
}

/** A verdict and the sentences that say why. */
export interface Graded {
  verdict: Verdict
  reasons: Words[]
}

export interface GradedPoint extends Graded {
  name: string
  /** Its place along the water; a point without one is in no section. */
  sequence: number | null
}

/** A version of the standard, and over how many days its means are taken. */
export interface Rule {
  standard: Standard
  days: number
}

/** One indicator's readings at a point: `over` where their mean is not within the limit. */
export interface Tally {
  limits: Limits
  times: number
  mean: number
  over: boolean
  severe: number
  /** Of the readings, 0–1. */
  share: number
  /** The share of the depth that counts as severe, where any was taken in shallow water. */
  shallow: number | null
}
