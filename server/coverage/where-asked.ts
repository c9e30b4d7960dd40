import type { Queryable } from '../database/database.ts'
import { dayOf } from '../http/day.ts'
import { ProblemError } from '../http/problem.ts'
import { areaByKey, leavesOf } from '../indicators/queries.ts'

/** Where the parts of a question stand. */
export type Part = 'body' | 'querystring'

/**
 * The day and the area that are asked about, with the smallest areas it is made of.
 * @throws {ProblemError} 400 where no area stands under the key on that day
 */
export async function whereAsked(database: Queryable, { area: key, at }: { area: string; at?: string }, part: Part) {
  const day = dayOf(at, 'at')
  const area = await areaByKey(database, key, day)
  if (area === undefined) throw faultIn(part, 'area', `must be the code of a unit that stands on ${day}`)
  return { day, area, leaves: await leavesOf(database, area.fid, day) }
}

/** That a parameter of a question cannot be answered. */
export function faultIn(part: Part, parameter: string, detail: string): ProblemError {
  return new ProblemError(400, `${parameter} ${detail}.`, [{ at: `${part}/${parameter}`, detail }])
}
