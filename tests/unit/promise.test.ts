import { beforeAll, describe, expect, it } from 'vitest'
import { startWords, wordsIn } from '#client/i18n/index.ts'
import { daysLeft, needOf, wayOf } from '#client/overview/promise.ts'
import { sayings, shortWord } from '#client/overview/say.ts'
import type { Lang } from '#client/scene/scene.ts'
import type { Figure, Indicator } from '#data/model/indicator.ts'
import toilets from '#data/themes/toilets/theme.ts'
import water from '#data/themes/water/theme.ts'

function createFigure(value: number | null, target: number | null, more: Partial<Figure> = {}): Figure {
  const none = { numerator: null, denominator: null, due: null, gap: null, missing: null, pace: null }
  return { area: '1', name: '1', value, target, status: 'behind', targets: [], explanation: '', ...none, ...more }
}

describe('the way to a target', () => {
  it('runs a little past the target where more is better, and as far as one has come', () => {
    expect(wayOf(createFigure(4.3, 8.6), 'more')).toEqual({ sewn: 0.43, target: 0.86 })
    expect(wayOf(createFigure(20, 8.6), 'more')).toEqual({ sewn: 1, target: 0.43 })
    expect(wayOf(createFigure(0, 0), 'more')).toEqual({ sewn: 0, target: 0 })
  })

  it('is the share already done away with where less is better', () => {
    expect(wayOf(createFigure(4, 0, { denominator: 16 }), 'less')).toEqual({ sewn: 0.75, target: 1 })
    expect(wayOf(createFigure(0, 0, { denominator: 16 }), 'less')).toEqual({ sewn: 1, target: 1 })
    // of no known whole, what is left is all there is to do
    expect(wayOf(createFigure(4, 0), 'less')).toEqual({ sewn: 0, target: 1 })
    expect(wayOf(createFigure(0, 3, { denominator: 16 }), 'less')).toEqual({ sewn: 1, target: 1 })
  })

  it('is none without a figure or a target', () => {
    expect(wayOf(createFigure(null, 8.6), 'more')).toBeNull()
    expect(wayOf(createFigure(4.3, null), 'more')).toBeNull()
  })
})

describe('the time left', () => {
  it('is counted from the day of the figures, below zero once it has passed; none where no day is set', () => {
    expect(daysLeft(createFigure(1, 2, { due: '2026-12-31' }), '2026-12-01')).toBe(30)
    expect(daysLeft(createFigure(1, 2, { due: '2026-12-31' }), '2026-12-31')).toBe(0)
    expect(daysLeft(createFigure(1, 2, { due: '2026-12-31' }), '2027-01-02')).toBe(-2)
    expect(daysLeft(createFigure(1, 2), '2026-12-01')).toBeNull()
  })

  it.each([
    [30, 30, { every: 'day', count: 1 }],
    [45, 30, { every: 'day', count: 1.5 }],
    [29, 30, { every: 'days', days: 1 }],
    [4, 30, { every: 'days', days: 7 }],
    [0, 30, null],
    [-3, 30, null],
    [null, 30, null],
    [4, 0, null],
    [4, -1, null],
    [4, null, null],
  ] as const)('of %s missing and %s days is spread as %j', (missing, days, need) => {
    expect(needOf(missing, days)).toEqual(need)
  })
})

describe('a promise in words', () => {
  beforeAll(() => startWords('zh-CN'))

  it('is told in Chinese', () => {
    expect(told('zh-CN', first(toilets.indicators))).toEqual([
      ['没有数据', '3.5 座/km²', '≥ 4 座/km²', '≥ 4.5 座/km²'],
      ['', '不差', '还差 1 座', '还差 1,234 座'],
      [null, '需每天 1.5 座', '需每天 12 座', '需每天 1 座', '需每 7 天 1 座'],
      ['今天到期', '余 30 天', '已过期 2 天'],
      ['—', '±0', '+0.4', '−0.4'],
    ])
    expect(told('zh-CN', first(water.indicators))[0]?.at(-2)).toBe('≤ 4 处')
    expect(told('zh-CN', first(water.indicators))[1]?.at(-2)).toBe('还剩 1 处')
  })

  it('is told in English', () => {
    expect(told('en', first(toilets.indicators))).toEqual([
      ['no data', '3.5 per km²', '≥ 4 per km²', '≥ 4.5 per km²'],
      ['', 'none missing', '1 toilet missing', '1,234 toilets missing'],
      [null, 'needs 1.5 a day', 'needs 12 a day', 'needs 1 a day', 'needs 1 every 7 days'],
      ['due today', '30 days left', '2 days overdue'],
      ['—', '±0', '+0.4', '−0.4'],
    ])
  })

  it('says nothing of a target of none at all but how many that is', () => {
    expect(plain(sayings(first(water.indicators), wordsIn('zh-CN')).target(0))).toBe('0 处')
  })

  it('is told in a list by the shortest word', () => {
    const short = (figure: Figure, indicator: Indicator, lang: Lang) =>
      plain(shortWord(figure, indicator, wordsIn(lang)))
    const [density, remaining] = [first(toilets.indicators), first(water.indicators)]
    expect(short(createFigure(3, 4, { missing: 5 }), density, 'zh-CN')).toBe('差 5 座')
    expect(short(createFigure(3, 4, { missing: 5 }), density, 'en')).toBe('5 short')
    expect(short(createFigure(2, 0, { missing: 2 }), remaining, 'zh-CN')).toBe('剩 2 处')
    expect(short(createFigure(2, 0, { missing: 2 }), remaining, 'en')).toBe('2 left')
    expect(short(createFigure(5, 4, { status: 'met', missing: 0 }), density, 'zh-CN')).toBe('达标')
    expect(short(createFigure(null, 4, { status: 'no-data' }), density, 'en')).toBe('no data')
    expect(short(createFigure(5, null, { status: 'no-target' }), density, 'zh-CN')).toBe('')
  })
})

/** What is said of values and targets, of what is missing, of what it takes, of the days left, and of changes. */
function told(lang: Lang, indicator: Indicator): (string | null)[][] {
  const words = sayings(indicator, wordsIn(lang))
  const needs = [
    [0, 30],
    [45, 30],
    [360, 30],
    [29, 30],
    [4, 30],
  ] as const
  return [
    [words.full(null), words.full(3.5), words.target(4), words.target(4.5)],
    [null, 0, 1, 1234].map(words.missing),
    needs.map(([missing, days]) => words.need(missing, days)),
    [0, 30, -2].map(words.days),
    [null, 0, 0.4, -0.4].map(words.change),
  ].map((line) => line.map((text) => text && plain(text)))
}

function first(indicators: Indicator[]): Indicator {
  const [indicator] = indicators
  if (indicator === undefined) throw new Error('a theme without a figure')
  return indicator
}

/** Spaces that do not break are still spaces. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
