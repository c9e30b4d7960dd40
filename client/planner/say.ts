import type { Need } from '#data/model/coverage.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'

/** How much of a need, and which share of it, in words. */
export function useSayings(need: Need) {
  const { t, lang, measured } = useWords()
  return {
    amount: (weight: number) => measured(formatAmount(weight, lang), need.unit),
    percent: (share: number | null) => (share === null ? t('no-data') : `${formatNumber(100 * share, 1, lang)}\u00a0%`),
  }
}

/** How many points of percent lie between two shares, as both are read. */
export function pointsBetween(share: number | null, other: number | null): number {
  const read = (one: number | null) => Number((100 * (one ?? 0)).toFixed(1))
  return read(share) - read(other)
}
