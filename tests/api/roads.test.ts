import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'

// Two townships, 甲 (…101) west of 114.1 and 乙 (…102) east of it. S1 lies in 甲, S2 in 乙, S3 in both. Three
// levels: 1 is held for the whole county, 2 for 甲 from 1 March, 3 by sections: S1 by 王某 until 1 June and by
// 李某 from 1 July, S2 by 王某 all the time, S3 by nobody ever.
const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-roads-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function take(into: string, name: string, text: string) {
  const file = join(folder, name)
  writeFileSync(file, text)
  const report = await county().take(file, '--into', into, '--as-of', '2026-01-01')
  expect(report.refused).toEqual([])
  return report
}
const geojson = (features: [coordinates: unknown, type: string, properties: object][]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(([coordinates, type, properties]) => ({
      type: 'Feature',
      properties,
      geometry: { type, coordinates },
    })),
  })
const box = (west: number, east: number) => [
  [west, 34],
  [east, 34],
  [east, 34.1],
  [west, 34.1],
  [west, 34],
]
const line = (west: number, east: number) => [
  [west, 34.05],
  [east, 34.05],
]

interface Post {
  section: string
  area: string
  level: number
  chief: string | null
  chief_name: string | null
  held_by: string
  of_area: string | null
  since: string | null
  vacant_since: string | null
  vacant_days: number | null
}
const posts = async (query: string): Promise<Post[]> =>
  (await county().get(`/api/collections/section_posts/items?${query}`))
    .json()
    .features.map((f: { properties: Post }) => f.properties)
const share = async (id: string, at: string, area = '410122') => {
  const level = area.length === 6 ? 'county' : 'township'
  const { rows } = (await county().get(`/api/indicators/${id}?level=${level}&at=${at}`)).json()
  return rows.find((row: { area: string }) => row.area === area)
}

beforeAll(async () => {
  await take(
    'areas',
    'areas.geojson',
    geojson([
      [[box(114, 114.1)], 'Polygon', { name: '甲镇', code: '410122101' }],
      [[box(114.1, 114.2)], 'Polygon', { name: '乙镇', code: '410122102' }],
    ]),
  )
  await take(
    'duty_sections',
    'sections.geojson',
    geojson([
      [line(114.01, 114.05), 'LineString', { name: '一段', code: 'S1' }],
      [line(114.12, 114.16), 'LineString', { name: '二段', code: 'S2' }],
      [line(114.09, 114.11), 'LineString', { name: '三段', code: 'S3' }],
    ]),
  )
  await take('chiefs', 'chiefs.csv', '编号,姓名\nA,赵某\nB,钱某\nC,王某\nD,李某\n')
  const held = [
    'A,,410122,1,2026-01-01,',
    'B,,410122101,2,2026-03-01,',
    'C,S1,,3,2026-01-01,2026-06-01',
    'D,S1,,3,2026-07-01,',
    'C,S2,,3,2026-01-01,',
  ]
  await take(
    'chief_assignments',
    'held.csv',
    ['路长编号,路段编号,区划代码,级别,valid_from,valid_to', ...held, ''].join('\n'),
  )
})

