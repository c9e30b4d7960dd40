import { identifier, type Queryable, type TileAddress } from '#server/database/database.ts'
import type { Catalogue } from '#server/themes/load-themes.ts'

export interface Crowded extends TileAddress {
  collection: string
}

const half = 20037508.342789244

/** The tiles of z10–z15 in which most things have a vertex, over all collections that have a place on the map. */
export async function crowdedTiles(on: Queryable, catalogue: Catalogue, many: number): Promise<Crowded[]> {
  const mapped = [...catalogue.collections.values()].filter(({ shape, derived }) => shape !== 'none' && !derived)
  const places = mapped.map(
    ({ id }) => `select '${id}' as collection, t.fid, (st_dumppoints(t.geom_3857)).geom as place
      from ${identifier(id)} t where t.valid @> current_date`,
  )
  return on.query<Crowded>(
    `with places as materialized (${places.join(' union all ')})
     select collection, z, x, y
     from (
       select collection, z, fid,
         floor((st_x(place) + ${half}) / (2 * ${half}) * 2 ^ z)::integer as x,
         floor((${half} - st_y(place)) / (2 * ${half}) * 2 ^ z)::integer as y
       from places cross join generate_series(10, 15) as z
     ) as found
     group by collection, z, x, y
     order by count(distinct fid) desc, collection, z, x, y
     limit $1::integer`,
    [many],
  )
}
