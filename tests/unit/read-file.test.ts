import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import gcoord from 'gcoord'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { firstPosition } from '#server/imports/reading/coordinates.ts'
import { openSource, type ReadOptions } from '#server/imports/reading/read-file.ts'
import { encodingOf, writeAsUtf8 } from '#server/imports/reading/text-encoding.ts'
import { unpack } from '#server/imports/reading/unpack.ts'
import { read, refusal, type Whole } from '../reading.ts'
import { workbookOf, zipOf } from '../zip.ts'

// Each opening starts GDAL, which takes a second on an idle machine.
vi.setConfig({ testTimeout: 120_000 })

const files = path.resolve(process.env.COUNTY_FILES ?? '../shared/data')
const zip = path.join(files, 'awkward/zhongmu_towns_gbk_nocpg_cgcs2000gk114.zip')
const shops = path.join(files, 'zhongmu/food_poi_gcj02.csv')
const gbkShops = path.join(files, 'awkward/poi_gbk.csv')
const mercator = path.join(files, 'zhongmu/zhengzhou_townships_epsg3395')
const county = path.join(files, 'zhongmu/county_gcj02.json')

/** A folder as a county office has it. */
let folder: string
/** The parts of the GBK Shapefile, unpacked. */
let towns: string

beforeAll(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'read-')), '县 里的文件')
  towns = path.join(folder, 'towns')
  await unpack(zip, towns)
})
afterAll(() => rm(path.dirname(folder), { recursive: true, force: true }))

/** The first position of the first row. */
function firstOf({ rows: [first] }: Whole): [number, number] {
  const [x, y] = (first?.geometry && firstPosition(first.geometry)) ?? []
  return [x ?? Number.NaN, y ?? Number.NaN]
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content)
  return file
}

/** A copy of the GBK Shapefile to spoil. */
async function copyOfTowns(name: string): Promise<string> {
  await cp(towns, path.join(folder, name), { recursive: true })
  return path.join(folder, name, '0.shp')
}

