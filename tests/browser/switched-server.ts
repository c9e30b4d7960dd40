import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '#server/app.ts'
import type { TestCounty } from '../api/county.ts'

/** A server that tests may stop: `address` is where it listens, `switch` where it is put off and on. */
export interface Switched {
  address: string
  switch: string
}

/**
 * Serves a county once more. Told `/off`, that server closes with all it holds open, as when its process is ended; told `/on`,
 * another one that remembers nothing listens in its place.
 */
export async function serveSwitched(county: TestCounty): Promise<Switched & { close: () => Promise<void> }> {
  let app: FastifyInstance | undefined
  let port = 0
  await on()
  const hand = createServer((request, response) => {
    const turned = request.url === '/on' ? on() : off()
    turned.then(
      () => response.end(),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  hand.listen(0, '127.0.0.1')
  await once(hand, 'listening')
  return {
    address: `http://127.0.0.1:${port}`,
    switch: `http://127.0.0.1:${(hand.address() as AddressInfo).port}`,
    async close() {
      hand.closeAllConnections()
      hand.close()
      await off()
    },
  }

  async function on(): Promise<void> {
    if (app) return
    const { database, catalogue } = county
    app = await buildApp({
      database: () => database,
      catalogue,
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
