import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { BadSetting, type Config, readConfig } from './config.ts'
import { readCounty } from './county.ts'
import { type Database, DatabaseAway } from './database/database.ts'
import { FolderHeld } from './database/lock.ts'
import { MigrationChanged } from './database/migrate.ts'
import { openDatabase } from './database/open.ts'
import { prepareCounty } from './prepare.ts'
import { waitingRoom } from './site.ts'
import { Catalogue, loadThemes } from './themes/load-themes.ts'

/** Starts the server: it listens at once, and answers 503 until the county stands. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const loaded = await loadThemes(config.extraThemes)
  const catalogue = new Catalogue(loaded)
  const room = waitingRoom()
  let sample = false
  const app = await buildApp(
    {
      database: room.database,
      catalogue,
      engine: config.databaseUrl === undefined ? 'embedded' : 'postgis',
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
      guestsMayRead: () => (config.guestAccess ?? (sample ? 'read' : 'off')) === 'read',
    },
    { level: 'warn' },
  )
  const open: { close: () => Promise<void> }[] = [app]
  closeOnSignal(open)
  await app.listen({ port: config.port, host: config.host })
  try {
    const county = await openCounty(config)
    open.push(county)
    await prepareCounty(county, loaded, catalogue, console.log)
    const self = await readCounty(county)
    sample = self.sample
    room.ready(county)
    console.log(`${self.name}${self.sample ? '（演示数据 sample data）' : ''} → ${addressOf(app, config)}`)
  } catch (error) {
    await closeAll(open)
    throw error
  }
}

/** Opens the county; a database that is away is waited for. */
async function openCounty(config: Config): Promise<Database> {
  if (config.databaseUrl === undefined) console.log(`开库 opening ${config.dataDir}; the first time takes about 20 s …`)
  for (;;) {
    try {
      return await openDatabase(config, `the server at port ${config.port}`)
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error
      console.log('DATABASE_URL cannot be reached; trying again in 3 s …')
      await new Promise((resolve) => setTimeout(resolve, 3_000))
    }
  }
}

function addressOf(app: FastifyInstance, config: Config): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function closeAll(open: { close: () => Promise<void> }[]): Promise<void> {
  for (const one of open.splice(0)) await one.close()
}

function closeOnSignal(open: { close: () => Promise<void> }[]): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      closeAll(open).then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

/** Faults that a person can mend are told in a sentence; the rest with all there is to know. */
function tell(error: unknown): void {
  const inUse = (error as { code?: string }).code === 'EADDRINUSE'
  if (inUse) console.error('The port is in use. Set PORT to another one, or stop what runs there.')
  else if (error instanceof BadSetting || error instanceof FolderHeld || error instanceof MigrationChanged)
    console.error(error.message)
  else console.error(error)
}

main().catch((error: unknown) => {
  tell(error)
  process.exitCode = 1
})
