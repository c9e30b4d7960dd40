import type { Lang } from '../scene/scene.ts'

const chinaTime = 'Asia/Shanghai'

/** Formats are kept: to make one takes a browser as long as to draw a row of them. */
function kept<Format>(make: (lang: Lang, decimals: number) => Format) {
  const made = new Map<string, Format>()
  return (lang: Lang, decimals = 0): Format => {
    const key = `${lang} ${decimals}`
    const format = made.get(key) ?? make(lang, decimals)
    made.set(key, format)
    return format
  }
}

const numbers = kept((lang, decimals) => {
  return new Intl.NumberFormat(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
})
const amounts = kept((lang) => new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }))
const days = kept((lang) => new Intl.NumberFormat(lang, { style: 'unit', unit: 'day', unitDisplay: 'long' }))
const dates = kept(() => new Intl.DateTimeFormat('sv', { timeZone: chinaTime }))
const times = kept((lang) => {
  return new Intl.DateTimeFormat(lang, { timeZone: chinaTime, hour: '2-digit', minute: '2-digit', hour12: false })
})
const ages = kept((lang) => new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }))

/** A number as people of the language write it, with a true minus sign. */
export function formatNumber(value: number, decimals: number, lang: Lang): string {
  return numbers(lang, decimals).format(value).replace('-', '−')
}

/** An amount of things or of measure: whole where it is whole, else with as many decimals as it needs, up to two. */
export function formatAmount(value: number, lang: Lang): string {
  return amounts(lang).format(value)
}

/** A number of days, in words. */
export function formatDays(count: number, lang: Lang): string {
  const parts = days(lang).formatToParts(count)
  const text = (unit: boolean) =>
    parts.filter(({ type }) => (type === 'unit') === unit && type !== 'literal').map(({ value }) => value)
  return [...text(false), '\u00a0', ...text(true)].join('')
}

/** A moment by the county's clock: the time alone if it is today, else with its day. */
export function formatMoment(iso: string, lang: Lang, now = new Date()): string {
  const moment = new Date(iso)
  const [day, today] = [moment, now].map((date) => dates(lang).format(date))
  const time = times(lang).format(moment)
  return day === today ? time : `${day} ${time}`
}

/** How long ago a moment was, in words. */
export function formatAge(iso: string, lang: Lang, now = new Date()): string {
  const words = ages(lang)
  const minutes = Math.round((Date.parse(iso) - now.getTime()) / 60_000)
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute')
  if (Math.abs(minutes) < 60 * 48) return words.format(Math.round(minutes / 60), 'hour')
  return words.format(Math.round(minutes / 60 / 24), 'day')
}

/** A distance in metres, in kilometres from one on. */
export function formatMetres(metres: number, lang: Lang): string {
  return metres < 1000 ? `${formatNumber(metres, 0, lang)}\u00a0m` : `${formatNumber(metres / 1000, 1, lang)}\u00a0km`
}
