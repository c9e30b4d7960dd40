import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import { deriveAnew } from '#server/county-changes.ts'
import { type Anything, countyOfFile, day } from './county.ts'

// One township, one listed ditch through it with three points. Samples are taken every week; `ago` counts days back.
const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 water-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function csv(...lines: string[]): string {
  const path = join(folder, `${++files}.csv`)
  writeFileSync(path, [...lines, ''].join('\n'))
  return path
}
const columns = '样品编号,点位编号,采样日期,水深,透明度,溶解氧,氧化还原电位,氨氮'
const clean = '80,40,5,120,2'
const black = '80,8,0.1,-100,12'
const taken = (point: string, ago: number, found: string, code = `${point}-${ago}`) =>
  `${code},${point},${addDays(day, -ago)},${found}`
const takeSamples = (...lines: string[]) => county().take(csv(columns, ...lines), '--into', 'water_samples')
const at = (ago: number) => `datetime=${addDays(day, -ago)}`
async function items(collection: string, query: string): Promise<Record<string, Anything>[]> {
  const answer = await county().get(`/api/collections/${collection}/items?${query}`)
  return answer.json().features.map((feature: { properties: object }) => feature.properties)
}
const water = async (ago = 0) => (await items('water_bodies', at(ago)))[0] ?? {}
const points = async (ago = 0) => (await items('water_points', at(ago))).map((point) => point['verdict'])
const graded = async (ago = 0) =>
  (await county().get(`/api/indicators/black_water_graded?at=${addDays(day, -ago)}`)).json().rows[0]
const regrade = () => county().database.transaction((inside) => deriveAnew(inside, county().catalogue))
const set = (name: string, value: string, from: string | null = null) =>
  county().database.transaction(async (inside) => {
    await inside.query(`delete from settings where name = $1 and ($2::date is null or lower(valid) = $2::date)`, [
      name,
      from,
    ])
    await inside.query(`insert into settings (name, value, valid) values ($1, $2::jsonb, daterange($3::date, null))`, [
      name,
      value,
      from,
    ])
  })

beforeAll(async () => {
  const ground = join(folder, 'ground.geojson')
  const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry })
  const ring = [
    [114, 34],
    [114.1, 34],
    [114.1, 34.1],
    [114, 34.1],
    [114, 34],
  ]
  const line = [
    [114.02, 34.05],
    [114.04, 34.05],
  ]
  const write = (...features: object[]) =>
    writeFileSync(ground, JSON.stringify({ type: 'FeatureCollection', features }))
  const since = ['--as-of', addDays(day, -300)]
  write(feature({ name: '甲镇', code: '410122101' }, { type: 'Polygon', coordinates: [ring] }))
  await county().take(ground, '--into', 'areas', ...since)
  write(feature({ name: '黑水沟', code: 'W1', stage: 'listed' }, { type: 'LineString', coordinates: line }))
  await county().take(ground, '--into', 'water_bodies', ...since)
})