test('a zipped Shapefile in GBK without .cpg, in CGCS2000 Gauss-Krüger', async () => {
  const source = await read(zip, { encoding: 'GBK' })
  expect(source).toMatchObject({ crs: 'EPSG:4547', srid: 4547, encoding: 'GBK', layer: '中牟县乡镇边界', warnings: [] })
  expect(source.fields).toEqual(['乡镇名称', '区划代码', '所属县'])
  expect(source.sha256).toBe(
    createHash('sha256')
      .update(await readFile(zip))
      .digest('hex'),
  )
  expect(source.rows.map(({ row }) => row)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  expect(source.rows[0]?.properties).toEqual({ 乡镇名称: '郑庵镇', 区划代码: '410122106', 所属县: '中牟县' })
  const positions = source.rows.flatMap(({ geometry }) =>
    geometry?.type === 'Polygon' ? geometry.coordinates.flat() : [],
  )
  const east = positions.map(([x = 0]) => x)
  expect(Math.min(...east)).toBeCloseTo(480086.30807, 4)
  expect(Math.max(...east)).toBeCloseTo(518775.16863, 4)
  const plane = await read(path.join(files, 'awkward/zhongmu_mixed.gpkg'), { layer: 'towns_4547' })
  expect(firstOf(plane)[1]).toBeCloseTo(3834082.71338, 4)
  expect(firstOf(source)[1]).toBeCloseTo(3834082.71338, 4)
})

test('GBK is not guessed, and not taken for UTF-8', async () => {
  expect(await refusal(zip)).toMatch(/no \.cpg.*add --encoding GBK/)
  expect(await refusal(zip, { encoding: 'UTF-8' })).toMatch(/not UTF-8/)
  expect(await refusal(zip, { encoding: 'GBX' })).toMatch(/--encoding GBX is not known/)
})

test('a .cpg is enough, and --encoding goes before a wrong one', async () => {
  const shp = await copyOfTowns('cpg')
  await writeFile(shp.replace('.shp', '.cpg'), '936\n')
  expect((await read(shp)).rows[0]?.properties['乡镇名称']).toBe('郑庵镇')
  await writeFile(shp.replace('.shp', '.CPG'), 'UTF-8')
  await writeFile(shp.replace('.shp', '.cpg'), 'UTF-8')
  expect(await refusal(shp)).toMatch(/not UTF-8/)
  const source = await read(shp, { encoding: 'GBK' })
  expect(source.rows[0]?.properties['乡镇名称']).toBe('郑庵镇')
  expect(source.warnings).toEqual([expect.stringMatching(/\.cpg of 0\.shp says UTF-8/)])
})

test('a text that is not of its encoding is named by row and column', async () => {
  const shp = await copyOfTowns('spoilt')
  const dbf = await readFile(shp.replace('.shp', '.dbf'))
  const second = dbf.readUInt16LE(8) + dbf.readUInt16LE(10) + 1
  dbf[second] = 0xff
  await writeFile(shp.replace('.shp', '.dbf'), dbf)
  expect(await refusal(shp, { encoding: 'GBK' })).toMatch(/not all GBK: row 2, 乡镇名称/)
})

test('a last letter that a full field cut in half is dropped, and UTF-8 called GBK is refused', async () => {
  const shp = await copyOfTowns('cut')
  const dbf = await readFile(shp.replace('.shp', '.dbf'))
  const [header, length] = [dbf.readUInt16LE(8), dbf.readUInt16LE(10)]
  for (let row = 0; row < 24; row++) {
    const at = header + row * length + 1
    for (const field of [0, 160]) Buffer.from('镇'.repeat(30)).copy(dbf, at + field, 0, 80)
  }
  for (const [index, name] of ['名称', '代码', '县'].entries()) {
    dbf.fill(0, 32 + index * 32, 43 + index * 32)
    dbf.write(name, 32 + index * 32)
  }
  await writeFile(shp.replace('.shp', '.dbf'), dbf)
  const { rows } = await read(shp, { encoding: 'UTF-8' })
  expect(rows[0]?.properties).toEqual({ 名称: '镇'.repeat(26), 代码: '410122106', 县: '镇'.repeat(26) })
  expect(await refusal(shp, { encoding: 'GBK' })).toMatch(/not all GBK|seems to be UTF-8|is not GBK/)
})

test('a GeoJSON in GCJ-02 leaves as lon lat, half a kilometre to the west', async () => {
  const source = await read(county, { crs: 'GCJ-02' })
  expect(source).toMatchObject({ crs: 'GCJ-02', srid: 4490, encoding: 'UTF-8' })
  const raw = await read(county)
  expect(raw).toMatchObject({ crs: 'EPSG:4326', srid: 4326 })
  const [lon, lat] = firstOf(raw)
  expect([lon, lat]).toEqual([114.155062, 34.607807])
  const [toLon, toLat] = gcoord.transform<[number, number]>([lon, lat], gcoord.GCJ02, gcoord.WGS84)
  expect(firstOf(source)[0]).toBeCloseTo(toLon, 5)
  expect(firstOf(source)[1]).toBeCloseTo(toLat, 5)
  expect(lon - firstOf(source)[0]).toBeGreaterThan(0.004)
  expect(source.rows).toHaveLength(1)
  expect(source.rows[0]?.properties).toMatchObject({ adcode: 410122, parent: '{"adcode":410100}' })
})

test('a folder with one Shapefile in World Mercator', async () => {
  const source = await read(mercator)
  expect(source).toMatchObject({ crs: 'EPSG:3395', srid: 3395, encoding: 'ASCII', layer: 'demographics', warnings: [] })
  expect(source.rows).toHaveLength(160)
  expect(firstOf(source)).toEqual([12655420.87480158, 4105904.941633754])
  expect(source.rows[0]?.properties).toMatchObject({ gbcode: '410104003', TotalPop: 44931 })
  const hash = createHash('sha256')
  for (const part of ['shp', 'dbf', 'shx', 'prj'])
    hash.update(await readFile(path.join(mercator, `demographics.${part}`)))
  expect(source.sha256).toBe(hash.digest('hex'))
})

test('--crs goes before the file, is said, and has to fit the coordinates', async () => {
  const source = await read(mercator, { crs: 'EPSG:3857' })
  expect(source).toMatchObject({ crs: 'EPSG:3857', srid: 3857, warnings: [expect.stringMatching(/says EPSG:3395/)] })
  const first = /first is 12655420\.87480158, 4105904\.941633754: check --crs/
  expect(await refusal(mercator, { crs: 'EPSG:4490' })).toMatch(first)
  expect(await refusal(mercator, { crs: 'EPSG:4547' })).toMatch(first)
  expect(await refusal(shops, { crs: 'EPSG:4547' })).toMatch(/do not look like EPSG:4547; the first is 113\.863939/)
  expect(await refusal(mercator, { crs: 'EPSG:99999' })).toMatch(/EPSG:99999 is not known/)
  expect(await refusal(mercator, { crs: '北京54' })).toMatch(/--crs 北京54 is not known/)
})

test('a Shapefile without .prj, or with one of no code, needs --crs', async () => {
  const shp = await copyOfTowns('no-prj')
  const prj = shp.replace('.shp', '.prj')
  const wkt = await readFile(prj, 'utf8')
  await writeFile(prj, wkt.replace('"CGCS2000_3_Degree_GK_CM_114E"', '"ZM_LOCAL"').replace('114.0', '113.9'))
  expect(await refusal(shp, { encoding: 'GBK' })).toMatch(/“ZM_LOCAL”, for which no EPSG code was found: add --crs/)
  await rm(prj)
  expect(await refusal(shp, { encoding: 'GBK' })).toMatch(/does not say what its coordinates are: add --crs/)
  expect((await read(shp, { encoding: 'GBK', crs: 'EPSG:4547' })).srid).toBe(4547)
})

test('a CSV in UTF-8 with its mark, and the same in GBK', async () => {
  const source = await read(shops, { crs: 'GCJ-02' })
  expect(source).toMatchObject({ crs: 'GCJ-02', srid: 4490, encoding: 'UTF-8' })
  expect(source.fields[0]).toBe('区域')
  expect(source.rows).toHaveLength(1489)
  expect(source.rows.filter(({ fault }) => fault)).toEqual([])
  expect(source.rows[0]?.properties).toMatchObject({ '经度(lon)': '113.863939', 餐饮类型编码: '50100' })
  expect(firstOf(source)[0]).toBeCloseTo(113.858007, 5)
  const gbk = await read(gbkShops, { crs: 'GCJ-02', encoding: 'gbk' })
  expect(gbk.encoding).toBe('GBK')
  expect(gbk.rows.map(({ properties }) => properties)).toEqual(source.rows.map(({ properties }) => properties))
  expect(await refusal(gbkShops, { crs: 'GCJ-02' })).toMatch(/not UTF-8.*add --encoding GBK/)
  expect(await refusal(gbkShops, { crs: 'GCJ-02', encoding: 'UTF-8' })).toMatch(/is not UTF-8/)
  expect(await refusal(gbkShops, { crs: 'GCJ-02', encoding: 'Big5' })).toMatch(/not all BIG5: row \d+/)
  expect(await refusal(shops, { crs: 'GCJ-02', encoding: 'GBK' })).toMatch(/is UTF-8, not GBK/)
  expect(await refusal(shops)).toMatch(/add --crs/)
})

test('a header that is missing is asked for, and named by --columns', async () => {
  const file = await written('无表头.csv', '金水路公厕,113.95,34.72\n广惠街公厕,113.96,34.73\n')
  expect(await refusal(file, { crs: 'EPSG:4490' })).toMatch(
    /no names of columns: 金水路公厕, 113\.95, 34\.72\. Add --columns/,
  )
  expect(await refusal(file, { crs: 'EPSG:4490', columns: ['a', 'b'] })).toMatch(/3 columns, and --columns names 2/)
  const source = await read(file, { crs: 'EPSG:4490', columns: ['名称', 'lon', 'lat'] })
  expect(source.fields).toEqual(['名称', 'lon', 'lat'])
  expect(source.rows[0]).toEqual({
    row: 1,
    geometry: { type: 'Point', coordinates: [113.95, 34.72] },
    properties: { 名称: '金水路公厕', lon: '113.95', lat: '34.72' },
  })
  expect(source.rows).toHaveLength(2)
})

test('the columns of the coordinates are named, known, or there are none', async () => {
  const file = await written('a.tsv', 'name\t东\t北\nA\t113.95\t34.72\n')
  expect((await read(file)).rows[0]?.geometry).toBeNull()
  expect(await read(file)).toMatchObject({ crs: '', srid: 0 })
  expect(await refusal(file, { x: 'lon', y: '北', crs: 'EPSG:4490' })).toMatch(/no column lon; it has: name, 东, 北/)
  expect(await refusal(file, { x: '东', crs: 'EPSG:4490' })).toMatch(/--x and --y go together/)
  expect((await read(file, { x: '东', y: '北', crs: 'EPSG:4490' })).rows[0]?.geometry).toMatchObject({ type: 'Point' })
  expect(await refusal(file, { x: '北', y: '东', crs: 'EPSG:4490' })).toMatch(/seem to be exchanged/)
  const two = await written('two.csv', 'lon,lng,lat\n1,2,3\n')
  expect(await refusal(two, { crs: 'EPSG:4490' })).toMatch(/more than one column.*lon, lng, lat.*add --x and --y/)
  const twins = await written('twins.csv', 'lon,lat,lon\n1,2,3\n')
  expect(await refusal(twins, { crs: 'EPSG:4490' })).toMatch(
    /more than one column.*lon, lon \(2\), lat.*add --x and --y/,
  )
  const second = await read(twins, { crs: 'EPSG:4490', x: 'lon (2)', y: 'lat' })
  expect(second.rows[0]?.geometry).toEqual({ type: 'Point', coordinates: [3, 2] })
  expect(await refusal(twins, { crs: 'EPSG:4490', columns: ['lon', 'lat', 'lat'] })).toMatch(/3 columns.* names 2/)
  const drawn = await written('drawn.csv', 'WKT,lon,lat\nPOINT (1 2),3,4\n')
  expect((await read(drawn, { crs: 'EPSG:4490' })).rows[0]?.geometry).toMatchObject({ coordinates: [1, 2] })
  const named = await read(drawn, { crs: 'EPSG:4490', x: 'lon', y: 'lat' })
  expect(named.rows[0]?.geometry).toMatchObject({ coordinates: [3, 4] })
  expect(await refusal(county, { x: 'adcode', y: 'adcode' })).toMatch(/geometry of its own.*leave them out/)
  const grid = await written('grid.csv', 'lon,lat,n\n113.1,34.1,1\n113.2,34.1,2\n113.1,34.2,3\n113.2,34.2,4\n')
  expect((await read(grid, { crs: 'EPSG:4490' })).rows[3]?.properties).toEqual({ lon: '113.2', lat: '34.2', n: '4' })
  const surveyed = await written('survey.txt', 'X,Y\n3834082.7,491303.9\n')
  expect(await refusal(surveyed, { crs: 'EPSG:4547' })).toMatch(/seem to be exchanged/)
})

test('a row whose coordinates are none is told with its reason, and only that one', async () => {
  const file = await written(
    'b.csv',
    '备注,lon,lat,备注\na,113.9,34.7,b\nc,东经113,34.7,d\ne,,34.7,f\ng,1139,34.7,h\n\n"i\nj",114,34.6,k\n',
  )
  const { rows, fields } = await read(file, { crs: 'EPSG:4326' })
  expect(fields).toEqual(['备注', 'lon', 'lat', '备注 (2)'])
  expect(rows.map(({ fault }) => fault)).toEqual([
    undefined,
    'lon “东经113” is not a number',
    'lon is empty',
    '1139, 34.7 is no coordinate in EPSG:4326',
    undefined,
  ])
  expect(rows[1]?.geometry).toBeNull()
  expect(rows[4]).toMatchObject({ row: 5, properties: { 备注: 'i\nj', '备注 (2)': 'k' } })
})

test.each([
  ['EPSG:4547', '491303.9,3834082.7', '3834082.7,491303.9'],
  ['EPSG:3857', '12691500,4123000', '4123000,12691500'],
  ['EPSG:4490', '75.99,39.47', '39.47,75.99'],
])('in %s a row whose coordinates lie elsewhere is refused alone, also the first', async (crs, right, exchanged) => {
  const lines = [exchanged, right, '1e308,1e308', '491303.9,1e308', '1e20,3834082.7', '7e6,7e8', right]
  const { rows } = await read(await written('elsewhere.csv', ['x,y', ...lines, ''].join('\n')), { crs })
  expect(rows.map(({ fault }) => fault)).toEqual([
    expect.stringMatching(/^x and y of .* seem to be exchanged$/),
    undefined,
    ...[1, 2, 3, 4].map(() => expect.stringMatching(`is no coordinate in ${crs}`)),
    undefined,
  ])
  const all = await written('exchanged.csv', `x,y\n${exchanged}\n${exchanged}\n`)
  expect(await refusal(all, { crs })).toMatch(/x and y seem to be exchanged/)
})

test('GeoJSON: dates, numbers, missing members, line separators, and a reference system of its own', async () => {
  const feature = (properties: object, coordinates: number[]) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates },
  })
  const features = [
    feature({ 名: 'a\u2028b', 日: '2020-01-02', 数: 1.5, 是: true }, [491303.93867484, 3834082.71338048, 80]),
    feature({ 名: null, 日: '2020-01-03' }, [491303.9, 3834082.7]),
  ]
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } }
  const text = JSON.stringify({ type: 'FeatureCollection', crs, features })
  const source = await read(await written('平面.geojson', `\ufeff${text}`))
  expect(source).toMatchObject({ crs: 'EPSG:4547', srid: 4547, fields: ['名', '日', '数', '是'] })
  expect(source.rows).toEqual([
    {
      row: 1,
      geometry: { type: 'Point', coordinates: [491303.93867484, 3834082.71338048] },
      properties: { 名: 'a\u2028b', 日: '2020-01-02', 数: 1.5, 是: true },
    },
    {
      row: 2,
      geometry: { type: 'Point', coordinates: [491303.9, 3834082.7] },
      properties: { 名: null, 日: '2020-01-03', 数: null, 是: null },
    },
  ])
})

