import type { Coverage } from '#data/model/coverage.ts'
import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'
import type { Beside } from './pieces.ts'

/** The EPSG code of the county's plane, in which everything here is measured, in metres. */
const plane = `(setting('plane'))::integer`
const onPlane = (shape: string) => `st_transform(${shape}, ${plane})`

interface Shape {
  fid: number
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

/** The lines of a collection on a day, or the outlines of its grounds, in the plane: WKB in base64. */
export function shapesOf(database: Queryable, collection: Collection, day: string, pick: Pick): Promise<Shape[]> {
  const values: unknown[] = [day]
  const listed = ({ property, values: wanted }: Listed) =>
    `t.${identifier(property)}::text = any ($${values.push([...wanted])}::text[])`
  const conditions = [
    't.geom is not null',
    ...(pick.where ? [listed(pick.where)] : []),
    ...(pick.except ? [`not ${listed(pick.except)}`] : []),
  ]
  return database.query(
    `select t.fid, encode(st_asbinary(st_force2d(${onPlane('t.geom')}), 'NDR'), 'base64') as wkb
     from ${rowsOf(collection)} as t
     where ${conditions.join(' and ')}
     order by t.fid`,
    values,
  )
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
  sites: readonly (readonly [number, number])[],
): Promise<{ x: number; y: number }[]> {
  return database.query(
    `select st_x(shape.of) as x, st_y(shape.of) as y
     from unnest($1::double precision[], $2::double precision[]) with ordinality as site (lon, lat, n)
     cross join lateral (select ${onPlane('st_setsrid(st_makepoint(lon, lat), 4490)')} as of) as shape
     order by n`,
    [sites.map(([lon]) => lon), sites.map(([, lat]) => lat)],
  )
}

/**
 * Those who need it within some smallest areas that the county answers for, each with its weight, or 1.
 * @returns those whose weight is not known with a weight of 0
 */
export function needsOf(
  database: Queryable,
  collection: Collection,
  weight: string | undefined,
  leaves: readonly number[],
  day: string,
): Promise<(Placed & { known: boolean })[]> {
  const weighed = weight === undefined ? '1' : `t.${identifier(weight)}`
  return database.query(
    `select t.fid, ${nameOf(collection)} as name, st_x(shape.of) as x, st_y(shape.of) as y,
       coalesce(${weighed}, 0)::double precision as weight, ${weighed} is not null as known
     from ${rowsOf(collection)} as t
     cross join lateral (select ${onPlane('st_pointonsurface(t.geom)')} as of) as shape
     where ${within(collection)}
     order by t.fid`,
    [day, leaves],
  )
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

/** The ground that was reached, and how: see `pieces.ts`. */
export interface Reached {
  /** How far from them the ground is reached, in metres. */
  lines: { wkt: string; metres: number }
  beside: readonly Beside[]
  /** Places with ground all round them. */
  rounds: { x: number; y: number; metres: number }[]
}

export interface Gap {
  geometry: string
  /** The smallest unit it lies in. */
  area: string
  areaName: string
  km2: number
  weight: number
}

/** Overlays as they come, and should the engine give up, on a grid of a millimetre, which is slower (DECISIONS 3). */
const grids = [-1, 0.001]

/**
 * What of a ground within some smallest areas is not reached, and how much there is of it.
 * @param left those who are not covered: what of them stands on each piece is told with it
 * @throws where no overlay came to an end
 */
export async function gapsIn(
  database: Queryable,
  ground: Collection,
  leaves: readonly number[],
  day: string,
  { lines, beside, rounds }: Reached,
  left: readonly Placed[],
): Promise<{ km2: number; rows: number; gaps: Gap[] }> {
  const statement = `
     with pieces as (
       select p.area, ${onPlane('coalesce(p.geom, t.geom)')} as geom
       from places_at('${identifier(ground.id).slice(1, -1)}', $1::date) p
       join ${rowsOf(ground)} as t on t.fid = p.fid
       where p.area = any ($2::integer[])
     ), around as (
       -- of the ground beside a barrier only what hangs together with the street
       select part.geom
       from unnest($5::text[], $6::text[]) as one (piece, fences)
       cross join lateral (select st_geomfromtext(one.piece, ${plane}) as geom) as short
       cross join lateral (
         -- one by one: of all at once a thin buffer may fail
         select st_union(st_buffer(fence.geom, 0.01, 'endcap=square'), 0.001) as geom
         from st_dump(st_geomfromtext(one.fences, ${plane})) as fence) as barred
       cross join lateral st_dump(st_difference(
         st_buffer(short.geom, $4::double precision, 'quad_segs=16'), barred.geom, 0.001)) as part
       where st_intersects(part.geom, short.geom)
     ), shapes as materialized (
       select st_buffer(line.geom, $4::double precision, 'quad_segs=16') as geom
       from st_dump(st_geomfromtext($3, ${plane})) as line
       union all
       select geom from around
       union all
       select st_buffer(st_setsrid(st_makepoint(x, y), ${plane}), metres, 'quad_segs=32')
       from unnest($7::double precision[], $8::double precision[], $9::double precision[]) as round (x, y, metres)
     ), gaps as (
       select pieces.area, (st_dump(
         case when reached.geom is null then pieces.geom else st_difference(pieces.geom, reached.geom, $13::double precision) end)).geom
       from pieces
       cross join lateral (
         select st_union(shapes.geom, $13::double precision) as geom from shapes where shapes.geom && pieces.geom) as reached
     ), told as (
       select json_build_object(
         'geometry', st_asgeojson(st_transform(gaps.geom, 4490), 7, 0),
         'area', a.area,
         'areaName', a.name,
         'km2', st_area(gaps.geom) / 1000000,
         'weight', coalesce((
           select sum(w) from unnest($10::double precision[], $11::double precision[], $12::double precision[]) as one (x, y, w)
           where st_intersects(gaps.geom, st_setsrid(st_makepoint(x, y), ${plane}))), 0)) as gap
       from gaps join areas_at($1::date) as a on a.fid = gaps.area
       where st_dimension(gaps.geom) = 2
     )
     select coalesce(wanted.km2, 0) as km2, wanted.rows, told.gap
     from (select sum(st_area(geom)) / 1000000 as km2, count(*)::integer as rows from pieces) as wanted
     left join told on true`
  const values = [
    day,
    leaves,
    lines.wkt,
    lines.metres,
    beside.map(({ piece }) => piece),
    beside.map(({ fences }) => fences),
    rounds.map(({ x }) => x),
    rounds.map(({ y }) => y),
    rounds.map(({ metres }) => metres),
    left.map(({ x }) => x),
    left.map(({ y }) => y),
    left.map(({ weight }) => weight),
  ]
  for (const grid of grids) {
    const rows = await database.query<{ km2: number; rows: number; gap: Gap | null }>(statement, [...values, grid])
    // a row at the least, unless the embedded engine gave up without a word
    const [first] = rows
    if (first) return { ...first, gaps: rows.flatMap(({ gap }) => (gap === null ? [] : [gap])) }
  }
  throw new Error('the ground that is reached could not be laid over the rest')
}

/** The place and size of some smallest areas, in the plane; undefined where there are none. */
export async function boxOf(
  database: Queryable,
  leaves: readonly number[],
  day: string,
): Promise<[west: number, south: number, east: number, north: number] | undefined> {
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
