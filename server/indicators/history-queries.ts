import type { Level } from '#data/model/area.ts'
import type { Indicator } from '#data/model/indicator.ts'
import type { Queryable } from '../database/database.ts'
import { evidenceOf } from './queries.ts'

interface Day {
  day: string
  numerator: number
  denominator: number
}

/**
 * What a figure's evidence added up to over time, the earliest day first: the record of county and townships; for
 * a community, which has none, worked out for the days on which the county has one.
 */
export async function historyOf(
  on: Queryable,
  indicator: Indicator,
  area: { fid: number; level: Level },
  first: string,
  last: string,
): Promise<{ recorded: boolean; days: Day[] }> {
  const span = [indicator.id, first, last]
  if (area.level !== 'community') {
    const days = await on.query<Day>(
      `select day, numerator, denominator from indicator_days
       where indicator = $1 and day between $2::date and $3::date and area = $4::integer
       order by day`,
      [...span, area.fid],
    )
    return { recorded: true, days }
  }
  const known = await on.query<{ day: string }>(
    'select distinct day from indicator_days where indicator = $1 and day between $2::date and $3::date order by day',
    span,
  )
  const days: Day[] = []
  // a statement a day: of all days at once, no planner makes a good one
  for (const { day } of known) {
    const [sums] = await on.query<Omit<Day, 'day'>>(
      `select sum(numerator) as numerator, sum(denominator) as denominator
       from ${evidenceOf(indicator)}($1::date) where area = $2::integer having count(*) > 0`,
      [day, area.fid],
    )
    if (sums !== undefined) days.push({ day, ...sums })
  }
  return { recorded: false, days }
}
