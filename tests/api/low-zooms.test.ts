import { describe, expect, it, onTestFinished } from 'vitest'
import { readTile, type TileFeature } from '../tile.ts'
import { day, sampleCounty } from './county.ts'

const county = sampleCounty()
const [lon, lat] = [114.017, 34.723]

function col(z: number): number {
  return Math.floor(((lon + 180) / 360) * 2 ** z)
}
function row(z: number): number {
  return Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)
}
async function features(collection: string, z: number, x: number, y: number): Promise<TileFeature[]> {
  const answer = await county().get(`/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}`)
  return answer.status === 200 ? (readTile(answer.body)[collection] ?? []) : []
}
/** The tiles about the seat that hold the whole county. */
async function around(collection: string, z: number): Promise<TileFeature[][]> {
  const tiles: TileFeature[][] = []
  for (let y = row(z) - 2; y <= row(z) + 2; y++)
    for (let x = col(z) - 2; x <= col(z) + 2; x++) tiles.push(await features(collection, z, x, y))
  return tiles
}
/** Those that lie in a tile itself, not in its margin. */
const within = (tile: TileFeature[]) => tile.filter(({ parts }) => parts.flat(2).every((n) => n >= 0 && n < 4096))
const sum = (tile: TileFeature[]) => tile.reduce((all, { properties }) => all + Number(properties['count']), 0)

/** How many things of each way of drawing there are. */
async function counted(collection: string, by: string): Promise<Record<string, number>> {
  const rows = await county().database.query<{ way: string; n: number }>(
    `select ${by} as way, count(*)::integer as n from ${collection}_at($1::date) group by 1`,
    [day],
  )
  return Object.fromEntries(rows.map(({ way, n }) => [way, n]))
}

describe('points at low zooms', () => {
  it.each([
    ['toilets', 'counted'],
    ['compounds', 'state'],
  ])('are summed where they nearly coincide, and add up to all there are: %s', async (collection, by) => {
    const all = await counted(collection, by)
    for (const z of [6, 7, 8, 9]) {
      const tiles = (await around(collection, z)).map(within)
      const ways = tiles.flat().map(({ properties }) => String(properties[by]))
      const sums = [...new Set(ways)].map((way) => [
        way,
        sum(tiles.flat().filter(({ properties }) => properties[by] === way)),
      ])
      expect(Object.fromEntries(sums), `z${z}`).toEqual(all)
      for (const { properties } of tiles.flat()) expect(Object.keys(properties).sort()).toEqual(['count', by].sort())
    }
    const total = Object.values(all).reduce((a, b) => a + b)
    expect(within((await around(collection, 6)).flat()).length).toBeLessThan(total / 2)
  })

  it('lie where their things lie, and each bears the fid of one of them', async () => {
    const z = 8
    const [x, y] = [col(z), row(z)]
    const things = await county().database.query<{ fid: number; x: number; y: number }>(
      `select t.fid, (st_x(geom_3857) - st_xmin(box)) / (st_xmax(box) - st_xmin(box)) * 4096 as x,
         (st_ymax(box) - st_y(geom_3857)) / (st_xmax(box) - st_xmin(box)) * 4096 as y
       from toilets_at($1::date) t, st_tileenvelope($2, $3, $4) as box`,
      [day, z, x, y],
    )
    for (const { id, parts, properties } of within(await features('toilets', z, x, y))) {
      const [[[px = 0, py = 0] = []] = []] = parts
      const one = things.find(({ fid }) => fid === id)
      expect(Math.hypot((one?.x ?? 0) - px, (one?.y ?? 0) - py)).toBeLessThan(properties['count'] === 1 ? 1 : 23)
    }
  })

  it('are each their own from zoom 10 on', async () => {
    const tiles = (await around('toilets', 10)).map(within)
    const all = await counted('toilets', 'counted')
    expect(new Set(tiles.flat().map(({ id }) => id)).size).toBe(Object.values(all).reduce((a, b) => a + b))
    expect(tiles.flat().every(({ properties }) => properties['count'] === undefined)).toBe(true)
  })
})

