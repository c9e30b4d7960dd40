import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { files, noFiles } from '../files.ts'
import { read, refusal } from '../reading.ts'
import { workbookOf, zipOf } from '../zip.ts'

// The first opening starts GDAL, which takes a second on an idle machine.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(path.join(tmpdir(), '绣城 formats-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function written(name: string, content: string | Buffer): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('KML', () => {
  const placemark = (inner: string, at = '114.02,34.72,80') =>
    `<Placemark>${inner}<Point><coordinates>${at}</coordinates></Point></Placemark>`
  const kml = (inner: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`
  const data = '<ExtendedData><Data name="备注"><value>a &amp; b &lt;c&gt;</value></Data></ExtendedData>'
  const text = kml(
    `<Style id="s"><LabelStyle/></Style>${placemark(`<name>一 “引”\n号</name><description><![CDATA[<b>新</b>]]></description>${data}`)}` +
      placemark('<name>㙍🚽</name>'),
  )
  const rows = [
    { Name: '一 “引”\n号', Description: '<b>新</b>', 备注: 'a & b <c>' },
    { Name: '㙍🚽', Description: null, 备注: null },
  ]

  it('is read with all that its placemarks tell, also out of a .kmz', async () => {
    const source = await read(written('点.kml', text))
    expect(source).toMatchObject({ crs: 'EPSG:4326', encoding: 'UTF-8', fields: ['Name', 'Description', '备注'] })
    expect(source.rows.map(({ properties }) => properties)).toEqual(rows)
    expect(source.rows[0]?.geometry).toEqual({ type: 'Point', coordinates: [114.02, 34.72] })
    const kmz = written('点.kmz', zipOf({ 'doc.kml': text, 'files/图.png': 'png' }))
    expect((await read(kmz)).rows.map(({ properties }) => properties)).toEqual(rows)
  })

  it('in GBK is asked for its encoding, with several folders for a layer, and cut short it says so', async () => {
    const gbk = Buffer.from([0xbd, 0xf0])
    const file = written(
      'gbk.kml',
      Buffer.concat([
        Buffer.from('<kml><Document><name>'),
        gbk,
        Buffer.from(`</name>${placemark('')}</Document></kml>`),
      ]),
    )
    expect(await refusal(file)).toMatch(/not UTF-8.*add --encoding GBK/)
    expect((await read(file, { encoding: 'GBK' })).layer).toBe('金')
    const two = written(
      'two.kml',
      kml(['甲', '乙'].map((name) => `<Folder><name>${name}</name>${placemark('')}</Folder>`).join('')),
    )
    expect(await refusal(two)).toMatch(/several layers: 甲, 乙\. Add --layer/)
    expect((await read(two, { layer: '乙' })).rows).toHaveLength(1)
    expect(await refusal(written('cut.kml', text.slice(0, -30)))).toMatch(/cut short or broken/)
  })
})

describe('a workbook', () => {
  const head = ['名称', 'lon', 'lat']

  it('is read as it stands: texts and numbers, an empty row between, an empty sheet behind', async () => {
    const rows = [head, ['甲㙍🚽', '113.95', 34.72], ['', '', ''], ['乙', 113.96, '34.73']]
    const source = await read(written('公厕.xlsx', workbookOf({ 公厕: rows, Sheet2: [] })), { crs: 'EPSG:4490' })
    expect(source).toMatchObject({ layer: '公厕', fields: head })
    expect(source.rows).toMatchObject([
      { row: 1, properties: { 名称: '甲㙍🚽' }, geometry: { coordinates: [113.95, 34.72] } },
      { row: 3, properties: { 名称: '乙' }, geometry: { coordinates: [113.96, 34.73] } },
    ])
  })

  it('of several sheets is asked which, and without a header for the names of its columns', async () => {
    const bare = [
      ['甲', 113.95, '34.72'],
      ['乙', 113.96, '34.73'],
    ]
    const file = written('bare.xlsx', workbookOf({ 公厕: bare, 说明: [['x'], ['y']] }))
    expect(await refusal(file)).toMatch(/several layers: 公厕, 说明\. Add --layer/)
    expect(await refusal(file, { layer: '公厕' })).toMatch(/no names of columns.* Add --columns/)
    const source = await read(file, { layer: '公厕', columns: head, crs: 'EPSG:4490' })
    expect(source.rows).toMatchObject([{ properties: { 名称: '甲' } }, { properties: { 名称: '乙' } }])
  })

  it('is read with what its formulas came to, and refused where that does not stand beside them', async () => {
    const sum = (value?: number) =>
      workbookOf({
        a: [
          ['名称', '座'],
          ['甲', { formula: 'SUM(B9:B10)', ...(value === undefined ? {} : { value }) }],
        ],
      })
    expect((await read(written('sum.xlsx', sum(3)))).rows[0]?.properties).toEqual({ 名称: '甲', 座: 3 })
    expect(await refusal(written('unsolved.xlsx', sum()))).toMatch(
      /formula without its result, in B2 of sheet1.*save it/,
    )
  })

  it('with a title above its header is to be freed of it', async () => {
    const titled = workbookOf({ 公厕: [['中牟县公厕一览表', '', ''], head, ['甲', 113.95, 34.72]] })
    expect(await refusal(written('titled.xlsx', titled))).toMatch(
      /names of columns: 中牟县公厕一览表\. Add .* take away what/,
    )
  })

  it('of before 2007 is to be saved anew', async () => {
    expect(await refusal(written('旧.xls', 'x'))).toMatch(/save it as \.xlsx/)
  })
})

describe('a drawing', () => {
  const entity = (layer: string, ...rest: string[]) => [
    '0',
    'POINT',
    '8',
    layer,
    '10',
    '491303.9',
    '20',
    '3834082.7',
    ...rest,
  ]
  const text = ['0', 'TEXT', '8', '注记', '10', '491303.9', '20', '3834082.7', '40', '2', '1', '官渡大街']
  const dxf = [
    ...'0 SECTION 2 ENTITIES'.split(' '),
    ...entity('灯'),
    ...entity('灯'),
    ...text,
    ...'0 ENDSEC 0 EOF'.split(' '),
    '',
  ].join('\n')

  it('is asked for its reference system and which of its layers, and may be in GBK', async () => {
    const file = written('图.dxf', dxf)
    expect(await refusal(file)).toMatch(/does not say what its coordinates are: add --crs/)
    const plane = { crs: 'EPSG:4547' }
    expect(await refusal(file, plane)).toMatch(/several layers: 灯, 注记\. Add --layer/)
    expect(await refusal(file, { ...plane, layer: '路' })).toMatch(/no layer 路; it has: 灯, 注记/)
    expect((await read(file, { ...plane, layer: '灯' })).rows).toHaveLength(2)
    const [note] = (await read(file, { ...plane, layer: '注记' })).rows
    expect(note).toMatchObject({ properties: { Text: '官渡大街' }, geometry: { coordinates: [491303.9, 3834082.7] } })
    // 灯 and 路 in GBK
    const gbk = Buffer.from(
      dxf.replaceAll('灯', '\xb5\xc6').replaceAll('注记', '\xc2\xb7').replace('官渡大街', ''),
      'latin1',
    )
    const old = written('old.dxf', gbk)
    expect(await refusal(old, plane)).toMatch(/add --encoding GBK/)
    expect((await read(old, { ...plane, encoding: 'GBK', layer: '灯' })).rows).toHaveLength(2)
  })
})

describe('FlatGeobuf', () => {
  it('says itself what its coordinates are', async () => {
    const source = await read(fileURLToPath(new URL('point.fgb', import.meta.url)))
    expect(source).toMatchObject({ crs: 'EPSG:4547', fields: ['名'] })
    const geometry = { type: 'Point', coordinates: [491303.9, 3834082.7] }
    expect(source.rows).toEqual([{ row: 1, properties: { 名: '㙍' }, geometry }])
  })
})

describe('a table', () => {
  it('has no rows of empty cells, and what is drawn in it is its place', async () => {
    const blank = written('blank.csv', '名称,lon,lat,,\n甲,113.95,34.72,,\n,,,,\n乙,113.96,34.73,,\n,,,,\n')
    const { rows } = await read(blank, { crs: 'EPSG:4490' })
    expect(rows).toMatchObject([
      { row: 1, properties: { 名称: '甲' } },
      { row: 3, properties: { 名称: '乙' } },
    ])
    const drawn = await read(written('drawn.csv', '名称,WKT\n,POINT (113.95 34.72)\n乙,\n'), { crs: 'EPSG:4490' })
    expect(drawn.fields).toEqual(['名称'])
    expect(drawn.rows).toMatchObject([{ geometry: { type: 'Point' } }, { geometry: null, properties: { 名称: '乙' } }])
  })

  it('may hold both coordinates in one column, as text', async () => {
    const file = written('坐标.csv', '名称,坐标\n甲,"113.95, 34.72"\n乙,113.95 34.72\n丙,\n丁,x\n')
    const { rows } = await read(file, { crs: 'EPSG:4490' })
    expect(rows.map(({ geometry, fault }) => fault ?? geometry)).toEqual([
      { type: 'Point', coordinates: [113.95, 34.72] },
      { type: 'Point', coordinates: [113.95, 34.72] },
      '坐标 is empty',
      '坐标 “x” is not two numbers',
    ])
    const other = written('at.csv', 'name,at\na,"113.95,34.72"\n')
    expect((await read(other, { x: 'at', y: 'at', crs: 'EPSG:4490' })).rows[0]?.geometry).toMatchObject({
      type: 'Point',
    })
  })
})

describe.skipIf(noFiles)('real files', () => {
  it('are the same shops in every format', async () => {
    const shops = (await read(files.shopsGcj02, { crs: 'GCJ-02' })).rows
    const texts = (rows: typeof shops) =>
      rows.map(({ properties }) => [properties['POI名称'], properties['详细地址'] || null])
    for (const [file, layer] of [[files.shopsXlsx], [files.shopsKml], [files.mixed, '餐饮点_gcj02']] as const) {
      const { rows } = await read(file, { crs: 'GCJ-02', ...(layer === undefined ? {} : { layer }) })
      expect(rows).toHaveLength(1489)
      expect(texts(rows), file).toEqual(texts(shops))
      expect(rows[0]?.geometry, file).toEqual(shops[0]?.geometry)
    }
    expect(await refusal(files.shopsXlsx)).toMatch(/does not say what its coordinates are: add --crs/)
  })

  it('of two reference systems in one GeoPackage each layer is read in its own', async () => {
    expect(await refusal(files.mixed)).toMatch(/several layers: 乡镇边界, 餐饮点_gcj02, towns_4547\. Add --layer/)
    expect(await read(files.mixed, { layer: '乡镇边界' })).toMatchObject({ crs: 'EPSG:4326' })
    expect(await read(files.mixed, { layer: 'towns_4547' })).toMatchObject({ crs: 'EPSG:4547' })
    expect((await read(files.townsKml)).rows[0]).toMatchObject({ properties: { Name: '郑庵镇', code: '410122106' } })
  })
})
