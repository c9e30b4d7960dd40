import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCommand } from '#server/exports/command.ts'
import { type Exported, exportFile } from '#server/exports/export-file.ts'
import { noGdal } from '../gdal.ts'
import { type Anything, countyOfFile, day } from './county.ts'

const run = promisify(execFile)
const county = countyOfFile({ sample: 'copied' })
const folder = mkdtempSync(join(tmpdir(), '绣城 export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const odd = [
  '=1+1 "引号"，逗号,\n第二行',
  '@SUM(A1) 😀㙍镇 公厕',
  '-5 公厕',
  '+86 371',
  "'=旧撇号",
  '0012',
  '2026-01-02',
]
beforeAll(async () => {
  const rows = await county().database.query<{ fid: number }>(
    'select fid from toilets where valid @> $1::date order by fid limit 7',
    [day],
  )
  for (const [index, { fid }] of rows.entries()) {
    await county().database.query('update toilets set name = $1 where fid = $2::integer', [odd[index], fid])
  }
})

async function write(collection: string, name: string, ...options: string[]): Promise<Exported & { file: string }> {
  const file = join(folder, name)
  const command = readCommand([collection, file, ...options])
  if (command === 'help') throw new Error('not a command')
  return { ...(await exportFile(county().database, county().catalogue, command)), file }
}

/** What a file holds, as Debian's GDAL reads it. */
async function readBack(file: string, ...options: string[]): Promise<Anything[]> {
  const args = [
    '-f',
    'GeoJSON',
    '/vsistdout/',
    file,
    '-lco',
    'COORDINATE_PRECISION=9',
    '-lco',
    'RFC7946=NO',
    '-preserve_fid',
    ...options,
  ]
  const { stdout } = await run('ogr2ogr', args, { maxBuffer: 1 << 28 })
  return JSON.parse(stdout).features
}

async function items(collection: string, query = ''): Promise<Anything[]> {
  return (await county().get(`/api/collections/${collection}/items?limit=10000${query}`)).json().features
}

const byFid = (features: Anything[], fid: (f: Anything) => unknown) =>
  new Map(features.map((feature) => [Number(fid(feature)), feature]))

function close(read: Anything, stored: Anything): void {
  const [a, b] = [read, stored].map(({ coordinates }) => coordinates.flat(Infinity))
  expect(a.length).toBe(b.length)
  expect(a.every((value: number, at: number) => Math.abs(value - b[at]) <= 1e-7)).toBe(true)
}

describe.skipIf(noGdal)('an export is what the API says, as another GDAL reads it', () => {
  it.each([
    ['gpkg', (f: Anything) => f.id, []],
    ['geojson', (f: Anything) => f.id, []],
    ['zip', (f: Anything) => f.properties.fid, []],
    ['fgb', (f: Anything) => f.properties.fid, []],
    ['kml', (f: Anything) => f.properties.fid, []],
    ['csv', (f: Anything) => f.properties.fid, ['-oo', 'X_POSSIBLE_NAMES=经度', '-oo', 'Y_POSSIBLE_NAMES=纬度']],
    ['xlsx', (f: Anything) => f.properties.fid, ['公共厕所', '-oo', 'HEADERS=FORCE']],
  ])('toilets as %s: every row, its name, its words and its place', async (ending, fidOf, options) => {
    const { file, rows } = await write('toilets', `公厕.${ending}`)
    const stored = byFid(await items('toilets'), (f) => f.id)
    expect(rows).toBe(stored.size)
    const read = byFid(await readBack(ending === 'zip' ? `/vsizip/${file}` : file, ...options), fidOf)
    expect([...read.keys()].sort()).toEqual([...stored.keys()].sort())
    for (const [fid, { properties: p, geometry }] of stored) {
      const { properties: q, geometry: g } = read.get(fid)
      const name = q.公厕名称 ?? q.公厕名 ?? q.Name
      expect(ending === 'csv' ? name.replace(/^'(?='*[=+\-@])/, '') : name).toBe(p.name)
      expect(q.状态).toBe({ open: '开放', closed: '停用', rebuilding: '改造中', building: '建设中' }[p.state as string])
      if (ending !== 'xlsx') close(g, geometry)
      else expect([q.经度, q.纬度]).toEqual(geometry.coordinates.map((value: number) => expect.closeTo(value, 7)))
    }
  })

  it('in a plane says so, and lies where PostGIS puts it', async () => {
    const stored = await county().database.query<{ fid: number; x: number; y: number }>(
      `select fid, st_x(p) as x, st_y(p) as y
       from (select fid, st_transform(geom, 4547) as p from toilets where valid @> $1::date) as t order by fid`,
      [day],
    )
    for (const name of ['plane.gpkg', 'plane.zip', 'plane.geojson']) {
      const { file } = await write('toilets', name, '--crs', 'EPSG:4547')
      const path = name.endsWith('zip') ? `/vsizip/${file}` : file
      const { stdout } = await run('ogrinfo', ['-so', '-ro', '-al', path])
      expect(stdout).toMatch(/ID\["EPSG",4547\]/)
      const read = byFid(await readBack(path), (f) => f.properties.fid ?? f.id)
      for (const { fid, x, y } of stored) {
        const [e, n] = read.get(fid).geometry.coordinates
        expect(Math.hypot(e - x, n - y)).toBeLessThan(0.001)
      }
    }
  })

  it('lines and ground in one collection are one layer, and as Shapefile one for each kind', async () => {
    await county().database.query(
      `update water_bodies set geom = st_multi(st_exteriorring(st_geometryn(geom, 1)))
       where fid = (select min(fid) from water_bodies)`,
    )
    const stored = await items('water_bodies')
    const { file } = await write('water_bodies', 'waters.gpkg')
    const read = byFid(await readBack(file), (f) => f.id)
    expect(read.size).toBe(stored.length)
    for (const { id, geometry } of stored) close(read.get(id).geometry, geometry)
    const { file: zip } = await write('water_bodies', 'waters.zip')
    const { stdout } = await run('ogrinfo', ['-ro', `/vsizip/${zip}`])
    expect(stdout).toMatch(/waters-linestring/)
    expect(stdout).toMatch(/waters-polygon/)
  })

  it('tells its county, day, source and that it is the sample, in the place the format has', async () => {
    const said = async (file: string, ...args: string[]) => (await run('ogrinfo', ['-ro', '-al', file, ...args])).stdout
    await write('toilets', 'note.gpkg')
    expect(await said(join(folder, 'note.gpkg'), '-so')).toMatch(new RegExp(`县: 中牟县 410122[\\s\\S]*${day}`))
    await write('toilets', 'note.xlsx')
    expect(await said(join(folder, 'note.xlsx'))).toMatch(/演示数据\n\s*Field2 \(String\) = 是/)
    for (const ending of ['kml', 'geojson', 'csv', 'zip']) await write('toilets', `note.${ending}`)
    const text = (name: string) => readFileSync(join(folder, name), 'utf8')
    for (const found of [
      text('note.kml'),
      text('note.geojson'),
      text('note.csv.txt'),
      (await run('unzip', ['-p', join(folder, 'note.zip'), 'note.txt'])).stdout,
    ]) {
      expect(found).toMatch(
        new RegExp(`中牟县 410122[\\s\\S]*公共厕所 \\(toilets\\)[\\s\\S]*${day}[\\s\\S]*演示数据: 是`),
      )
    }
  })

  it('a drawing has the shapes, in the county’s plane', async () => {
    const { file, rows, crs } = await write('roads', 'roads.dxf')
    expect(crs).toBe('EPSG:4547')
    const read = await readBack(file)
    expect(read.length).toBeGreaterThanOrEqual(rows)
    expect(read[0].properties.Layer).toBe('roads')
    expect(read[0].geometry.coordinates.flat(Infinity)[0]).toBeGreaterThan(400_000)
  })

  it('of a layer of any name and any headings is a file that is whole', async () => {
    const layer = 'a_name_of_more_letters_than_a_sheet_has_room_for'
    const geometry = { type: 'Point', coordinates: [114, 34.7] }
    const feature = { type: 'Feature', properties: { 名称: '甲', '备注\u000b（一）': '乙' }, geometry }
    const path = join(folder, 'odd.geojson')
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    await county().take(path, '--into', layer, '--as', 'reference')
    const kml = await write(layer, 'odd.kml')
    expect((await readBack(kml.file))[0].properties).toMatchObject({ 名称: '甲', '备注 （一）': '乙' })
    const xlsx = await write(layer, 'odd.xlsx')
    const sheet = 'a_name_of_more_letters_than_a_s'
    expect((await readBack(xlsx.file, sheet))[0].properties).toMatchObject({ 名称: '甲', '备注 （一）': '乙' })
  })

  it('of points and lines in one is no Shapefile, and says what it can be', async () => {
    const ends = [
      [114, 34.7],
      [114.1, 34.7],
    ]
    const parts = [
      { type: 'Point', coordinates: ends[0] },
      { type: 'LineString', coordinates: ends },
    ]
    const path = join(folder, 'mixed.geojson')
    writeFileSync(path, JSON.stringify({ type: 'GeometryCollection', geometries: parts }))
    await county().take(path, '--into', 'mixed', '--as', 'reference')
    await expect(write('mixed', 'mixed.zip')).rejects.toThrow(/^Nothing was written: a Shapefile .* Use \.gpkg\./)
    const [whole] = await readBack((await write('mixed', 'mixed.gpkg')).file)
    expect(whole.geometry).toEqual({ type: 'GeometryCollection', geometries: parts })
  })

  it('without a row it is a file with its columns', async () => {
    for (const ending of ['gpkg', 'geojson', 'csv', 'xlsx', 'zip', 'fgb', 'kml', 'dxf']) {
      const { file, rows } = await write('toilets', `none.${ending}`, '--at', '1999-01-01')
      expect(rows, ending).toBe(0)
      expect(readFileSync(file).length, ending).toBeGreaterThan(50)
    }
    const { stdout } = await run('ogrinfo', ['-ro', '-al', '-so', join(folder, 'none.gpkg')])
    expect(stdout).toMatch(/Feature Count: 0[\s\S]*公厕名称/)
  })
})

