import type { Indicator } from '#data/model/indicator.ts'
import type { Queryable } from '../database/database.ts'
import { notFound } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { areaByKey, leavesOf } from './queries.ts'

/** @throws {ProblemError} 404 where there is none of that id */
export function findIndicator({ catalogue }: Site, id: string): Indicator {
  const indicator = catalogue.indicators.get(id)
  if (indicator === undefined) throw notFound('indicator', id, catalogue.indicators.keys())
  return indicator
}

/** An area with what it is made of. @throws {ProblemError} 404 where there is none on that day */
export async function findArea(database: Queryable, key: string, day: string) {
  const area = await areaByKey(database, key, day)
  if (area === undefined) throw notFound(`area on ${day}`, key)
  return { level: area.level, unit: area.fid, within: await leavesOf(database, area.fid, day) }
}