describe('who answers for a section', () => {
  it('on a day: its own chief, or its area’s, or nobody since a day', async () => {
    const may = await posts('datetime=2026-05-01&section=S1')
    expect(may.map((p) => [p.level, p.chief, p.held_by, p.of_area, p.since])).toEqual([
      [1, 'A', 'area', '410122', '2026-01-01'],
      [2, 'B', 'area', '410122101', '2026-03-01'],
      [3, 'C', 'own', null, '2026-01-01'],
    ])
    const june = await posts('datetime=2026-06-15&section=S1&level=3')
    expect(june).toMatchObject([{ chief: null, held_by: 'vacant', vacant_since: '2026-06-01', vacant_days: 14 }])
    const now = await posts('datetime=2026-11-01&section=S1&level=3')
    expect(now).toMatchObject([{ chief_name: '李某', since: '2026-07-01', vacant_since: null, vacant_days: null }])
  })

  it('by place: those of what lies there', async () => {
    const there = await posts('datetime=2026-05-01&bbox=114.15,34.04,114.17,34.06')
    expect(there.map((p) => [p.section, p.level, p.chief])).toEqual([
      ['S2', 1, 'A'],
      ['S2', 2, null],
      ['S2', 3, 'C'],
    ])
  })

  it('in each unit it crosses; a post nobody ever held is vacant since the section is', async () => {
    const both = await posts('datetime=2026-05-01&section=S3')
    expect(both.map((p) => [p.area, p.level, p.chief, p.vacant_since])).toEqual([
      ['410122101', 1, 'A', null],
      ['410122101', 2, 'B', null],
      ['410122101', 3, null, '2026-01-01'],
      ['410122102', 1, 'A', null],
      ['410122102', 2, null, '2026-01-01'],
      ['410122102', 3, null, '2026-01-01'],
    ])
  })

  it('over the years: every assignment of an interval, and who holds several', async () => {
    const url = '/api/collections/chief_assignments/items?section=S1&datetime=2026-01-01/2026-12-31'
    const history = (await county().get(url)).json().features
    expect(
      history.map((f: { properties: { chief: string; valid: string } }) => [f.properties.chief, f.properties.valid]),
    ).toEqual([
      ['C', '2026-01-01/2026-06-01'],
      ['D', '2026-07-01/..'],
    ])
    expect(history.map((f: { properties: { chief_name: string } }) => f.properties.chief_name)).toEqual([
      '王某',
      '李某',
    ])
    const person = (at: string) => county().get(`/api/collections/chiefs/items?code=C&datetime=${at}`)
    expect((await person('2026-05-01')).json().features[0].properties.posts).toBe(2)
    expect((await person('2026-06-15')).json().features[0].properties.posts).toBe(1)
  })

  it('is worked out and takes no file', async () => {
    const file = join(folder, 'chiefs.csv')
    await expect(county().take(file, '--into', 'section_posts')).rejects.toThrow(/worked out.*chief_assignments/)
  })
})

describe('kilometres with a chief in office', () => {
  it('at each level, and at all of them', async () => {
    const at = '2026-05-01'
    const all = (await share('road_chief_coverage', at)).denominator as number
    const [s1, s2, s3] = (await county().get('/api/collections/duty_sections/items'))
      .json()
      .features.map((f: { properties: { length_km: number } }) => f.properties.length_km)
    expect(all).toBeCloseTo(s1 + s2 + s3, 6)
    expect((await share('road_chief_level_1', at)).value).toBeCloseTo(100, 9)
    expect((await share('road_chief_level_2', at)).numerator).toBeCloseTo(s1 + s3 / 2, 3)
    expect((await share('road_chief_level_3', at)).numerator).toBeCloseTo(s1 + s2, 6)
    expect((await share('road_chief_coverage', at)).numerator).toBeCloseTo(s1, 6)
    expect((await share('road_chief_coverage', at, '410122102')).value).toBe(0)
    expect((await share('road_chief_coverage', at)).missing).toBe(2)
  })

  it('not of a level the county does not use', async () => {
    const row = await share('road_chief_level_4', '2026-05-01')
    expect(row).toMatchObject({ numerator: null, value: null, status: 'no-data' })
  })

  it('on a past day as it was then, whatever is written now', async () => {
    const before = await share('road_chief_level_3', '2026-05-01')
    await take('chief_assignments', 'later.csv', '路长编号,路段编号,级别,valid_from\nB,S3,3,2026-08-01\n')
    expect((await share('road_chief_level_3', '2026-05-01')).numerator).toBe(before.numerator)
    expect((await share('road_chief_level_3', '2026-08-01')).value).toBeCloseTo(100, 9)
  })
})
