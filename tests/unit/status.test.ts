import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figureValue, gapOf, missingOf, paceOf, statusOf } from '#data/model/status.ts'

const more = { better: 'more', value: 'ratio', missing: 'whole' } as const
const share = { better: 'more', value: 'percent', missing: 'whole' } as const
const less = { better: 'less', value: 'count', missing: 'left' } as const

describe('a figure', () => {
  it('is a ratio, a percentage or a count of its sums', () => {
    expect(figureValue(more, { numerator: 29, denominator: 6.3 })).toBeCloseTo(4.603, 3)
    expect(figureValue(share, { numerator: 42, denominator: 60 })).toBe(70)
    expect(figureValue(less, { numerator: 3, denominator: 9 })).toBe(3)
  })
  it('is nothing, and not zero, where there is nothing to divide by', () => {
    expect(figureValue(more, { numerator: 0, denominator: 0 })).toBeNull()
  })
})

describe('what is missing', () => {
  it('is whole things', () => {
    expect(missingOf(more, { numerator: 29, denominator: 6.3, short: 0 }, 6)).toBe(9)
    expect(missingOf(share, { numerator: 41, denominator: 60, short: 19 }, 70)).toBe(1)
    expect(missingOf({ ...share, missing: 'short' }, { numerator: 8, denominator: 10, short: 3 }, 100)).toBe(3)
    expect(missingOf(less, { numerator: 3, denominator: 9, short: 0 }, 0)).toBe(3)
  })
  it('is not rounded up by the dust of floating point', () => {
    expect(missingOf(share, { numerator: 42, denominator: 60, short: 0 }, 70)).toBe(0)
    expect(missingOf(more, { numerator: 0, denominator: 79.56, short: 0 }, 6)).toBe(478)
  })
  it('is never negative, and nor is the gap', () => {
    const sums = fc.record({
      numerator: fc.double({ min: 0, max: 1e6, noNaN: true }),
      denominator: fc.double({ min: 0, max: 1e6, noNaN: true }),
      short: fc.nat(1000),
    })
    fc.assert(
      fc.property(sums, fc.double({ min: 0, max: 100, noNaN: true }), (s, target) => {
        for (const rule of [more, share, less]) {
          expect(missingOf(rule, s, target)).toBeGreaterThanOrEqual(0)
          expect(gapOf(rule, figureValue(rule, s) ?? 0, target)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('pace', () => {
  it('says what is needed, what happens, and where that leads', () => {
    const pace = paceOf(more, 4.5, 6, '2026-12-31', '2026-11-24', { day: '2026-08-26', value: 3.6 })
    expect(pace.needed).toBeCloseTo(1.5 / 37, 10)
    expect(pace.present).toBeCloseTo(0.01, 10)
    expect(pace.reaches).toBeCloseTo(4.87, 10)
  })
  it('counts downwards where less is better', () => {
    const pace = paceOf(less, 3, 0, '2026-12-31', '2026-12-21', { day: '2026-12-01', value: 5 })
    expect(pace).toEqual({ needed: -0.3, present: -0.1, reaches: 2, per: 'day' })
  })
  it('has no need and no end without a date', () => {
    expect(paceOf(less, 3, 0, null, '2026-11-24', undefined)).toEqual({
      needed: null,
      present: null,
      reaches: null,
      per: 'day',
    })
  })
})

describe('status', () => {
  it.each([
    [more, 6, 6, null, 'met'],
    [more, 4.8, 6, null, 'at-risk'],
    [more, 4.79, 6, null, 'behind'],
    [more, 5.9, 6, { present: 0, reaches: 5.9 }, 'behind'],
    [more, 2, 6, { present: 1, reaches: 9 }, 'at-risk'],
    [less, 0, 0, null, 'met'],
    [less, 1, 0, null, 'behind'],
    [less, 1, 0, { present: -0.1, reaches: -2 }, 'at-risk'],
    [less, 1, 0, { present: -0.1, reaches: null }, 'behind'],
    [more, null, 6, null, 'no-data'],
    [more, null, null, null, 'no-data'],
    [more, 5, null, null, 'no-target'],
  ] as const)('%j at %s of %s with pace %j is %s', (rule, value, target, pace, status) => {
    expect(statusOf(rule, value, target, pace)).toBe(status)
  })
})
