import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import { ofTownship, rowsOf } from '../features/queries.ts'

export interface NamedRow {
  fid: number
  area: string | null
  name: string
  within: string | null
  lon: number | null
  lat: number | null
}

/** A collection whose things have names of their own. */
export type Named = Collection & { label: string }

export function isNamed(collection: Collection): collection is Named {
  return collection.label !== undefined && collection.derived !== true
}

function columns(collection: Named): string {
  const point = collection.shape === 'none' ? 'null::geometry' : 'st_pointonsurface(t.geom)'
  return `t.fid, ${collection.id === 'areas' ? 't.area' : 'null::text'} as area, t.${identifier(collection.label)} as name,
    ${ofTownship(collection, 'town.name')} as within, st_x(${point}) as lon, st_y(${point}) as lat`
}

/** The names of all things of a collection on a day, those without one left out. */
export function namesOf(database: Queryable, collection: Named, day: string): Promise<NamedRow[]> {
  return database.query(
    `select ${columns(collection)}
     from ${rowsOf(collection)} as t
     where t.${identifier(collection.label)} <> ''
     order by t.fid`,
    [day],
  )
}

/** The things of a collection nearest to a place (lon lat), within so many metres, the nearest first. */
export function nearest(
  database: Queryable,
  collection: Named,
  day: string,
  [lon, lat]: readonly [number, number],
  metres: number,
  most: number,
): Promise<(NamedRow & { metres: number })[]> {
  return database.query(
    `with here as (select st_setsrid(st_makepoint($2::double precision, $3::double precision), 4490) as geom),
     plane as (select st_transform(here.geom, (setting('plane'))::integer) as geom from here)
     select near.*
     from (
       select ${columns(collection)}, st_distance(st_transform(t.geom, (setting('plane'))::integer), plane.geom) as metres
       from ${rowsOf(collection)} as t cross join here cross join plane
       -- a degree of longitude is at least half one of latitude wherever this county may be
       where st_dwithin(t.geom, here.geom, $4::double precision / 111000 * 2)
     ) as near
     where near.metres <= $4::double precision
     order by near.metres, near.fid
     limit $5::integer`,
    [day, lon, lat, metres, most],
  )
}

/** The areas a place (lon lat) lies in on a day, the smallest first. */
export function areasAround(
  database: Queryable,
  day: string,
  [lon, lat]: readonly [number, number],
): Promise<{ area: string; name: string; level: 'county' | 'township' | 'community' }[]> {
  return database.query(
    `select a.area, a.name, a.level
     from areas_at($1::date) as a
     where st_intersects(a.geom, st_setsrid(st_makepoint($2::double precision, $3::double precision), 4490))
     order by array_position(array['community', 'township', 'county'], a.level), a.code nulls last, a.fid`,
    [day, lon, lat],
  )
}

/** How often anything was changed: what was read is good while this stays. */
export async function changes(database: Queryable): Promise<number> {
  const [row] = await database.query<{ sum: number }>('select coalesce(sum(version), 0)::integer as sum from versions')
  return row?.sum ?? 0
}
