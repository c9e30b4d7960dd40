import { expect, it } from 'vitest'
import { metresPerPixel, roundLength } from '#client/taking/scale.ts'

it.each([
  [4.9, 2],
  [5, 5],
  [9999, 5000],
  [10_000, 10_000],
  [0.3, 0.2],
])('with room for %d m the bar is %d m', (most, length) => {
  expect(roundLength(most)).toBeCloseTo(length, 9)
})

it('is true at its latitude', () => {
  expect(metresPerPixel(0, 0)).toBeCloseTo(78_271.517, 2)
  expect(metresPerPixel(60, 1)).toBeCloseTo(78_271.517 / 4, 2)
})
