import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable, type Reader, type TileAddress } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'

/** One tile of a collection on a day: its fids, geometries and the properties declared for tiles. */
export async function tile(reader: Reader, collection: Collection, day: string, at: TileAddress): Promise<Uint8Array> {
  const attributes = collection.properties.filter((p) => p.tile).map((p) => p.name)
  const columns = ['fid', ...attributes, 'geom_3857'].map((name) => `t.${identifier(name)}`)
  const rows = `
    select ${columns.join(', ')}
    from ${rowsOf(collection)} as t
    where t.geom_3857 && ENVELOPE
    order by t.fid`
  return reader.tile({ name: collection.id, attributes, rows, values: [day] }, at)
}

/** The version of each collection's rows that ever changed; it rises with every change, in the same transaction. */
export async function rowVersions(database: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ collection: string; version: number }>(
    'select collection, version from versions',
    [],
    'prepared',
  )
  return new Map(rows.map(({ collection, version }) => [collection, version]))
}
