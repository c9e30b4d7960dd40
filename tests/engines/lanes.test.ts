import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { usualLimits } from '#server/database/postgis-lanes.ts'
import { openCounty, type TestCounty } from '../api/county.ts'
import { readTile } from '../tile.ts'

const url = process.env['DATABASE_URL'] ?? ''
const schema = `t_${randomBytes(6).toString('hex')}`
let county: TestCounty
let home: string
let arrived = 0
beforeAll(async () => {
  const limits = {
    ...usualLimits,
    items: { ...usualLimits.items, seconds: 1 },
    analysis: { connections: 1, waiting: 1, seconds: 20 },
  }
  county = await openCounty(await openPostgis(url, schema, limits), { sample: 'copied' })
  home = await county.app.listen({ port: 0, host: '127.0.0.1' })
  county.app.server.on('request', () => {
    arrived++
  })
})
afterAll(async () => {
  await county.database.query(`drop schema ${identifier(schema)} cascade`)
  county.app.server.closeAllConnections()
  await county.close()
})

const seat = '/api/collections/toilets/tiles/WebMercatorQuad/12/1625/3345'
const elsewhere = '/api/collections/areas/tiles/WebMercatorQuad/12/1625/3345'
const density = '/api/indicators/toilet_density'

/** How many statements on toilets wait for the lock that `whileLocked` holds. */
async function running(): Promise<number> {
  const [row] = await county.database.query<{ n: number }>(
    `select count(*)::integer as n from pg_stat_activity
     where application_name = $1 and state = 'active' and wait_event_type = 'Lock'`,
    [`xiucheng ${schema}`],
  )
  return row?.n ?? -1
}
const runningBecomes = (n: number) => expect.poll(running, { timeout: 5_000, interval: 20 }).toBe(n)

/** While this runs, whatever reads the toilets takes as long as it likes. */
function whileLocked<T>(work: () => Promise<T>): Promise<T> {
  return county.database.transaction(async (inside) => {
    await inside.query('lock table toilets in access exclusive mode')
    return work()
  })
}

/** A request as a browser makes it, which can be left. */
function ask(path: string) {
  const leaving = new AbortController()
  const whole = async () => {
    const response = await fetch(home + path, { signal: leaving.signal })
    const body = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, body }
  }
  const answer = whole().catch((error: Error) => error as never)
  return { answer, leave: () => leaving.abort() }
}

describe('a client that leaves', () => {
  it.each([seat, '/api/collections/toilets/items', density])('stops what runs for it: %s', async (path) => {
    await whileLocked(async () => {
      const { answer, leave } = ask(path)
      await runningBecomes(1)
      leave()
      await runningBecomes(0)
      expect(await answer).toMatchObject({ name: 'AbortError' })
    })
    // the connection is as good as before
    for (let i = 0; i < 8; i++) expect(await ask(path).answer).toMatchObject({ status: 200 })
  })

  it('stops nothing that another still waits for', async () => {
    await county.database.query(`select touch('toilets')`)
    const kept = await whileLocked(async () => {
      const kept = ask(seat)
      await runningBecomes(1)
      const before = arrived
      const left = ask(seat)
      await expect.poll(() => arrived).toBe(before + 1)
      left.leave()
      expect(await left.answer).toMatchObject({ name: 'AbortError' })
      expect(await running()).toBe(1)
      return kept
    })
    const answer = await kept.answer
    expect(answer.status).toBe(200)
    const { toilets = [] } = readTile(answer.body)
    expect(toilets.length).toBeGreaterThan(20)
  })

  it('while it waits in the queue, never begins', async () => {
    await whileLocked(async () => {
      const first = ask(density)
      await runningBecomes(1)
      const second = ask(density)
      const before = arrived
      await expect.poll(() => arrived).toBe(before + 1)
      second.leave()
      await second.answer
      first.leave()
      await runningBecomes(0)
    })
  })
})

describe('one kind of work', () => {
  it('that is full says so at once, with when to ask again, and holds up no other', async () => {
    await whileLocked(async () => {
      const first = ask(density)
      await runningBecomes(1)
      const others = [ask(density), ask(density)]
      const answer = await Promise.race(others.map((one) => one.answer))
      expect(answer.status).toBe(503)
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(JSON.parse(String(answer.body))).toMatchObject({
        status: 503,
        detail: expect.stringMatching(/wait.*ask again/),
      })
      expect((await county.get(elsewhere)).status).toBe(200)
      expect((await county.get('/api/health')).status).toBe(200)
      for (const one of [first, ...others]) one.leave()
      await runningBecomes(0)
    })
    expect((await county.get(density)).status).toBe(200)
  })

  it('stops what takes longer than it may, and says so', async () => {
    await whileLocked(async () => {
      const answer = await county.get('/api/collections/toilets/items')
      expect(answer.status).toBe(503)
      expect(answer.headers['retry-after']).toBeDefined()
      expect(answer.json().detail).toMatch(/too long/)
      expect(await running()).toBe(0)
    })
    expect((await county.get('/api/collections/toilets/items')).status).toBe(200)
  })
})

describe('statements asked again and again', () => {
  it('are prepared once a connection, one for each collection and not for each tile', async () => {
    const database = await openPostgis(url, schema, {
      ...usualLimits,
      tiles: { ...usualLimits.tiles, connections: 1 },
      items: { ...usualLimits.items, connections: 1 },
    })
    const other = await openCounty(database)
    const prepared = async (work: 'tiles' | 'items') =>
      (await database.reader(work).query('select from pg_prepared_statements')).length
    for (const at of ['12/1625/3345', '12/1625/3346', '13/3250/6690', '14/6500/13380']) {
      for (const collection of ['toilets', 'roads'])
        expect((await other.get(`/api/collections/${collection}/tiles/WebMercatorQuad/${at}`)).status).toBeLessThan(300)
    }
    expect(await prepared('tiles')).toBe(2)
    for (const query of ['?limit=10', '?limit=20&after=5', '?state=open', '?state=closed&kind=mobile'])
      expect((await other.get(`/api/collections/toilets/items${query}`)).status).toBe(200)
    expect(await prepared('items')).toBe(1)
    await other.close()
  })
})
