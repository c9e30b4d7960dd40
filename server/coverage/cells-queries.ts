import type { Collection } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import { identifier, type Queryable } from '../database/database.ts'
import { evidenceOf } from '../indicators/queries.ts'

export interface Cell {
  id: string
  geometry: string
  /** How many things count in it. */
  count: number
  /** The ground in it. */
  km2: number
  /** The smallest area in which most of that lies. */
  area: string
  areaName: string
}

/** Which cells: of the county's plane, beginning at its origin, and so the same for every area. */
export interface Grid {
  shape: 'hexagon' | 'square'
  km2: number
}

/** What the cells of some areas are made of, as CTEs: `$1` the day, `$2` their smallest areas, `$3` the length of a side. */
function grid(indicator: string, ground: Collection, shape: Grid['shape']): string {
  return `plane as (
       select (setting('plane'))::integer as srid
     ), evidence as materialized (
       select e.collection, e.fid, e.area, e.numerator, e.note, st_transform(e.geom, plane.srid) as geom,
         e.collection = '${identifier(ground.id).slice(1, -1)}' as is_ground
       from ${evidenceOf({ id: indicator })}($1::date) as e cross join plane
       where e.area = any ($2::integer[])
     ), cells as materialized (
       select cell.i, cell.j, cell.geom
       from (select st_setsrid(st_extent(geom), (select srid from plane)) as geom from evidence) as box
       cross join lateral ${shape === 'square' ? 'st_squaregrid' : 'st_hexagongrid'}($3::double precision, box.geom) as cell
     )`
}

function sideOf({ shape, km2 }: Grid): number {
  return Math.sqrt(shape === 'square' ? km2 * 1e6 : (2 * km2 * 1e6) / (3 * Math.sqrt(3)))
}

/** A point that lies in two cells counts in the first: by column, then by row. */
const first = 'cell.i, cell.j'

/**
 * The evidence of a density in cells. Cells without ground are left out.
 * @param leaves the smallest areas that are looked at
 */
export function densityCells(
  database: Queryable,
  indicator: string,
  ground: Collection,
  leaves: readonly number[],
  day: string,
  of: Grid,
): Promise<Cell[]> {
  return database.query(
    `with ${grid(indicator, ground, of.shape)}, grounds as (
       select i, j, sum(km2) as km2, (array_agg(area order by km2 desc, area))[1] as area
       from (
         select cell.i, cell.j, e.area, sum(st_area(st_intersection(cell.geom, e.geom, 0.001))) / 1000000 as km2
         from cells as cell join evidence as e on e.is_ground and st_intersects(cell.geom, e.geom)
         group by cell.i, cell.j, e.area
       ) as piece
       group by i, j
     ), counts as (
       select i, j, sum(numerator)::integer as n
       from (
         select distinct on (e.fid) cell.i, cell.j, e.numerator
         from evidence as e join cells as cell on st_intersects(cell.geom, e.geom)
         where not e.is_ground and e.numerator > 0
         order by e.fid, ${first}
       ) as one
       group by i, j
     )
     select concat(cell.i, '.', cell.j) as id, st_asgeojson(st_transform(cell.geom, 4490), 7, 0) as geometry,
       coalesce(counts.n, 0) as count, grounds.km2, a.area, a.name as "areaName"
     from cells as cell
     join grounds using (i, j)
     join areas_at($1::date) as a on a.fid = grounds.area
     left join counts using (i, j)
     where grounds.km2 > 0
     order by cell.i, cell.j`,
    [day, leaves, sideOf(of)],
  )
}

/** The rows that make one cell's density, as GeoJSON Features in one text each; none where there is no such cell. */
export async function cellEvidence(
  database: Queryable,
  indicator: string,
  ground: Collection,
  leaves: readonly number[],
  day: string,
  of: Grid,
  [i, j]: readonly [number, number],
  language: Language,
): Promise<string[]> {
  const rows = await database.query<{ feature: string }>(
    `with ${grid(indicator, ground, of.shape)}, parts as (
       select e.collection, e.fid, e.area, e.note,
         case when e.is_ground then 0 else e.numerator end as numerator,
         case when e.is_ground then st_area(part.geom) / 1000000 else 0 end as denominator, part.geom
       from cells as one
       join evidence as e on st_intersects(one.geom, e.geom)
       cross join lateral (
         select case when e.is_ground then st_intersection(one.geom, e.geom, 0.001) else e.geom end as geom
       ) as part
       where (one.i, one.j) = ($4::integer, $5::integer)
         and (e.is_ground or e.numerator > 0 and (one.i, one.j) = (
           select cell.i, cell.j from cells as cell where st_intersects(cell.geom, e.geom) order by ${first} limit 1))
     )
     select json_build_object(
       'type', 'Feature',
       'id', concat(p.collection, '.', p.fid, '.', p.area),
       'geometry', st_asgeojson(st_transform(p.geom, 4490), 7, 0)::json,
       'properties', json_build_object(
         'collection', p.collection, 'fid', p.fid, 'area', a.area, 'areaName', a.name,
         'numerator', p.numerator, 'denominator', p.denominator, 'note', p.note ->> $6))::text as feature
     from parts as p
     join areas_at($1::date) as a on a.fid = p.area
     where p.numerator > 0 or p.denominator > 0
     order by p.numerator desc, p.collection, p.fid, p.area`,
    [day, leaves, sideOf(of), i, j, language],
  )
  return rows.map(({ feature }) => feature)
}