describe('a water', () => {
  it('without points has no verdict, and says why', async () => {
    expect(await water()).toMatchObject({
      verdict: 'no-verdict',
      verdict_reasons: '没有监测点，少于 3 个，无法评定。',
      verdict_reasons_en: 'No point is sampled, fewer than 3: no verdict.',
      verdict_standard: '2015',
      verdict_since: addDays(day, -300),
      course: 'remaining',
    })
    expect(await graded()).toMatchObject({ numerator: 0, denominator: 1 })
  })

  it('is graded in the transaction in which its samples come', async () => {
    const places = csv(
      '编号,名称,水体编号,次序,lon,lat',
      ...[1, 2, 3].map((n) => `P${n},${n}号点,W1,${n},114.0${n + 1},34.05`),
    )
    const report = await county().take(
      places,
      '--into',
      'water_points',
      '--crs',
      'EPSG:4326',
      '--as-of',
      addDays(day, -300),
    )
    expect(report).toMatchObject({ written: 3, refused: [] })
    expect((await water())['verdict_reasons']).toMatch(
      /^3 个监测点中 0 个可评定，少于 3 个，无法评定。1号点无法评定：30 天内监测 0 次/,
    )

    const early = [1, 2, 3].flatMap((n) => [119, 112, 105].map((ago) => taken(`P${n}`, ago, clean)))
    expect(await takeSamples(...early)).toMatchObject({ written: 9, refused: [] })
    const tried = await county().take(csv(columns, taken('P1', 0, black)), '--into', 'water_samples', '--dry-run')
    expect(tried).toMatchObject({ read: 1, written: 0 })
    const late = [1, 2, 3].flatMap((n) => [14, 7, 0].map((ago) => taken(`P${n}`, ago, n === 3 ? clean : black)))
    await takeSamples(...late)
    expect(await points()).toEqual(['severe', 'severe', 'clear'])
    expect(await water()).toMatchObject({ verdict: 'severe', verdict_since: day })
    expect((await water())['verdict_reasons']).toMatch(
      /^3 个可评定的点中 2 个重度（66.6 % ≥ 60 %）：全水体重度黑臭。1号点重度黑臭：/,
    )
    expect(await graded()).toMatchObject({ numerator: 1, value: 1 })
    const [evidence] = (await county().get('/api/indicators/black_water_graded/evidence')).json().features
    expect(evidence.properties.note).toBe('黑水沟 · 重度黑臭')
  })

  it('holds each verdict on its own days: before the third sample, and after the last has left the period', async () => {
    expect([await water(119), await water(105), await water(90), await water(89)].map((w) => w['verdict'])).toEqual([
      'no-verdict',
      'clear',
      'clear',
      'no-verdict',
    ])
    expect((await water(90))['verdict_since']).toBe(addDays(day, -105))
    // without a sample more, it will have no verdict, and nobody has to work that out on the day
    expect((await water(-15))['verdict']).toBe('severe')
    expect((await water(-16))['verdict']).toBe('no-verdict')
  })

  it('keeps its past when a sample of today comes', async () => {
    const before = [await water(100), await water(1)]
    await takeSamples(taken('P3', 0, black, 'twice'))
    expect([await water(100), await water(1)]).toEqual(before)
    const spans = await county().database.query(
      `select from water_verdicts a join water_verdicts b on a.fid = b.fid and a.valid && b.valid and a.valid <> b.valid`,
    )
    expect(spans).toEqual([])
  })

  it('is graded anew when a sample is put right, whatever its day was', async () => {
    const fix = (lines: string[]) => takeSamples(...lines)
    await fix([taken('P1', 0, clean), taken('P1', 7, clean), taken('P1', 14, clean)])
    expect(await points()).toEqual(['clear', 'severe', 'clear'])
    expect((await water())['verdict']).toBe('mild')
    const [kept] = await county().database.query<{ oxygen: string }>(
      `select before ->> 'dissolved_oxygen' as oxygen from corrections where collection = 'water_samples' limit 1`,
    )
    expect(kept?.oxygen).toBe('0.1')
    // taken a day earlier than was written: the sample stands once, on the right day
    await fix([taken('P2', 15, black, 'P2-14')])
    const samples = await items('water_samples', `point=P2&${at(0)}`)
    expect(samples.filter(({ code }) => code === 'P2-14').map(({ taken_on }) => taken_on)).toEqual([addDays(day, -15)])
    const [recorded] = await county().database.query<{ numerator: number }>(
      `select numerator from indicator_days where indicator = 'black_water_graded' and day = $1::date limit 1`,
      [day],
    )
    expect(recorded?.numerator).toBe(1)
  })
})

describe('a sample', () => {
  it('is graded alone, and holds from the day it was taken', async () => {
    const [sample] = await items('water_samples', `point=P2&${at(0)}&verdict=severe`)
    expect(sample).toMatchObject({ verdict: 'severe', verdict_standard: '2015' })
    expect(sample?.['verdict_reasons']).toMatch(
      /^透明度 8 cm，低于 10 cm、溶解氧 0.1 mg\/L，低于 0.2 mg\/L：重度黑臭。/,
    )
    expect(sample?.['valid']).toBe(`${sample?.['taken_on']}/..`)
  })

  it('is refused with a sentence: of a day to come, of no point, below nothing', async () => {
    const report = await takeSamples(
      taken('P1', -1, clean),
      taken('P9', 0, clean, 'x'),
      taken('P1', 0, '0,40,5,120,2', 'y'),
      taken('P1', 0, '80,40,-5,120,2', 'z'),
    )
    expect(report.written).toBe(0)
    expect(report.refused.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/taken_on .* is a day still to come/),
      expect.stringMatching(/no “P9” among water_points/),
      expect.stringMatching(/水深 depth “0”: is not from 0.1/),
      expect.stringMatching(/溶解氧 dissolved_oxygen “-5”/),
    ])
  })
})

