import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 odd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | object[]): string {
  const path = join(folder, name)
  const text = typeof content === 'string' ? content : JSON.stringify({ type: 'FeatureCollection', features: content })
  writeFileSync(path, text)
  return path
}
const area = (properties: object, west: number, east: number) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 34.7],
        [east, 34.7],
        [east, 34.8],
        [west, 34.8],
        [west, 34.7],
      ],
    ],
  },
})
const towns = () =>
  file('towns.geojson', [
    area({ code: '410122101', name: '甲镇', level: 'township' }, 114, 114.1),
    area({ code: '410122102', name: '乙镇', level: 'township' }, 114.1, 114.2),
  ])
const count = async (table: string) => {
  const [row] = await county().database.query<{ n: number }>(`select count(*)::integer as n from ${table}`)
  return row?.n
}
const toilets = (name: string, ...lines: string[]) => file(name, ['名称,lon,lat', ...lines, ''].join('\n'))
const wgs84 = ['--into', 'toilets', '--crs', 'EPSG:4326']

beforeEach(async () => {
  for (const table of ['toilets', 'areas', 'imports', 'units', 'places', 'targets', 'chiefs']) {
    await county().database.query(`delete from ${table}`)
  }
})

describe('--drop-sample', () => {
  const setSample = (value: boolean) =>
    county().database.query(`update settings set value = $1::jsonb where name = 'sample'`, [String(value)])

  it('drops the sample once, and never the rows of a county', async () => {
    await county().take(toilets('s.csv', '演示,114.05,34.75'), ...wgs84)
    await setSample(true)
    await county().take(towns(), '--into', 'areas', '--drop-sample')
    expect([await count('toilets'), await count('areas')]).toEqual([0, 3])
    await county().take(toilets('t.csv', 'a,114.05,34.75'), ...wgs84, '--drop-sample')
    expect([await count('toilets'), await count('areas')]).toEqual([1, 3])
  })

  it('takes nothing away where nothing is written, and settles where only a reference layer is', async () => {
    await county().take(towns(), '--into', 'areas')
    await setSample(true)
    const bad = toilets('bad.csv', 'a,114.05,34.75', 'b,,34.75')
    expect(await county().take(bad, ...wgs84, '--drop-sample')).toMatchObject({ written: 0, refused: [{ row: 2 }] })
    await county().take(bad, ...wgs84, '--drop-sample', '--skip-refused', '--dry-run')
    expect(await count('areas')).toBe(3)
    const version = `select version from versions where collection = 'areas'`
    const [before] = await county().database.query<{ version: number }>(version)
    await county().take(
      toilets('r.csv', 'a,114.05,34.75'),
      '--into',
      'dropped',
      '--as',
      'reference',
      '--crs',
      'EPSG:4326',
      '--drop-sample',
    )
    expect([await count('areas'), await count('dropped')]).toEqual([0, 1])
    const [after] = await county().database.query<{ version: number }>(version)
    expect(after?.version).toBeGreaterThan(before?.version ?? 0)
  })
})

describe('a reference system', () => {
  it('that the database does not know is said so, and nothing is written', async () => {
    const path = file('gsk.csv', '名称,x,y\na,7500000,6000000\n')
    const code = 'select from public.spatial_ref_sys where srid = 20907'
    expect(await county().database.query(code)).toEqual([])
    await expect(county().take(path, '--into', 'toilets', '--crs', 'EPSG:20907')).rejects.toThrow(
      /does not know EPSG:20907/,
    )
    expect(await count('toilets')).toBe(0)
  })
})

describe('a parent', () => {
  it('is not taken for a county, and no object is one', async () => {
    const parent = { adcode: 410100 }
    const path = file('parents.geojson', [
      area({ adcode: 410122, name: '中牟县', level: 'county', parent: '410100' }, 114, 114.2),
      area({ adcode: 410122101, name: '甲镇', level: 'township', parent }, 114, 114.1),
    ])
    expect(await county().take(path, '--into', 'areas')).toMatchObject({ written: 2, refused: [] })
    expect(
      await county().database.query(
        'select a.name, p.name as parent from areas a left join areas p on p.fid = a.parent',
      ),
    ).toEqual(
      expect.arrayContaining([
        { name: '中牟县', parent: null },
        { name: '甲镇', parent: '中牟县' },
      ]),
    )
  })
})

describe('the report', () => {
  it('tells the rows that lie in no unit of the county, which are written all the same', async () => {
    await county().take(towns(), '--into', 'areas', '--as-of', '2026-01-01')
    const path = toilets('out.csv', 'a,114.05,34.75', 'b,115,34.75', 'c,114.1,34.7', 'd,114.05,34.9', 'e,,')
    const told = ['In no unit of the county, and so counted nowhere: 2 (row 2, 4).']
    expect(await county().take(path, ...wgs84, '--skip-refused', '--dry-run')).toMatchObject({ warnings: told })
    expect(await county().take(path, ...wgs84, '--skip-refused')).toMatchObject({ written: 4, warnings: told })
    expect([await count('toilets'), await count('places')]).toEqual([4, 2])
    const inside = toilets('in.csv', 'a,114.05,34.75')
    expect(await county().take(inside, '--into', 'r', '--as', 'reference', '--crs', 'EPSG:4326')).toMatchObject({
      warnings: [],
    })
    const chiefs = file('chiefs.csv', '编号,姓名\nC1,王某\n')
    expect(await county().take(chiefs, '--into', 'chiefs')).toMatchObject({
      warnings: [],
      sample: [{ code: 'C1', name: '王某', at: null }],
    })
  })

  it('shows where its sample lies as GeoJSON, and not as a text that holds it', async () => {
    const report = await county().take(toilets('at.csv', 'a,114.05,34.75'), ...wgs84)
    expect(report.sample).toEqual([{ name: 'a', at: { type: 'Point', coordinates: [114.05, 34.75] } }])
    expect((await county().take(towns(), '--into', 'areas')).sample[0]).toMatchObject({ at: { type: 'Point' } })
  })
})

