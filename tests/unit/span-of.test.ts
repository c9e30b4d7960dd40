import { expect, it } from 'vitest'
import { spanOf } from '#server/imports/span-of.ts'

it.each([
  [{}, { valid: '[2026-05-01,)' }],
  [{ valid_from: '2026-01-01' }, { valid: '[2026-01-01,)' }],
  [{ valid_from: '2026-01-01', valid_to: '2026-01-02' }, { valid: '[2026-01-01,2026-01-02)' }],
  [{ valid_to: '2026-05-02' }, { valid: '[2026-05-01,2026-05-02)' }],
  [{ valid_from: '2026-01-02', valid_to: '2026-01-02' }, { fault: 'it ends before it begins' }],
  [{ valid_to: '2026-05-01' }, { fault: 'it ended before 2026-05-01, the day it is to begin; give its first day too' }],
])('%j as of 2026-05-01 holds %j', (row, span) => {
  expect(spanOf(row, '2026-05-01')).toEqual(span)
})
