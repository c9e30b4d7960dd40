import { randomBytes } from 'node:crypto'
import { threadId } from 'node:worker_threads'
import type { PGlite } from '@electric-sql/pglite'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import { addDays, today as dayOfNow } from '#data/model/day.ts'
import { buildApp } from '#server/app.ts'
import { seedTargets } from '#server/county-changes.ts'
import { type Database, identifier } from '#server/database/database.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { migrate } from '#server/database/migrate.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { readCommand } from '#server/imports/command.ts'
import { importFile } from '#server/imports/import-file.ts'
import type { Report } from '#server/imports/report.ts'
import { loadSample } from '#server/sample/load-sample.ts'
import { Catalogue, type LoadedTheme, loadThemes } from '#server/themes/load-themes.ts'
import { freshEngine } from '../engine.ts'
import { copyCounty } from './copied-county.ts'

/** Fixed for the whole run, so that a test that crosses midnight still asks about one day. */
export const day = dayOfNow()

export interface TestCounty {
  database: Database
  app: FastifyInstance
  catalogue: Catalogue
  loaded: LoadedTheme[]
  /** Asks the app as a browser on this machine would. */
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  /** Where it answers over the network, from the first time this is asked. */
  address(): Promise<string>
  /** `npm run import -- …` without a process of its own. */
  take(...args: string[]): Promise<Report>
  close(): Promise<void>
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  body: Buffer
  /** The body as JSON; whatever a test reads of it, it also asserts. */
  json<T = Anything>(): T
}
// biome-ignore lint/suspicious/noExplicitAny: answers are examined, not trusted
export type Anything = any

const held = globalThis as { embeddedEngine?: Promise<PGlite>; sampleCounty?: Promise<TestCounty> }

/** The embedded engine of this run; one PGlite serves all test files. */
export function embeddedEngine(): Promise<PGlite> {
  held.embeddedEngine ??= freshEngine()
  return held.embeddedEngine
}

/** A schema of its own, on the engine of this run, with the themes' tables and nothing in them. */
export async function openTestDatabase(schema = `t_${randomBytes(6).toString('hex')}`): Promise<Database> {
  const url = process.env['DATABASE_URL']
  const database = url ? await openPostgis(url, schema) : await openEmbedded(await embeddedEngine(), schema)
  return { ...database, close: () => dropAndClose(database) }
}

async function dropAndClose(database: Database): Promise<void> {
  await database.query(`drop schema ${identifier(database.schema)} cascade`)
  if (database.engine === 'postgis') await database.close()
}

interface Options {
  /**
   * Made for it, with a few of its recorded days or the whole year of them; or copied from the one that is made once for
   * each worker, which is many times as quick.
   */
  sample?: 'made' | 'whole' | 'copied'
  /** The day on which the sample ends, where it is not the day of the run. */
  today?: string
  extraThemes?: string[]
  guestsMayRead?: () => boolean
}

/** A county for one test file, closed after it. */
export function countyOfFile(options: Options = {}): () => TestCounty {
  let county: TestCounty | undefined
  beforeAll(async () => {
    county = await openCounty(await openTestDatabase(), options)
  })
  afterAll(async () => {
    await county?.close()
  })
  return () => {
    if (county === undefined) throw new Error('the county is not open yet')
    return county
  }
}

/**
 * The sample county, for files that only read, or put back what they change: it is made once for all of them, and
 * dropped when the run ends.
 */
export function sampleCounty(): () => TestCounty {
  let county: TestCounty | undefined
  beforeAll(async () => {
    county = await heldSample()
    await turnTo(county.database)
  })
  return () => {
    if (county === undefined) throw new Error('the county is not open yet')
    return county
  }
}

function heldSample(): Promise<TestCounty> {
  held.sampleCounty ??= openTestDatabase(`${inject('shared')}_${threadId}`).then((database) =>
    openCounty(database, { sample: 'whole' }),
  )
  return held.sampleCounty
}

/** The embedded engine is one session, which others in between turned to schemas of their own. */
async function turnTo({ engine, schema, query }: Database): Promise<void> {
  if (engine === 'embedded') await query(`set search_path to ${identifier(schema)}, public`)
}

/** Gives a thing another name until the test ends. */
export async function rename({ database }: TestCounty, collection: string, fid: number, name: string): Promise<void> {
  const put = (text: string) =>
    database.query(`update ${identifier(collection)} set name = $1 where fid = $2::integer`, [text, fid])
  const rows = await database.query<{ name: string }>(
    `select name from ${identifier(collection)} where fid = $1::integer limit 1`,
    [fid],
  )
  onTestFinished(async () => {
    await put(rows[0]?.name ?? '')
  })
  await put(name)
}

/** Enough recorded days for a pace. */
const fewDays = (today: string) => [addDays(today, -84), addDays(today, -1), today]

export async function openCounty(
  database: Database,
  { sample, today = day, extraThemes = [], guestsMayRead = () => true }: Options = {},
): Promise<TestCounty> {
  const loaded = await loadThemes(extraThemes)
  const catalogue = new Catalogue(loaded)
  await migrate(database, loaded)
  if (sample === 'made') await loadSample(database, loaded, catalogue, today, () => {}, { days: fewDays(today) })
  else if (sample === 'whole') await loadSample(database, loaded, catalogue, today)
  else if (sample === 'copied') {
    const { schema } = (await heldSample()).database
    await turnTo(database)
    await copyCounty(schema, database)
  }
  await database.transaction((inside) => seedTargets(inside, catalogue, today.slice(0, 4), false))
  const app = await buildApp({
    database: () => database,
    catalogue,
    engine: database.engine,
    publicUrl: undefined,
    trustProxy: false,
    guestsMayRead,
  })
  await app.ready()
  let listening: Promise<string> | undefined
  return {
    database,
    app,
    catalogue,
    loaded,
    async get(url, headers = {}) {
      const response = await app.inject({ url, headers })
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.rawPayload,
        json: () => JSON.parse(response.payload),
      }
    },
    address() {
      listening ??= app.listen({ port: 0, host: '127.0.0.1' })
      return listening
    },
    take: (...args) => importFile(database, catalogue, readCommand(args)),
    async close() {
      await app.close()
      await database.close()
    },
  }
}
