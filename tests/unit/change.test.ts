import { describe, expect, it } from 'vitest'
import type { EvidenceRow } from '#client/api/types.ts'
import { changeOf } from '#client/overview/change.ts'
import { differences } from '#client/overview/differences.ts'

describe('the change of a figure', () => {
  const more = { better: 'more', decimals: 1 } as const

  it.each([
    [4.7, 3.9, 0.8, 'better'],
    [3.9, 4.7, -0.8, 'worse'],
    // what is too small to be told is none
    [4.72, 4.71, 0, 'same'],
    [null, 4.7, null, 'unknown'],
    [4.7, null, null, 'unknown'],
  ])('from %s back to %s is %s, %s', (now, before, by, turn) => {
    expect(changeOf(now, before, more)).toMatchObject({ by, turn })
  })

  it('is for the better where less is', () => {
    expect(changeOf(2, 5, { better: 'less', decimals: 0 })).toEqual({ before: 5, by: -3, turn: 'better' })
  })
})

describe('what changed between two days', () => {
  const row = (fid: number, numerator: number, denominator = 1, area = '410122001'): EvidenceRow => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [114, 34] },
    properties: { collection: 'roads', fid, area, numerator, denominator, note: `road ${fid}` },
  })
  const told = (before: EvidenceRow[], now: EvidenceRow[]) =>
    differences(before, now).map(({ kind, numerator, denominator, row: { properties } }) => [
      properties.fid,
      kind,
      numerator,
      denominator,
    ])

  it('is what came, what went and what counts otherwise; the most first', () => {
    expect(told([row(1, 1), row(2, 0), row(4, 1)], [row(1, 1), row(2, 1), row(3, 5, 6)])).toEqual([
      [3, 'new', 5, 6],
      [2, 'changed', 1, 0],
      [4, 'gone', -1, -1],
    ])
  })

  it('is nothing where a border only cuts a thing otherwise', () => {
    const whole = [row(1, 3, 3)]
    const cut = [row(1, 1.2, 1.2), row(1, 1.8, 1.8, '410122002')]
    expect(told(whole, cut)).toEqual([])
  })
})
