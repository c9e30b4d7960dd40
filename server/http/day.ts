import { isDay, today } from '#data/model/day.ts'
import { ProblemError } from './problem.ts'

/**
 * The day a request asks about; today where it names none. A time counts as its day; of an interval
 * (`2026-01-01/2026-02-01`, `../2026-02-01`) it is the last day, today where that is open.
 * @throws {ProblemError} 400 for what is no day
 */
export function dayOf(text: string | undefined, parameter: string): string {
  if (text === undefined || text === '..' || text === '') return today()
  const [from, to, ...more] = text.split('/')
  if (to !== undefined && more.length === 0) {
    const [first, last] = [dayOf(from === '..' ? '' : from, parameter), dayOf(to, parameter)]
    if (from !== '' && from !== '..' && first > last) throw notADay(parameter)
    return last
  }
  const day = text.slice(0, 10)
  const rest = text.slice(10)
  if (isDay(day) && (rest === '' || /^T[0-9:.]{2,12}(Z|[+-]\d\d:?\d\d)?$/.test(rest))) return day
  throw notADay(parameter)
}

/** A request's days, both included; null where open. A single day is both. */
export interface Days {
  first: string | null
  last: string
}

/**
 * The days a request asks about: as `dayOf`, with where an interval begins.
 * @throws {ProblemError} 400 for what is no day
 */
export function daysOf(text: string | undefined, parameter: string): Days {
  const last = dayOf(text, parameter)
  if (text === undefined || !text.includes('/')) return { first: last, last }
  const [from = ''] = text.split('/')
  return { first: from === '' || from === '..' ? null : dayOf(from, parameter), last }
}

export function notADay(parameter: string): ProblemError {
  return new ProblemError(400, `${parameter} is not a day such as 2026-11-24.`, [
    { at: `querystring/${parameter}`, detail: 'must be a day, YYYY-MM-DD' },
  ])
}
