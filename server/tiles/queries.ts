import type { Collection } from '#data/model/theme.ts'
import { type Database, identifier, type TileAddress } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'

/** One tile of a collection on a day: its fids, geometries and the properties declared for tiles. */
export async function tile(
  database: Database,
  collection: Collection,
  day: string,
  at: TileAddress,
): Promise<Uint8Array> {
  const attributes = collection.properties.filter((p) => p.tile).map((p) => p.name)
  const columns = ['fid', ...attributes, 'geom_3857'].map((name) => `t.${identifier(name)}`)
  const rows = `
    select ${columns.join(', ')}
    from ${rowsOf(collection)} as t
    where t.geom_3857 && ENVELOPE
    order by t.fid`
  return database.tile({ name: collection.id, attributes, rows, values: [day] }, at)
}
