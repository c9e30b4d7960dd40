import pg from 'pg'
import {
  channelName,
  type Database,
  DatabaseAway,
  identifier,
  type TileLayer,
  tileExtent,
  tileMargin,
} from './database.ts'

const days = 1082
const spans = 3912
const bigints = 20
const parsers = new Map<number, (text: string) => unknown>([
  [days, String],
  [spans, String],
  [bigints, Number],
])
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/**
 * Opens the county's schema in a PostgreSQL database with PostGIS, making schema and extension where they
 * are missing.
 * @param url a connection string, as `DATABASE_URL`
 * @throws {DatabaseAway} when it cannot be reached
 */
export async function openPostgis(url: string, schema: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types,
    // compiling a plan takes longer than any query here runs: 0.7 s for one of 10 ms
    options: `-c search_path=${schema},public -c jit=off`,
    application_name: `xiucheng ${schema}`,
    connectionTimeoutMillis: 10_000,
  })
  // an idle connection that breaks is replaced by the pool; without a listener it would end the process
  pool.on('error', ignore)

  const database: Database = {
    engine: 'postgis',
    schema,
    query: (text, values) => ask(pool, text, values),
    async transaction(work) {
      const client = await connect(pool)
      let broken: Error | undefined
      try {
        await ask(client, 'begin')
        const result = await work({ query: (text, values) => ask(client, text, values) })
        await ask(client, 'commit')
        return result
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => {
          broken = failure
        })
        throw error
      } finally {
        client.off('error', ignore)
        client.release(broken)
      }
    },
    async script(text, inside) {
      await (inside ?? database).query(text)
    },
    async tile(layer, at) {
      const values = [...layer.values, at.z, at.x, at.y]
      const [row] = await ask<{ tile: Uint8Array | null }>(pool, tileStatement(layer), values)
      return row?.tile ?? new Uint8Array()
    },
    listen: (channel, heard) => listen(url, channelName(schema, channel), heard),
    async notify(channel, payload) {
      await database.query('select pg_notify($1, $2)', [channelName(schema, channel), payload])
    },
    async versions() {
      const [row] = await database.query<{ version: string; postgis: string }>(
        `select current_setting('server_version') as version, postgis_lib_version() as postgis`,
      )
      return row ?? { version: '', postgis: '' }
    },
    close: () => pool.end(),
  }
  try {
    await prepareSchema(database)
  } catch (error) {
    await pool.end()
    throw error
  }
  return database
}

/** Two servers may start at once: `if not exists` alone does not keep them apart. */
async function prepareSchema(database: Database): Promise<void> {
  await database.transaction(async (inside) => {
    await inside.query(`select pg_advisory_xact_lock(hashtext('xiucheng prepare'))`)
    await inside.query('create extension if not exists postgis schema public')
    await inside.query(`create schema if not exists ${identifier(database.schema)}`)
  })
}

function tileStatement({ name, attributes, rows, values }: TileLayer): string {
  const [z, x, y] = [1, 2, 3].map((n) => `$${values.length + n}::integer`)
  const envelope = `st_tileenvelope(${z}, ${x}, ${y}, margin => ${tileMargin}.0 / ${tileExtent})`
  const columns = ['fid', ...attributes].map(identifier).join(', ')
  return `
    select st_asmvt(tile, '${identifier(name).slice(1, -1)}', ${tileExtent}, 'geom', 'fid') as tile
    from (
      select st_asmvtgeom(geom_3857, st_tileenvelope(${z}, ${x}, ${y}), ${tileExtent}, ${tileMargin}, true) as geom,
        ${columns}
      from (${rows.replaceAll('ENVELOPE', envelope)}) as r
    ) as tile
    where geom is not null`
}

async function listen(url: string, channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', ignore)
  client.on('notification', (message) => heard(message.payload ?? ''))
  try {
    await client.connect()
  } catch (error) {
    throw translate(error)
  }
  await client.query(`listen ${identifier(channel)}`)
  return () => client.end()
}

/** A connection that is out of the pool and breaks must not end the process; its next query fails anyway. */
const ignore = () => {}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    const client = await pool.connect()
    client.on('error', ignore)
    return client
  } catch (error) {
    throw translate(error)
  }
}

async function ask<T extends object>(
  on: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  try {
    // several statements in one text are only possible without parameters
    const result = await (values.length > 0 ? on.query(text, [...values]) : on.query(text))
    return result.rows as T[]
  } catch (error) {
    throw translate(error)
  }
}

/** Connection failures in all their forms become one error; faults of the statement stay as they are. */
function translate(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const away =
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|ENOENT|57P0[1-3]|08(?!P01)\w{3}|53300)$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable/i.test(message) ||
    error instanceof AggregateError
  return away ? new DatabaseAway(error) : error
}