describe('an export', () => {
  it('of an area is what lies in it', async () => {
    const [town] = await items('areas', '&level=township&name=东风路街道')
    const { rows } = await write('toilets', 'town.csv', '--area', town.properties.code)
    const [counted] = await county().database.query<{ n: number }>(
      'select count(*)::integer as n from toilets t join areas a on st_intersects(a.geom, t.geom) where a.fid = $1::integer and t.valid @> $2::date and a.valid @> $2::date',
      [town.id, day],
    )
    expect(rows).toBe(counted?.n)
    expect(rows).toBeGreaterThan(5)
    const below = await items('areas', `&parent=${town.properties.code}`)
    expect((await write('areas', 'town.geojson', '--area', town.properties.code)).rows).toBe(1 + below.length)
    expect((await write('areas', 'all.geojson', '--area', '410122')).rows).toBe((await items('areas')).length)
    expect((await write('roads', 'town-roads.csv', '--area', town.properties.code)).rows).toBeGreaterThan(5)
  })

  it('of what has no place is a table in any format that holds one', async () => {
    const { length } = await items('chiefs')
    for (const ending of ['gpkg', 'geojson', 'csv', 'xlsx', 'fgb']) {
      expect((await write('chiefs', `chiefs.${ending}`)).rows, ending).toBe(length)
    }
  })

  it('as CSV begins with a mark, and no cell is a formula', async () => {
    const text = readFileSync((await write('toilets', 'safe.csv')).file, 'utf8')
    expect(text.startsWith('\ufefffid,公厕编号,公厕名称')).toBe(true)
    expect(text).toContain(`"'=1+1 ""引号""，逗号,\n第二行"`)
    expect(text).toMatch(/,'@SUM\(A1\) 😀㙍镇 公厕,/)
    expect(text).toMatch(/,''=旧撇号,/)
    const lines = readFileSync((await write('roads', 'roads.csv')).file, 'utf8').split('\r\n')
    expect(lines[0]).toMatch(/,WKT$/)
    expect(lines[1]).toMatch(/,"MULTILINESTRING \(\(11\d\.\d+ 3\d\.\d+, /)
  })

  it('as XLSX holds no formula', async () => {
    const { file } = await write('toilets', 'safe.xlsx')
    const { stdout } = await run('unzip', ['-p', file, 'xl/worksheets/sheet1.xml'], { maxBuffer: 1 << 26 })
    expect(stdout).toMatch(/<c r="C2" t="s">/)
    expect(stdout).not.toMatch(/<f[ >]/)
  })

  it('in English has English headings and words', async () => {
    const text = readFileSync((await write('toilets', 'en.csv', '--lang', 'en')).file, 'utf8')
    expect(text.split('\r\n')[0]).toMatch(/^\ufefffid,Code,Name,.*,Valid from,Valid to,Source file,lon,lat$/)
    expect(text).toMatch(/,open,/)
  })

  it.each([
    [['lamps', 'a.csv'], /no collection “lamps”.*toilets/],
    [['toilets', 'a.doc'], /ends in \.doc is not written: end it in \.gpkg/],
    [['toilets', 'nothing'], /has no ending/],
    [['toilets'], /one collection and one file/],
    [['toilets', 'a.csv', '--crs', 'Mars'], /crs Mars is not known/],
    [['toilets', 'a.csv', '--crs', 'EPSG:99999'], /EPSG:99999 is not known/],
    [['toilets', 'a.csv', '--crs', 'EPSG:32610'], /no place in EPSG:32610/],
    [['toilets', 'a.kml', '--crs', 'EPSG:4547'], /degrees of WGS84 only/],
    [['toilets', 'a.csv', '--at', '2026-02-30'], /2026-02-30 is not a day/],
    [['toilets', 'a.csv', '--lang', 'fr'], /neither zh nor en/],
    [['toilets', 'a.csv', '--area', '999999'], /no area of the code 999999/],
    [['chiefs', 'a.zip'], /have no place, and \.zip holds places/],
    [['chiefs', 'a.csv', '--area', '410122'], /have no place, so none lies in an area/],
    [['toilets', 'no/such/a.csv'], /There is no folder/],
    [['toilets', 'a.csv', '--colour'], /--colour/],
  ])('%j is refused with a sentence, and nothing is written', async (args, sentence) => {
    const [collection = '', name, ...options] = args
    const before = readdirSync(folder)
    const attempt = async () => {
      if (name === undefined) readCommand(args)
      else await write(collection, name, ...options)
    }
    await expect(attempt()).rejects.toThrow(sentence)
    expect(readdirSync(folder)).toEqual(before)
  })

  it('leaves a file that is there alone, unless told otherwise', async () => {
    for (const name of ['kept.gpkg', 'kept.csv.txt']) writeFileSync(join(folder, name), 'mine')
    await expect(write('toilets', 'kept.gpkg')).rejects.toThrow(/is there already.*--force/)
    await expect(write('toilets', 'kept.csv')).rejects.toThrow(/kept\.csv\.txt is there already/)
    expect(readFileSync(join(folder, 'kept.gpkg'), 'utf8')).toBe('mine')
    expect(existsSync(join(folder, 'kept.csv'))).toBe(false)
    await write('toilets', 'kept.gpkg', '--force')
    expect(readFileSync(join(folder, 'kept.gpkg')).subarray(0, 15).toString()).toBe('SQLite format 3')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
