import { identifier, type Queryable } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'
import type { Barrier, StandsIn } from './cover.ts'

/** Which of some places, longitude and latitude, stand in ground that nobody walks across, by their order from 0. */
export async function standingIn(
  database: Queryable,
  places: readonly (readonly number[])[],
  barriers: readonly Barrier[],
  day: string,
): Promise<Map<number, StandsIn>> {
  const found = new Map<number, StandsIn>()
  if (places.length === 0) return found
  for (const { collection, title, where, except } of barriers) {
    const { label } = collection
    const picked = (property: string | undefined) =>
      property === undefined ? 'null::text' : `t.${identifier(property)}::text`
    const rows = await database.query<{ n: number; name: string | null }>(
      `select distinct on (place.n) (place.n - 1)::integer as n, ${picked(label)} as name
       from unnest($2::double precision[], $3::double precision[]) with ordinality as place (lon, lat, n)
       join ${rowsOf(collection)} as t on st_intersects(t.geom, st_setsrid(st_makepoint(place.lon, place.lat), 4490))
       where st_dimension(t.geom) = 2
         and ($4::text[] is null or ${picked(where?.property)} = any ($4::text[]))
         and ($5::text[] is null or not ${picked(except?.property)} = any ($5::text[]))
       order by place.n, t.fid`,
      [day, places.map(([lon]) => lon), places.map(([, lat]) => lat), where?.values ?? null, except?.values ?? null],
    )
    for (const { n, name } of rows) found.set(n, { title, name })
  }
  return found
}
