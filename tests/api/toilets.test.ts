import { beforeAll, describe, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

// Three townships from west to east; built-up ground in the first two. T3 is closed for rebuilding in spring, T5
// for good in May.
const county = countyOfFile()
const { take, figure, counted } = handMade(county)
const [winter, spring, summer] = ['2026-02-01', '2026-04-01', '2026-07-01'] as const

beforeAll(async () => {
  await take('areas', [
    [box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }],
    [box(114.1, 34, 114.2, 34.1), { name: '乙镇', code: '410122102' }],
    [box(114.2, 34, 114.3, 34.1), { name: '丙镇', code: '410122103' }],
  ])
  await take('built_up', [[box(114.05, 34.01, 114.15, 34.09), { name: '镇区' }]])
  const stalls = (stalls_women: number | null, stalls_men: number | null, urinals: number | null) => ({
    stalls_women,
    stalls_men,
    urinals,
  })
  const t3 = { name: 'T3', code: 'T3', crowded: true }
  const west = point(114.06, 34.03)
  const east = point(114.12, 34.03)
  const refused = await take('toilets', [
    [west, { name: 'T1', code: 'T1', ...stalls(6, 2, 2), hours: '06:00–22:00', third_room: true }],
    [west, { name: 'T2', code: 'T2', ...stalls(6, 2, 2), crowded: true }],
    [west, { ...t3, ...stalls(3, 2, 1), valid_from: '2025-01-01', valid_to: '2026-03-01' }],
    [west, { ...t3, ...stalls(3, 2, 1), state: 'rebuilding', valid_from: '2026-03-01', valid_to: '2026-06-01' }],
    [west, { ...t3, ...stalls(8, 2, 2), built_on: '2026-06-01', valid_from: '2026-06-01' }],
    [east, { name: 'T4', code: 'T4', ...stalls(4, null, 2) }],
    [east, { name: 'T5', code: 'T5', ...stalls(4, 1, 1), valid_to: '2026-05-01' }],
    [east, { name: 'T5', code: 'T5', ...stalls(4, 1, 1), state: 'closed', valid_from: '2026-05-01' }],
    [east, { name: 'T6', code: 'T6', ...stalls(2, 2, 0) }],
    [east, { name: 'T7', code: 'T7', ...stalls(5, 0, 0) }],
    [east, { name: 'T8', code: 'T8', ...stalls(1, 1, 0), kind: 'mobile' }],
    [point(114.25, 34.03), { name: 'T9', code: 'T9' }],
  ])
  expect(refused).toEqual([])
})

describe('density', () => {
  it('counts a toilet on the days it was open, and says how many are missing', async () => {
    for (const [at, open] of [
      [winter, 7],
      [spring, 6],
      [summer, 6],
    ] as const) {
      const whole = await figure('toilet_density', at)
      expect(whole.numerator, at).toBe(open)
      expect(whole.missing).toBe(Math.ceil(6 * (whole.denominator ?? 0)) - open)
    }
  })
  it('is of each unit its own: the closed one is the second’s, the rebuilt one the first’s', async () => {
    const of = async (area: string, at: string) => (await figure('toilet_density', at, area)).numerator
    expect([await of('410122101', winter), await of('410122102', winter)]).toEqual([3, 4])
    expect([await of('410122101', spring), await of('410122102', spring)]).toEqual([2, 4])
    expect([await of('410122101', summer), await of('410122102', summer)]).toEqual([3, 3])
    expect(await figure('toilet_density', summer, '410122103')).toMatchObject({ value: null, status: 'no-data' })
  })
})

