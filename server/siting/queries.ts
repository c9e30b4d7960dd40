import type { Indicator } from '#data/model/indicator.ts'
import type { Ground } from '#data/model/measure.ts'
import type { Collection } from '#data/model/theme.ts'
import { onPlane, plane } from '../coverage/queries.ts'
import type { Queryable } from '../database/database.ts'
import { identifier } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'
import { evidenceOf } from '../indicators/queries.ts'

/** A place where a site may go, as an address has it and in the plane. */
export interface Candidate {
  /** Which of the places that were asked about it is, from 0. */
  n: number
  lon: number
  lat: number
  x: number
  y: number
  /** The smallest unit it lies in, the one of which density is told, and the township that answers there. */
  area: string
  areaName: string
  unit: number | null
  township: string | null
  /** Whether it stands on the ground of which density is reckoned. */
  onGround: boolean
}

/** Ground on which none may stand: that of a layer, and what was drawn by hand. */
export interface Forbidden {
  layer: Collection | undefined
  drawn: readonly Ground[]
}
export const nowhere: Forbidden = { layer: undefined, drawn: [] }

/**
 * Places of the plane that lie in some smallest areas the county answers for, to a metre, as a link has them.
 * @param level whose units each tell their density
 */
export function candidatesIn(
  database: Queryable,
  places: readonly (readonly [number, number])[],
  leaves: readonly number[],
  day: string,
  level: string,
  ground: Collection,
  { layer, drawn }: Forbidden,
): Promise<Candidate[]> {
  const outsideLayer = layer
    ? `not exists (select from ${rowsOf(layer)} as f where st_intersects(f.geom, at.geom))`
    : 'true'
  return database.query(
    `with drawn as materialized (
       select st_setsrid(st_force2d(st_geomfromgeojson(piece)), 4490) as geom from unnest($6::text[]) as piece)
     select (place.n - 1)::integer as n, at.lon, at.lat, st_x(shape.of) as x, st_y(shape.of) as y, a.area, a.name as "areaName",
       dense.unit, town.name as township,
       exists (
         select from places_at('${identifier(ground.id).slice(1, -1)}', $1::date) p
         join ${rowsOf(ground)} as t on t.fid = p.fid
         where p.area = a.fid and st_intersects(coalesce(p.geom, t.geom), at.geom)) as "onGround"
     from unnest($3::double precision[], $4::double precision[]) with ordinality as place (x, y, n)
     cross join lateral (
       select st_transform(st_setsrid(st_makepoint(place.x, place.y), ${plane}), 4490) as geom) as exact
     cross join lateral (
       select round(st_x(exact.geom)::numeric, 5)::double precision as lon,
         round(st_y(exact.geom)::numeric, 5)::double precision as lat) as rounded
     cross join lateral (
       select rounded.lon, rounded.lat, st_setsrid(st_makepoint(rounded.lon, rounded.lat), 4490) as geom) as at
     cross join lateral (select ${onPlane('at.geom')} as of) as shape
     cross join lateral (
       select u.area from units u
       where u.area = any ($2::integer[]) and u.in_charge and u.valid @> $1::date and st_intersects(u.geom, at.geom)
       order by u.area limit 1) as within
     join areas_at($1::date) a on a.fid = within.area
     left join lineage dense on dense.leaf = a.fid and dense.level = $5 and dense.valid @> $1::date
     left join lineage above on above.leaf = a.fid and above.level = 'township' and above.valid @> $1::date
     left join areas_at($1::date) town on town.fid = above.unit
     where ${outsideLayer} and not exists (select from drawn where st_intersects(drawn.geom, at.geom))
     order by place.n`,
    [day, leaves, places.map(([x]) => x), places.map(([, y]) => y), level, drawn.map((piece) => JSON.stringify(piece))],
  )
}

/** How much some things of a collection count towards an indicator, in each unit of a level in which they do. */
export function countedBy(
  database: Queryable,
  indicator: Indicator,
  collection: Collection,
  fids: readonly number[],
  level: string,
  day: string,
): Promise<{ unit: number; counted: number }[]> {
  return database.query(
    `select tree.unit, sum(e.numerator)::double precision as counted
     from ${evidenceOf(indicator)}($1::date) as e
     join lineage as tree on tree.leaf = e.area and tree.level = $2 and tree.valid @> $1::date
     where e.collection = $3 and e.fid = any ($4::integer[])
     group by tree.unit`,
    [day, level, collection.id, fids],
  )
}
