import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { loadThemes } from '#server/themes/load-themes.ts'
import { countyOfFile, day, embeddedEngine, openCounty, type TestCounty } from '../api/county.ts'
import { readTile, type TileFeature } from '../tile.ts'

const postgis = countyOfFile({ sample: 'made' })
let embedded: TestCounty
beforeAll(async () => {
  const schema = `t_${randomBytes(6).toString('hex')}`
  embedded = await openCounty(await openEmbedded(await embeddedEngine(), schema), { sample: 'made' })
})
afterAll(async () => {
  await embedded?.close()
})

const indicators = (await loadThemes()).flatMap(({ theme }) => theme.indicators.map(({ id }) => id))

describe('both engines', () => {
  it.each(indicators)('give the same figures of %s for every unit and level', async (id) => {
    for (const level of ['county', 'township', 'community']) {
      for (const at of [day, addDays(day, -100)]) {
        const url = `/api/indicators/${id}?level=${level}&at=${at}`
        const [one, other] = [(await postgis().get(url)).json(), (await embedded.get(url)).json()]
        expect(rounded(other), url).toEqual(rounded(one))
      }
    }
  })

  it('give the same tiles: 30 of z8 to z16', async () => {
    const collections = ['areas', 'built_up', 'roads', 'duty_sections', 'water_bodies', 'toilets']
    const addresses = [8, 10, 12, 14, 16].map((z) => `${z}/${row(34.723, z)}/${col(114.017, z)}`)
    let full = 0
    for (const collection of collections) {
      for (const address of addresses) {
        const url = `/api/collections/${collection}/tiles/WebMercatorQuad/${address}`
        const [one, other] = [await postgis().get(url), await embedded.get(url)]
        const [wanted, found] = [one, other].map((a) => (a.status === 200 ? readTile(a.body) : {})) as [Layers, Layers]
        compare(collection, url, wanted[collection] ?? [], found[collection] ?? [])
        if (one.status === 200) full++
      }
    }
    expect(full).toBeGreaterThan(22)
  })

  it('give the same items', async () => {
    for (const collection of [
      'areas',
      'duty_sections',
      'toilets',
      'water_bodies',
      'water_samples',
      'chief_assignments',
    ]) {
      const url = `/api/collections/${collection}/items?limit=50`
      const [one, other] = [(await postgis().get(url)).json(), (await embedded.get(url)).json()]
      expect(rounded(other.features), url).toEqual(rounded(one.features))
    }
  })
})

type Layers = Record<string, TileFeature[]>

/** The same things with the same attributes, drawn within one unit of each other. */
function compare(collection: string, url: string, wanted: TileFeature[], found: TileFeature[]): void {
  const told = (features: TileFeature[]) => features.map(({ id, type, properties }) => ({ id, type, properties }))
  expect(told(found), url).toEqual(told(wanted))
  for (const [index, one] of wanted.entries()) {
    const other = found[index]?.parts ?? []
    const what = `${url} ${collection} ${one.id}`
    if (one.type === 'polygon') {
      expect(Math.abs(area(one.parts) - area(other)), what).toBeLessThanOrEqual(perimeter(one.parts) + 1)
    }
    for (const [from, to] of [
      [one.parts, other],
      [other, one.parts],
    ] as const) {
      const positions = from.filter((part) => one.type !== 'polygon' || wide(part)).flat()
      const off = positions.filter((position) => distance(position, to, one.type) > 1.5)
      // where a polygon is thinner than a unit, rounding leaves each engine other crumbs
      expect(off.length, what).toBeLessThanOrEqual(one.type === 'polygon' ? positions.length / 20 : 0)
    }
  }
}

type Position = [number, number]

/** A ring that is on the whole at least a unit wide. */
function wide(ring: Position[]): boolean {
  return Math.abs(signed(ring)) >= perimeter([ring]) / 2
}

/** From a position to the nearest point of any part: of its positions for points, of its edges else. */
function distance([x, y]: Position, parts: Position[][], type: TileFeature['type']): number {
  let least = Number.POSITIVE_INFINITY
  for (const part of parts) {
    if (type === 'point') for (const [px, py] of part) least = Math.min(least, Math.hypot(px - x, py - y))
    for (let i = 1; i < part.length; i++) {
      const [ax, ay] = part[i - 1] as Position
      const [bx, by] = part[i] as Position
      const [dx, dy] = [bx - ax, by - ay]
      const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
      least = Math.min(least, Math.hypot(ax + along * dx - x, ay + along * dy - y))
    }
  }
  return least
}

function area(parts: Position[][]): number {
  return Math.abs(parts.reduce((sum, part) => sum + signed(part), 0))
}
function signed(ring: Position[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] as Position
    return sum + (x * ny - nx * y) / 2
  }, 0)
}
function perimeter(parts: Position[][]): number {
  return parts
    .flatMap((part) => part.slice(1).map(([x, y], i) => Math.hypot(x - (part[i]?.[0] ?? x), y - (part[i]?.[1] ?? y))))
    .reduce((a, b) => a + b, 0)
}

/** Engines round in their own last digits, and stop at their own nearness to the widest place for a name. */
function rounded(value: unknown): unknown {
  const text = JSON.stringify(value, (key, v) => {
    if (key.startsWith('label_')) return undefined
    return typeof v === 'number' ? Number(v.toPrecision(7)) : v
  })
  return JSON.parse(text)
}

function col(lon: number, z: number): number {
  return Math.floor(((lon + 180) / 360) * 2 ** z)
}
function row(lat: number, z: number): number {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return Math.floor(y * 2 ** z)
}
