import { daysBetween } from '#data/model/day.ts'
import type { Figure, Indicator } from '#data/model/indicator.ts'

/** How far along a promise is: shares from 0 to 1 of the way drawn. */
export interface Way {
  sewn: number
  target: number
}

/** How often one more thing is needed to be there in time. */
export type Need = { every: 'day'; count: number } | { every: 'days'; days: number }

/**
 * The way to the target. Where more is better it runs a little past the target; where less is better it
 * is the share already done away with, and the target lies at its end.
 */
export function wayOf(figure: Figure, better: Indicator['better']): Way | null {
  const { value, target, denominator } = figure
  if (value === null || target === null) return null
  if (better === 'less') {
    const whole = Math.max(denominator ?? 0, value, target + 1)
    return { sewn: Math.min(1, (whole - value) / (whole - target)), target: 1 }
  }
  const end = Math.max(target / 0.86, value, Number.EPSILON)
  return { sewn: value / end, target: target / end }
}

/** Days from the day of the figures to the day the target falls due; negative once it has passed. */
export function daysLeft(figure: Figure, asOf: string): number | null {
  return figure.due === null ? null : daysBetween(asOf, figure.due)
}

/** What is missing, spread over the days left; none where nothing is missing or no day stands. */
export function needOf(missing: number | null, days: number | null): Need | null {
  if (missing === null || missing <= 0 || days === null || days <= 0) return null
  return missing >= days ? { every: 'day', count: missing / days } : { every: 'days', days: Math.floor(days / missing) }
}

export type Order = 'gap' | 'missing' | 'value' | 'change' | 'name'

/**
 * Units in the order asked for: the farthest from the target first, or the worst where there is none, those that lack most,
 * the best value first, what became worst first, or by name. Those
 * without data come last.
 * @param gain how much better a unit's figure has become; NaN where that is not known
 */
export function ordered(
  rows: Figure[],
  order: Order,
  better: Indicator['better'],
  lang: string,
  gain: (row: Figure) => number = () => Number.NaN,
): Figure[] {
  const names = new Intl.Collator(lang)
  const sign = better === 'more' ? -1 : 1
  const key = (row: Figure) => {
    if (order === 'gap') return row.target === null && row.value !== null ? -sign * row.value : -(row.gap ?? -Infinity)
    if (order === 'missing') return -(row.missing ?? -Infinity)
    if (order === 'change') return Number.isNaN(gain(row)) ? Infinity : gain(row)
    return row.value === null ? Infinity : sign * row.value
  }
  return [...rows].sort((a, b) => {
    if (order !== 'name' && key(a) !== key(b)) return key(a) - key(b)
    if (order === 'gap' && a.value !== b.value) return sign * ((a.value ?? 0) - (b.value ?? 0))
    return names.compare(a.name, b.name)
  })
}
