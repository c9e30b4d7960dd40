import type { Geometry } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

// Two townships, five compounds (C…) and three villages (V…). C2 begins to sort in April and V3 in June; C1 fails
// in May after it passed, C3 passes in June after it failed.
const county = countyOfFile()
const { take, figure, counted } = handMade(county)
const [march, july] = ['2026-03-15', '2026-07-01'] as const

beforeAll(async () => {
  await take('areas', [
    [box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }],
    [box(114.1, 34, 114.2, 34.1), { name: '乙镇', code: '410122102' }],
  ])
  const west = point(114.06, 34.03)
  const east = point(114.12, 34.03)
  const one = (at: Geometry, code: string, households: number | null, sorted: boolean, span: object = {}) =>
    [at, { code, name: code, households, sorted, ...span }] as [Geometry, Record<string, string | number | boolean>]
  const compounds = await take('compounds', [
    one(west, 'C1', 100, true),
    one(west, 'C2', 300, false, { valid_from: '2026-01-01', valid_to: '2026-04-01' }),
    one(west, 'C2', 300, true, { valid_from: '2026-04-01' }),
    one(east, 'C3', null, true),
    one(east, 'C4', 200, false),
    one(east, 'C5', 400, true),
  ])
  const villages = await take('villages', [
    one(west, 'V1', 50, true),
    one(east, 'V2', 60, false),
    one(east, 'V3', 70, false, { valid_from: '2026-01-01', valid_to: '2026-06-01' }),
    one(east, 'V3', 70, true, { valid_from: '2026-06-01' }),
  ])
  const on = (day: string, passed: boolean, of: object) => ({ inspected_on: day, valid_from: day, passed, ...of })
  const inspections = await take('sorting_inspections', [
    [null, { code: 'J1', ...on('2026-02-01', true, { compound: 'C1' }) }],
    // taken in with a day before its own: it is not known before it happened
    [null, { code: 'J2', inspected_on: '2026-05-01', passed: false, compound: 'C1', score: 61 }],
    [null, { code: 'J3', ...on('2026-04-15', true, { compound: 'C2' }) }],
    [null, { code: 'J4', ...on('2026-01-20', false, { compound: 'C3' }) }],
    [null, { code: 'J5', ...on('2026-06-01', true, { compound: 'C3' }) }],
    [null, { code: 'J6', ...on('2026-03-01', true, { village: 'V1' }) }],
    // withdrawn after ten days
    [null, { code: 'J9', ...on('2026-06-10', false, { village: 'V1' }), valid_to: '2026-06-20' }],
    [null, { code: 'J7', ...on('2026-09-01', true, { compound: 'C5' }) }],
    [null, { code: 'J8', ...on('2026-09-01', false, { compound: 'C5' }) }],
  ])
  expect([compounds, villages, inspections]).toEqual([[], [], []])
})

