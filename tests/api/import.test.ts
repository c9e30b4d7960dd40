import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { NotReadable } from '#server/imports/not-readable.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const square = (west: number, south: number, size = 0.1) => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
]
const area = (name: string, code: string | null, west: number, south = 34) => ({
  type: 'Feature',
  properties: { name, code, level: 'township' },
  geometry: { type: 'Polygon', coordinates: square(west, south) },
})
const point = (properties: object, lon = 114.01, lat = 34.01) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
})
function file(name: string, features: object[]): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }))
  return path
}
async function rows(collection: string, at = '') {
  const answer = await county().get(`/api/collections/${collection}/items?limit=1000${at}`)
  return answer.json().features as { id: number; properties: Record<string, unknown> }[]
}
const names = async (collection: string, at = '') => (await rows(collection, at)).map((row) => row.properties['name'])

describe('a file of toilets', () => {
  beforeEach(async () => {
    for (const table of ['toilets', 'areas', 'imports', 'corrections', 'places', 'units', 'indicator_days']) {
      await county().database.query(`delete from ${table}`)
    }
  })

  it('is taken, each row with where it came from', async () => {
    const path = file('t.geojson', [
      point({ 名称: '文博路公厕', 编号: 'T1', 状态: '停用' }),
      point({ 名称: '二', 编号: 'T2' }),
    ])
    const report = await county().take(path, '--into', 'toilets', '--as-of', '2026-01-01')
    expect(report).toMatchObject({ read: 2, written: 2, refused: [], repaired: [] })
    expect(report.sample[0]).toMatchObject({ name: '文博路公厕', code: 'T1', state: 'closed' })
    expect((await rows('toilets'))[0]?.properties).toMatchObject({
      name: '文博路公厕',
      code: 'T1',
      state: 'closed',
      kind: 'standalone',
      source: 't.geojson',
      valid: '2026-01-01/..',
    })
  })

  it('is taken again without change, corrected on the same day, and changed from a later one', async () => {
    const first = file('t1.geojson', [point({ name: 'a', code: 'T1' }), point({ name: 'b', code: 'T2' })])
    await county().take(first, '--into', 'toilets', '--as-of', '2026-01-01')
    const again = await county().take(first, '--into', 'toilets', '--as-of', '2026-03-01')
    expect(again).toMatchObject({ written: 2, unchanged: 2 })

    const corrected = file('t2.geojson', [point({ name: 'A', code: 'T1' })])
    await county().take(corrected, '--into', 'toilets', '--as-of', '2026-01-01')
    expect(await names('toilets', '&datetime=2026-01-01')).toEqual(['A', 'b'])
    expect(await county().database.query('select before ->> $1 as name from corrections', ['name'])).toEqual([
      { name: 'a' },
    ])

    const changed = file('t3.geojson', [point({ name: 'a, rebuilt', code: 'T1' })])
    await county().take(changed, '--into', 'toilets', '--as-of', '2026-06-01')
    expect(await names('toilets', '&datetime=2026-05-31')).toEqual(['A', 'b'])
    expect(await names('toilets', '&datetime=2026-06-01')).toEqual(['a, rebuilt', 'b'])
    const ids = new Set([
      ...(await rows('toilets', '&datetime=2026-05-31')).map((row) => row.id),
      ...(await rows('toilets')).map((row) => row.id),
    ])
    expect(ids.size).toBe(2)
  })

  it('closes with --replace what the file no longer holds, and deletes nothing', async () => {
    const both = file('t1.geojson', [point({ name: 'a', code: 'T1' }), point({ name: 'b', code: 'T2' })])
    await county().take(both, '--into', 'toilets', '--as-of', '2026-01-01')
    const one = file('t2.geojson', [point({ name: 'b', code: 'T2' })])
    const report = await county().take(one, '--into', 'toilets', '--as-of', '2026-02-01', '--replace')
    expect(report.closed).toBe(1)
    expect(await names('toilets')).toEqual(['b'])
    expect(await names('toilets', '&datetime=2026-01-31')).toEqual(['a', 'b'])
  })

  it('is refused whole for one bad row, taken without it when asked, tried without writing', async () => {
    const path = file('bad.geojson', [
      point({ name: 'a', code: 'T1' }),
      point({ name: '', code: 'T2' }),
      point({ name: 'c', code: 'T3', class: 'first' }),
      point({ name: 'd', code: 'T1' }),
      { type: 'Feature', properties: { name: 'e' }, geometry: null },
      { type: 'Feature', properties: { name: 'f' }, geometry: { type: 'Polygon', coordinates: square(114, 34) } },
    ])
    const whole = await county().take(path, '--into', 'toilets')
    expect(whole.written).toBe(0)
    expect(whole.refused.map(({ row, reason }) => [row, reason])).toEqual([
      [2, expect.stringContaining('missing')],
      [3, expect.stringContaining('first')],
      [4, expect.stringContaining('row 1')],
      [5, expect.stringContaining('no place')],
      [6, expect.stringContaining('POLYGON')],
    ])
    expect(await rows('toilets')).toEqual([])
    expect(await county().database.query('select from imports')).toEqual([])

    const tried = await county().take(path, '--into', 'toilets', '--skip-refused', '--dry-run')
    expect(tried.written).toBe(0)
    expect(await rows('toilets')).toEqual([])

    const skipped = await county().take(path, '--into', 'toilets', '--skip-refused')
    expect(skipped.written).toBe(1)
    expect(await names('toilets')).toEqual(['a'])
  })

  it('without a key is not taken twice by mistake', async () => {
    const path = file('nokey.geojson', [point({ name: 'a' })])
    await county().take(path, '--into', 'toilets')
    await expect(county().take(path, '--into', 'toilets')).rejects.toThrow(/--replace/)
    expect(await names('toilets')).toEqual(['a'])
  })

  it('is refused with a sentence that says what to add', async () => {
    const path = file('odd.geojson', [point({ 厕所: 'a' })])
    await expect(county().take(path, '--into', 'toilets')).rejects.toThrow(/--map COLUMN=name .*厕所/)
    await expect(county().take(path, '--into', 'lamps')).rejects.toThrow(/no collection lamps/)
    await expect(county().take(join(folder, 'none.geojson'), '--into', 'toilets')).rejects.toThrow(NotReadable)
  })
})

