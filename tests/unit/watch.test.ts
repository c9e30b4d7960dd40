import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ailmentOf, healing, minute, oftenLost, type Signs, second, tolerance } from '#client/watch/ailment.ts'
import { type Begun, begun, mayBegin } from '#client/watch/back-off.ts'

const well: Signs = {
  lost: [],
  shaken: null,
  unwhole: null,
  overdue: Number.NEGATIVE_INFINITY,
  threw: [],
  stood: [],
  awake: 0,
}
const now = 1_000 * minute

describe('a page of the wall', () => {
  it.each<[string, Partial<Signs>, string | null]>([
    ['is well', {}, null],
    ['heals after a first loss', { lost: [now - second], shaken: now - second }, null],
    ['has not healed in time', { lost: [now - healing], shaken: now - healing }, 'graphics did not come back'],
    ['lost its graphics twice', { lost: [now - 9 * minute, now - second] }, 'graphics lost again'],
    ['lost them long ago', { lost: [now - oftenLost, now - second] }, null],
    ['draws for a while', { unwhole: now - 2 * minute }, null],
    ['never comes to an end', { unwhole: now - 3 * minute }, 'map never whole'],
    ['changes a little late', { overdue: tolerance - 1 }, null],
    ['does not change', { overdue: tolerance }, 'scene late'],
    ['failed once', { threw: [now - second] }, null],
    ['failed twice at once', { threw: [now - 2 * second, now - second] }, 'failed again'],
    ['failed twice in an hour', { threw: [now - 60 * minute, now - second] }, null],
    ['stood still four times', { stood: [8, 6, 4, 2].map((ago) => now - ago * minute) }, null],
    ['stood still all the time', { stood: [9, 8, 6, 4, 2].map((ago) => now - ago * minute) }, 'stood still'],
  ])('that %s', (_what, signs, ailment) => {
    expect(ailmentOf({ ...well, ...signs }, now)).toBe(ailment)
  })

  it('that slept is given its time before it is found late, unwhole or unhealed', () => {
    const slept = { ...well, overdue: 600 * minute, unwhole: now - 600 * minute, shaken: now - 600 * minute }
    expect(ailmentOf({ ...slept, awake: now - second }, now)).toBeNull()
    expect(ailmentOf({ ...slept, awake: now - healing }, now)).toBe('graphics did not come back')
    expect(ailmentOf({ ...slept, shaken: null, awake: now - tolerance }, now)).toBe('scene late')
    expect(ailmentOf({ ...slept, shaken: null, overdue: 0, awake: now - 3 * minute }, now)).toBe('map never whole')
  })
})

describe('a page that begins anew', () => {
  /** When a page that is never well begins anew in so long, looking each second. */
  function moments(span: number): number[] {
    const all: number[] = []
    let before: Begun | null = null
    for (let at = 0; at <= span; at += second) {
      if (!mayBegin(before, at)) continue
      before = begun(before, at, 'scene late')
      all.push(at / minute)
    }
    return all
  }

  it('does so at once, then after 1, 2, 4, 8, 16, 32 minutes, and then every hour', () => {
    expect(moments(5 * 60 * minute)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243])
  })

  it('begins to count from the first again after it was well for hours', () => {
    const before = { times: 7, last: 0, why: '' }
    expect(begun(before, 5 * 60 * minute, 'scene late').times).toBe(7)
    expect(begun(before, 6 * 60 * minute, 'scene late')).toEqual({ times: 1, last: 6 * 60 * minute, why: 'scene late' })
  })

  it('waits for no longer where its clock was put back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (off) => {
        const before = begun(null, now, 'scene late')
        expect(mayBegin(before, now + off)).toBe(Math.abs(off) >= minute)
      }),
    )
  })
})