describe('after the rule changed', () => {
  it('all is graded anew, and it says how much came out otherwise', async () => {
    expect(await regrade()).toBe(0)
    await set('water_grading_days', '5')
    expect(await regrade()).toBe(4)
    expect(await points()).toEqual(['no-verdict', 'no-verdict', 'no-verdict'])
    await set('water_grading_days', '30')
    expect(await regrade()).toBe(4)
    expect((await water())['verdict']).toBe('mild')
  })

  it('from a day on, earlier days keep the standard they had', async () => {
    await set('water_standard', '"2022"', addDays(day, -1))
    await regrade()
    expect(await water(2)).toMatchObject({ verdict_standard: '2015' })
    expect(await water(1)).toMatchObject({ verdict_standard: '2022' })
    expect((await items('water_samples', `point=P2&${at(0)}`)).map((s) => s['verdict_standard'])).toContain('2015')
    await county().database.query(`delete from settings where name = 'water_standard' and lower(valid) is not null`)
    await regrade()
  })

  it('to one there is not, nothing is written and the sentence names the setting', async () => {
    const before = await water()
    await set('water_standard', '"1999"', day)
    await expect(regrade()).rejects.toThrow('The setting water_standard is “1999”; there are 2015, 2022.')
    await expect(takeSamples(taken('P1', 0, black, 'n'))).rejects.toThrow(/water_standard/)
    expect(await water()).toEqual(before)
    await county().database.query(`delete from settings where name = 'water_standard' and lower(valid) is not null`)
    await set('water_grading_days', '0', day)
    await expect(regrade()).rejects.toThrow(/water_grading_days is “0”; it must be a whole number/)
    await county().database.query(`delete from settings where name = 'water_grading_days' and lower(valid) is not null`)
  })
})

describe('the sample county', () => {
  const sample = countyOfFile({ sample: 'copied' })
  const head = async (id: string, ago = 0) =>
    (await sample().get(`/api/indicators/${id}?at=${addDays(day, -ago)}`)).json().rows[0]

  it('has four black waters left, a relapsed one among them, and three graded black today', async () => {
    expect(await head('black_water_remaining')).toMatchObject({ numerator: 4, denominator: 9 })
    const rows = (await sample().get('/api/indicators/black_water_remaining/evidence')).json().features
    expect(rows.map((row: Anything) => row.properties.note)).toContain('东风沟 · 反弹')
    expect(await head('black_water_graded')).toMatchObject({ numerator: 3, denominator: 9 })
    const noted = (await sample().get('/api/indicators/black_water_graded/evidence')).json().features
    expect(noted.map((row: Anything) => row.properties.note).filter((n: string) => /无法评定/.test(n))).toEqual([
      '刘集沟 · 无法评定',
    ])
    expect((await head('outfalls_traced')).value).toBeGreaterThan(50)
  })

  it('came down from seven within the year', async () => {
    expect(await head('black_water_remaining', 364)).toMatchObject({ numerator: 7, denominator: 9 })
    expect(await head('black_water_remaining', 91)).toMatchObject({ numerator: 4 })
  })

  it('is graded anew, and comes out the same', async () => {
    const changed = await sample().database.transaction((inside) => deriveAnew(inside, sample().catalogue))
    expect(changed).toBe(0)
  })

  it('leaves no verdict behind when it is dropped', async () => {
    const places = csv('编号,名称,lon,lat', 'Q1,甲点,114.02,34.72')
    await sample().take(places, '--into', 'water_points', '--crs', 'EPSG:4326', '--drop-sample')
    const left = await sample().database.query('select verdict from water_verdicts')
    expect(left).toEqual([{ verdict: 'no-verdict' }])
  })
})
