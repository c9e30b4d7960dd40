import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '#server/app.ts'
import type { Database } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import type { TestCounty } from '../api/county.ts'
import { Wire } from '../wire.ts'

/** A server that tests may stop: `address` is where it listens, `hand` where it is told what is to happen to it. */
export interface Switched {
  address: string
  hand: string
}

/**
 * Serves a county once more. Told `/server/off`, that server closes with all it holds open, as when its process is ended;
 * told `/server/on`, another one that remembers nothing listens in its place. `/database/off` and `/on` take its database
 * away and give it back, where that is one beyond a wire. `/stir` closes a toilet that is open or opens it again: told
 * twice, all is as it was.
 */
export async function serveSwitched(county: TestCounty): Promise<Switched & { close: () => Promise<void> }> {
  const wire = wireTo(county)
  const database = wire ? await beyond(wire, county) : county.database
  let app: FastifyInstance | undefined
  let port = 0
  const ways: Record<string, () => Promise<unknown> | undefined> = {
    '/server/on': on,
    '/server/off': off,
    '/database/on': () => wire?.join(),
    '/database/off': () => wire?.cut(),
    '/stir': () => stir(county.database),
  }
  await on()
  const hand = createServer(async (request, response) => {
    try {
      const done = ways[request.url ?? '']?.()
      await done
      response.writeHead(done ? 200 : 501).end()
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  hand.listen(0, '127.0.0.1')
  await once(hand, 'listening')
  return {
    address: `http://127.0.0.1:${port}`,
    hand: `http://127.0.0.1:${(hand.address() as AddressInfo).port}`,
    async close() {
      hand.closeAllConnections()
      hand.close()
      await off()
      if (database !== county.database) await database.close()
      await wire?.cut()
    },
  }

  async function on(): Promise<void> {
    if (app) return
    app = await buildApp({
      database: () => database,
      catalogue: county.catalogue,
      engine: database.engine,
      publicUrl: undefined,
      trustProxy: false,
      guestsMayRead: () => true,
    })
    await app.listen({ port, host: '127.0.0.1' })
    port = (app.server.address() as AddressInfo).port
  }

  async function off(): Promise<void> {
    app?.server.closeAllConnections()
    await app?.close()
    app = undefined
  }
}

function wireTo({ database }: TestCounty): Wire | undefined {
  return database.engine === 'postgis' ? new Wire(process.env['DATABASE_URL'] ?? '') : undefined
}

async function beyond(wire: Wire, { database }: TestCounty): Promise<Database> {
  await wire.join()
  return openPostgis(wire.url, database.schema)
}

/** Something changes as an import changes it: a toilet is closed, or open again. */
export function stir({ query }: Pick<Database, 'query'>): Promise<unknown> {
  return query(
    `with changed as (
       update toilets set state = case state when 'open' then 'closed' else 'open' end
       where fid = (select min(fid) from toilets where state in ('open', 'closed'))
     ), dated as (update imports set at = now() where at = (select max(at) from imports))
     select touch('toilets')`,
  )
}