describe('a file of areas', () => {
  beforeEach(async () => {
    for (const table of ['toilets', 'areas', 'imports']) await county().database.query(`delete from ${table}`)
  })

  it('makes a county of its townships, and finds each its parent', async () => {
    const path = file('areas.geojson', [area('甲镇', '410122101', 114), area('乙镇', null, 114.1)])
    await county().take(path, '--into', 'areas')
    const byName = new Map((await rows('areas')).map((row) => [row.properties['name'], row]))
    expect(byName.get('中牟县')?.properties).toMatchObject({ area: '410122', level: 'county', parent: null })
    expect(byName.get('甲镇')?.properties).toMatchObject({ area: '410122101', parent: '410122' })
    expect(byName.get('乙镇')?.properties).toMatchObject({ area: `a${byName.get('乙镇')?.id}`, parent: '410122' })
  })

  it('knows an area without a code by its name', async () => {
    await county().take(file('a1.geojson', [area('乙镇', null, 114.1)]), '--into', 'areas', '--as-of', '2026-01-01')
    const later = file('a2.geojson', [area('乙镇', null, 114.2)])
    await county().take(later, '--into', 'areas', '--as-of', '2026-02-01')
    const before = (await rows('areas', '&datetime=2026-01-15&level=township'))[0]
    const after = (await rows('areas', '&level=township'))[0]
    expect(after?.id).toBe(before?.id)
    expect(after?.properties['label_lon']).not.toBe(before?.properties['label_lon'])
  })

  it('with a broken polygon is refused, or repaired and said so', async () => {
    const bow = [
      [
        [114, 34],
        [114.1, 34.1],
        [114.1, 34],
        [114, 34.1],
        [114, 34],
      ],
    ]
    const path = file('bow.geojson', [
      {
        type: 'Feature',
        properties: { name: '结', level: 'township' },
        geometry: { type: 'Polygon', coordinates: bow },
      },
    ])
    const refused = await county().take(path, '--into', 'areas')
    expect(refused.refused[0]?.reason).toMatch(/Self-intersection/)
    const repaired = await county().take(path, '--into', 'areas', '--repair')
    expect(repaired).toMatchObject({ written: 1, refused: [], repaired: [{ row: 1 }] })
  })
})

