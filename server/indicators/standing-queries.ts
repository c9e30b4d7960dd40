import type { Indicator } from '#data/model/indicator.ts'
import type { Language } from '#data/model/words.ts'
import { identifier, type Queryable } from '../database/database.ts'

/** A thing that keeps a promise from being met. */
export interface Short {
  collection: string
  fid: number
  name: string
  says: string
  since: string | null
  area: string
  areaName: string
  who: string | null
  /** How many there are in all. */
  of: number
}

const who = (answers: string | undefined, area: string) =>
  answers === undefined ? 'null::jsonb' : `(select a.who from answering as a where a.area = ${area})`

const answering = (answers: string | undefined) =>
  answers === undefined ? '' : `with answering as materialized (select * from ${identifier(answers)}($1::date))`

/**
 * The things that keep a promise from being met, the worst first, in units the county answers for.
 * @param answers the function that says who answers for an area, where a theme has one
 * @param within the smallest areas; all where it is not said
 */
export function shortfallOf(
  database: Queryable,
  indicator: Pick<Indicator, 'id'>,
  answers: string | undefined,
  within: readonly number[] | undefined,
  day: string,
  language: Language,
  most: number,
): Promise<Short[]> {
  return database.query(
    `${answering(answers)}
     select one.*, (count(*) over ())::integer as of
     from (
       select distinct on (s.collection, s.fid) s.collection, s.fid, s.name, s.says ->> $3 as says, s.since, a.area,
         a.name as "areaName", coalesce(s.who, ${who(answers, 's.area')}) ->> $3 as who, s.weight
       from ${identifier(`${indicator.id}_shortfall`)}($1::date) as s
       join areas_at($1::date) as a on a.fid = s.area
       where ($2::integer[] is null or s.area = any ($2::integer[]))
         and exists (select from units u where u.area = s.area and u.in_charge and u.valid @> $1::date)
       order by s.collection, s.fid, s.weight desc nulls last, s.area
     ) as one
     order by one.weight desc nulls last, one.since nulls last, one.fid
     limit $4::integer`,
    [day, within ?? null, language, most],
  )
}

/** Who answers for some units, by their keys. */
export async function answerersOf(
  database: Queryable,
  answers: string | undefined,
  keys: readonly string[],
  day: string,
  language: Language,
): Promise<Map<string, string>> {
  if (answers === undefined) return new Map()
  const rows = await database.query<{ area: string; who: string }>(
    `select a.area, w.who ->> $3 as who
     from ${identifier(answers)}($1::date) as w join areas_at($1::date) as a on a.fid = w.area
     where a.area = any ($2::text[])`,
    [day, keys, language],
  )
  return new Map(rows.map(({ area, who }) => [area, who]))
}

/** What was recorded of some units, by their keys, the earliest day first. */
export function recordsOf(
  database: Queryable,
  indicator: Pick<Indicator, 'id'>,
  keys: readonly string[],
  day: string,
): Promise<{ area: string; day: string; numerator: number; denominator: number }[]> {
  return database.query(
    `select a.area, d.day, d.numerator, d.denominator
     from indicator_days d join areas_at($2::date) as a on a.fid = d.area
     where d.indicator = $1 and d.day <= $2::date and a.area = any ($3::text[])
     order by d.day`,
    [indicator.id, day, keys],
  )
}

/** What was recorded of all units of a level on the last recorded day from one day to another. */
export function lastRecord(
  database: Queryable,
  indicator: Pick<Indicator, 'id'>,
  level: string,
  first: string,
  last: string,
): Promise<{ area: string; day: string; numerator: number; denominator: number }[]> {
  return database.query(
    `select a.area, d.day, d.numerator, d.denominator
     from indicator_days d join areas_at(d.day) as a on a.fid = d.area
     where d.indicator = $1 and a.level = $2 and d.day = (
       select max(day) from indicator_days where indicator = $1 and day between $3::date and $4::date)`,
    [indicator.id, level, first, last],
  )
}
