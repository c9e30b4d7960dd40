import { beforeAll, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'
import { box, handMade } from './hand-made.ts'

const county = countyOfFile()
const { take, figure, counted } = handMade(county)

beforeAll(async () => {
  await take('areas', [[box(114, 34, 114.1, 34.1), { name: '县', code: '410122' }]])
  await take('water_bodies', [
    [box(114.01, 34.01, 114.02, 34.02), { name: '甲沟', stage: 'listed', listed_on: '2026-03-01' }],
    [
      box(114.03, 34.01, 114.04, 34.02),
      { name: '乙沟', stage: 'struck_off', listed_on: '2025-01-01', struck_off_on: '2026-06-01' },
    ],
    [box(114.05, 34.01, 114.06, 34.02), { name: '丙沟', stage: 'struck_off' }],
    [box(114.07, 34.01, 114.08, 34.02), { name: '丁沟', stage: 'unlisted' }],
  ])
})

it('one row tells the whole course of a water: listed from its date on, struck off from its date on', async () => {
  const course = async (at: string) => {
    const { numerator, denominator, missing } = await figure('black_water_remaining', at)
    return [numerator, denominator, missing]
  }
  expect(await course('2026-02-28')).toEqual([1, 2, 1])
  expect(await course('2026-03-01')).toEqual([2, 3, 2])
  expect(await course('2026-05-31')).toEqual([2, 3, 2])
  expect(await course('2026-06-01')).toEqual([1, 3, 1])
  expect(await counted('black_water_remaining', '2026-02-28')).toEqual({
    '乙沟 · 未销号': [1, 1],
    '丙沟 · 已销号': [0, 1],
  })
})
