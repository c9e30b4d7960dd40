import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Standard, standards } from '#data/standards/water/standard.ts'
import { gradeBody, gradePoint, gradeReading, severeSections } from '#data/themes/water/grade-water.ts'
import type { GradedPoint, Reading, Rule, Verdict } from '#data/themes/water/verdict.ts'

const [of2015, of2022] = ['2015', '2022'].map((id) => standards.get(id)) as [Standard, Standard]
const rule: Rule = { standard: of2015, days: 30 }
const clean: Reading = { depth: 80, transparency: 40, dissolved_oxygen: 5, orp: 120, ammonia: 2 }
const reading = (found: Partial<Reading>): Reading => ({ ...clean, ...found })
const times = (n: number, found: Partial<Reading>) => Array.from({ length: n }, () => reading(found))
const point = (verdict: Verdict, sequence: number | null): GradedPoint => ({
  verdict,
  sequence,
  name: `P${sequence ?? ''}`,
  reasons: [{ zh: '依据。', en: 'A reason.' }],
})
const along = (...verdicts: Verdict[]) => verdicts.map((verdict, i) => point(verdict, i + 1))
const zh = ({ reasons }: { reasons: { zh: string }[] }) => reasons.map((reason) => reason.zh).join('')

describe('the standards', () => {
  it('are two: four indicators since 2015, three without redox potential since 2022, which nobody has checked', () => {
    expect(of2015.indicators.map(({ id }) => id)).toEqual(['transparency', 'dissolved_oxygen', 'orp', 'ammonia'])
    expect(of2022.indicators.map(({ id }) => id)).toEqual(['transparency', 'dissolved_oxygen', 'ammonia'])
    expect([of2015.checked, of2022.checked]).toEqual([true, false])
  })
})

describe('a reading', () => {
  it.each([
    // on the limit of mild it passes, on the limit of severe it is mild
    [{ dissolved_oxygen: 2 }, 'clear'],
    [{ dissolved_oxygen: 1.99 }, 'mild'],
    [{ dissolved_oxygen: 0.2 }, 'mild'],
    [{ dissolved_oxygen: 0.19 }, 'severe'],
    [{ ammonia: 8 }, 'clear'],
    [{ ammonia: 8.01 }, 'mild'],
    [{ ammonia: 15 }, 'mild'],
    [{ ammonia: 15.01 }, 'severe'],
    [{ orp: 50 }, 'clear'],
    [{ orp: 49 }, 'mild'],
    [{ orp: -200 }, 'mild'],
    [{ orp: -201 }, 'severe'],
    [{ transparency: 25 }, 'clear'],
    [{ transparency: 24.9 }, 'mild'],
    [{ transparency: 10 }, 'mild'],
    [{ transparency: 9.9 }, 'severe'],
    // 25 cm of water are deep enough for the limits; shallower is judged by the share of its depth
    [{ depth: 25, transparency: 24 }, 'mild'],
    [{ depth: 24, transparency: 24 }, 'clear'],
    [{ depth: 24, transparency: 23 }, 'mild'],
    [{ depth: 20, transparency: 8 }, 'mild'],
    [{ depth: 20, transparency: 7.9 }, 'severe'],
    [{ depth: 12, transparency: 4.8 }, 'mild'],
    [{ depth: 9, transparency: 9 }, 'clear'],
    [{ depth: null, transparency: 24 }, 'mild'],
    // as bad as its worst, and by what was read
    [{ ammonia: 9, orp: -250 }, 'severe'],
    [{ orp: null, ammonia: null }, 'clear'],
    [{ transparency: null, dissolved_oxygen: null, orp: null, ammonia: null }, 'no-verdict'],
  ] as const)('of %j is %s', (found, verdict) => {
    const graded = gradeReading(of2015, reading(found))
    expect(graded.verdict).toBe(verdict)
    expect(graded.reasons).toHaveLength(1)
  })

  it('is told with its number and the limit it passes', () => {
    expect(gradeReading(of2015, reading({ dissolved_oxygen: 0.15, ammonia: 9 })).reasons).toEqual([
      {
        zh: '溶解氧 0.15 mg/L，低于 0.2 mg/L：重度黑臭。',
        en: 'Dissolved oxygen 0.15 mg/L, below 0.2 mg/L: severely black-odorous.',
      },
    ])
    expect(zh(gradeReading(of2015, reading({ depth: 20, transparency: 7 })))).toBe(
      '透明度 7 cm，水深 20 cm 的 35 %：重度黑臭。',
    )
  })

  it('is not judged by an indicator its standard does not have', () => {
    expect(gradeReading(of2022, reading({ orp: -300 })).verdict).toBe('clear')
  })
})

