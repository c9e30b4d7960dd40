import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import { readTile } from '../tile.ts'
import { day, sampleCounty } from './county.ts'

const county = sampleCounty()
const tile = (collection: string, address: string, headers?: Record<string, string>) =>
  county().get(`/api/collections/${collection}/tiles/WebMercatorQuad/${address}`, headers)
/** z/row/col of the seat. */
const seat = '12/1625/3345'

describe('a tile', () => {
  it('holds the things that lie there, each once, with what is declared for tiles', async () => {
    const answer = await tile('toilets', seat)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
    const { toilets = [] } = readTile(answer.body)
    expect(toilets.length).toBeGreaterThan(20)
    expect(new Set(toilets.map((t) => t.id)).size).toBe(toilets.length)
    expect(Object.keys(toilets[0]?.properties ?? {}).sort()).toEqual(['class', 'counted', 'kind', 'name', 'state'])
    const inside = toilets.filter(({ parts }) => parts.flat(2).every((n) => n >= 0 && n < 4096))
    const [west, north] = [(3345 / 4096) * 360 - 180, lat(1625 / 4096)]
    const [east, south] = [(3346 / 4096) * 360 - 180, lat(1626 / 4096)]
    const items = await county().get(`/api/collections/toilets/items?bbox=${[west, south, east, north]}&limit=10000`)
    const ids = items.json().features.map((f: { id: number }) => f.id)
    expect(inside.map((t) => t.id).sort()).toEqual(ids.sort())
  })

  it('is of the whole at zoom 0', async () => {
    const { areas = [] } = readTile((await tile('areas', '0/0/0')).body)
    expect(areas.length).toBeGreaterThan(0)
  })

  it('is 204 where nothing lies, in every corner of the matrix', async () => {
    for (const empty of ['12/0/0', '12/4095/4095', '22/0/4194303', '1/1/0']) {
      const answer = await tile('toilets', empty)
      expect(answer.status, empty).toBe(204)
      expect(answer.body).toHaveLength(0)
    }
  })

  it.each(['1/2/0', '1/0/2', '23/0/0', '-1/0/0', 'a/0/0', '1/0.5/0', '4/16/0', '99999999999/0/0'])(
    'is 404 outside the matrix: %s',
    async (address) => {
      const answer = await tile('toilets', address)
      expect(answer.status).toBe(404)
      expect(answer.json().detail).toMatch(/no tile/)
    },
  )

  it('is 404 of what is not on the map', async () => {
    expect((await tile('chiefs', '0/0/0')).json().detail).toMatch(/no place on the map/)
    expect((await tile('nothing', '0/0/0')).status).toBe(404)
  })
})

describe('the age of a tile', () => {
  it('is asked after each time without a version, and answered 304 while nothing changed', async () => {
    const first = await tile('toilets', seat)
    expect(first.headers['cache-control']).toBe('no-cache')
    const etag = String(first.headers['etag'])
    const again = await tile('toilets', seat, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(again.body).toHaveLength(0)
    for (const known of [etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      expect((await tile('toilets', seat, { 'if-none-match': known })).status, known).toBe(304)
    }
    expect((await tile('toilets', seat, { 'if-none-match': '"other"' })).status).toBe(200)
    await county().database.query(`select touch('toilets')`)
    const changed = await tile('toilets', seat, { 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(changed.headers['etag']).not.toBe(etag)
  })

  it('does not matter with a version, which the TileJSON gives', async () => {
    const set = (await county().get('/api/collections/toilets/tiles/WebMercatorQuad?f=tilejson')).json()
    expect(set).toMatchObject({ tilejson: '3.0.0', vector_layers: [{ id: 'toilets' }] })
    const url = new URL(set.tiles[0].replace('{z}/{y}/{x}', seat))
    expect(url.searchParams.get('v')).toMatch(/^\d+$/)
    const versioned = await county().get(url.pathname + url.search)
    expect(versioned.headers['cache-control']).toMatch(/immutable/)
    expect(versioned.body.equals((await tile('toilets', seat)).body)).toBe(true)
  })

  it('can be in the past', async () => {
    const now = readTile((await tile('toilets', `${seat}?datetime=${day}`)).body)['toilets'] ?? []
    const then = readTile((await tile('toilets', `${seat}?datetime=${addDays(day, -400)}`)).body)['toilets'] ?? []
    expect(then.length).toBeGreaterThan(0)
    expect(then.length).toBeLessThan(now.length)
    expect((await tile('toilets', `${seat}?datetime=1999-01-01`)).status).toBe(204)
  })
})

describe('a tile of several collections', () => {
  const several = (address: string, query: string) => county().get(`/api/tiles/WebMercatorQuad/${address}?${query}`)

  it('holds the layers of each, as they are alone, each once', async () => {
    const both = await several(seat, 'collections=toilets,roads,toilets')
    expect(both.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
    expect(readTile(both.body)).toEqual({
      ...readTile((await tile('toilets', seat)).body),
      ...readTile((await tile('roads', seat)).body),
    })
    expect((await several('12/0/0', 'collections=toilets,roads')).status).toBe(204)
  })

  it('has an address that never changes its answer, with the version of each', async () => {
    const set = (await county().get('/api/tiles/WebMercatorQuad?collections=toilets,roads')).json()
    expect(set.vector_layers.map(({ id }: { id: string }) => id)).toEqual(['toilets', 'roads'])
    expect(set.bounds).toHaveLength(4)
    const url = new URL(set.tiles[0].replace('{z}/{y}/{x}', seat))
    const lasting = await county().get(url.pathname + url.search)
    expect(lasting.headers['cache-control']).toMatch(/immutable/)
    await county().database.query(`select touch('roads')`)
    expect((await several(seat, 'collections=toilets,roads')).headers['etag']).not.toBe(lasting.headers['etag'])
  })

  it.each([
    ['collections=', 400, /1 to 8/],
    [`collections=${'abcdefghi'.split('').join(',')}`, 400, /1 to 8/],
    ['collections=toilets,nothing', 404, /no collection/],
    ['collections=toilets,chiefs', 404, /no place on the map/],
    ['collections=toilets,roads&v=1', 400, /as many versions/],
    ['', 400, /collections/],
  ])('%s is refused with a sentence', async (query, status, sentence) => {
    const answer = await several(seat, query)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.json())).toMatch(sentence)
  })
})

/** The latitude of a fraction of the way down the square world. */
function lat(fraction: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * fraction))) * 180) / Math.PI
}
