import type { Collection } from '#data/model/theme.ts'
import type { Database } from '#server/database/database.ts'
import { migrate } from '#server/database/migrate.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { loadSample } from '#server/sample/load-sample.ts'
import { Catalogue, loadThemes } from '#server/themes/load-themes.ts'
import { type Command, serverScript, start } from '../command.ts'

/** Counties side by side, served by a process of its own. */
export interface Served {
  url: string
  schema: string
  database: Database
  catalogue: Catalogue
  /** Where the server is, without a path. */
  address: string
  server: Command
  collection: (id: string) => Collection
  close: () => Promise<void>
}

/**
 * Makes the counties where they are not there yet and serves them. Their schema is kept from one run to the next: a
 * hundred take half an hour. Only the day itself has its figures recorded.
 * @param environment what else the server is to know
 */
export async function serveCounties(
  url: string,
  counties: number,
  day: string,
  schema = `bench_${counties}_counties`,
  environment: Record<string, string> = {},
): Promise<Served> {
  const loaded = await loadThemes()
  const catalogue = new Catalogue(loaded)
  const database = await openPostgis(url, schema)
  await migrate(database, loaded)
  if (await loadSample(database, loaded, catalogue, day, console.log, { counties, days: [day] })) {
    await database.query('vacuum analyze')
  }
  const server = start(serverScript, [], { ...environment, DATABASE_URL: url, COUNTY_SCHEMA: schema, PORT: '0' })
  const address = /→ (\S+)/.exec(await server.says(/→ \S+/))?.[1] ?? ''
  return {
    url,
    schema,
    database,
    catalogue,
    address,
    server,
    collection(id) {
      const collection = catalogue.collections.get(id)
      if (collection === undefined) throw new Error(`no collection ${id}`)
      return collection
    },
    async close() {
      server.process.kill()
      await server.ended
      await database.close()
    },
  }
}