describe('the shares of compounds', () => {
  it.each([
    ['waste_sorting_coverage', march, 3, 5, 60],
    ['waste_sorting_coverage', july, 4, 5, 80],
    ['waste_sorting_passed', march, 1, 5, 20],
    ['waste_sorting_passed', july, 2, 5, 40],
    ['waste_sorting_households', march, 500, 1000, 50],
    ['waste_sorting_households', july, 800, 1000, 80],
    ['waste_sorting_passed_households', march, 100, 1000, 10],
    ['waste_sorting_passed_households', july, 300, 1000, 30],
  ] as const)('%s on %s is %d of %d', async (id, at, numerator, denominator, value) => {
    expect(await figure(id, at)).toMatchObject({ numerator, denominator, value })
  })

  it('are of each unit its own', async () => {
    const of = async (id: string, area: string) => (await figure(id, july, area)).numerator
    expect([await of('waste_sorting_coverage', '410122101'), await of('waste_sorting_coverage', '410122102')]).toEqual([
      2, 2,
    ])
    expect(await figure('waste_sorting_households', july, '410122102')).toMatchObject({
      numerator: 400,
      denominator: 600,
    })
  })

  it('name what is missing, and the unknown without counting it', async () => {
    expect(await counted('waste_sorting_coverage', march)).toEqual({
      C1: [1, 1],
      'C2 · 未分类收运': [0, 1],
      C3: [1, 1],
      'C4 · 未分类收运': [0, 1],
      C5: [1, 1],
    })
    expect(await counted('waste_sorting_passed', july)).toEqual({
      'C1 · 最近检查未达标': [0, 1],
      C2: [1, 1],
      C3: [1, 1],
      'C4 · 未分类收运': [0, 1],
      'C5 · 未检查': [0, 1],
    })
    expect(await counted('waste_sorting_households', march)).toEqual({
      C1: [100, 100],
      'C2 · 未分类收运': [0, 300],
      'C3 · 户数不详': [0, 0],
      'C4 · 未分类收运': [0, 200],
      C5: [400, 400],
    })
    expect(await counted('waste_sorting_passed_households', march)).toMatchObject({
      C1: [100, 100],
      'C3 · 最近检查未达标 · 户数不详': [0, 0],
      'C5 · 未检查': [0, 400],
    })
  })

  it('change on the day of an inspection and not before; of two on one day the stricter holds', async () => {
    const notes = async (at: string) => Object.keys(await counted('waste_sorting_passed', at))
    expect(await notes('2026-04-14')).toContain('C2 · 未检查')
    expect(await notes('2026-04-30')).toEqual(expect.arrayContaining(['C1', 'C2']))
    expect(await notes('2026-05-01')).toContain('C1 · 最近检查未达标')
    expect(await notes('2026-09-01')).toContain('C5 · 最近检查未达标')
  })

  it('stand against the county’s 70 % and the city’s 40 % by compounds, and against none else', async () => {
    const before = await figure('waste_sorting_coverage', march)
    expect(before).toMatchObject({ target: 70, gap: 10, missing: 1, status: 'at-risk' })
    expect(before.targets.map(({ value, status }) => [value, status])).toEqual([
      [70, 'at-risk'],
      [40, 'met'],
    ])
    expect(await figure('waste_sorting_coverage', july)).toMatchObject({ status: 'met', missing: 0 })
    for (const id of ['waste_sorting_passed', 'waste_sorting_households', 'village_sorting_coverage'])
      expect(await figure(id, march)).toMatchObject({ target: null, gap: null, status: 'no-target', targets: [] })
  })
})

describe('the shares of villages', () => {
  it.each([
    ['village_sorting_coverage', march, 1, 3],
    ['village_sorting_coverage', july, 2, 3],
    ['village_sorting_passed', march, 1, 3],
    ['village_sorting_passed', july, 1, 3],
  ] as const)('%s on %s is %d of %d', async (id, at, numerator, denominator) => {
    expect(await figure(id, at)).toMatchObject({ numerator, denominator })
  })

  it('never hold a compound, nor those of compounds a village', async () => {
    const { database, catalogue } = county()
    for (const id of [...catalogue.indicators.keys()].filter((name) => /sorting/.test(name))) {
      const rows = await database.query<{ collection: string }>(`select distinct collection from ${id}_evidence($1)`, [
        july,
      ])
      expect(rows, id).toEqual([{ collection: id.startsWith('village') ? 'villages' : 'compounds' }])
    }
  })
})

describe('what is known of a place', () => {
  it('is its latest inspection, and nothing where nobody came', async () => {
    const passed = async (collection: string, at: string) => {
      const { features } = (await county().get(`/api/collections/${collection}/items?datetime=${at}`)).json()
      const places = features.map((f: { properties: { code: string; passed: boolean | null } }) => f.properties)
      return places
        .sort((a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1))
        .map(({ passed }: { passed: boolean | null }) => passed)
    }
    expect(await passed('compounds', march)).toEqual([true, null, false, null, null])
    expect(await passed('compounds', july)).toEqual([false, true, true, null, null])
    expect(await passed('villages', july)).toEqual([true, null, null])
  })

  it('comes from an inspection of one place: of both or of none it is refused with a sentence', async () => {
    const wrong = (of: object) => take('sorting_inspections', [[null, { code: 'J10', ...inspected, ...of }]])
    const inspected = { inspected_on: '2026-02-01', passed: true }
    for (const of of [{}, { compound: 'C1', village: 'V1' }])
      await expect(wrong(of)).rejects.toThrow(/an inspection is of one compound or of one village/)
    expect(
      (await county().get('/api/collections/sorting_inspections/items?datetime=2026-09-02')).json().features,
    ).toHaveLength(8)
  })
})
