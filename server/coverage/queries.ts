import { type Coverage, mostNeeding } from '#data/model/coverage.ts'
import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'
import { ProblemError } from '../http/problem.ts'
import type { Box } from './boxes.ts'

/** The EPSG code of the county's plane, in which everything here is measured, in metres; looked up once, not for each row. */
export const plane = `(select (setting('plane'))::integer)`
export const onPlane = (shape: string) => `st_transform(${shape}, ${plane})`

/** Shapes one after the other: WKB in base64, and whose each is. */
interface Shapes {
  fids: number[]
  wkb: string
}

/** A place that offers what is looked for, or needs it. */
export interface Placed {
  fid: number
  name: string | null
  x: number
  y: number
  weight: number
}

type Listed = { property: string; values: readonly string[] }

/** Which things of a collection are meant; all, where nothing is said. */
export interface Pick {
  where?: Listed | undefined
  except?: Listed | undefined
}

/** The shapes of a collection on a day, in the plane; together, for a row each takes longer than its shape does. */
export async function shapesOf(database: Queryable, collection: Collection, day: string, pick: Pick): Promise<Shapes> {
  const [county] = await database.query<{ plane: number }>(`select ${plane} as plane`)
  // by its number, by which a shape is transformed in two thirds of the time
  const values: unknown[] = [day, county?.plane]
  const listed = ({ property, values: wanted }: Listed) =>
    `t.${identifier(property)}::text = any ($${values.push([...wanted])}::text[])`
  const conditions = [
    't.geom is not null',
    ...(pick.where ? [listed(pick.where)] : []),
    ...(pick.except ? [`not ${listed(pick.except)}`] : []),
  ]
  const [all] = await database.query<Shapes>(
    `select coalesce(array_agg(t.fid order by t.fid), '{}') as fids,
       encode(coalesce(string_agg(
         st_asbinary(st_force2d(st_transform(t.geom, $2::integer)), 'NDR'), '' order by t.fid), ''), 'base64') as wkb
     from ${rowsOf(collection)} as t
     where ${conditions.join(' and ')}`,
    values,
  )
  return all ?? { fids: [], wkb: '' }
}

/** Where something is offered, wherever it stands. */
export function offersOf(
  database: Queryable,
  collection: Collection,
  { where }: Coverage['offers'],
  day: string,
): Promise<Placed[]> {
  return database.query(
    `select t.fid, ${nameOf(collection)} as name, st_x(shape.of) as x, st_y(shape.of) as y, 1 as weight
     from ${rowsOf(collection)} as t
     cross join lateral (select ${onPlane('st_pointonsurface(t.geom)')} as of) as shape
     where ${where ? `t.${identifier(where.property)}::text = any ($2::text[])` : '$2::text[] is null'}
     order by t.fid`,
    [day, where?.values ?? null],
  )
}

/** Places given as longitude and latitude, in the plane, in their order. */
export function inPlane(
  database: Queryable,
  sites: readonly (readonly number[])[],
): Promise<{ x: number; y: number }[]> {
  return database.query(
    `select st_x(shape.of) as x, st_y(shape.of) as y
     from unnest($1::double precision[], $2::double precision[]) with ordinality as site (lon, lat, n)
     cross join lateral (select ${onPlane('st_setsrid(st_makepoint(lon, lat), 4490)')} as of) as shape
     order by n`,
    [sites.map(([lon]) => lon), sites.map(([, lat]) => lat)],
  )
}

/** The smallest unit a site stands in, and the township that answers there; null where the county answers for none. */
export interface InUnit {
  area: string | null
  areaName: string | null
  township: string | null
}

/** In which unit each of some sites, longitude and latitude, stands, in their order. */
export function unitsOf(database: Queryable, sites: readonly (readonly number[])[], day: string): Promise<InUnit[]> {
  return database.query(
    `select a.area, a.name as "areaName", t.name as township
     from unnest($1::double precision[], $2::double precision[]) with ordinality as site (lon, lat, n)
     left join lateral (
       select u.area as leaf from units u
       where u.in_charge and u.valid @> $3::date
         and st_intersects(u.geom, st_setsrid(st_makepoint(site.lon, site.lat), 4490))
       order by u.rank limit 1) as within on true
     left join areas_at($3::date) a on a.fid = within.leaf
     left join lineage l on l.leaf = within.leaf and l.level = 'township' and l.valid @> $3::date
     left join areas_at($3::date) t on t.fid = l.unit
     order by site.n`,
    [sites.map(([lon]) => lon), sites.map(([, lat]) => lat), day],
  )
}