test('a row whose text holds a null character is refused, and no text is cut at it', async () => {
  const names = ['a\0b', 'c', '\\u0000', '\\\0', 'd\0']
  const features = names.map((名) => ({
    type: 'Feature',
    properties: { 名 },
    geometry: { type: 'Point', coordinates: [114, 34] },
  }))
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  const csv = Buffer.from(['名,lon,lat', ...names.map((name) => `${name},114,34`), ''].join('\n'))
  const files: [string, Buffer | string, ReadOptions][] = [
    ['null.geojson', text, {}],
    ['null.csv', csv, { crs: 'EPSG:4326' }],
    ['null-16.csv', Buffer.from(`\ufeff${csv.toString()}`, 'utf16le'), { crs: 'EPSG:4326' }],
  ]
  for (const [name, content, options] of files) {
    const { rows } = await read(await written(name, content), options)
    const told = rows.map(({ fault, properties }) => fault ?? properties['名'])
    const fault = '名 holds a null character'
    expect(told, name).toEqual([fault, 'c', '\\u0000', fault, fault])
  }
})

test('an escape is seen wherever a chunk of the file ends', async () => {
  const from = path.join(folder, 'chunks.json')
  const to = path.join(folder, 'chunks.out')
  for (let more = 0; more < 12; more++) {
    await writeFile(from, `${'x'.repeat((1 << 20) - more)}\\\\u0000\\u0000\\u0001`)
    expect(await encodingOf(from, 'chunks.json', undefined)).toMatchObject({ plain: false })
    await writeAsUtf8(from, to, { name: 'UTF-8', label: 'utf-8' }, true)
    expect((await readFile(to, 'utf8')).replace(/^x+/, '')).toBe('\\\\u0000\ufdd0\\u0001')
  }
})

