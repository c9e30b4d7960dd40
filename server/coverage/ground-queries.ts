import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'
import type { Box } from './boxes.ts'
import { linesAsText } from './pieces.ts'
import { onPlane, type Placed, plane } from './queries.ts'

/** Ground that was reached, and how: see `pieces.ts`. */
export interface Reached {
  /** Each with its vertices in brackets, as in WKT, and how far from them the ground is reached, in metres. */
  lines: { each: readonly string[]; metres: number }
  /** Ground beside barriers as WKT, each of shapes that overlap. */
  beside: readonly string[]
  /** Places with ground all round them. */
  rounds: { x: number; y: number; metres: number }[]
}

/** A shape as PostGIS keeps it, in the plane, and as GeoJSON. */
export interface Shape {
  ewkb: string
  geometry: string
  box: Box
}

/** Ground that is not reached, with what of those who are not covered stands on it. */
export interface Gap extends Shape {
  km2: number
  weight: number
}

/** A piece of ground in the smallest unit it lies in, and what of it is not reached. */
export interface Ground {
  fid: number
  area: string
  areaName: string
  km2: number
  box: Box
  /** Only where it is asked for. */
  geometry: string | null
  gaps: Gap[]
}

/** Overlays as they come, and should the engine give up, on a grid of a millimetre, which is slower (DECISIONS 3). */
const grids = [-1, 0.001]

/**
 * Asks for an overlay, on one grid after the other.
 * @param wanted how many rows it has: the embedded engine ends a statement it gives up without a word
 * @throws where no overlay came to an end
 */
async function overlaid<T>(wanted: number, ask: (grid: number) => Promise<T[]>): Promise<T[]> {
  for (const grid of grids) {
    const rows = await ask(grid)
    if (rows.length === wanted) return rows
  }
  throw new Error('the ground that is reached could not be laid over the rest')
}

/**
 * `shapes (of, geom)`: round what was reached of one or of several (`of`, from 1), in any number of shapes that overlap.
 * @param first of its eight parameters: see `reachedValues`
 * @param grid the parameter that says on which grid shapes are joined
 */
function shapes(first: number, grid: string): string {
  const [wkt, leg, besideOf, beside, roundOf, x, y, metres] = Array.from({ length: 8 }, (_, i) => `$${first + i}`)
  return `
    shapes as materialized (
      select one.of, st_buffer(line.geom, ${leg}::double precision, 'quad_segs=16') as geom
      from unnest(${wkt}::text[]) with ordinality as one (wkt, of)
      cross join lateral st_dump(st_geomfromtext(one.wkt, ${plane})) as line
      union all
      select of, st_unaryunion(st_geomfromtext(wkt, ${plane}), ${grid}::double precision)
      from unnest(${besideOf}::integer[], ${beside}::text[]) as beside (of, wkt)
      union all
      select of, st_buffer(st_setsrid(st_makepoint(x, y), ${plane}), metres, 'quad_segs=32')
      from unnest(${roundOf}::integer[], ${x}::double precision[], ${y}::double precision[], ${metres}::double precision[])
        as round (of, x, y, metres)
    )`
}

function reachedValues(all: readonly Reached[]): unknown[] {
  const beside = all.flatMap((one, i) => one.beside.map((wkt) => ({ of: i + 1, wkt })))
  const rounds = all.flatMap((one, i) => one.rounds.map((round) => ({ of: i + 1, ...round })))
  return [
    all.map(({ lines }) => linesAsText(lines.each)),
    all[0]?.lines.metres ?? 0,
    beside.map(({ of }) => of),
    beside.map(({ wkt }) => wkt),
    rounds.map(({ of }) => of),
    rounds.map(({ x }) => x),
    rounds.map(({ y }) => y),
    rounds.map(({ metres }) => metres),
  ]
}

/** The fields of `Shape`, of a shape in the plane. */
const shapeFields = (shape: string) => `
  'ewkb', encode(st_asewkb(${shape}), 'hex'),
  'geometry', st_asgeojson(st_transform(${shape}, 4490), 7, 0),
  'box', json_build_array(st_xmin(${shape}), st_ymin(${shape}), st_xmax(${shape}), st_ymax(${shape}))`

/** What is left of `$from` as a list of `Gap`; `$at` and the two after it are the places and weights of those not covered. */
const gapsOf = (left: string, at: number) => `
  select coalesce(json_agg(json_build_object(
    ${shapeFields('gap.geom')},
    'km2', st_area(gap.geom) / 1000000,
    'weight', coalesce((
      select sum(w)
      from unnest($${at}::double precision[], $${at + 1}::double precision[], $${at + 2}::double precision[])
        as one (x, y, w)
      where st_intersects(gap.geom, st_setsrid(st_makepoint(x, y), ${plane}))), 0))), '[]') as told
  from st_dump(${left}) as gap
  where st_dimension(gap.geom) = 2`

function placesAndWeights(left: readonly Placed[]): unknown[] {
  return [left.map(({ x }) => x), left.map(({ y }) => y), left.map(({ weight }) => weight)]
}

/**
 * The pieces of a ground within some smallest areas, each with what of it is not reached.
 * @param left those who are not covered: what of them stands on each gap is told with it
 * @param shaped whether the shape of each piece is wanted too
 * @param only those of the pieces that are wanted, where not all of them are
 * @throws where no overlay came to an end
 */
