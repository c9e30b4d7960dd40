import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTile } from '../tile.ts'
import { day, openCounty, openTestDatabase, type TestCounty } from './county.ts'

/** What was asked of the database since the last look. */
let asked: string[] = []
const look = () => asked.splice(0)
let county: TestCounty
let guestsMayRead = true
beforeAll(async () => {
  const database = await openTestDatabase()
  county = await openCounty(
    {
      ...database,
      query: (text, ...rest) => {
        asked.push(/from versions/.test(text) ? 'versions' : text)
        return database.query(text, ...rest)
      },
      reader: (work, signal) => {
        const reader = database.reader(work, signal)
        return {
          ...reader,
          tile: (layer, at) => {
            asked.push('tile')
            return reader.tile(layer, at)
          },
        }
      },
    },
    { sample: 'copied', guestsMayRead: () => guestsMayRead },
  )
  asked = []
})
afterAll(() => county?.close())

const path = (address: string, query = '') => `/api/collections/toilets/tiles/WebMercatorQuad/${address}${query}`
/** Asks over the wire: what is kept is sent before the framework, which `inject` begins with, is asked. */
async function ask(path: string, headers: Record<string, string> = {}) {
  const url = (await county.address()) + path
  const [answer] = (await once(request(url, { headers }).end(), 'response')) as [IncomingMessage]
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }
}
const get = (address: string, query?: string, headers?: Record<string, string>) => ask(path(address, query), headers)
/** z/row/col about the seat, one for each test. */
const [whole, seat, east, south, west] = ['10/406/836', '12/1625/3345', '12/1625/3346', '12/1626/3345', '12/1625/3344']
const version = async () => {
  const [row] = await county.database.query<{ version: number }>(
    `select version from versions where collection = 'toilets'`,
  )
  look()
  return row?.version ?? 0
}
const touch = () => county.database.query(`select touch('toilets')`)

describe('a tile that was made', () => {
  it('is sent again without asking anybody, under an address that names a version', async () => {
    const query = `?v=${await version()}&datetime=${day}`
    const first = await get(String(seat), query)
    expect(look()).toEqual(['versions', 'tile'])
    const again = await get(String(seat), query)
    expect(look()).toEqual([])
    expect(again).toMatchObject({ status: 200, body: first.body, headers: { etag: first.headers['etag'] } })
    expect(again.headers['cache-control']).toMatch(/immutable/)
    const known = await get(String(seat), query, { 'if-none-match': String(first.headers['etag']) })
    expect(known.status).toBe(304)
    expect(look()).toEqual([])
  })

  it('is sent again as TileJSON addresses it, of one collection and of several', async () => {
    for (const set of [
      'collections/toilets/tiles/WebMercatorQuad',
      'tiles/WebMercatorQuad?collections=toilets,roads',
    ]) {
      const [address] = JSON.parse(String((await ask(`/api/${set}`)).body)).tiles
      const { pathname, search } = new URL(address.replace('{z}/{y}/{x}', seat))
      const first = await ask(pathname + search)
      expect(first.body.length).toBeGreaterThan(0)
      look()
      expect(await ask(pathname + search)).toEqual({ ...first, headers: expect.anything() })
      expect(look()).toEqual([])
    }
  })

  it('is sent again under any other address after one small question, and 304 touches no geometry', async () => {
    const first = await get(String(seat))
    look()
    expect((await get(String(seat))).body.equals(first.body)).toBe(true)
    expect(look()).toEqual(['versions'])
    await county.database.query(`select touch('roads')`)
    look()
    expect((await get(String(seat), '', { 'if-none-match': String(first.headers['etag']) })).status).toBe(304)
    expect(look()).toEqual(['versions'])
  })

  it('is made once for all who ask at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(String(east))))
    expect(look().filter((one) => one === 'tile')).toHaveLength(1)
    for (const { body } of answers) expect(body.equals(answers[0]?.body ?? Buffer.alloc(0))).toBe(true)
  })

  it('is the same however its address is written, and none for an address that is wrong', async () => {
    const query = `?v=${await version()}&datetime=${day}`
    const first = await get(String(seat), query)
    for (const [address, same] of [
      [seat, `${query}T08:00:00Z`],
      [seat, query.replace(day, '../..')],
      ['12/01625/3345', query],
    ] as const) {
      const again = await get(String(address), same)
      expect(again, same).toMatchObject({ status: 200, body: first.body, headers: { etag: first.headers['etag'] } })
    }
    expect(look()).not.toContain('tile')
    expect((await get(String(seat), `${query}&width=2`)).status).toBe(400)
    expect((await get(String(seat), query.replace(day, '2026-02-31'))).status).toBe(400)
    expect((await get(String(seat), query.replace('?v=', '?v=1-'))).status).toBe(400)
    expect((await get('12/1625/4096', query)).status).toBe(404)
  })

  it('is not sent to guests where they may not read', async () => {
    const query = `?v=${await version()}&datetime=${day}`
    const ask = async () => (await get(String(seat), query, { 'x-forwarded-for': '203.0.113.7' })).status
    expect([await ask(), await ask()]).toEqual([200, 200])
    guestsMayRead = false
    expect(await ask()).toBe(401)
    guestsMayRead = true
  })

  it('that is empty is kept too', async () => {
    expect((await get('12/0/0')).status).toBe(204)
    look()
    expect((await get('12/0/0')).status).toBe(204)
    expect(look()).toEqual(['versions'])
  })
})

