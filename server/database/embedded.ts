import { type Transaction as Inside, PGlite, types } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { copyCommand, copyText } from './copy-text.ts'
import {
  channelName,
  type Database,
  identifier,
  type Queryable,
  Stopped,
  type Transaction,
  timezone,
} from './database.ts'
import { embeddedTile } from './embedded-tile.ts'

const options = {
  parsers: {
    [types.DATE]: (text: string) => text,
    [types.INT8]: Number,
  },
  serializers: {
    // as `pg` does: an object is JSON, whatever the column
    [types.JSONB]: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  },
}

/**
 * Opens PGlite with PostGIS in this process.
 * @param folder where it keeps its files, or `memory://`; whoever calls must hold the folder's lock
 * @param from the files to begin with, as `dumpDataDir` gives them; else they are made, which takes most of the time
 */
export async function startEmbedded(folder: string, from?: Blob): Promise<PGlite> {
  const begun = from === undefined ? {} : { loadDataDir: from }
  const engine = await PGlite.create(folder, { extensions: { postgis }, ...options, ...begun })
  await engine.exec('create extension if not exists postgis schema public')
  return engine
}

/** A county's schema on an embedded engine that stands. Its one session serves one county at a time. */
export async function openEmbedded(engine: PGlite, schema: string): Promise<Database> {
  await engine.exec(`
    create schema if not exists ${identifier(schema)};
    set search_path to ${identifier(schema)}, public;
    set timezone to '${timezone}'`)

  const asQueryable = (on: PGlite | Inside): Queryable => ({
    async query<T extends object>(text: string, values: readonly unknown[] = []) {
      if (values.length === 0) return ((await on.exec(text, options)).at(-1)?.rows ?? []) as T[]
      return (await on.query<T>(text, [...values], options)).rows
    },
  })
  const asTransaction = (on: Inside): Transaction => ({
    ...asQueryable(on),
    async copy(table, columns, rows) {
      const command = copyCommand(table, columns, `'/dev/blob'`)
      for await (const text of copyText(rows, 1 << 22)) await on.query(command, [], { blob: new Blob([text]) })
    },
  })
  const outside = asQueryable(engine)

  return {
    engine: 'embedded',
    schema,
    query: outside.query,
    transaction: (work) => engine.transaction((inside) => work(asTransaction(inside))),
    async script(text, inside) {
      await (inside ?? outside).query(text)
    },
    // one session, which answers in turn and cannot be stopped: only what has not begun is left out
    reader(_work, signal) {
      const reading: Queryable = {
        async query(text, values) {
          if (signal?.aborted) throw new Stopped()
          return outside.query(text, values)
        },
      }
      return { ...reading, tile: (layer, at) => embeddedTile(reading, layer, at) }
    },
    listen: (channel, heard) => engine.listen(channelName(schema, channel), heard),
    async notify(channel, payload) {
      await outside.query('select pg_notify($1, $2)', [channelName(schema, channel), payload])
    },
    async versions() {
      const [row] = await outside.query<{ version: string; postgis: string }>(
        `select current_setting('server_version') as version, postgis_lib_version() as postgis`,
      )
      return row ?? { version: '', postgis: '' }
    },
    async close() {
      if (!engine.closed) await engine.close()
    },
  }
}