export async function groundsIn(
  database: Queryable,
  ground: Collection,
  leaves: readonly number[],
  day: string,
  reached: Reached,
  left: readonly Placed[],
  shaped: boolean,
  only?: readonly Pick<Ground, 'fid' | 'area'>[],
): Promise<Ground[]> {
  if (only?.length === 0) return []
  const statement = `
    with ${shapes(3, '$14')}, pieces as (
      select p.fid, a.area, a.name as "areaName", ${onPlane('coalesce(p.geom, t.geom)')} as geom
      from places_at('${identifier(ground.id).slice(1, -1)}', $1::date) p
      join ${rowsOf(ground)} as t on t.fid = p.fid
      join areas_at($1::date) as a on a.fid = p.area
      where p.area = any ($2::integer[])
        and ($16::integer[] is null or (p.fid, a.area) in (select * from unnest($16::integer[], $17::text[])))
    )
    select pieces.fid, pieces.area, pieces."areaName", st_area(pieces.geom) / 1000000 as km2,
      json_build_array(st_xmin(pieces.geom), st_ymin(pieces.geom), st_xmax(pieces.geom), st_ymax(pieces.geom)) as box,
      case when $15::boolean then st_asgeojson(st_transform(pieces.geom, 4490), 7, 0) end as geometry,
      gaps.told as gaps
    from pieces
    cross join lateral (
      select st_union(shapes.geom, $14::double precision) as geom from shapes where shapes.geom && pieces.geom) as reached
    cross join lateral (
      ${gapsOf(
        `case
          when reached.geom is null then pieces.geom
          else st_difference(pieces.geom, reached.geom, $14::double precision) end`,
        11,
      )}) as gaps
    order by pieces.fid, pieces.area`
  const values = [day, leaves, ...reachedValues([reached]), ...placesAndWeights(left)]
  const wanted = only?.length ?? (await countPieces(database, ground, leaves, day))
  const named = [only?.map(({ fid }) => fid) ?? null, only?.map(({ area }) => area) ?? null]
  return overlaid(wanted, (grid) => database.query<Ground>(statement, [...values, grid, shaped, ...named]))
}

async function countPieces(database: Queryable, { id }: Collection, leaves: readonly number[], day: string) {
  const [row] = await database.query<{ n: number }>(
    'select count(*)::integer as n from places_at($1, $2::date) p where p.area = any ($3::integer[])',
    [id, day, leaves],
  )
  return row?.n ?? 0
}

/** The ground each of several reaches, in their order; undefined for one that reaches none. */
export async function groundReached(database: Queryable, all: readonly Reached[]): Promise<(Shape | undefined)[]> {
  if (all.length === 0) return []
  const statement = `
    with ${shapes(1, '$9')}
    select case when whole.geom is not null then json_build_object(${shapeFields('whole.geom')}) end as shape
    from unnest($1::text[]) with ordinality as one (wkt, of)
    cross join lateral (
      select st_multi(st_union(geom, $9::double precision)) as geom from shapes where shapes.of = one.of) as whole
    order by one.of`
  const rows = await overlaid(all.length, (grid) =>
    database.query<{ shape: Shape | null }>(statement, [...reachedValues(all), grid]),
  )
  return rows.map(({ shape }) => shape ?? undefined)
}

/** What is left of each gap once the ground of sites is taken from it: in any number of parts, or none. */
export async function gapsLeft(
  database: Queryable,
  gaps: readonly Gap[],
  sites: readonly Shape[],
  left: readonly Placed[],
): Promise<Gap[][]> {
  if (gaps.length === 0) return []
  const statement = `
    with sites as materialized (
      select ewkb::geometry as geom from unnest($1::text[]) as ewkb
    )
    select parts.told as gaps
    from unnest($2::text[]) with ordinality as whole (ewkb, n)
    cross join lateral (select whole.ewkb::geometry as geom) as gap
    cross join lateral (
      select st_union(sites.geom, $6::double precision) as geom from sites where sites.geom && gap.geom) as reached
    cross join lateral (
      ${gapsOf(
        `case
          when reached.geom is null then gap.geom
          else st_difference(gap.geom, reached.geom, $6::double precision) end`,
        3,
      )}) as parts
    order by whole.n`
  const values = [sites.map(({ ewkb }) => ewkb), gaps.map(({ ewkb }) => ewkb), ...placesAndWeights(left)]
  const rows = await overlaid(gaps.length, (grid) => database.query<{ gaps: Gap[] }>(statement, [...values, grid]))
  return rows.map(({ gaps }) => gaps)
}

/** How many km² of the gaps each site reaches that those before it do not. */
export async function groundAdded(
  database: Queryable,
  gaps: readonly Gap[],
  sites: readonly (Shape | undefined)[],
): Promise<number[]> {
  if (sites.length === 0) return []
  const statement = `
    with sites as materialized (
      select n, ewkb::geometry as geom from unnest($1::text[]) with ordinality as site (ewkb, n)
    ), gaps as materialized (
      select ewkb::geometry as geom from unnest($2::text[]) as ewkb
    )
    select coalesce((
      select sum(st_area(st_intersection(gaps.geom, fresh.geom, $3::double precision)))
      from gaps where gaps.geom && fresh.geom), 0) / 1000000 as km2
    from sites
    cross join lateral (
      select st_union(earlier.geom, $3::double precision) as geom
      from sites as earlier where earlier.n < sites.n and earlier.geom && sites.geom) as before
    cross join lateral (
      select case
        when before.geom is null then sites.geom
        else st_difference(sites.geom, before.geom, $3::double precision) end as geom) as fresh
    order by sites.n`
  const values = [sites.map((site) => site?.ewkb ?? null), gaps.map(({ ewkb }) => ewkb)]
  const rows = await overlaid(sites.length, (grid) => database.query<{ km2: number }>(statement, [...values, grid]))
  return rows.map(({ km2 }) => km2)
}
