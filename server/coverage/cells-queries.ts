import type { Collection } from '#data/model/theme.ts'
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

/** A point that lies in two cells counts in the first: by column, then by row. */
const first = 'order by e.fid, cell.i, cell.j'

/**
 * The evidence of a density in cells of the county's plane, which begin at its origin and so are the same for every area.
 * Cells without ground are left out.
 * @param leaves the smallest areas that are looked at
 */
export function densityCells(
  database: Queryable,
  indicator: string,
  ground: Collection,
  leaves: readonly number[],
  day: string,
  { shape, km2 }: { shape: 'hexagon' | 'square'; km2: number },
): Promise<Cell[]> {
  const side = shape === 'square' ? Math.sqrt(km2 * 1e6) : Math.sqrt((2 * km2 * 1e6) / (3 * Math.sqrt(3)))
  const grid = shape === 'square' ? 'st_squaregrid' : 'st_hexagongrid'
  return database.query(
    `with plane as (
       select (setting('plane'))::integer as srid
     ), evidence as materialized (
       select e.collection, e.fid, e.area, e.numerator, st_transform(e.geom, plane.srid) as geom
       from ${evidenceOf({ id: indicator })}($1::date) as e cross join plane
       where e.area = any ($2::integer[])
     ), cells as materialized (
       select cell.i, cell.j, cell.geom
       from (select st_setsrid(st_extent(geom), (select srid from plane)) as geom from evidence) as box
       cross join lateral ${grid}($3::double precision, box.geom) as cell
     ), grounds as (
       select i, j, sum(km2) as km2, (array_agg(area order by km2 desc, area))[1] as area
       from (
         select cell.i, cell.j, e.area, sum(st_area(st_intersection(cell.geom, e.geom, 0.001))) / 1000000 as km2
         from cells as cell join evidence as e on e.collection = '${identifier(ground.id).slice(1, -1)}' and st_intersects(cell.geom, e.geom)
         group by cell.i, cell.j, e.area
       ) as piece
       group by i, j
     ), counts as (
       select i, j, sum(numerator)::integer as n
       from (
         select distinct on (e.fid) cell.i, cell.j, e.numerator
         from evidence as e join cells as cell on st_intersects(cell.geom, e.geom)
         where e.collection <> '${identifier(ground.id).slice(1, -1)}' and e.numerator > 0
         ${first}
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
    [day, leaves, side],
  )
}
