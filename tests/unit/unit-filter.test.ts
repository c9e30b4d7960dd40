import { describe, expect, it } from 'vitest'
import { allUnits, wantedOf } from '#client/overview/unit-filter.tsx'
import type { Figure } from '#data/model/indicator.ts'

const row = (area: string, name: string, status: Figure['status']) =>
  ({ area, name, status, target: status === 'no-target' ? null : 6 }) as Figure
const states = ['behind', 'at-risk', 'met', 'no-data'] as const
const rows = Array.from({ length: 16 }, (_, n) =>
  row(`${n}`, `Unit ${n} ${n % 2 ? 'Hill' : 'lake'}`, states[n % 4] ?? 'met'),
)
const areas = (found: Figure[]) => found.map(({ area }) => Number(area))

describe('the units that are listed', () => {
  it('are all, in the order they came in, until some are wanted', () => {
    expect(wantedOf(rows, allUnits)).toEqual(rows)
  })

  it.each([
    ['short', [0, 1, 4, 5, 8, 9, 12, 13]],
    ['met', [2, 6, 10, 14]],
    ['no-data', [3, 7, 11, 15]],
  ] as const)('are those that are %s', (state, expected) => {
    expect(areas(wantedOf(rows, { state, name: '' }))).toEqual(expected)
  })

  it('are those with this in their name, however it is written', () => {
    expect(areas(wantedOf(rows, { state: 'met', name: ' LAKE ' }))).toEqual([2, 6, 10, 14])
    expect(areas(wantedOf(rows, { state: 'all', name: '1 hi' }))).toEqual([1, 11])
    expect(wantedOf(rows, { state: 'met', name: 'hill' })).toEqual([])
  })

  it('hold the one that is chosen, whatever is wanted', () => {
    expect(areas(wantedOf(rows, { state: 'met', name: '' }, ({ area }) => area === '5'))).toEqual([2, 5, 6, 10, 14])
  })

  it('are all where a choice is not offered: few of them by name, without a target by state', () => {
    const few = rows.slice(0, 4)
    expect(wantedOf(few, { state: 'all', name: 'hill' })).toEqual(few)
    const aimless = [row('1', 'a', 'no-target'), row('2', 'b', 'no-target')]
    expect(wantedOf(aimless, { state: 'short', name: '' })).toEqual(aimless)
  })
})
