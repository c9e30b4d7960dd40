import { isDay, today } from '#data/model/day.ts'
import { ProblemError } from './problem.ts'

/**
 * The day a request asks about; today where it names none. A time counts as its day.
 * @throws {ProblemError} 400 for what is no day
 */
export function dayOf(text: string | undefined, parameter: string): string {
  if (text === undefined || text === '..') return today()
  const day = text.slice(0, 10)
  const rest = text.slice(10)
  if (isDay(day) && (rest === '' || /^T[0-9:.]{2,12}(Z|[+-]\d\d:?\d\d)?$/.test(rest))) return day
  throw new ProblemError(400, `${parameter} is not a day such as 2026-11-24.`, [
    { at: `querystring/${parameter}`, detail: 'must be a day, YYYY-MM-DD' },
  ])
}
