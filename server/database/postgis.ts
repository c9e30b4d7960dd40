import pg from 'pg'
import { copyCommand, copyText } from './copy-text.ts'
import {
  channelName,
  type Database,
  identifier,
  type Reader,
  type TileLayer,
  tileExtent,
  tileMargin,
  timezone,
} from './database.ts'
import { ask, connect, copyFrom, ignore, translate } from './postgis-ask.ts'
import { type Lane, type Limits, lanesOf, usualLimits } from './postgis-lanes.ts'

/** Of Web Mercator, in its metres. */
const worldWidth = 2 * Math.PI * 6_378_137
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
export async function openPostgis(url: string, schema: string, limits: Limits = usualLimits): Promise<Database> {
  const open = (more: pg.PoolConfig): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      types,
      // compiling a plan takes longer than any query here runs: 0.7 s for one of 10 ms; and one plan for every tile
      // knows neither its place nor its day, and took up to thirty times as long as a plan of its own
      options: `-c search_path=${schema},public -c timezone=${timezone} -c jit=off -c plan_cache_mode=force_custom_plan`,
      application_name: `xiucheng ${schema}`,
      connectionTimeoutMillis: 10_000,
      ...more,
    })
    // an idle connection that breaks is replaced by the pool; without a listener it would end the process
    pool.on('error', ignore)
    return pool
  }
  const pool = open({ max: 4 })
  const lanes = lanesOf(limits, open, (pid) => ask(pool, 'select pg_cancel_backend($1)', [pid]))

  const database: Database = {
    engine: 'postgis',
    schema,
    query: (text, values, how) => ask(pool, text, values, how),
    async transaction(work) {
      const client = await connect(pool)
      let broken: Error | undefined
      try {
        await ask(client, 'begin')
        const result = await work({
          query: (text, values, how) => ask(client, text, values, how),
          copy: (table, columns, rows) => copyFrom(client, copyCommand(table, columns, 'stdin'), copyText(rows)),
        })
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
    reader: (work, signal) => readerOn(lanes[work], signal),
    listen: (channel, heard, lost) => listen(url, channelName(schema, channel), heard, lost),
    async notify(channel, payload) {
      await database.query('select pg_notify($1, $2)', [channelName(schema, channel), payload])
    },
    async versions() {
      const [row] = await database.query<{ version: string; postgis: string }>(
        `select current_setting('server_version') as version, postgis_lib_version() as postgis`,
      )
      return row ?? { version: '', postgis: '' }
    },
    async close() {
      await Promise.all([pool, ...Object.values(lanes)].map((one) => one.end()))
    },
  }
  try {
    await prepareSchema(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

function readerOn(lane: Lane, signal: AbortSignal | undefined): Reader {
  const query: Reader['query'] = (text, values, how) => lane.ask(signal, text, values, how)
  return {
    query,
    async tile(layer, at) {
      const values = [...layer.values, at.z, at.x, at.y]
      const [row] = await query<{ tile: string | null }>(tileStatement(layer), values, 'prepared')
      return Buffer.from(row?.tile ?? '', 'base64')
    },
  }
}

/** Two servers may start at once: `if not exists` alone does not keep them apart. */
async function prepareSchema(database: Database): Promise<void> {
  await database.transaction(async (inside) => {
    await inside.query(`select pg_advisory_xact_lock(hashtext('xiucheng prepare'))`)
    await inside.query('create extension if not exists postgis schema public')
    await inside.query(`create schema if not exists ${identifier(database.schema)}`)
  })
}

/**
 * The statement that makes a tile; its parameters are the layer's own, then z, x and y. It comes in base64, for `pg` reads
 * bytes as hexadecimal text, which is half as long again and takes longer to read.
 *
 * A line of which PostGIS leaves nothing is asked for once more in halves, and so is a line of several parts: see
 * `in_halves`.
 */
export function tileStatement({ name, attributes, rows, values }: TileLayer): string {
  const [z, x, y] = [1, 2, 3].map((n) => `$${values.length + n}::integer`)
  const envelope = `st_tileenvelope(${z}, ${x}, ${y}, margin => ${tileMargin}.0 / ${tileExtent})`
  const columns = ['fid', ...attributes].map(identifier).join(', ')
  const moved = (shape: string) =>
    `st_asmvtgeom(${shape}, st_tileenvelope(${z}, ${x}, ${y}), ${tileExtent}, ${tileMargin}, true)`
  const halves = moved(`in_halves(geom_3857, ${(2 * worldWidth) / tileExtent} / 2 ^ ${z})`)
  // what has no shape left is left out by `st_asmvt`; `offset 0`, or a shape would be worked out wherever it is named
  return `
    select encode(st_asmvt(tile, '${identifier(name).slice(1, -1)}', ${tileExtent}, 'geom', 'fid'), 'base64') as tile
    from (
      select
        case
          when st_numgeometries(geom_3857) > 1 and st_dimension(geom_3857) = 1 then ${halves}
          else coalesce(${moved('geom_3857')}, case when st_dimension(geom_3857) = 1 then ${halves} end)
        end as geom,
        ${columns}
      from (${rows.replaceAll('ENVELOPE', envelope)} offset 0) as r
    ) as tile`
}

async function listen(
  url: string,
  channel: string,
  heard: (payload: string) => void,
  lost: () => void = ignore,
): Promise<() => Promise<void>> {
  // a server that is gone without a word is noticed too
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  client.on('error', ignore)
  client.on('notification', (message) => heard(message.payload ?? ''))
  try {
    await client.connect()
    await client.query(`listen ${identifier(channel)}`)
  } catch (error) {
    void client.end().catch(ignore)
    throw translate(error)
  }
  client.on('end', lost)
  return () => {
    client.off('end', lost)
    return client.end()
  }
}