test('a Shapefile that is cut short or lacks a part is refused', async () => {
  const gbk = { encoding: 'GBK' }
  for (const [part, size] of Object.entries({ shp: 20_000, dbf: 3_000, shx: 150 })) {
    const shp = await copyOfTowns(`short-${part}`)
    await truncate(shp.replace('.shp', `.${part}`), size)
    expect(await refusal(shp, gbk)).toMatch(/cut short or broken/)
  }
  const headless = await copyOfTowns('headless')
  await truncate(headless, 50)
  expect(await refusal(headless, gbk)).toMatch(/cut short or broken|cannot|not a file/)
  const lacking = await copyOfTowns('lacking')
  await rm(lacking.replace('.shp', '.dbf'))
  expect(await refusal(lacking, gbk)).toMatch(/came without its \.dbf/)
  await rm(lacking.replace('.shp', '.shx'))
  expect(await refusal(path.dirname(lacking), gbk)).toMatch(/came without its \.shx and \.dbf/)
  const unlike = await copyOfTowns('unlike')
  await rename(unlike.replace('.shp', '.dbf'), path.join(path.dirname(unlike), 'x.dbf'))
  for (const part of ['shp', 'shx', 'prj'])
    await rename(unlike.replace(/shp$/, part), unlike.replace('0.shp', `X.${part}`))
  expect(await refusal(unlike.replace('0.shp', 'X.shp'), gbk)).toMatch(/^X\.shp and x\.dbf are not of one name/)
  expect(await refusal(path.join(towns, '0.dbf'))).toMatch(/is one part of a Shapefile/)
})

