import type { Indicator } from '#data/model/indicator.ts'
import type { Shape } from '#data/model/measure.ts'
import type { Language } from '#data/model/words.ts'
import { onPlane, plane } from '../coverage/queries.ts'
import type { Queryable } from '../database/database.ts'
import { evidenceOf, type UnitSums } from '../indicators/queries.ts'

/** How collections count that are no points: cut at the border of what was drawn, or whole where most of them lies in it. */
export interface Placings {
  cut: readonly string[]
  most: readonly string[]
}

/** What was drawn, as a shape. */
const drawn = (parameter: string) => `st_setsrid(st_force2d(st_geomfromgeojson(${parameter})), 4490)`

/** What is wrong with what was drawn, if anything is: it crosses itself at a place, or lies far from the county. */
export async function faultOf(
  database: Queryable,
  geometry: Shape,
  day: string,
): Promise<{ crossing: [number, number] | null; far: boolean }> {
  const [found] = await database.query<{ valid: boolean; x: number | null; y: number | null; near: boolean }>(
    `select st_isvalid(shape.geom) as valid,
       st_x((st_isvaliddetail(shape.geom)).location) as x, st_y((st_isvaliddetail(shape.geom)).location) as y,
       coalesce((select st_expand(st_extent(u.geom)::box2d, 1) ~ shape.geom::box2d from units u
         where u.valid @> $2::date), true) as near
     from (select ${drawn('$1')} as geom) as shape`,
    [JSON.stringify(geometry), day],
  )
  const crossing = found && !found.valid ? ([found.x ?? 0, found.y ?? 0] as [number, number]) : null
  return { crossing, far: found?.near === false }
}

/** How long something drawn is, or how far it is round it, and how large, in the county's plane. */
export async function sizeOf(
  database: Queryable,
  geometry: Shape,
): Promise<{ plane: number; metres: number; km2: number }> {
  const [size] = await database.query<{ plane: number; metres: number; km2: number }>(
    `select ${plane} as plane, st_length(shape.of) + st_perimeter(shape.of) as metres, st_area(shape.of) / 1000000 as km2
     from (select ${onPlane(drawn('$1'))} as of) as shape`,
    [JSON.stringify(geometry)],
  )
  return size ?? { plane: 0, metres: 0, km2: 0 }
}

/** How large pieces of ground are together, in km² of the county's plane: what lies in several of them counts once. */
export async function sizeTogether(database: Queryable, pieces: readonly Shape[]): Promise<number> {
  const [size] = await database.query<{ km2: number }>(
    `select st_area(st_union(${onPlane(drawn('piece'))})) / 1000000 as km2 from unnest($1::text[]) as piece`,
    [pieces.map((piece) => JSON.stringify(piece))],
  )
  return size?.km2 ?? 0
}

/** As long or as large as a shape is, by what its row is: of ground that only touches, a border is nothing. */
const measureOf = (shape: string) =>
  `case st_dimension(e.geom) when 1 then st_length(${onPlane(shape)}) else st_area(${onPlane(shape)}) end`

/** What lies within by less than this share only touches, but for what an overlay rounds. */
const least = 1e-6

/**
 * The evidence of an indicator that lies on drawn ground: with each row the share of it that does. A point counts whole,
 * also on the border; what is cut at borders counts by its length or area within; what is never cut, whole or not at all.
 */
const within = (indicator: Indicator) => `
  with ground as materialized (select ${drawn('$2')} as geom),
  met as (
    select e.*, case
      when st_dimension(e.geom) = 0 or st_coveredby(e.geom, ground.geom) then 1
      else part.measure / nullif(whole.measure, 0) end as inside, part.geom as piece
    from ${evidenceOf(indicator)}($1::date) as e
    join ground on st_intersects(e.geom, ground.geom)
    cross join lateral (select st_intersection(e.geom, ground.geom) as geom) as cut
    cross join lateral (select cut.geom, ${measureOf('cut.geom')} as measure) as part
    cross join lateral (select ${measureOf('e.geom')} as measure) as whole
  ),
  counted as (
    select met.*, case
      when collection = any ($3::text[]) then inside
      when collection = any ($4::text[]) then case when inside >= 0.5 then 1 else 0 end
      else 1 end as share
    from met
  )`

/** What an indicator's evidence on drawn ground adds up to, and how many rows it has; null where there is none. */
export async function sumsWithin(
  database: Queryable,
  indicator: Indicator,
  geometry: Shape,
  day: string,
  { cut, most }: Placings,
): Promise<Pick<UnitSums, 'numerator' | 'denominator' | 'short'> & { rows: number }> {
  const [sums] = await database.query<Pick<UnitSums, 'numerator' | 'denominator' | 'short'> & { rows: number }>(
    `${within(indicator)}
     select sum(numerator * share) as numerator, sum(denominator * share) as denominator,
       count(distinct (collection, fid)) filter (where numerator < denominator)::integer as short,
       count(*)::integer as rows
     from counted
     where share > ${least}`,
    [day, JSON.stringify(geometry), cut, most],
  )
  return sums ?? { numerator: null, denominator: null, short: null, rows: 0 }
}

/** The rows of it as GeoJSON Features in one text each, as the evidence of a unit has them; what is cut, the piece within. */
export async function rowsWithin(
  database: Queryable,
  indicator: Indicator,
  geometry: Shape,
  day: string,
  { cut, most }: Placings,
  language: Language,
): Promise<string[]> {
  const rows = await database.query<{ feature: string }>(
    `${within(indicator)}
     select json_build_object(
       'type', 'Feature',
       'id', concat(c.collection, '.', c.fid, '.', c.area),
       'geometry', st_asgeojson(case when c.collection = any ($3::text[]) then c.piece else c.geom end, 7, 0)::json,
       'properties', json_build_object(
         'collection', c.collection, 'fid', c.fid, 'area', coalesce(a.code, 'a' || a.fid), 'areaName', a.name,
         'numerator', c.numerator * c.share, 'denominator', c.denominator * c.share, 'note', c.note ->> $5))::text as feature
     from counted c
     join areas_at($1::date) a on a.fid = c.area
     where c.share > ${least}
     order by c.numerator * c.share desc, c.collection, c.fid, c.area`,
    [day, JSON.stringify(geometry), cut, most, language],
  )
  return rows.map(({ feature }) => feature)
}
