import { randomBytes } from 'node:crypto'
import type { Feature } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FigureTable } from '#data/model/indicator.ts'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { openCounty, type TestCounty } from '../api/county.ts'
import { readTile } from '../tile.ts'

const url = process.env['DATABASE_URL'] ?? ''
const schema = `t_${randomBytes(6).toString('hex')}`
let writer: TestCounty
let reader: TestCounty
beforeAll(async () => {
  writer = await openCounty(await openPostgis(url, schema), { sample: 'copied' })
  reader = await openCounty(await openPostgis(url, schema))
})
afterAll(async () => {
  await writer.database.query(`drop schema ${identifier(schema)} cascade`)
  await reader.close()
  await writer.close()
})

const set = '/api/collections/toilets/tiles/WebMercatorQuad'
const seat = `${set}/12/1625/3345`
async function namesAt(server: TestCounty, path: string): Promise<unknown[]> {
  const { toilets = [] } = readTile((await server.get(path)).body)
  return [...new Set(toilets.map(({ properties }) => properties['name']))]
}
/** The address of the seat's tile as the TileJSON of a server gives it. */
async function addressOn(server: TestCounty): Promise<string> {
  const { tiles } = (await server.get(set)).json()
  const url = new URL(tiles[0].replace('{z}/{y}/{x}', '12/1625/3345'))
  return url.pathname + url.search
}
async function rename(name: string): Promise<void> {
  await writer.database.transaction(async (inside) => {
    await inside.query('update toilets set name = $1', [name])
    await inside.query(`select touch('toilets')`)
  })
}

describe('a change on one server', () => {
  it('shows in the very next tile of either, thirty times over, while others keep asking', async () => {
    let over = false
    const crowd = [writer, reader].map(async (server) => {
      while (!over) await Promise.all([seat, `${set}/10/406/836`, seat].map((path) => server.get(path)))
    })
    for (let round = 0; round < 30; round++) {
      const name = `改${round}`
      await rename(name)
      const servers = round % 2 === 0 ? [reader, writer] : [writer, reader]
      for (const server of servers) expect(await namesAt(server, seat)).toEqual([name])
    }
    over = true
    await Promise.all(crowd)
  })

  it('shows in the very next figure of either, thirty times over, and not before it is done', async () => {
    const figure = '/api/indicators/toilet_density?level=county'
    const counted = async (server: TestCounty) => (await server.get(figure)).json<FigureTable>().rows[0]?.numerator
    let over = false
    const crowd = [writer, reader].map(async (server) => {
      while (!over) await Promise.all([figure, figure].map((path) => server.get(path)))
    })
    const all = await counted(reader)
    const { features } = (await reader.get('/api/indicators/toilet_density/evidence')).json<{ features: Feature[] }>()
    const fid = features.find(({ properties }) => properties?.['collection'] === 'toilets')?.properties?.['fid']
    for (let round = 0; round < 30; round++) {
      const closed = round % 2 === 0
      await writer.database.transaction(async (inside) => {
        await inside.query('update toilets set state = $1 where fid = $2', [closed ? 'closed' : 'open', fid])
        expect(await counted(reader)).toBe(closed ? all : (all ?? 0) - 1)
      })
      for (const server of [reader, writer]) expect(await counted(server)).toBe(closed ? (all ?? 0) - 1 : all)
    }
    over = true
    await Promise.all(crowd)
  })

  it('shows under the address that either gives next', async () => {
    for (const name of ['一', '二', '三']) {
      const before = await addressOn(reader)
      await namesAt(reader, before)
      await rename(name)
      const address = await addressOn(reader)
      expect(address).not.toBe(before)
      expect(await namesAt(reader, address)).toEqual([name])
      expect(await namesAt(writer, address)).toEqual([name])
    }
  })
})