describe('coordinates in a table', () => {
  it('are asked for where no column is known to hold them', async () => {
    const path = file('east.csv', '名称,东,北\na,114.05,34.75\n')
    await expect(county().take(path, ...wgs84)).rejects.toThrow(/add --x and --y\. It has: 名称, 东, 北/)
    expect(await county().take(path, ...wgs84, '--x', '东', '--y', '北')).toMatchObject({ written: 1 })
  })

  it('are refused row by row where they are empty, words, or written with a comma', async () => {
    const lines = [
      'a,113°58′E,34°40′N',
      'b,,34.7',
      'c,"113,95","34,7"',
      'd,１１４.０１,34.7',
      'e,NaN,34.7',
      'f,1e999,34.7',
    ]
    const path = toilets('words.csv', ...lines, 'g, 114.05 ,+34.75')
    const report = await county().take(path, ...wgs84, '--x', 'lon', '--y', 'lat', '--skip-refused')
    expect(report.written).toBe(1)
    expect(report.refused.map(({ reason }) => reason)).toEqual([
      'lon “113°58′E” is not a number',
      'lon is empty',
      'lon “113,95” is not a number',
      'lon “１１４.０１” is not a number',
      'lon “NaN” is not a number',
      'Infinity, 34.7 is no coordinate in EPSG:4326',
    ])
    await expect(county().take(path, ...wgs84, '--x', 'east', '--y', 'lat')).rejects.toThrow(/no column east/)
  })
})

describe('a reference layer', () => {
  const reference = ['--as', 'reference', '--crs', 'EPSG:4326']
  const properties = async (layer: string) => {
    const answer = await county().get(`/api/collections/${layer}/items`)
    expect(answer.status).toBe(200)
    return answer.json().features[0].properties
  }

  it('keeps columns whose names are long, or those of what each row has', async () => {
    const long = '一二三四五六七八九十一二三四五𠮷'
    const path = file('long.csv', `${long}甲,${long}乙,fid,valid_from,valid_to,lon,lat\n甲,乙,7,长期,昨天,114,34\n`)
    expect(await county().take(path, '--into', 'long', ...reference)).toMatchObject({ read: 1, written: 1 })
    const kept = { [long]: '甲', [`${long}_2`]: '乙', fid_: '7', valid_from_: '长期', valid_to_: '昨天' }
    expect(await properties('long')).toMatchObject(kept)
  })

  const point = (lon: number) => ({ type: 'Point', coordinates: [lon, 34] })

  it('may be of shapes and nothing else', async () => {
    const path = file('bare.geojson', JSON.stringify(point(114)))
    expect(await county().take(path, '--into', 'bare', '--as', 'reference')).toMatchObject({ read: 1, written: 1 })
    const answer = await county().get('/api/collections/bare/items')
    expect(answer.json().features).toEqual([expect.objectContaining({ geometry: point(114) })])
  })

  it('serves collections in collections as one', async () => {
    const ends = [point(114), point(114.1)].map(({ coordinates }) => coordinates)
    const line = { type: 'LineString', coordinates: ends }
    const inner = { type: 'GeometryCollection', geometries: [point(114.2), line] }
    const geometry = { type: 'GeometryCollection', geometries: [point(114), inner] }
    const path = file('nested.geojson', [{ type: 'Feature', properties: { name: '甲' }, geometry }])
    await county().take(path, '--into', 'nested', '--as', 'reference')
    const answer = await county().get('/api/collections/nested/items')
    expect(answer.status).toBe(200)
    const flat = { type: 'GeometryCollection', geometries: [point(114), point(114.2), line] }
    expect(answer.json().features[0].geometry).toEqual(flat)
  })
})

describe('two imports at once', () => {
  it('are taken one after the other: the same file is not taken twice, and a thing stays one', async () => {
    const unkeyed = toilets('unkeyed.csv', ...Array.from({ length: 500 }, (_, i) => `公厕${i},114.02,34.72`))
    const twice = await Promise.allSettled([1, 2].map(() => county().take(unkeyed, ...wgs84)))
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await count('toilets')).toBe(500)
    const keyed = ['甲', '乙'].map((name) => file(`${name}.csv`, `编号,名称,lon,lat\nT1,${name},114.02,34.72\n`))
    await Promise.all(keyed.map((path) => county().take(path, ...wgs84)))
    expect(await count(`toilets where code = 'T1'`)).toBe(1)
  })
})