describe('lines at low zooms', () => {
  it.each(['roads', 'duty_sections'])('that can be seen never vanish: %s', async (collection) => {
    for (const z of [6, 8, 9, 11]) {
      const found = new Set((await features(collection, z, col(z), row(z))).map(({ id }) => id))
      const long = await county().database.query<{ fid: number }>(
        `select t.fid from ${collection} t, st_tileenvelope($2, $3, $4) as box
         where t.valid @> $1::date and t.geom_3857 && box
           and st_length(st_clipbybox2d(t.geom_3857, box)) > 4 * (st_xmax(box) - st_xmin(box)) / 4096`,
        [day, z, col(z), row(z)],
      )
      expect(long.length, `z${z}`).toBeGreaterThan(10)
      expect(
        long.filter(({ fid }) => !found.has(fid)),
        `z${z}`,
      ).toEqual([])
    }
  })

  it('that run back to where they began, or straight up, do not vanish either', async () => {
    const shapes = [
      '(0 0, 0.02 0, 0.02 0.02, 0 0.02, 0 0)',
      '(0 0, 0 0.05)',
      '(0 0, 0.05 0)',
      '(0 0, 0.03 0.03, 0 0)',
      '(0 0, 0.05 0.01, 0.049 0.011, 0.02 0.0051, 0 0)',
      '(0 0, 0.05 0, 0.05 0.0005, 0 0.0005, 0 0)',
      // its ends 20 m apart: more than a unit near by, less than one far away
      '(0 0, 0.003 0.003, 0.0002 0)',
      '(0 0, 0.03 0.03, 0 0), (0.1 0, 0.13 0.03, 0.1 0)',
    ]
    const fids: number[] = []
    for (const [index, shape] of shapes.entries()) {
      const [made] = await county().database.query<{ fid: number }>(
        `insert into roads (source, name, geom)
         select 0, $1, st_translate(st_geomfromtext($2, 4490), ${lon}, ${lat}) returning fid`,
        [`路${index}`, `MULTILINESTRING(${shape})`],
      )
      fids.push(made?.fid ?? -1)
    }
    const { query } = county().database
    onTestFinished(async () => {
      await query('delete from roads where fid = any($1)', [fids])
      await query(`select touch('roads')`)
    })
    await query(`select touch('roads')`)
    for (let z = 6; z <= 11; z++) {
      const found = (await around('roads', z)).flat().map(({ id }) => id)
      expect(
        fids.filter((fid) => !found.includes(fid)),
        `z${z}`,
      ).toEqual([])
    }
  })
})

describe('grounds at low zooms', () => {
  it('have fewer corners and the same place', async () => {
    const z = 9
    const drawn = await features('areas', z, col(z), row(z))
    const shapes = await county().database.query<{ fid: number; corners: number; units: number }>(
      `select fid, st_npoints(shape) as corners, st_area(shape) / ((st_xmax(box) - st_xmin(box)) / 4096) ^ 2 as units
       from areas cross join st_tileenvelope($2, $3, $4) as box
       cross join lateral (
         select st_clipbybox2d(geom_3857, st_expand(box, (st_xmax(box) - st_xmin(box)) / 64)) as shape) as cut
       where valid @> $1::date`,
      [day, z, col(z), row(z)],
    )
    expect(drawn.length).toBeGreaterThan(20)
    const corners = drawn.map(({ parts }) => parts.flat().length).reduce((a, b) => a + b)
    expect(corners).toBeLessThan(shapes.reduce((all, one) => all + one.corners, 0) / 2)
    for (const { id, parts } of drawn) {
      const area = Math.abs(parts.reduce((all, part) => all + signed(part), 0))
      const border = parts.flat().length
      const units = shapes.find(({ fid }) => fid === id)?.units ?? 0
      expect(Math.abs(area - units), `${id} ${area} ${units} ${border}`).toBeLessThan(units / 20 + 2 * border)
    }
  })
})

function signed(ring: [number, number][]): number {
  return ring.reduce((all, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y]
    return all + (x * ny - nx * y) / 2
  }, 0)
}
