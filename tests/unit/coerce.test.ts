import { describe, expect, it } from 'vitest'
import type { Property } from '#data/model/theme.ts'
import { coerce } from '#server/imports/coerce.ts'

const title = { zh: '列', en: 'column' }
const property = (type: Property['type'], rest: Partial<Property> = {}): Property => ({
  name: 'p',
  type,
  title,
  ...rest,
})
const choice = property('choice', {
  choices: { open: { zh: '开放', en: 'open' }, closed: { zh: '停用', en: 'closed' } },
})

describe('a value from a file', () => {
  it.each([
    [property('integer'), ' 12 ', 12],
    [property('integer'), 12, 12],
    [property('number'), '3.5', 3.5],
    [property('boolean'), '是', true],
    [property('boolean'), 'No', false],
    [property('boolean'), 0, false],
    [property('date'), '2026/3/1', '2026-03-01'],
    [property('date'), '20260301', '2026-03-01'],
    [property('date'), '2026年3月1日', '2026-03-01'],
    [property('date'), '2026-03-01T00:00:00', '2026-03-01'],
    [choice, '停用', 'closed'],
    [choice, 'open', 'open'],
    [property('text'), '', null],
    [property('text'), '  ', null],
    [property('text'), undefined, null],
    [property('text'), 7, '7'],
    [property('text'), '{"a":1}', '{"a":1}'],
    [property('reference'), '410122', '410122'],
    [property('reference'), '{"adcode":410100}', null],
  ])('%o takes %o as %o', (of, given, value) => {
    expect(coerce(of, given)).toEqual({ value })
  })
  it.each([
    [property('integer'), '1.5'],
    [property('integer'), '3000000000'],
    [property('integer', { minimum: 1, maximum: 3 }), 4],
    [property('integer'), true],
    [property('number'), 'many'],
    [property('boolean'), 'maybe'],
    [property('date'), '2026-02-31'],
    [property('date'), '202611'],
    [property('date'), '2026112'],
    [property('date'), '2026-11-24 至 2027-11-24'],
    [property('integer'), '0x10'],
    [property('number'), '1,234'],
    [property('number'), true],
    [choice, '半开'],
    [property('text'), 'a\0b'],
  ])('%o refuses %o', (of, given) => {
    expect(coerce(of, given)).toHaveProperty('fault')
  })
})
