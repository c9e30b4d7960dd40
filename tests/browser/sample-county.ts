import { buildApp } from '#server/app.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { prepareCounty } from '#server/prepare.ts'
import { Catalogue, loadThemes } from '#server/themes/load-themes.ts'
import { freshEngine } from '../engine.ts'

/** The sample county as `npm start` shows it, in memory and on a free port. */
export async function openSampleCounty(): Promise<{ address: string; close: () => Promise<void> }> {
  const loaded = await loadThemes()
  const catalogue = new Catalogue(loaded)
  const database = await openEmbedded(await freshEngine(), 'county')
  await prepareCounty(database, loaded, catalogue, console.log)
  const app = await buildApp({
    database: () => database,
    catalogue,
    engine: 'embedded',
    publicUrl: undefined,
    trustProxy: false,
    guestsMayRead: () => true,
  })
  return {
    address: await app.listen({ port: 0, host: '127.0.0.1' }),
    async close() {
      await app.close()
      await database.close()
    },
  }
}
