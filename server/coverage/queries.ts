import type { Coverage } from '#data/model/coverage.ts'
import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'
import type { Beside } from './pieces.ts'

/** The EPSG code of the county's plane, in which everything here is measured, in metres; looked up once, not for each row. */
const plane = `(select (setting('plane'))::integer)`
const onPlane = (shape: string) => `st_transform(${shape}, ${plane})`

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
 */
export function needsOf(
  database: Queryable,
  collection: Collection,
  weight: string | undefined,
  leaves: readonly number[],
  day: string,
): Promise<Needing[]> {
  const weighed = weight === undefined ? '1' : `t.${identifier(weight)}`
  return database.query(
    `select t.fid, ${nameOf(collection)} as name, st_x(shape.of) as x, st_y(shape.of) as y,
       st_x(point.of) as lon, st_y(point.of) as lat,
       coalesce(${weighed}, 0)::double precision as weight, ${weighed} is not null as known
     from ${rowsOf(collection)} as t
     cross join lateral (select st_pointonsurface(t.geom) as of) as point
     cross join lateral (select ${onPlane('point.of')} as of) as shape
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

/** A piece of ground in the smallest unit it lies in, and what of it is not reached. */
export interface Ground {
  fid: number
  area: string
  areaName: string
  km2: number
  /** Only where it is asked for. */
  geometry: string | null
  gaps: { geometry: string; km2: number; weight: number }[]
}

/** Overlays as they come, and should the engine give up, on a grid of a millimetre, which is slower (DECISIONS 3). */
const grids = [-1, 0.001]

/**
 * The pieces of a ground within some smallest areas, each with what of it is not reached.
 * @param left those who are not covered: what of them stands on each gap is told with it
 * @param shaped whether the shape of each piece is wanted too
 * @throws where no overlay came to an end
 */
export async function groundsIn(
  database: Queryable,
  ground: Collection,
  leaves: readonly number[],
  day: string,
  { lines, beside, rounds }: Reached,
  left: readonly Placed[],
  shaped: boolean,
): Promise<Ground[]> {
  const statement = `
     with pieces as (
       select p.fid, p.area, ${onPlane('coalesce(p.geom, t.geom)')} as geom
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
     )
     select pieces.fid, a.area, a.name as "areaName", st_area(pieces.geom) / 1000000 as km2,
       case when $14::boolean then st_asgeojson(st_transform(pieces.geom, 4490), 7, 0) end as geometry,
       coalesce(gaps.told, '[]') as gaps
     from pieces
     join areas_at($1::date) as a on a.fid = pieces.area
     cross join lateral (
       select st_union(shapes.geom, $13::double precision) as geom from shapes where shapes.geom && pieces.geom) as reached
     cross join lateral (
       select json_agg(json_build_object(
         'geometry', st_asgeojson(st_transform(gap.geom, 4490), 7, 0),
         'km2', st_area(gap.geom) / 1000000,
         'weight', coalesce((
           select sum(w) from unnest($10::double precision[], $11::double precision[], $12::double precision[]) as one (x, y, w)
           where st_intersects(gap.geom, st_setsrid(st_makepoint(x, y), ${plane}))), 0))) as told
       from st_dump(case
         when reached.geom is null then pieces.geom
         else st_difference(pieces.geom, reached.geom, $13::double precision) end) as gap
       where st_dimension(gap.geom) = 2) as gaps
     order by pieces.fid, a.area`
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
  const wanted = await countPieces(database, ground, leaves, day)
  for (const grid of grids) {
    const rows = await database.query<Ground>(statement, [...values, grid, shaped])
    // the embedded engine ends a statement it gives up without a word
    if (rows.length === wanted) return rows
  }
  throw new Error('the ground that is reached could not be laid over the rest')
}

async function countPieces(database: Queryable, { id }: Collection, leaves: readonly number[], day: string) {
  const [row] = await database.query<{ n: number }>(
    'select count(*)::integer as n from places_at($1, $2::date) p where p.area = any ($3::integer[])',
    [id, day, leaves],
  )
  return row?.n ?? 0
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
