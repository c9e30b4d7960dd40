import { fileURLToPath } from 'node:url'
import { openPostgis } from '#server/database/postgis.ts'
import { stir } from '../browser/switched-server.ts'
import { type Command, serverScript, start } from '../command.ts'
import { freePort, ownPostgres } from './postgres.ts'

const lamps = fileURLToPath(new URL('../themes/lamps', import.meta.url))
const schema = 'county'

/** The sample county, served by a process of its own from a PostgreSQL of its own, both of which may be killed. */
export interface Place {
  address: string
  /** `/server/off`, `/database/on`, `/stir` …: as the tests tell the server that they may stop (switched-server.ts). */
  tell(what: string): Promise<void>
  close(): Promise<void>
}

export async function openPlace(): Promise<Place> {
  const postgres = await ownPostgres()
  const port = String(await freePort())
  const environment = { DATABASE_URL: postgres.url, COUNTY_SCHEMA: schema, PORT: port, EXTRA_THEMES: lamps }
  let server: Command | undefined
  const ways: Record<string, () => unknown> = {
    '/server/on': () => {
      server ??= start(serverScript, [], environment)
    },
    '/server/off': async () => {
      server?.process.kill('SIGKILL')
      await server?.ended
      server = undefined
    },
    '/database/on': () => postgres.start(),
    '/database/off': () => postgres.stop(),
    async '/stir'() {
      const database = await openPostgis(postgres.url, schema)
      await stir(database)
      await database.close()
    },
  }
  const tell = async (what: string) => {
    const way = ways[what]
    if (!way) throw new Error(`nothing happens at ${what}`)
    await way()
  }
  await tell('/server/on')
  await server?.says(/→ \S+/)
  return {
    address: `http://127.0.0.1:${port}`,
    tell,
    async close() {
      await tell('/server/off')
      postgres.close()
    },
  }
}
