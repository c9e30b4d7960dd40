import type { Figure, Indicator } from '#data/model/indicator.ts'
import { withUnit } from '#data/model/words.ts'
import { formatDays, formatNumber } from '../i18n/format.ts'
import { type SpokenWords, useWords } from '../i18n/index.ts'
import { needOf } from './promise.ts'

/** An indicator's figures put into words of the language chosen. */
export interface Sayings {
  /** The number alone, or that there is none. */
  number: (value: number | null) => string
  full: (value: number | null) => string
  /** A change, with its sign. */
  change: (by: number | null) => string
  unit: string
  /** @param bare beside the figure, whose unit is said there; but for per cent, which is short */
  target: (value: number, bare?: boolean) => string
  missing: (count: number | null) => string
  need: (missing: number | null, days: number | null) => string | null
  days: (days: number) => string
}

/** The words for an indicator's figures. */
export function useSayings(indicator: Indicator): Sayings {
  return sayings(indicator, useWords())
}

/** The words for an indicator's figures in a language. */
export function sayings(indicator: Indicator, { t, lang, say, measured }: SpokenWords): Sayings {
  const unit = say(indicator.unit)
  const { missingUnit } = indicator
  const number = (value: number | null) =>
    value === null ? t('no-data') : formatNumber(value, indicator.decimals, lang)
  const whole = (count: number) => formatNumber(count, 0, lang)
  return {
    number,
    unit,
    change: (by) => (by === null ? '—' : by === 0 ? '±0' : `${by > 0 ? '+' : ''}${number(by)}`),
    full: (value) => (value === null ? t('no-data') : withUnit(number(value), unit)),
    target: (value, bare = false) => {
      const amount = formatNumber(value, Number.isInteger(value) ? 0 : indicator.decimals, lang)
      const text = bare && unit !== '%' ? amount : withUnit(amount, unit)
      if (indicator.better === 'less' && value === 0) return text
      return t(indicator.better === 'more' ? 'targetMore' : 'targetLess', { value: text })
    },
    missing: (count) => {
      if (count === null) return ''
      if (count <= 0) return t('nothingMissing')
      return t(indicator.missing === 'left' ? 'left' : 'missing', { things: measured(whole(count), missingUnit) })
    },
    need: (missing, days) => {
      const need = needOf(missing, days)
      if (need === null) return null
      if (need.every === 'days' && need.days > 1)
        return t('paceNeededDays', { days: formatDays(need.days, lang), unit: say(missingUnit) })
      const count = need.every === 'day' ? need.count : 1
      const n = formatNumber(count, count < 10 && count % 1 !== 0 ? 1 : 0, lang)
      return t('paceNeeded', { n, unit: say(missingUnit) })
    },
    days: (days) => {
      if (days === 0) return t('dueToday')
      return t(days > 0 ? 'daysLeft' : 'overdue', { days: formatDays(Math.abs(days), lang) })
    },
  }
}

/** The shortest word on a unit for a list: met, or what it is short of. */
export function shortWord(figure: Figure, indicator: Indicator, { t, lang, say }: SpokenWords): string {
  // that no target stands is said once, and not with every unit
  if (figure.status === 'no-target') return ''
  if (figure.status === 'met' || figure.missing === null) return t(figure.status)
  return t(indicator.missing === 'left' ? 'leftShort' : 'shortBy', {
    n: formatNumber(figure.missing, 0, lang),
    unit: say(indicator.missingUnit),
  })
}