describe('stalls', () => {
  it('are women’s over men’s and urinals of what was open, the unknown only named', async () => {
    expect(await figure('toilet_stalls', winter)).toMatchObject({ numerator: 27, denominator: 16, value: 27 / 16 })
    expect(await figure('toilet_stalls', spring)).toMatchObject({ numerator: 24, denominator: 13 })
    expect(await figure('toilet_stalls', summer)).toMatchObject({ numerator: 28, denominator: 15, status: 'met' })
    expect(await figure('toilet_stalls', winter, '410122101')).toMatchObject({ value: 15 / 11, missing: 2 })
    expect(await figure('toilet_stalls', summer, '410122102')).toMatchObject({ numerator: 8, denominator: 3 })
    expect(await counted('toilet_stalls', spring)).toEqual({
      'T1 · 女 6，男 2 + 小便位 2': [6, 4],
      'T2 · 女 6，男 2 + 小便位 2': [6, 4],
      'T4 · 厕位数不详': [0, 0],
      'T5 · 女 4，男 1 + 小便位 1': [4, 2],
      'T6 · 女 2，男 2 + 小便位 0': [2, 2],
      'T7 · 女 5，男 0 + 小便位 0': [5, 0],
      'T8 · 女 1，男 1 + 小便位 0': [1, 1],
      'T9 · 厕位数不详': [0, 0],
    })
  })

  it('meet their own ratio, the higher one where crowds are large', async () => {
    expect(await figure('toilet_stalls_met', winter)).toMatchObject({ numerator: 3, denominator: 7, missing: 4 })
    expect(await figure('toilet_stalls_met', spring)).toMatchObject({ numerator: 3, denominator: 6, value: 50 })
    expect(await figure('toilet_stalls_met', summer)).toMatchObject({ numerator: 3, denominator: 6 })
    expect(await figure('toilet_stalls_met', summer, '410122101')).toMatchObject({ numerator: 2, denominator: 3 })
    expect(await counted('toilet_stalls_met', summer)).toEqual({
      T1: [1, 1],
      'T2 · 女 6，男 2 + 小便位 2 · 人流密集': [0, 1],
      T3: [1, 1],
      'T4 · 厕位数不详': [0, 0],
      'T6 · 女 2，男 2 + 小便位 0': [0, 1],
      T7: [1, 1],
      'T8 · 女 1，男 1 + 小便位 0': [0, 1],
      'T9 · 厕位数不详': [0, 0],
    })
  })

  it('that nobody counted are no figure, and not zero', async () => {
    for (const id of ['toilet_stalls', 'toilet_stalls_met'])
      expect(await figure(id, summer, '410122103')).toMatchObject({ value: null, missing: null, status: 'no-data' })
  })

  it('stand against the nation’s standard, which sets no date', async () => {
    const [target, ...others] = (await figure('toilet_stalls', summer)).targets
    expect(target).toMatchObject({ issuer: 'nation', value: 1.5, due: null, document: 'CJJ 14-2016: 3:2' })
    expect(target?.noDate).toMatch(/no date/)
    expect(others).toEqual([])
  })

  it('are held against the ratio the county sets, from the day it sets it', async () => {
    const { database } = county()
    await database.query(`update settings set valid = daterange(null, '2026-06-15') where name = 'toilet_stall_ratio'`)
    await database.query(
      `insert into settings (name, value, valid)
       values ('toilet_stall_ratio', '{"usual": 1, "crowded": 1.5}', daterange('2026-06-15', null))`,
    )
    expect(await figure('toilet_stalls_met', spring)).toMatchObject({ numerator: 3, denominator: 6 })
    expect(await figure('toilet_stalls_met', summer)).toMatchObject({ numerator: 6, denominator: 6, status: 'met' })
  })
})

describe('a toilet', () => {
  it('tells all the register knows of it, and what is not known as nothing', async () => {
    const url = `/api/collections/toilets/items?datetime=${summer}&code=`
    const of = async (code: string) => (await county().get(url + code)).json().features[0].properties
    expect(await of('T1')).toMatchObject({
      hours: '06:00–22:00',
      all_day: null,
      third_room: true,
      baby_table: null,
      urinals: 2,
      stalls_ratio: 1.5,
      counted: 'yes',
    })
    expect(await of('T3')).toMatchObject({ built_on: '2026-06-01', valid: '2026-06-01/..', stalls_met: 'yes' })
    expect(await of('T4')).toMatchObject({ stalls_ratio: null, stalls_met: 'unknown' })
    expect(await of('T7')).toMatchObject({ stalls_ratio: null, stalls_met: 'yes' })
  })
})