describe('what an adversary tried', () => {
  beforeEach(async () => {
    for (const table of ['toilets', 'areas', 'imports', 'corrections', 'chiefs', 'chief_assignments']) {
      await county().database.query(`delete from ${table}`)
    }
  })

  it('--replace on townships leaves the county and the communities, and its figures', async () => {
    await county().take(file('c.geojson', [area('甲镇', '410122101', 114)]), '--into', 'areas', '--as-of', '2026-01-01')
    const next = file('c2.geojson', [area('甲镇新', '410122101', 114), area('乙镇', '410122102', 114.1)])
    expect((await county().take(next, '--into', 'areas', '--as-of', '2026-02-01', '--replace')).closed).toBe(0)
    expect(await names('areas', '&level=county')).toEqual(['中牟县'])
    const parents = (await rows('areas', '&level=township')).map((row) => row.properties['parent'])
    expect(parents).toEqual(['410122', '410122'])
    const fresh = await county().take(next, '--into', 'areas', '--as-of', '2026-02-01', '--replace')
    expect(fresh).toMatchObject({ closed: 0, unchanged: 2 })
    const charged = await county().database.query('select area from units where in_charge and valid @> current_date')
    expect(charged).toHaveLength(2)
  })

  it('two villages of one name in different places stay two', async () => {
    const village = (west: number) => ({
      ...area('东街村', null, west),
      properties: { name: '东街村', level: 'community' },
    })
    await county().take(
      file('v.geojson', [area('甲镇', '410122101', 114), village(114), village(114.5)]),
      '--into',
      'areas',
    )
    expect(await names('areas', '&level=community')).toEqual(['东街村', '东街村'])
  })

  it('a parent of the wrong level is refused', async () => {
    const loop = [area('甲镇', '410122101', 114), area('乙镇', '410122102', 114.1)].map((one, i) => ({
      ...one,
      properties: { ...one.properties, parent: i === 0 ? '410122102' : '410122101' },
    }))
    const report = await county().take(file('loop.geojson', loop), '--into', 'areas')
    expect(report.refused).toHaveLength(2)
  })

  it('a last day given later closes what stands; an earlier version goes before it', async () => {
    await county().take(
      file('t.geojson', [point({ name: 'a', code: 'T1' })]),
      '--into',
      'toilets',
      '--as-of',
      '2026-03-01',
    )
    const ended = file('t2.geojson', [
      point({ name: 'a', code: 'T1', valid_from: '2026-03-01', valid_to: '2026-06-01' }),
    ])
    expect(await county().take(ended, '--into', 'toilets')).toMatchObject({ written: 1, unchanged: 0 })
    expect(await names('toilets', '&datetime=2026-05-31')).toEqual(['a'])
    expect(await names('toilets', '&datetime=2026-06-01')).toEqual([])
    const before = file('t3.geojson', [point({ name: 'a, old', code: 'T1' })])
    await county().take(before, '--into', 'toilets', '--as-of', '2026-01-01')
    expect(await names('toilets', '&datetime=2026-02-01')).toEqual(['a, old'])
    expect(await names('toilets', '&datetime=2026-03-01')).toEqual(['a'])
  })

  it('two versions of one thing in one file are one thing', async () => {
    const both = file('t.geojson', [
      point({ name: 'a', code: 'T9', valid_from: '2026-01-01', valid_to: '2026-03-01' }),
      point({ name: 'b', code: 'T9', valid_from: '2026-03-01' }),
    ])
    await county().take(both, '--into', 'toilets')
    const [one] = await county().database.query<{ n: number }>('select count(distinct fid)::integer as n from toilets')
    expect(one?.n).toBe(1)
  })

  it('assignments can be taken again, changed and ended with --replace', async () => {
    const chiefs = join(folder, 'chiefs.csv')
    writeFileSync(chiefs, '编号,姓名\nC1,王某\nC2,李某\n')
    await county().take(chiefs, '--into', 'chiefs')
    await county().take(file('a.geojson', [area('甲镇', '410122101', 114)]), '--into', 'areas', '--as-of', '2026-01-01')
    const held = (name: string, lines: string[]) => {
      const path = join(folder, name)
      writeFileSync(path, ['路长编号,区划代码,级别', ...lines, ''].join('\n'))
      return path
    }
    const into = ['--into', 'chief_assignments', '--as-of']
    await county().take(held('h1.csv', ['C1,410122101,1', 'C1,410122101,2']), ...into, '2026-01-01')
    const report = await county().take(
      held('h2.csv', ['C2,410122101,1', 'C1,410122101,2']),
      ...into,
      '2026-02-01',
      '--replace',
    )
    expect(report).toMatchObject({ written: 2, unchanged: 1, closed: 1, refused: [] })
    const who = async (at: string) =>
      (await rows('chief_assignments', `&datetime=${at}`))
        .map((r) => [r.properties['chief'], r.properties['level']])
        .sort()
    expect(await who('2026-01-15')).toEqual([
      ['C1', 1],
      ['C1', 2],
    ])
    expect(await who('2026-02-01')).toEqual([
      ['C1', 2],
      ['C2', 1],
    ])
  })
})

