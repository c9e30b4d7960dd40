import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openEmbedded } from '#server/database/embedded.ts'
import { openCounty, type TestCounty } from '../api/county.ts'
import { freshEngine } from '../engine.ts'

/**
 * The day on which the county ends that the baseline pictures are of. The sample follows the day it is made on, and so do
 * figures, states and colours: a county of one lasting day looks the same in every run.
 */
export const picturedDay = '2026-06-30'

/**
 * Serves that county, from an engine of its own, for one serves one county at a time. It is made when it is first asked
 * for, so that only a run that looks at it waits for it.
 */
export async function servePictured(): Promise<{ address: string; close: () => Promise<void> }> {
  let county: Promise<TestCounty> | undefined
  const server = createServer((request, response) => {
    county ??= make()
    county.then(
      ({ app }) => app.routing(request, response),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await (await county)?.close()
    },
  }
}

async function make(): Promise<TestCounty> {
  const database = await openEmbedded(await freshEngine(), 'pictured')
  return openCounty(database, { sample: 'made', today: picturedDay })
}