test('several layers are listed', async () => {
  const mixed = path.join(files, 'awkward/zhongmu_mixed.gpkg')
  expect(await refusal(mixed)).toMatch(/several layers: 乡镇边界, 餐饮点_gcj02, towns_4547\. Add --layer/)
  expect(await refusal(mixed, { layer: '公厕' })).toMatch(/no layer 公厕; it has: 乡镇边界/)
  expect((await read(mixed, { layer: '乡镇边界' })).rows).toHaveLength(24)
  await copyOfTowns('two')
  for (const part of await readdir(towns))
    await cp(path.join(towns, part), path.join(folder, 'two', part.replace('0', '路')))
  expect(await refusal(path.join(folder, 'two'))).toMatch(/several layers: (0, 路|路, 0)/)
  expect(await read(path.join(folder, 'two'), { layer: '路', encoding: 'GBK' })).toMatchObject({ layer: '路' })
  const point = (name: string) => `名称,lon,lat\n${name},113.95,34.72\n`
  const twins = await written('twins.zip', zipOf({ '东/点.csv': point('东'), '西/点.csv': point('西') }))
  expect(await refusal(twins)).toMatch(/several layers: 东\/点\.csv, 西\/点\.csv\. Add --layer/)
  const west = await read(twins, { layer: '西/点.csv', crs: 'EPSG:4490' })
  expect(west.rows).toMatchObject([{ properties: { 名称: '西' } }])
  // the name told the workbook from the text, and is not that of its sheet
  const sheet = workbookOf({ 表一: [['名称'], ['甲']] })
  const noted = await written('noted.zip', zipOf({ '说明.txt': '请看', '公厕.xlsx': sheet }))
  expect(await read(noted, { layer: '公厕' })).toMatchObject({ layer: '表一', rows: [{ properties: { 名称: '甲' } }] })
})