describe('a point', () => {
  const mixed = (n: number, severe: Partial<Reading>, of: number) => [
    ...times(severe ? n : 0, severe),
    ...times(of, {}),
  ]

  it.each([
    ['clear water', times(5, {}), 'clear'],
    ['means on the limits', times(4, { dissolved_oxygen: 2, ammonia: 8, orp: 50, transparency: 25 }), 'clear'],
    ['a mean made of 1.9, 2.0 and 2.1', [1.9, 2, 2.1].map((v) => reading({ dissolved_oxygen: v })), 'clear'],
    ['one bad reading that the mean takes up', mixed(1, { ammonia: 20 }, 4), 'clear'],
    ['six severe readings in ten whose mean is within the limit', mixed(6, { dissolved_oxygen: 0.1 }, 4), 'clear'],
    ['a mean beyond the limit', times(5, { ammonia: 8.1 }), 'mild'],
    ['one indicator severe in 60 %', mixed(3, { ammonia: 30 }, 2), 'severe'],
    ['one indicator severe in 50 %', mixed(2, { ammonia: 30 }, 2), 'mild'],
    ['two indicators severe in 30 %', mixed(3, { ammonia: 40, orp: -400 }, 7), 'severe'],
    ['two indicators severe in 25 %', mixed(1, { ammonia: 40, orp: -400 }, 3), 'mild'],
    ['one indicator severe in 30 %, another mild', mixed(3, { ammonia: 40, orp: -100 }, 7), 'mild'],
    ['shallow water, clear to the bottom', times(3, { depth: 18, transparency: 18 }), 'clear'],
    ['shallow water, not clear to the bottom', times(3, { depth: 18, transparency: 17 }), 'mild'],
    ['shallow water, under 40 % of its depth', times(3, { depth: 18, transparency: 7 }), 'severe'],
    ['two samplings', times(2, { ammonia: 30 }), 'no-verdict'],
    ['three samplings, two of them without redox potential', mixed(2, { orp: null }, 1), 'no-verdict'],
    ['none', [], 'no-verdict'],
  ] as const)('with %s', (_, readings, verdict) => {
    expect(gradePoint(rule, readings).verdict).toBe(verdict)
  })

  it('needs three readings of the indicators of its standard only', () => {
    expect(gradePoint({ ...rule, standard: of2022 }, times(3, { orp: null })).verdict).toBe('clear')
  })

  it('says why, with the numbers', () => {
    const severe = gradePoint(rule, [
      ...times(4, { dissolved_oxygen: 0.1 }),
      reading({ dissolved_oxygen: 1, ammonia: 9 }),
    ])
    expect(severe.reasons).toEqual([
      {
        zh: '30 天内溶解氧 5 次均值 0.28 mg/L，低于 2 mg/L。',
        en: 'Over 30 days dissolved oxygen averages 0.28 mg/L in 5 readings, below 2 mg/L.',
      },
      {
        zh: '溶解氧 5 次中 4 次低于 0.2 mg/L（80 % ≥ 60 %）：重度黑臭。',
        en: 'Dissolved oxygen below 0.2 mg/L in 4 of 5 readings (80 % ≥ 60 %): severely black-odorous.',
      },
    ])
    expect(zh(gradePoint(rule, times(2, {})))).toBe('30 天内监测 2 次，少于 3 次，无法评定。')
    expect(zh(gradePoint(rule, times(5, {})))).toMatch(/均值都在限值内：透明度 5 次均值 40 cm、/)
    expect(zh(gradePoint(rule, mixed(3, { ammonia: 40, orp: -400 }, 7)))).toMatch(
      /高于 15 mg\/L（30 % ≥ 30 %），2 项同时达到：重度黑臭。/,
    )
    expect(zh(gradePoint(rule, times(3, { depth: 18, transparency: 17 })))).toMatch(/为限值的 94.4 %/)
  })
})

