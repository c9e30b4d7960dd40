import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import { feature } from './queries.ts'

/** What was put right in a thing's record: when, by which file, and the Feature that had been written, as a text. */
export interface Correction {
  at: string
  source: string | null
  before: string
}

/** What things were called when a version began: a reference is told as it was then. */
const thatDay = 'coalesce(lower(t.valid), $2::date)'

/**
 * Every version of a thing, the newest first, as JSON texts of Features with what is kept of it; what is worked out
 * for a day has no versions.
 * @param today by which a version that has always been is told
 */
export async function versionsOf(
  database: Queryable,
  catalogue: Catalogue,
  collection: Collection,
  fid: number,
  today: string,
): Promise<string[]> {
  const rows = await database.query<{ feature: string }>(
    `select ${feature(collection, catalogue, { day: thatDay, keptOnly: true })} as feature
     from ${identifier(collection.id)} as t
     where t.fid = $1::integer and $2::date is not null
     order by lower(t.valid) desc nulls last`,
    [fid, today],
  )
  return rows.map((row) => row.feature)
}

/** What was corrected in a thing's record, the latest first: versions as they stood before. */
export function correctionsOf(
  database: Queryable,
  catalogue: Catalogue,
  collection: Collection,
  fid: number,
  today: string,
): Promise<Correction[]> {
  const table = identifier(collection.id)
  // a shape among JSON is read apart, for it names its CRS in a way of its own
  const shape =
    collection.shape === 'none' ? '' : `, 'geom', st_setsrid(st_geomfromgeojson(c.before ->> 'geom'), 4490)::text`
  return database.query<Correction>(
    `select to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
       (select file from imports where id = c.source) as source,
       ${feature(collection, catalogue, { day: thatDay, keptOnly: true })} as before
     from corrections c
     cross join lateral jsonb_populate_record(
       null::${table}, c.before - 'geom' || jsonb_build_object('fid', c.fid${shape})) as t
     where c.collection = $3 and c.fid = $1::integer and $2::date is not null
     order by c.at desc, lower(t.valid) desc nulls last`,
    [fid, today, collection.id],
  )
}
