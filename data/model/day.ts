const oneDay = 86_400_000

/** Whether a text of the form of a day names one that exists (not 31 February). */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && asDay(new Date(time)) === text
}

/** Days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / oneDay)
}

/** The day that lies `days` after (or, negative, before) a day. */
export function addDays(day: string, days: number): string {
  return asDay(new Date(Date.parse(day) + days * oneDay))
}

/** How far the clock of China, where every county of this product lies, is ahead of UTC. It is never put forward. */
const ahead = 8 * 3_600_000

/** Today by that clock. */
export function today(now = new Date()): string {
  return asDay(new Date(now.getTime() + ahead))
}

/** The moment at which a day begins by that clock, in milliseconds of the epoch. */
export function startOf(day: string): number {
  return Date.parse(day) - ahead
}

function asDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