describe('a change', () => {
  it('shows in the very next tile, whether it was made before or not', async () => {
    for (let round = 0; round < 10; round++) {
      await get(String(south))
      const name = `改${round}`
      await county.database.transaction(async (inside) => {
        await inside.query('update toilets set state = $1', [round % 2 === 0 ? 'closed' : 'open'])
        await inside.query('update toilets set name = $1', [name])
        await inside.query(`select touch('toilets')`)
      })
      const { toilets = [] } = readTile((await get(String(south))).body)
      expect(new Set(toilets.map(({ properties }) => properties['name']))).toEqual(new Set([name]))
    }
  })

  it('gives a new address, and the old one never shows older rows than it says', async () => {
    const old = `?v=${await version()}&datetime=${day}`
    const before = await get(String(west), old)
    await touch()
    const fresh = `?v=${await version()}&datetime=${day}`
    expect(fresh).not.toBe(old)
    await get(String(west), fresh)
    expect(look()).toEqual(['versions', 'tile'])
    expect((await get(String(west), old)).body.equals(before.body)).toBe(true)
    expect(look()).toEqual([])
  })

  it('that has not happened cannot be asked for in advance: such an answer does not last', async () => {
    const next = `?v=${(await version()) + 1}`
    const early = await get(String(whole), next)
    expect(early.status).toBe(200)
    expect(early.headers['cache-control']).toBe('no-cache')
    await touch()
    look()
    const due = await get(String(whole), next)
    expect(look()).toEqual(['versions', 'tile'])
    expect(due.headers['cache-control']).toMatch(/immutable/)
    expect(due.headers['etag']).not.toBe(early.headers['etag'])
  })
})

describe('a tile on the wire', () => {
  it('is packed as the client can unpack it', async () => {
    const plain = await get(String(whole))
    expect(plain.body.length).toBeGreaterThan(2000)
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body }
    for (const [accept, packing] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['identity', 'identity'],
      ['compress', 'identity'],
    ] as const) {
      const { body, headers } = await get(String(whole), '', { 'accept-encoding': accept })
      expect(headers['content-encoding'], accept).toBe(packing === 'identity' ? undefined : packing)
      expect(headers['vary'], accept).toMatch(/accept-encoding/i)
      expect(headers['etag'], accept).toBe(plain.headers['etag'])
      expect(unpack[packing](body).equals(plain.body), accept).toBe(true)
    }
  })
})