describe('a reference layer', () => {
  it('is made of any file and serves like a collection', async () => {
    const path = join(folder, 'shops.csv')
    writeFileSync(path, '\uFEFF名称,经度(lon),纬度(lat)\n面馆,114.02,34.72\n茶馆,114.03,34.73\n')
    const report = await county().take(path, '--into', 'shops', '--as', 'reference', '--crs', 'GCJ-02')
    expect(report).toMatchObject({ read: 2, written: 2, source: { crs: 'GCJ-02' } })
    const [shop] = await rows('shops')
    expect(shop?.properties).toMatchObject({ 名称: '面馆', 经度_lon: '114.02' })
    const found = await county().get('/api/collections/shops/items?名称=茶馆')
    expect(found.json().features).toHaveLength(1)
    await expect(county().take(path, '--into', 'shops', '--as', 'reference', '--crs', 'GCJ-02')).rejects.toThrow(
      /--replace/,
    )
    await county().take(path, '--into', 'shops', '--as', 'reference', '--crs', 'GCJ-02', '--replace')
    expect(await rows('shops')).toHaveLength(2)
    await expect(county().take(path, '--into', 'imports', '--as', 'reference', '--crs', 'GCJ-02')).rejects.toThrow(
      /own/,
    )
    await expect(county().take(path, '--into', 'areas', '--as', 'reference', '--crs', 'GCJ-02')).rejects.toThrow(
      /another/,
    )
  })
})

describe('assignments of chiefs', () => {
  beforeEach(async () => {
    for (const table of ['chiefs', 'chief_assignments']) await county().database.query(`delete from ${table}`)
  })

  it('refer by key, and no two hold one section at one level at one time', async () => {
    await county().take(
      file('s.geojson', [
        {
          type: 'Feature',
          properties: { name: 's', code: 'S1' },
          geometry: {
            type: 'LineString',
            coordinates: [
              [114, 34],
              [114.1, 34],
            ],
          },
        },
      ]),
      '--into',
      'duty_sections',
    )
    const chiefs = join(folder, 'chiefs.csv')
    writeFileSync(chiefs, '编号,姓名\nC1,王某\nC2,李某\n')
    await county().take(chiefs, '--into', 'chiefs')
    const csv = join(folder, 'held.csv')
    writeFileSync(
      csv,
      '路长编号,路段编号,级别,任职日期,离任日期\nC1,S1,3,2026-01-01,2026-06-01\nC2,S1,3,2026-06-01,\nC2,S1,2,2026-03-01,\n',
    )
    expect(await county().take(csv, '--into', 'chief_assignments')).toMatchObject({ written: 3, refused: [] })
    expect((await rows('chief_assignments', '&datetime=2026-04-01')).map((row) => row.properties['chief'])).toEqual([
      'C1',
      'C2',
    ])

    const wrong = join(folder, 'wrong.csv')
    writeFileSync(wrong, '路长编号,路段编号,级别\nC9,S1,1\nC1,S9,1\n')
    const report = await county().take(wrong, '--into', 'chief_assignments')
    expect(report.refused.map((r) => r.reason)).toEqual([expect.stringContaining('C9'), expect.stringContaining('S9')])
    const clash = join(folder, 'clash.csv')
    writeFileSync(clash, '路长编号,路段编号,级别,任职日期\nC1,S1,3,2026-08-01\n')
    await expect(county().take(clash, '--into', 'chief_assignments')).rejects.toThrow(
      /at the same level at the same time/,
    )
    expect(await rows('chief_assignments')).toHaveLength(2)
  })
})
