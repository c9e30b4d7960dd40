import { describe, expect, it } from 'vitest'
import { ordered } from '#client/overview/promise.ts'
import { worstFirst } from '#client/overview/worst.ts'
import type { Figure } from '#data/model/indicator.ts'
import type { Mark } from '#data/model/theme.ts'
import water from '#data/themes/water/theme.ts'

const [layer] = water.layers
const water_ = (name: string, mark: Mark, verdict: string | null) => ({
  collection: 'water_bodies',
  fid: name.length,
  name,
  mark,
  layer,
  properties: { verdict },
  geometry: { type: 'Point' as const, coordinates: [114, 34] },
})

describe('what falls short', () => {
  it('is told by how bad it is, then by its state; what is done is not among it', () => {
    const things = [
      water_('done', 'met', 'clear'),
      water_('unknown', 'behind', null),
      water_('relapsed', 'at-risk', 'mild'),
      water_('mild', 'behind', 'mild'),
      water_('severe', 'at-risk', 'severe'),
    ]
    expect(worstFirst(things as never).map(({ name }) => name)).toEqual(['severe', 'mild', 'relapsed', 'unknown'])
  })
})

describe('units', () => {
  const unit = (
    name: string,
    value: number | null,
    target: number | null,
    gap: number | null,
    missing: number | null,
  ) => ({ name, value, target, gap, missing }) as Figure
  const names = (rows: Figure[], order: 'gap' | 'missing', better: 'more' | 'less') =>
    ordered(rows, order, better, 'en').map(({ name }) => name)
  it('that are farthest from the target, and those that lack most, need not be the same', () => {
    const rows = [
      unit('a', 6.4, 6, 0, 0),
      unit('b', 3.1, 6, 2.9, 17),
      unit('c', 1.6, 6, 4.4, 9),
      unit('d', null, 6, null, null),
    ]
    expect(names(rows, 'gap', 'more')).toEqual(['c', 'b', 'a', 'd'])
    expect(names(rows, 'missing', 'more')).toEqual(['b', 'c', 'a', 'd'])
  })
  it('without a target begin with the worst, and end with those without data', () => {
    const rows = [unit('a', 0, null, null, null), unit('b', null, null, null, null), unit('c', 2, null, null, null)]
    expect(names(rows, 'gap', 'less')).toEqual(['c', 'a', 'b'])
    expect(names(rows, 'gap', 'more')).toEqual(['a', 'c', 'b'])
  })
})