test('what is no such file says so', async () => {
  expect(await refusal(path.join(folder, '没有.shp'))).toMatch(/does not exist/)
  expect(await refusal(await written('空.csv', ''))).toMatch(/is empty/)
  expect(await refusal(await written('假.zip', '不是压缩包'))).toMatch(/not a zip archive/)
  expect(await refusal(await written('半.zip', (await readFile(zip)).subarray(0, 20_000)))).toMatch(/not a zip archive/)
  expect(await refusal(await written('坏.geojson', (await readFile(county)).subarray(0, 5_000)))).toMatch(
    /GeoJSON|broken/,
  )
  expect(await refusal(path.join(files, 'zhongmu/admin_codes.json'))).toMatch(
    /not a file that can be read: give GeoJSON/,
  )
  expect(await refusal(await written('图.dwg', 'AC1027'))).toMatch(/save it as \.dxf/)
  expect(await refusal(await written('表.xlsx', '<html><table>'))).toMatch(/no \.xlsx, .* save it as \.xlsx/)
  const inner = zipOf({ '点.csv': 'lon,lat\n1,2\n' })
  expect(await refusal(await written('外.zip', zipOf({ '里.zip': inner })))).toMatch(
    /^里\.zip is an archive in an archi/,
  )
  expect(await refusal(await written('外.zip', zipOf({ '旧/表.xls': 'x' })))).toMatch(
    /^表\.xls is a workbook of before/,
  )
  expect(await refusal(await written('图.png', 'png'))).toMatch(/not a file that can be read/)
  await mkdir(path.join(folder, '空文件夹'), { recursive: true })
  expect(await refusal(path.join(folder, '空文件夹'))).toMatch(/folder without a Shapefile/)
})

