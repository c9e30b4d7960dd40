import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import type { FigureTable } from '#data/model/indicator.ts'
import { noGdal } from '../gdal.ts'
import { type Anything, day, rename, sampleCounty } from './county.ts'

const run = promisify(execFile)
const county = sampleCounty()
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-figures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = '/api/indicators/toilet_density'

/** What a file holds, as Debian's GDAL reads it. */
async function readBack(query: string, ending: string): Promise<Anything[]> {
  const answer = await county().get(`${path}${query}`)
  expect(answer.status).toBe(200)
  const file = join(folder, `table.${ending}`)
  writeFileSync(file, answer.body)
  const { stdout } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', file], { maxBuffer: 1 << 28 })
  return JSON.parse(stdout).features.map(({ properties }: Anything) => properties)
}

/** A spreadsheet keeps fifteen digits of a number, the last of them rounded either way. */
const digits = (value: unknown) => Number(value).toPrecision(12)

describe('figures as tables', () => {
  it.skipIf(noGdal).each(['csv', 'xlsx'])('in %s are those of JSON, each with its day and source', async (f) => {
    const { rows } = (await county().get(`${path}?level=township`)).json<FigureTable>()
    const read = await readBack(`?level=township&lang=zh&f=${f}`, f)
    expect(rows.length).toBeGreaterThan(10)
    expect(
      read.map((row) => [
        String(row['单位代码']),
        row['单位'],
        digits(row['公厕密度 (座/km²)']),
        Number(row['还差 (座)']),
      ]),
    ).toEqual(rows.map((row) => [row.area, row.name, digits(row.value), row.missing]))
    expect(new Set(read.map((row) => String(row['日期']).replaceAll('/', '-')))).toEqual(new Set([day]))
    expect(new Set(read.map((row) => row['演示数据']))).toEqual(new Set(['是']))
  })

  it.skipIf(noGdal).each(['csv', 'xlsx'])('in %s have every row of the evidence', async (f) => {
    const all = (await county().get(`${path}/evidence`)).json().features as Anything[]
    const read = await readBack(`/evidence?lang=en&f=${f}`, f)
    expect(all.length).toBeGreaterThan(100)
    expect(read.map(({ fid, Code }) => [Number(fid), String(Code)])).toEqual(
      all.map(({ properties: p }) => [p.fid, p.area]),
    )
  })

  it.skipIf(noGdal)('in XLSX hold no formula', async () => {
    const [first] = (await county().get('/api/collections/toilets/items?limit=1')).json().features
    await rename(county(), 'toilets', first.id, '=1+1')
    const answer = await county().get('/api/collections/toilets/items?f=xlsx&limit=3')
    const file = join(folder, 'items.xlsx')
    writeFileSync(file, answer.body)
    const { stdout } = await run('ogr2ogr', ['-f', 'CSV', '/vsistdout/', file])
    expect(stdout).toContain(`'=1+1`)
  })

  it('are kept as files with the day in their names, and told of in OpenAPI', async () => {
    const answer = await county().get(`${path}?level=township&lang=en&f=csv`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(String(answer.headers['content-disposition'])).toContain(`filename="toilet_density-${day}.csv"`)
    const paths = (await county().get('/api/openapi.json')).json().paths
    for (const told of ['/indicators/{indicator}', '/indicators/{indicator}/evidence']) {
      const f = paths[told].get.parameters.find(({ name }: Anything) => name === 'f')
      expect(f.schema.enum, told).toEqual(['json', 'geojson', 'html', 'csv', 'xlsx'])
    }
    expect((await county().get(`${path}?f=pdf`)).status).toBe(400)
  })
})

describe('figures on the ground', () => {
  const townships = `${path}?level=township&lang=zh&f=geojson`

  it.skipIf(noGdal)('are a layer to GDAL, with the units’ own shapes and what they are of', async () => {
    const answer = await county().get(townships)
    const file = join(folder, 'figures.geojson')
    writeFileSync(file, answer.body)
    const { stdout: said } = await run('ogrinfo', ['-ro', '-so', '-al', file])
    expect(said).toContain('Layer name: toilet_density')
    expect(said).toContain('Geometry: Multi Polygon')
    expect(said).toMatch(/DESCRIPTION=公厕密度 \(座\/km²\), \d{4}-\d{2}-\d{2}/)
    for (const column of ['value: Real', 'target: Integer', 'gap: Real', 'missing: Integer', 'due: Date', 'asOf: Date'])
      expect(said, column).toContain(`${column} (`)
    const { rows } = (await county().get(`${path}?level=township`)).json<FigureTable>()
    expect(said).toContain(`Feature Count: ${rows.length}`)
    const { stdout: read } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', file], { maxBuffer: 1 << 28 })
    const units = JSON.parse(read).features as Anything[]
    expect(units.map(({ properties: p }) => [p.area, p.name, digits(p.value), p.missing, p.status])).toEqual(
      rows.map((row) => [row.area, row.name, digits(row.value), row.missing, row.status]),
    )
    expect(new Set(units.map(({ properties: p }) => p.asOf.replaceAll('/', '-')))).toEqual(new Set([day]))
    expect(new Set(units.map(({ properties: p }) => p.source))).toEqual(new Set([units[0].properties.source]))
    expect(units[0].properties).toMatchObject({ indicator: 'toilet_density', unit: '座/km²', sample: true })
    const areas = (await county().get('/api/collections/areas/items?level=township&limit=100')).json()
      .features as Anything[]
    const shapes = new Map(areas.map(({ properties, geometry }) => [properties.area, geometry]))
    for (const { properties, geometry } of (await county().get(townships)).json().features)
      expect(geometry, properties.name).toEqual(shapes.get(properties.area))
  })

  it('are asked for by the Accept header too, and kept with the day in their names; pages and JSON stay what they were', async () => {
    const as = (accept: string) => county().get(`${path}?level=township`, { accept })
    const { headers, body } = await as('application/geo+json')
    expect(headers['content-type']).toBe('application/geo+json; charset=utf-8')
    expect(String(headers['content-disposition'])).toContain(`filename="toilet_density-${day}.geojson"`)
    expect(JSON.parse(String(body))).toMatchObject({ type: 'FeatureCollection', level: 'township', asOf: day })
    expect((await as('application/json')).json().rows.length).toBeGreaterThan(10)
    expect((await as('text/html')).headers['content-type']).toBe('text/html; charset=utf-8')
  })

  it('are those of the units within one, on the day asked for; the rows of a figure go by the same name', async () => {
    const { features } = (await county().get(`${path}?level=community&area=410122001&f=geojson`)).json()
    const { rows } = (await county().get(`${path}?level=community&area=410122001`)).json<FigureTable>()
    expect(rows.length).toBeGreaterThan(0)
    expect(features.map(({ properties }: Anything) => properties.area)).toEqual(rows.map(({ area }) => area))
    const [named, plain] = await Promise.all(
      ['geojson', 'json'].map((f) => county().get(`${path}/evidence?area=410122106&f=${f}`)),
    )
    expect(named?.body.equals(plain?.body ?? Buffer.of())).toBe(true)
  })
})
