import type { Level } from '#data/model/area.ts'
import type { Indicator } from '#data/model/indicator.ts'
import type { Earlier, Sums } from '#data/model/status.ts'
import type { Language } from '#data/model/words.ts'
import { identifier, type Queryable } from '../database/database.ts'

/** A unit in charge with what its evidence adds up to; sums are null where nothing was counted. */
export interface UnitSums extends Nullable<Sums> {
  fid: number
  key: string
  name: string
}
type Nullable<T> = { [K in keyof T]: T[K] | null }

/** The evidence function of an indicator: `<id>_evidence(day)`. */
export function evidenceOf(indicator: Pick<Indicator, 'id'>): string {
  return identifier(`${indicator.id}_evidence`)
}

/**
 * A figure's sums for every unit in charge at a level on a day, in the order of their codes.
 * @param within for those alone that are made of these smallest areas: evidence elsewhere is not worked out
 */
export function sumsByUnit(
  database: Queryable,
  indicator: Indicator,
  level: Level,
  day: string,
  within?: readonly number[],
): Promise<UnitSums[]> {
  return database.query(
    `with sums as (
       select tree.unit,
         sum(e.numerator) as numerator,
         sum(e.denominator) as denominator,
         count(distinct (e.collection, e.fid)) filter (where e.numerator < e.denominator) as short
       from ${evidenceOf(indicator)}($1::date) as e
       join lineage as tree on tree.leaf = e.area and tree.level = $2 and tree.valid @> $1::date
       where ${within === undefined ? '$3::integer[] is null' : 'e.area = any ($3::integer[])'}
       group by tree.unit
     )
     select a.fid, a.area as key, a.name, sums.numerator, sums.denominator, sums.short
     from areas_at($1::date) as a
     left join areas_at($1::date) as above on above.fid = a.parent
     left join sums on sums.unit = a.fid
     where a.level = $2 and a.in_charge and coalesce(above.in_charge, a.level = 'county')
       ${within === undefined ? '' : 'and a.fid in (select unit from lineage where leaf = any ($3::integer[]) and valid @> $1::date)'}
     order by a.code nulls last, a.fid`,
    [day, level, within ?? null],
  )
}

/** The smallest areas a unit is made of on a day, itself where it has none below it. */
export async function leavesOf(database: Queryable, unit: number, day: string): Promise<number[]> {
  const rows = await database.query<{ leaf: number }>(
    'select leaf from lineage where unit = $1::integer and valid @> $2::date order by leaf',
    [unit, day],
  )
  return rows.map(({ leaf }) => leaf)
}

/** The area of a key on a day. */
export async function areaByKey(
  database: Queryable,
  key: string,
  day: string,
): Promise<{ fid: number; name: string; level: Level } | undefined> {
  const [area] = await database.query<{ fid: number; name: string; level: Level }>(
    'select fid, name, level from areas_at($1::date) where area = $2',
    [day, key],
  )
  return area
}

/** The shapes of areas on a day by their keys, as GeoJSON texts. */
export async function shapesOf(
  database: Queryable,
  keys: readonly string[],
  day: string,
): Promise<Map<string, string>> {
  const rows = await database.query<{ area: string; shape: string }>(
    'select area, st_asgeojson(geom, 7, 0) as shape from areas_at($1::date) where area = any ($2::text[])',
    [day, keys],
  )
  return new Map(rows.map(({ area, shape }) => [area, shape]))
}

/** The key of the county itself on a day. */
export async function countyKey(database: Queryable, day: string): Promise<string> {
  const [county] = await database.query<{ area: string }>(
    `select area from areas_at($1::date) where level = 'county' order by fid limit 1`,
    [day],
  )
  return county?.area ?? ''
}

/**
 * The rows that make a figure, as GeoJSON Features in one text each; all of them, or those in some areas.
 * @param within the smallest areas, as `leavesOf` tells them
 */
export async function evidenceRows(
  database: Queryable,
  indicator: Indicator,
  within: readonly number[] | undefined,
  day: string,
  language: Language,
): Promise<string[]> {
  const rows = await database.query<{ feature: string }>(
    `select json_build_object(
       'type', 'Feature',
       'id', concat(e.collection, '.', e.fid, '.', e.area),
       'geometry', st_asgeojson(e.geom, 7, 0)::json,
       'properties', json_build_object(
         'collection', e.collection, 'fid', e.fid, 'area', coalesce(a.code, 'a' || a.fid), 'areaName', a.name,
         'numerator', e.numerator, 'denominator', e.denominator, 'note', e.note ->> $3))::text as feature
     from ${evidenceOf(indicator)}($1::date) as e
     join areas_at($1::date) as a on a.fid = e.area
     where ${within === undefined ? '$2::integer[] is null' : 'e.area = any ($2::integer[])'}
     order by e.numerator desc, e.collection, e.fid, e.area`,
    [day, within ?? null, language],
  )
  return rows.map((row) => row.feature)
}

export interface TargetRow {
  /** Null: for the county, and for every unit that has none of its own. */
  area: number | null
  issuer: 'county' | 'city' | 'province' | 'nation'
  value: number
  due: string | null
  noDate: { zh: string; en: string } | null
  document: { zh: string; en: string }
}

/** The targets that stand on a day, the county's own first. */
export function targetsOn(database: Queryable, indicator: string, day: string): Promise<TargetRow[]> {
  return database.query(
    `select area, issuer, value, due, no_date as "noDate", document
     from targets
     where indicator = $1 and valid @> $2::date
     order by array_position(array['county', 'city', 'province', 'nation'], issuer), id`,
    [indicator, day],
  )
}

/** For each unit, or for one alone, the earliest recorded sums within 90 days before a day. */
export async function earliestDays(
  database: Queryable,
  indicator: string,
  day: string,
  unit?: number,
): Promise<Map<number, Omit<Earlier, 'value'> & Pick<Sums, 'numerator' | 'denominator'>>> {
  const rows = await database.query<{ area: number; day: string; numerator: number; denominator: number }>(
    `select distinct on (area) area, day, numerator, denominator
     from indicator_days
     where indicator = $1 and day >= $2::date - 90 and day < $2::date and ($3::integer is null or area = $3::integer)
     order by area, day`,
    [indicator, day, unit ?? null],
  )
  return new Map(rows.map((row) => [row.area, row]))
}

/** Whether a day's figures were recorded on that day, or are worked out now. */
export async function wasRecorded(database: Queryable, indicator: string, day: string): Promise<boolean> {
  const [row] = await database.query<{ found: boolean }>(
    'select exists (select from indicator_days where indicator = $1 and day = $2::date) as found',
    [indicator, day],
  )
  return row?.found ?? false
}

/** Records a day's figures for county and townships. */
export async function recordDay(database: Queryable, indicator: Indicator, day: string): Promise<void> {
  await database.query(
    `insert into indicator_days (indicator, area, day, numerator, denominator, data_version)
     select $2, tree.unit, $1::date, sum(e.numerator), sum(e.denominator),
       (select coalesce(sum(version), 0) from versions)
     from ${evidenceOf(indicator)}($1::date) as e
     join lineage as tree
       on tree.leaf = e.area and tree.level in ('county', 'township') and tree.valid @> $1::date
     group by tree.unit
     on conflict (indicator, area, day) do update
     set numerator = excluded.numerator, denominator = excluded.denominator, data_version = excluded.data_version`,
    [day, indicator.id],
  )
}
