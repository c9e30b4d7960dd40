import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import gcoord from 'gcoord'
import { afterAll, describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import type { ReadOptions } from '#server/imports/reading/read-file.ts'
import { read } from '../reading.ts'
import { type Anything, sampleCounty } from './county.ts'
import { box } from './hand-made.ts'

const run = promisify(execFile)
const county = sampleCounty()
const folder = mkdtempSync(join(tmpdir(), '绣城 coverage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sites = [
  [114.018, 34.722],
  [114.03, 34.715],
]
const question = { theme: 'toilets', area: '410122001001', metres: 300, by: 'walk', sites }

async function file(query: string, body: object = question) {
  const answer = await county().app.inject({ method: 'POST', url: `/api/coverage/files?${query}`, payload: body })
  const ending = /f=(\w+)/.exec(query)?.[1] ?? 'geojson'
  const path = join(folder, `${Math.random()}.${ending}`)
  writeFileSync(path, answer.rawPayload)
  return { ...answer, status: answer.statusCode, path }
}
async function rowsOf(query: string, options: ReadOptions = {}): Promise<Anything[]> {
  const { status, path, body } = await file(query)
  expect(status, body).toBe(200)
  return (await read(path, options)).rows
}
async function told(): Promise<CoverageAnswer> {
  return (await county().app.inject({ method: 'POST', url: '/api/coverage', payload: question })).json()
}
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

describe('an answer on coverage, as a file', () => {
  it('has the sites that are tried, what each adds, and the unit that answers for it', async () => {
    const { tried } = await told()
    const rows = await rowsOf('part=sites&f=geojson&lang=zh')
    expect(rows.map(({ geometry }) => geometry.coordinates)).toEqual(
      sites.map((site) => site.map((axis) => expect.closeTo(axis, 8))),
    )
    expect(rows.map(({ properties }) => properties['新增（户）'])).toEqual(
      tried.features.map(({ properties }) => expect.closeTo(properties.adds, 9)),
    )
    const [unit] = await county().database.query<{ area: string; name: string; township: string }>(
      `select a.area, a.name, t.name as township from units u
       join areas_at(current_date) a on a.fid = u.area and a.level = 'community'
       join lineage l on l.leaf = a.fid and l.level = 'township' and l.valid @> current_date
       join areas_at(current_date) t on t.fid = l.unit
       where u.valid @> current_date and st_intersects(u.geom, st_setsrid(st_makepoint($1, $2), 4490))`,
      sites[0],
    )
    expect(rows[0].properties).toMatchObject({
      序号: 1,
      区划代码: unit?.area,
      所在区划: unit?.name,
      负责单位: unit?.township,
    })
  })

  it('has the ground that is not reached, as large in the plane as it says', async () => {
    const { uncovered } = await told()
    const rows = await rowsOf('part=gaps&f=gpkg&crs=EPSG:4547&lang=en')
    expect(rows.length).toBe(uncovered.ground.features.length)
    const [{ km2 = 0 } = {}] = await county().database.query<{ km2: number }>(
      `select sum(st_area(st_setsrid(st_geomfromgeojson(shape), 4547))) / 1e6 as km2 from unnest($1::text[]) as shape`,
      [rows.map(({ geometry }) => JSON.stringify({ ...geometry, crs: undefined }))],
    )
    const said = sum(rows.map(({ properties }) => properties['Area of ground (km²)']))
    expect(km2 / said).toBeCloseTo(1, 4)
    expect(said).toBeCloseTo(sum(uncovered.ground.features.map(({ properties }) => properties.km2)), 9)
  })

  it('has who needs it, row by row, and says on a sheet of its own what was taken for granted', async () => {
    const answer = await told()
    const { status, path, headers } = await file('part=rows&f=xlsx&lang=zh')
    expect(status).toBe(200)
    expect(headers['content-disposition']).toContain(encodeURIComponent('小区住户'))
    const { rows } = await read(path, { layer: '小区住户', crs: 'EPSG:4490' })
    const column = (name: string) => sum(rows.map(({ properties }) => Number(properties[name] ?? 0)))
    expect(rows.length).toBe(answer.demand.rows)
    expect(column('数量（户）')).toBeCloseTo(answer.demand.weight, 6)
    expect(column('够得着（户）')).toBeCloseTo(answer.covered.weight, 6)
    const { stdout: texts } = await run('unzip', ['-p', path, 'xl/sharedStrings.xml'])
    expect(answer.assumptions.length).toBeGreaterThan(2)
    for (const text of ['假定', '演示数据', ...answer.assumptions]) expect(texts).toContain(text)
  })

  it('says there too on what terms its sites were proposed, with the ground on which none was to stand', async () => {
    const ground = [box(114, 34.7, 114.004, 34.704)]
    const terms = { goal: 'cover-most', count: 2, spacing: 200, forbidden: 'built_up', forbiddenGround: ground }
    const { status, path } = await file('part=sites&f=xlsx&lang=zh', { ...question, terms })
    expect(status).toBe(200)
    const { stdout: texts } = await run('unzip', ['-p', path, 'xl/sharedStrings.xml'])
    expect(texts).toContain('推荐新点：新增 2 处，够得着的最多；候选沿街道；相距至少 200 米。')
    expect(texts).toMatch(/新点不放在：图层“建成区”；在地图上圈出的 1 块地（共 [\d.]+ 公顷）。/)
    const far = await file('part=sites&f=xlsx', { ...question, terms: { ...terms, forbidden: 'toilets' } })
    expect(far.status).toBe(400)
    expect(far.json().detail).toMatch(/^forbidden must be one of/)
  })

  it('is shifted for the maps of the web when asked', async () => {
    for (const [crs, datum] of [
      ['GCJ-02', gcoord.GCJ02],
      ['BD-09', gcoord.BD09],
    ] as const) {
      const { status, rawPayload } = await file(`part=sites&f=geojson&crs=${crs}`)
      expect(status).toBe(200)
      const { features } = JSON.parse(rawPayload.toString())
      const [lon = 0, lat = 0] = sites[0] ?? []
      const shifted = gcoord.transform([lon, lat], gcoord.WGS84, datum)
      expect(features[0].geometry.coordinates).toEqual(shifted.map((axis: number) => expect.closeTo(axis, 6)))
    }
  })

  it.each(['zip', 'kml'])('is there as %s too, with the same rows', async (f) => {
    const { tried, uncovered } = await told()
    const rows = await rowsOf(`part=sites&f=${f}&lang=zh`)
    expect(rows.map(({ geometry }) => geometry.coordinates)).toEqual(
      sites.map((site) => site.map((axis) => expect.closeTo(axis, 7))),
    )
    // a Shapefile's columns are cut short, so what they hold is told by their order
    const held = (row: Anything) => Object.values(row.properties)
    expect(rows.map((row) => held(row).slice(1, 4))).toEqual(
      tried.features.map(({ properties: { township, area, areaName } }) => [township, area, areaName]),
    )
    const gaps = await rowsOf(`part=gaps&f=${f}&lang=zh`)
    const wanted = uncovered.ground.features.map(({ properties }) => properties)
    expect(wanted.length).toBeGreaterThan(5)
    expect(gaps.map((row) => held(row).slice(1, 3))).toEqual(wanted.map(({ area, areaName }) => [area, areaName]))
    expect(gaps.map((row) => Number(held(row)[3]))).toEqual(wanted.map(({ km2 }) => expect.closeTo(km2, 6)))
  })

  it('is there as a drawing too: each shape in the county’s plane, on a layer of its own', async () => {
    const { uncovered } = await told()
    const [points, gaps] = [
      await rowsOf('part=sites&f=dxf', { crs: 'EPSG:4547' }),
      await rowsOf('part=gaps&f=dxf', { crs: 'EPSG:4547' }),
    ]
    expect([points, gaps].map((rows) => [...new Set(rows.map(({ properties }) => properties.Layer))])).toEqual([
      ['sites'],
      ['gaps'],
    ])
    const inPlane = await county().database.query<{ x: number; y: number }>(
      `select st_x(p) as x, st_y(p) as y
       from unnest($1::double precision[], $2::double precision[]) as site (lon, lat)
       cross join lateral (select st_transform(st_setsrid(st_makepoint(lon, lat), 4490), 4547) as p) as shape`,
      [sites.map(([lon]) => lon), sites.map(([, lat]) => lat)],
    )
    expect(points.map(({ geometry }) => geometry.coordinates)).toEqual(
      inPlane.map(({ x, y }) => [expect.closeTo(x, 2), expect.closeTo(y, 2)]),
    )
    expect(gaps).toHaveLength(uncovered.ground.features.length)
    const [drawn] = await county().database.query<{ km2: number }>(
      `select sum(st_area(st_setsrid(st_geomfromgeojson(shape), 4547))) / 1e6 as km2 from unnest($1::text[]) as shape`,
      [gaps.map(({ geometry }) => JSON.stringify(geometry))],
    )
    const km2 = sum(uncovered.ground.features.map(({ properties }) => properties.km2))
    expect((drawn?.km2 ?? 0) / km2).toBeCloseTo(1, 4)
  })

  it('of ground has a row for each unit it lies in, with what of it is reached beside the sites', async () => {
    const body = { ...question, area: '410122001', demand: 'built_up' }
    const answer = await county().app.inject({ method: 'POST', url: '/api/coverage', payload: body })
    const { demand, covered } = answer.json() as CoverageAnswer
    const { path, status } = await file('part=rows&f=gpkg&lang=zh', body)
    expect(status).toBe(200)
    const { rows } = await read(path)
    expect(rows).toHaveLength(demand.rows)
    const total = (name: string) => sum(rows.map(({ properties }) => Number(properties[name])))
    expect(total('数量（km²）')).toBeCloseTo(demand.weight, 6)
    expect(total('够得着（km²）')).toBeCloseTo(covered.weight, 4)
  })

  it('of more sites than can be tried at once still has them all', async () => {
    const many = Array.from({ length: 20 }, (_, n) => [114.0 + n / 1000, 34.72])
    const body = { ...question, metres: 5000, sites: many }
    expect((await county().app.inject({ method: 'POST', url: '/api/coverage', payload: body })).statusCode).toBe(400)
    const { path, status } = await file('part=sites&f=gpkg', body)
    expect(status).toBe(200)
    expect((await read(path)).rows).toHaveLength(20)
  })

  it('leaves nothing of itself on the disk of the server', async () => {
    // other work of this process comes and goes
    const inside = (folder: string) => {
      try {
        return readdirSync(join(tmpdir(), folder))
      } catch {
        return []
      }
    }
    const there = () =>
      readdirSync(tmpdir())
        .filter((name) => name.startsWith(`xiucheng-${process.pid}-`))
        .flatMap((folder) => inside(folder).map((name) => `${folder}/${name}`))
        .filter((name) => name.includes('converted'))
    const before = there()
    for (const f of ['zip', 'kml', 'gpkg']) expect((await file(`part=sites&f=${f}`)).status).toBe(200)
    await expect.poll(() => there().filter((name) => !before.includes(name)), { timeout: 10_000 }).toEqual([])
  })

  it('of nothing tried has no site, and is a file all the same', async () => {
    const { status, path } = await file('part=sites&f=gpkg', { ...question, sites: [] })
    expect(status).toBe(200)
    expect((await read(path)).rows).toEqual([])
  })

  it('of cells has how many are missing in each', async () => {
    const query = 'theme=toilets&area=410122001&cell=square&km2=2'
    const cells = (await county().get(`/api/coverage/cells?${query}`)).json()
    const answer = await county().get(`/api/coverage/cells/file?${query}&f=geojson&lang=zh`)
    expect(answer.status).toBe(200)
    const missing = answer.json().features.map(({ properties }: Anything) => properties['还差（处）'])
    expect(missing).toEqual(cells.features.map(({ properties }: Anything) => properties.missing))
  })

  it.each([
    ['part=sites&f=kml&crs=EPSG:4547', 400, /\.kml holds degrees of WGS84 only/],
    ['part=sites&f=gpkg&crs=Mars', 400, /Mars is not known: use any EPSG code/],
    ['part=gaps&f=gpkg&crs=EPSG:32610', 400, /has no place in EPSG:32610/],
    ['part=sites&f=pdf', 400, /f: must be equal to one of .*gpkg/],
    ['part=roofs&f=gpkg', 400, /part: must be equal to one of .*sites/],
  ])('%s is refused with a sentence', async (query, status, sentence) => {
    const answer = await file(query)
    expect(answer.status).toBe(status)
    expect(answer.json().detail).toMatch(sentence)
  })
})