test('a text too long to be read is called that, and not broken', async () => {
  const text = 'b'.repeat(15_000_000)
  const table = await written('long.csv', `name,lon,lat\na,114,34\n${text},114,34\n`)
  expect(await refusal(table, { crs: 'EPSG:4326' })).toMatch(/^long\.csv has a line of more than 10,000,000 characters/)
  const feature = { type: 'Feature', properties: { text }, geometry: { type: 'Point', coordinates: [114, 34] } }
  const json = await written('long.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  expect(await refusal(json)).toMatch(/^long\.geojson has a text of more than 10,000,000 characters/)
})

test('a zip that would unpack to too much is refused', async () => {
  await expect(unpack(zip, path.join(folder, 'much'), 'a.zip', 10_000)).rejects.toThrow(/when unpacked/)
})

test('nothing is left behind', async () => {
  const temporary = path.join(folder, 'temporary')
  await mkdir(temporary)
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary)
  const source = await openSource(zip, { encoding: 'GBK' })
  expect(await readdir(temporary)).toHaveLength(1)
  await source.close()
  await refusal(zip)
  expect(await readdir(temporary)).toEqual([])
  vi.unstubAllEnvs()
})

test('what a killed process left behind is taken away a day later, and nothing else', async () => {
  const temporary = path.join(folder, 'swept')
  const gone = spawnSync(process.execPath, ['--version']).pid
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000)
  const names = [`xiucheng-${gone}-old`, `xiucheng-${process.pid}-old`, 'xiucheng-old', `other-${gone}-old`]
  for (const name of names) {
    await mkdir(path.join(temporary, name), { recursive: true })
    await writeFile(path.join(temporary, name, 'rows'), '')
    await utimes(path.join(temporary, name), old, old)
  }
  await mkdir(path.join(temporary, `xiucheng-${gone}-new`))
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary)
  await read(zip, { encoding: 'GBK' })
  vi.unstubAllEnvs()
  expect((await readdir(temporary)).sort()).toEqual([...names.slice(1), `xiucheng-${gone}-new`].sort())
})
