import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import { countyOfFile, day } from './county.ts'

// Two townships side by side, 甲 (…101) west of 114.1 and 乙 (…102) east of it; 甲 has one community in its
// southern half. Built-up ground lies across the border.
const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-places-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Position = [number, number]
const box = (west: number, south: number, east: number, north: number): Position[][] => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
]
async function take(into: string, features: [type: string, coordinates: unknown, properties: object][]) {
  const file = join(folder, `${into}.geojson`)
  const collection = features.map(([type, coordinates, properties]) => ({
    type: 'Feature',
    properties,
    geometry: { type, coordinates },
  }))
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: collection }))
  const report = await county().take(file, '--into', into, '--as-of', '2026-01-01')
  expect(report.refused).toEqual([])
}
const figure = async (id: string, area: string) => {
  const level = area.length === 6 ? 'county' : area.length === 9 ? 'township' : 'community'
  const { rows } = (await county().get(`/api/indicators/${id}?level=${level}`)).json()
  return rows.find((row: { area: string }) => row.area === area)
}

beforeAll(async () => {
  await take('areas', [
    ['Polygon', box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }],
    ['Polygon', box(114.1, 34, 114.2, 34.1), { name: '乙镇', code: '410122102' }],
    ['Polygon', box(114, 34, 114.1, 34.05), { name: '甲南村', code: '410122101001' }],
  ])
  await take('built_up', [['Polygon', box(114.05, 34.01, 114.15, 34.09), { name: '镇区' }]])
  await take('toilets', [
    ['Point', [114.1, 34.03], { name: 'on the shared edge', code: 'T1' }],
    ['Point', [114.06, 34.03], { name: 'in 甲', code: 'T2' }],
    ['Point', [114.06, 34.05], { name: 'on the edge of the community', code: 'T3' }],
    ['Point', [114.01, 34.03], { name: 'not on built-up ground', code: 'T4' }],
    ['Point', [114.12, 34.03], { name: 'closed', code: 'T5', state: 'closed' }],
    ['Point', [114.12, 34.03], { name: 'mobile', code: 'T6', kind: 'mobile' }],
    ['Point', [114.12, 34.03], { name: 'opened by a shop', code: 'T7', ownership: 'opened' }],
    ['Point', [114.3, 34.03], { name: 'outside the county', code: 'T8' }],
  ])
  await take('duty_sections', [
    [
      'LineString',
      [
        [114.05, 34.02],
        [114.15, 34.02],
      ],
      { name: 'across the border', code: 'S1' },
    ],
    [
      'LineString',
      [
        [114.1, 34.01],
        [114.1, 34.04],
      ],
      { name: 'along the border', code: 'S2' },
    ],
  ])
  await take('water_bodies', [
    [
      'LineString',
      // 2.7 km west of the border and 2.8 km east of it, though in degrees the west is longer
      [
        [114.0705, 34.03],
        [114.12, 34.03],
        [114.12, 34.039],
      ],
      { name: '小清河', code: 'W1', stage: 'listed' },
    ],
    [
      'LineString',
      [
        [114.01, 34.08],
        [114.02, 34.08],
      ],
      { name: '反弹沟', code: 'W2', stage: 'struck_off' },
    ],
    [
      'LineString',
      [
        [114.01, 34.07],
        [114.02, 34.07],
      ],
      { name: '清渠', code: 'W3', stage: 'struck_off' },
    ],
    [
      'LineString',
      [
        [114.01, 34.06],
        [114.02, 34.06],
      ],
      { name: '无人问沟', code: 'W4' },
    ],
  ])
  const sampled = ['W2', 'W3', 'W4'].flatMap((water) => [1, 2, 3].map((sequence) => ({ water, sequence })))
  await take(
    'water_points',
    sampled.map(({ water, sequence }) => [
      'Point',
      [114.01 + 0.002 * sequence, 34.07],
      { code: `${water}-${sequence}`, water, sequence },
    ]),
  )
  const ammonia: Record<string, number> = { W2: 9, W3: 2, W4: 30 }
  const lines = sampled.flatMap(({ water, sequence }) =>
    [0, 7, 14].map((ago) => `${water}-${sequence},${addDays(day, -ago)},40,5,120,${ammonia[water]}`),
  )
  const samples = join(folder, 'samples.csv')
  writeFileSync(samples, ['监测点,采样日期,透明度,溶解氧,氧化还原电位,氨氮', ...lines, ''].join('\n'))
  expect((await county().take(samples, '--into', 'water_samples')).refused).toEqual([])
})