/** One who needs it. */
export interface Needing extends Placed {
  lon: number
  lat: number
  /** Whether its weight is. */
  known: boolean
}

/**
 * Those who need it within some smallest areas that the county answers for, each with its weight, or 1.
 * @returns those whose weight is not known with a weight of 0
 * @throws {ProblemError} 400 where there are more than can be walked to
 */
export async function needsOf(
  database: Queryable,
  collection: Collection,
  weight: string | undefined,
  leaves: readonly number[],
  day: string,
): Promise<Needing[]> {
  const weighed = weight === undefined ? '1' : numberIn(collection, weight)
  const found = await database.query<Needing>(
    `select t.fid, ${nameOf(collection)} as name, st_x(shape.of) as x, st_y(shape.of) as y,
       st_x(point.of) as lon, st_y(point.of) as lat,
       coalesce(${weighed}, 0)::double precision as weight, ${weighed} is not null as known
     from ${rowsOf(collection)} as t
     cross join lateral (select st_pointonsurface(t.geom) as of) as point
     cross join lateral (select ${onPlane('point.of')} as of) as shape
     where ${within(collection)}
     order by t.fid
     limit ${mostNeeding + 1}`,
    [day, leaves],
  )
  if (found.length <= mostNeeding) return found
  const most = mostNeeding.toLocaleString('en')
  throw new ProblemError(400, {
    zh: `这一区划内的“${collection.title.zh}”超过 ${most} 处，一次算不了：请问小一些的区划。`,
    en: `${collection.id} has more than ${most} things in the area: ask about a smaller one.`,
  })
}

/** How many things of a collection lie in no unit that the county answers for on a day, so that they count nowhere. */
export async function countOutside(database: Queryable, collection: Collection, day: string): Promise<number> {
  const { id, placing } = collection
  const counts =
    placing === 'none'
      ? 'exists (select from units u where u.in_charge and u.valid @> $1::date and st_intersects(u.geom, t.geom))'
      : `t.fid in (select p.fid from places_at('${identifier(id).slice(1, -1)}', $1::date) p)`
  const [row] = await database.query<{ n: number }>(
    `select count(*)::integer as n from ${rowsOf(collection)} as t where not ${counts}`,
    [day],
  )
  return row?.n ?? 0
}

/**
 * The number in a property of a thing `t`, from 0 up, else null: a file brought along holds nothing but texts, and of what
 * is less than nothing no share can be had.
 */
function numberIn({ properties }: Collection, name: string): string {
  const column = `t.${identifier(name)}`
  const text = properties.find((property) => property.name === name)?.type === 'text'
  return text
    ? `(case when ${column} ~ '^\\s*\\d{1,15}(\\.\\d{1,15})?\\s*$' then ${column}::double precision end)`
    : `(case when ${column} >= 0 then ${column} end)`
}

/** Whether a thing `t` counts in one of the smallest areas `$2`; what counts nowhere need only lie there. */
function within({ id, placing }: Collection): string {
  return placing === 'none'
    ? `exists (
        select from units u
        where u.area = any ($2::integer[]) and u.in_charge and u.valid @> $1::date and st_intersects(u.geom, t.geom))`
    : `t.fid in (select p.fid from places_at('${identifier(id).slice(1, -1)}', $1::date) p where p.area = any ($2::integer[]))`
}

function nameOf({ label }: Collection): string {
  return label === undefined ? 'null::text' : `t.${identifier(label)}`
}

/** The place and size of some smallest areas, in the plane; undefined where there are none. */
export async function boxOf(database: Queryable, leaves: readonly number[], day: string): Promise<Box | undefined> {
  const [box] = await database.query<{ west: number | null; south: number; east: number; north: number }>(
    `select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
     from (
       select st_extent(${onPlane('u.geom')}) as box from units u where u.area = any ($2::integer[]) and u.valid @> $1::date
     ) as extent`,
    [day, leaves],
  )
  return box === undefined || box.west === null ? undefined : [box.west, box.south, box.east, box.north]
}

/** How far a place may be from a street, in metres, as the county has decided for a day. */
export async function legOn(database: Queryable, day: string): Promise<number> {
  const [row] = await database.query<{ leg: number }>(`select (setting('walking_leg', $1::date))::integer as leg`, [
    day,
  ])
  return row?.leg ?? 0
}
