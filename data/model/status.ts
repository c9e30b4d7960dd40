import { daysBetween } from './day.ts'
import type { Indicator, Pace, Status } from './indicator.ts'

/** A figure's two sums, as its evidence gives them. */
export interface Sums {
  numerator: number
  denominator: number
  /** Things of which some part falls short. */
  short: number
}

/** A figure recorded on an earlier day. */
export interface Earlier {
  day: string
  value: number
}

type Rule = Pick<Indicator, 'value' | 'better' | 'missing'>

/** The value of a figure, unrounded; null where there is nothing to divide by. */
export function figureValue(
  rule: Pick<Indicator, 'value'>,
  sums: Pick<Sums, 'numerator' | 'denominator'>,
): number | null {
  if (rule.value === 'count') return sums.numerator
  if (sums.denominator === 0) return null
  return (rule.value === 'percent' ? 100 : 1) * (sums.numerator / sums.denominator)
}

/** The distance to the target, never negative. */
export function gapOf(rule: Pick<Rule, 'better'>, value: number, target: number): number {
  return Math.max(0, rule.better === 'more' ? target - value : value - target)
}

/** How many whole things are missing to the target; see `Indicator.missing`. */
export function missingOf(rule: Rule, sums: Sums, target: number): number {
  switch (rule.missing) {
    case 'whole': {
      const share = rule.value === 'percent' ? target / 100 : target
      return Math.max(0, ceil(share * sums.denominator) - sums.numerator)
    }
    case 'short':
      return sums.short
    case 'left':
      return Math.max(0, sums.numerator - target)
  }
}

/** What floating point may leave beside a number: 0.7 × 60 is 42 and not 43, 4.8 is 80 % of 6. */
const dust = 1e-9

function ceil(amount: number): number {
  return Math.ceil(amount - dust * Math.max(1, Math.abs(amount)))
}

/**
 * The pace per day: what is needed to meet the target by its day, and the present pace, which is the
 * change since the earliest day recorded within the last 90 days over the days between.
 */
export function paceOf(
  rule: Pick<Rule, 'value' | 'better'>,
  value: number,
  target: number,
  due: string | null,
  at: string,
  earlier: Earlier | undefined,
): Pace {
  const left = due === null ? null : daysBetween(at, due)
  const since = earlier === undefined ? 0 : daysBetween(earlier.day, at)
  const present = earlier === undefined || since <= 0 ? null : (value - earlier.value) / since
  const gap = gapOf(rule, value, target)
  const direction = rule.better === 'more' ? 1 : -1
  return {
    needed: left === null || left <= 0 ? null : (direction * gap) / left,
    present,
    reaches: left === null || present === null ? null : within(rule, value + present * Math.max(0, left)),
    per: 'day',
  }
}

/** No share passes 100 %, and no figure falls below nothing. */
function within(rule: Pick<Rule, 'value'>, reached: number): number {
  return Math.max(0, rule.value === 'percent' ? Math.min(100, reached) : reached)
}

/** From this share of the target on, a figure without history counts as at risk and not as behind. */
const nearly = 0.8

/**
 * The state of a promise: `met`; `at-risk` = not met, but the present pace reaches it by its day; else
 * `behind`. Without history: at risk from 80 % of the target; where less is better, behind until met.
 * Where no target stands there is a figure but no promise: `no-target`.
 */
export function statusOf(
  rule: Pick<Rule, 'better'>,
  value: number | null,
  target: number | null,
  pace: Pick<Pace, 'present' | 'reaches'> | null,
): Status {
  if (value === null) return 'no-data'
  if (target === null) return 'no-target'
  if (gapOf(rule, value, target) === 0) return 'met'
  if (pace === null || pace.present === null) {
    return rule.better === 'more' && value >= nearly * target - dust * target ? 'at-risk' : 'behind'
  }
  return pace.reaches !== null && gapOf(rule, pace.reaches, target) === 0 ? 'at-risk' : 'behind'
}