describe('a thing counts in one unit at each level', () => {
  it('a point on a shared edge in the one with the lower code', async () => {
    const counted = (await county().get('/api/indicators/toilet_density/evidence')).json().features
    const units = counted
      .filter((row: { properties: { numerator: number } }) => row.properties.numerator === 1)
      .map((row: { properties: { note: string; area: string } }) => [row.properties.note, row.properties.area])
    expect(units.sort()).toEqual([
      ['in 甲', '410122101001'],
      ['on the edge of the community', '410122101001'],
      ['on the shared edge', '410122101001'],
      ['opened by a shop', '410122102'],
    ])
  })

  it('a density over the built-up ground of the unit alone', async () => {
    const [whole, west, east] = [
      await figure('toilet_density', '410122'),
      await figure('toilet_density', '410122101'),
      await figure('toilet_density', '410122102'),
    ]
    expect(west.denominator).toBeCloseTo(east.denominator, 2)
    expect(west.denominator + east.denominator).toBeCloseTo(whole.denominator, 9)
    expect([whole.numerator, west.numerator, east.numerator]).toEqual([4, 3, 1])
    expect(whole.missing).toBe(Math.ceil(6 * whole.denominator) - 4)
  })

  it('a section by the kilometres in each unit, and one along the border wholly in the first', async () => {
    const rows = (await county().get('/api/indicators/road_chief_coverage/evidence')).json().features
    const km = new Map(
      rows.map((row: { properties: { note: string; area: string; denominator: number } }) => [
        `${row.properties.note.slice(0, 6)} ${row.properties.area}`,
        row.properties.denominator,
      ]),
    )
    expect([...km.keys()].sort()).toEqual(['across 410122101001', 'across 410122102', 'along  410122101001'])
    expect(km.get('across 410122101001')).toBeCloseTo(km.get('across 410122102') as number, 2)
    expect(km.get('along  410122101001')).toBeCloseTo(3.33, 2)
  })

  it('a water whole in the unit that holds most of it', async () => {
    expect((await figure('black_water_remaining', '410122102')).numerator).toBe(1)
    expect((await figure('black_water_remaining', '410122101')).numerator).toBe(1)
  })
})

describe('the rules of what counts', () => {
  it('a listed water not struck off, or struck off and black again; an unlisted one never', async () => {
    const whole = await figure('black_water_remaining', '410122')
    expect(whole).toMatchObject({ numerator: 2, denominator: 3, value: 2, missing: 2, status: 'behind' })
  })

  it('a mobile toilet once the county says so, from the day it says so', async () => {
    await county().database.query(
      `update settings set valid = daterange(null, '2026-06-01') where name = 'toilets_counted'`,
    )
    await county().database.query(
      `insert into settings (name, value, valid) values ('toilets_counted', '{"mobile": true, "opened": false}', daterange('2026-06-01', null))`,
    )
    const count = async (at: string) =>
      (await county().get(`/api/indicators/toilet_density?at=${at}`)).json().rows[0].numerator
    expect(await count('2026-05-31')).toBe(4)
    await county().database.query(`update toilets set valid = daterange('2026-01-01', null)`)
    expect(await count('2026-06-01')).toBe(4)
    const notes = (await county().get('/api/indicators/toilet_density/evidence?at=2026-06-01')).json().features
    expect(notes.map((row: { properties: { note: string } }) => row.properties.note)).toContain('mobile')
  })

  it('a section where every level is held, by itself or by the area it lies in', async () => {
    const held = async () => (await figure('road_chief_coverage', '410122')).numerator as number
    expect(await held()).toBe(0)
    const file = join(folder, 'chiefs.csv')
    writeFileSync(file, '编号,姓名\nC1,王某\n')
    await county().take(file, '--into', 'chiefs')
    const assignments = join(folder, 'held.csv')
    const lines = ['C1,,410122,1', 'C1,,410122101,2', 'C1,S1,,3', 'C1,S2,,3']
    writeFileSync(assignments, ['路长编号,路段编号,区划代码,级别', ...lines, ''].join('\n'))
    expect((await county().take(assignments, '--into', 'chief_assignments')).refused).toEqual([])
    const sections = (await county().get('/api/collections/duty_sections/items')).json().features
    expect(sections.map((s: { properties: { vacant: string | null } }) => s.properties.vacant)).toEqual(['2', null])
    const whole = await figure('road_chief_coverage', '410122')
    expect(whole.missing).toBe(1)
    expect(whole.numerator).toBeCloseTo((await figure('road_chief_coverage', '410122101')).denominator, 9)
  })
})