describe('a section', () => {
  it.each([
    [along('severe', 'severe', 'severe', 'mild'), [[1, 2, 3]]],
    [along('severe', 'severe', 'mild', 'severe'), []],
    [along('severe', 'severe', 'no-verdict', 'severe'), []],
    [along('mild', 'severe', 'severe', 'severe', 'severe', 'clear', 'severe'), [[2, 3, 4, 5]]],
    [[point('severe', null), point('severe', null), point('severe', null)], []],
  ])('%#: is three severe points in a row', (points, sections) => {
    const found = severeSections(of2015, points)
    expect(found.map((run) => run.map(({ sequence }) => sequence))).toEqual(sections)
  })

  it('is told with the water it lies in', () => {
    expect(zh(gradeBody(rule, along('severe', 'severe', 'severe', 'mild', 'mild', 'mild')))).toMatch(
      /6 个可评定的点中 3 个重度（未达 60 %）、3 个轻度：轻度黑臭。P1至P3连续 3 个点重度：该段重度黑臭。/,
    )
  })
})

describe('a water', () => {
  it.each([
    [along(), 'no-verdict'],
    [along('severe', 'severe'), 'no-verdict'],
    [along('severe', 'severe', 'no-verdict'), 'no-verdict'],
    [along('clear', 'clear', 'clear'), 'clear'],
    [along('clear', 'clear', 'clear', 'no-verdict'), 'no-verdict'],
    [along('clear', 'clear', 'mild', 'no-verdict'), 'mild'],
    [along('severe', 'severe', 'severe', 'mild', 'clear'), 'severe'],
    [along('severe', 'severe', 'mild', 'mild', 'clear'), 'mild'],
    [along('clear', 'clear', 'severe'), 'mild'],
    [along('severe', 'severe', 'severe', 'clear', 'clear', 'no-verdict', 'no-verdict'), 'severe'],
  ] as const)('%#: is graded by its points', (points, verdict) => {
    const graded = gradeBody(rule, points)
    expect(graded.verdict).toBe(verdict)
    expect(graded.reasons.every(({ zh, en }) => zh.endsWith('。') && en.endsWith('.'))).toBe(true)
  })
})

describe('any grading', () => {
  const order: Verdict[] = ['clear', 'mild', 'severe']
  const rank = (verdict: Verdict) => order.indexOf(verdict)
  const value = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((n) => n / 10)
  const readings = fc.record({
    depth: fc.option(value(3, 60)),
    transparency: value(0, 60),
    dissolved_oxygen: value(0, 6),
    orp: value(-400, 200),
    ammonia: value(0, 40),
  })
  const series = fc.array(readings, { minLength: 3, maxLength: 9 })
  const waters = fc.array(series, { minLength: 1, maxLength: 7 })
  const worsened = (one: Reading, by: number): Reading => ({
    depth: one.depth,
    transparency: (one.transparency ?? 0) * (1 - by),
    dissolved_oxygen: (one.dissolved_oxygen ?? 0) * (1 - by),
    orp: (one.orp ?? 0) - 600 * by,
    ammonia: (one.ammonia ?? 0) + 40 * by,
  })
  const bodyOf = (points: Reading[][]) =>
    gradeBody(
      rule,
      points.map((one, i) => ({ name: `P${i}`, sequence: i, ...gradePoint(rule, one) })),
    )

  it('is never improved by more severe readings', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(waters, fc.nat(), fc.nat(), share, (points, at, when, by) => {
        const [place, turn] = [at % points.length, when % (points[at % points.length]?.length ?? 1)]
        const worse = points.map((one, i) =>
          i === place ? one.map((found, k) => (k === turn ? worsened(found, by) : found)) : one,
        )
        const [before, after] = [points[place] ?? [], worse[place] ?? []]
        expect(rank(gradePoint(rule, after).verdict)).toBeGreaterThanOrEqual(rank(gradePoint(rule, before).verdict))
        expect(rank(bodyOf(worse).verdict)).toBeGreaterThanOrEqual(rank(bodyOf(points).verdict))
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order of samples or of points', () => {
    const shuffled = waters.chain((points) =>
      fc.tuple(
        fc.constant(points),
        fc.tuple(...points.map((one) => fc.shuffledSubarray(one, { minLength: one.length }))),
        fc.shuffledSubarray([...points.keys()], { minLength: points.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([points, samples, order]) => {
        for (const [i, one] of points.entries())
          expect(gradePoint(rule, samples[i] ?? [])).toEqual(gradePoint(rule, one))
        const graded = points.map((one, i) => ({ name: `P${i}`, sequence: i, ...gradePoint(rule, one) }))
        const other = order.flatMap((i) => graded[i] ?? [])
        expect(gradeBody(rule, other)).toEqual(gradeBody(rule, graded))
      }),
    )
  })
})
