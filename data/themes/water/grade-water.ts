import { gradeAgainst, type Limits, limitsAt, type Standard } from '#data/standards/water/standard.ts'
import * as say from './say-verdict.ts'
import type { Graded, GradedPoint, Reading, Rule, Tally, Verdict } from './verdict.ts'

/**
 * One sample: as bad as the worst of its indicators. Clear on the limit of mild, mild on that of severe; shallow
 * water is judged by the share of its depth that one sees through.
 */
export function gradeReading(standard: Standard, reading: Reading): Graded {
  const found = standard.indicators.flatMap((limits) => {
    const value = reading[limits.id]
    return value === null ? [] : [{ limits, grade: gradeAgainst(limitsAt(standard, limits, reading.depth), value) }]
  })
  if (found.length === 0) return { verdict: 'no-verdict', reasons: [say.nothingRead()] }
  const verdict = worst(found.map(({ grade }) => grade))
  const reached = found.filter(({ grade }) => grade === verdict).map(({ limits }) => limits)
  return { verdict, reasons: [verdict === 'clear' ? say.readingClear() : say.readingBlack(reached, reading, verdict)] }
}

/**
 * A point by its readings within the period, whatever their order: clear where the means of all indicators are
 * within the limits, else severe or mild by how often they read severe; none where any indicator was read too
 * seldom. Source of the split: guide of 2015; of the means: the rule by which a treated water is evaluated.
 */
export function gradePoint({ standard, days }: Rule, readings: readonly Reading[]): Graded {
  const tallies = standard.indicators.map((limits) => tally(standard, limits, readings))
  const { times } = standard.sampling
  const seldom = tallies.filter((one) => one.times < times)
  if (readings.length < times) return { verdict: 'no-verdict', reasons: [say.fewSamples(days, readings.length, times)] }
  if (seldom.length > 0) return { verdict: 'no-verdict', reasons: [say.fewReadings(days, seldom, times)] }
  const over = tallies.filter((one) => one.over)
  if (over.length === 0) return { verdict: 'clear', reasons: [say.meansClear(days, tallies)] }
  const means = say.meansOver(days, over)
  const { one, two } = standard.shares
  const often = tallies.filter((tally) => tally.share >= one)
  if (often.length > 0) return { verdict: 'severe', reasons: [means, say.severeByOne(often, one)] }
  const both = tallies.filter((tally) => tally.share >= two)
  if (both.length >= 2) return { verdict: 'severe', reasons: [means, say.severeByTwo(both, two)] }
  return { verdict: 'mild', reasons: [means, say.mildOnly(tallies, standard.shares)] }
}

/** Runs of severe points that follow one another along the water; each makes the section between its ends severe. */
export function severeSections(standard: Standard, points: readonly GradedPoint[]): GradedPoint[][] {
  const runs: GradedPoint[][] = [[]]
  for (const point of alongWater(points)) {
    if (point.sequence === null) continue
    if (point.verdict === 'severe') runs.at(-1)?.push(point)
    else runs.push([])
  }
  return runs.filter((run) => run.length >= standard.shares.run)
}

/** A whole water by its points: none where too few could be graded, or where one that could not may hide black water. */
export function gradeBody({ standard }: Rule, points: readonly GradedPoint[]): Graded {
  const inOrder = alongWater(points)
  const graded = inOrder.filter(({ verdict }) => verdict !== 'no-verdict')
  const [ungraded] = inOrder.filter(({ verdict }) => verdict === 'no-verdict')
  const why = ungraded === undefined ? [] : [say.ofPoint(ungraded)]
  const least = standard.sampling.points
  if (points.length < least) return { verdict: 'no-verdict', reasons: [say.fewPoints(points.length, least)] }
  if (graded.length < least)
    return { verdict: 'no-verdict', reasons: [say.fewGraded(points.length, graded.length, least), ...why] }
  const [severe, mild] = [of('severe'), of('mild')]
  const sections = severeSections(standard, points).map(say.section)
  const worstPoint = [...severe, ...mild].slice(0, 1).map(say.ofPoint)
  if (severe.length / graded.length >= standard.shares.body) {
    const reason = say.bodySevere(graded.length, severe.length, standard.shares.body)
    return { verdict: 'severe', reasons: [reason, ...sections, ...worstPoint] }
  }
  if (severe.length + mild.length > 0) {
    const reason = say.bodyMild(graded.length, severe.length, mild.length, standard.shares.body)
    return { verdict: 'mild', reasons: [reason, ...sections, ...worstPoint] }
  }
  if (ungraded !== undefined)
    return { verdict: 'no-verdict', reasons: [say.bodyOpen(points.length, graded.length), ...why] }
  return { verdict: 'clear', reasons: [say.bodyClear(graded.length)] }

  function of(verdict: Verdict): GradedPoint[] {
    return graded.filter((point) => point.verdict === verdict)
  }
}

function tally(standard: Standard, limits: Limits, readings: readonly Reading[]): Tally {
  const read = readings.flatMap(({ [limits.id]: value, depth }) =>
    value === null ? [] : [{ value, own: limitsAt(standard, limits, depth) }],
  )
  // As a share of its own limit where the limit is the bottom; in the order of the values, not of the samples, since a
  // sum of decimals depends on it.
  const values = read.map(({ value, own }) => (own === limits ? value : (value / own.mild) * limits.mild))
  const mean = values.sort((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length
  const severe = read.filter(({ value, own }) => gradeAgainst(own, value) === 'severe').length
  return {
    limits,
    times: read.length,
    mean,
    over: gradeAgainst(limits, mean) !== 'clear',
    severe,
    share: severe / read.length,
    shallow: read.some(({ own }) => own !== limits) ? standard.shallow.share : null,
  }
}

function worst(grades: readonly Verdict[]): 'clear' | 'mild' | 'severe' {
  return grades.includes('severe') ? 'severe' : grades.includes('mild') ? 'mild' : 'clear'
}

function alongWater(points: readonly GradedPoint[]): GradedPoint[] {
  const place = ({ sequence }: GradedPoint) => sequence ?? Number.POSITIVE_INFINITY
  return [...points].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : a.name < b.name ? -1 : 1))
}
