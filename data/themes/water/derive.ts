import { addDays } from '#data/model/day.ts'
import { CannotDerive } from '#data/model/derive.ts'
import type { Words } from '#data/model/words.ts'
import { standards } from '#data/standards/water/standard.ts'
import { gradeBody, gradePoint, gradeReading } from './grade-water.ts'
import type { Graded, GradedPoint, Reading, Rule, Verdict } from './verdict.ts'

/** Holds from a day until before another; null: always, without end. */
interface Span {
  from: string | null
  until: string | null
}
interface Sample extends Reading, Span {
  fid: number
  point: number
  taken: string
}
/** One version of a point. */
interface Point extends Span {
  fid: number
  water: number | null
  sequence: number | null
  name: string
}

/** What `water_given` reads. */
export interface WaterGiven {
  /** Days before it stay as they are; null: all days. */
  since: string | null
  /** The settings, for each day on which one of them changed; in order. */
  settings: { from: string | null; standard: unknown; days: unknown }[]
  waters: { fid: number; from: string }[]
  points: Point[]
  samples: Sample[]
}

/** A verdict, and the days on which it holds. What `water_keep` takes. */
export interface KeptVerdict {
  collection: 'water_bodies' | 'water_points' | 'water_samples'
  fid: number
  from: string
  until: string | null
  verdict: Verdict
  standard: string
  reasons: Words
}

type Held = Graded & Pick<KeptVerdict, 'from' | 'until' | 'standard'>

/**
 * The verdicts on every sample, point and water, for all days from `since` on: a verdict is another one on the day a
 * sample is taken and on the day it leaves the period, also where that day is still to come.
 * @throws {CannotDerive} for a standard or a period that there is not
 */
export default function derive(given: WaterGiven): KeptVerdict[] {
  const rules = given.settings.map(
    ({ from, standard, days }): RuleFrom => ({ from, standard: standardOf(standard), days: daysOf(days) }),
  )
  const kept: KeptVerdict[] = []
  for (const sample of given.samples) {
    const from = sample.from ?? sample.taken
    const { standard } = ruleOn(rules, from)
    const held = { from, until: sample.until, standard: standard.id, ...gradeReading(standard, sample) }
    kept.push({ collection: 'water_samples', fid: sample.fid, ...told(held) })
  }
  const [samples, versions] = [grouped(given.samples, 'point'), grouped(given.points, 'fid')]
  const verdicts = new Map<number, Held[]>()
  for (const [fid, of] of versions) {
    const held = pointVerdicts(startOf(of, given.since), samples.get(fid) ?? [], rules)
    verdicts.set(fid, held)
    kept.push(...held.map((one) => ({ collection: 'water_points' as const, fid, ...told(one) })))
  }
  const points = grouped(given.points, 'water')
  for (const { fid, from } of given.waters) {
    const held = bodyVerdicts(startOf([{ from }], given.since), points.get(fid) ?? [], verdicts, rules)
    kept.push(...held.map((one) => ({ collection: 'water_bodies' as const, fid, ...told(one) })))
  }
  return kept
}

function pointVerdicts(start: string, unsorted: readonly Sample[], rules: readonly RuleFrom[]): Held[] {
  const samples = unsorted.toSorted((a, b) => (a.taken < b.taken ? -1 : 1))
  const periods = new Set(rules.map(({ days }) => days))
  const days = samples.flatMap(({ from, until, taken }) => [
    from,
    until,
    taken,
    ...[...periods].map((period) => addDays(taken, period)),
  ])
  return heldFrom(start, [...days, ...rules.map(({ from }) => from)], rules, (day, rule) => {
    const within = samples.slice(firstAfter(samples, addDays(day, -rule.days)), firstAfter(samples, day))
    return gradePoint(
      rule,
      within.filter((sample) => holds(sample, day)),
    )
  })
}

function bodyVerdicts(
  start: string,
  points: readonly Point[],
  verdicts: ReadonlyMap<number, Held[]>,
  rules: readonly RuleFrom[],
): Held[] {
  const days = points.flatMap(({ fid, from, until }) => [
    from,
    until,
    ...(verdicts.get(fid) ?? []).map((held) => held.from),
  ])
  return heldFrom(start, [...days, ...rules.map(({ from }) => from)], rules, (day, rule) =>
    gradeBody(
      rule,
      points
        .filter((point) => holds(point, day))
        .flatMap(({ fid, name, sequence }): GradedPoint[] => {
          const held = verdicts.get(fid)?.findLast(({ from }) => from <= day)
          return held === undefined ? [] : [{ name, sequence, verdict: held.verdict, reasons: held.reasons }]
        }),
    ),
  )
}

/** Grades on the first day and on each on which something changes; days of one verdict in a row are one. */
function heldFrom(
  start: string,
  changes: readonly (string | null)[],
  rules: readonly RuleFrom[],
  grade: (day: string, rule: Rule) => Graded,
): Held[] {
  const later = changes.filter((day) => day !== null).filter((day) => day > start)
  const held: Held[] = []
  for (const day of [start, ...[...new Set(later)].sort()]) {
    const rule = ruleOn(rules, day)
    const { standard } = rule
    const graded = grade(day, rule)
    const last = held.at(-1)
    if (last !== undefined && last.standard === standard.id && sameWords(last, graded)) continue
    if (last !== undefined) last.until = day
    held.push({ from: day, until: null, standard: standard.id, ...graded })
  }
  return held
}

function sameWords(a: Graded, b: Graded): boolean {
  return (
    a.verdict === b.verdict &&
    a.reasons.length === b.reasons.length &&
    a.reasons.every(({ zh }, i) => zh === b.reasons[i]?.zh)
  )
}

/** With its reasons in one text. */
function told<T extends Graded>(graded: T): Omit<T, 'reasons'> & { reasons: Words } {
  const { reasons, ...rest } = graded
  return {
    ...rest,
    reasons: { zh: reasons.map(({ zh }) => zh).join(''), en: reasons.map(({ en }) => en).join(' ') },
  }
}

/** The rule in force from a day on. */
interface RuleFrom extends Rule {
  from: string | null
}

function ruleOn(rules: readonly RuleFrom[], day: string): Rule {
  const rule = rules.findLast(({ from }) => from === null || from <= day) ?? rules[0]
  if (rule === undefined) throw new CannotDerive('The settings water_standard and water_grading_days are missing.')
  return rule
}

function standardOf(value: unknown): Rule['standard'] {
  const standard = standards.get(String(value))
  if (standard !== undefined) return standard
  throw new CannotDerive(`The setting water_standard is “${value}”; there are ${[...standards.keys()].join(', ')}.`)
}

function daysOf(value: unknown): number {
  if (Number.isInteger(value) && Number(value) >= 1) return Number(value)
  throw new CannotDerive(`The setting water_grading_days is “${value}”; it must be a whole number of days, at least 1.`)
}

function holds({ from, until }: Span, day: string): boolean {
  return (from === null || from <= day) && (until === null || day < until)
}

/** The first day to grade: the thing's own first day, or `since`. */
function startOf(versions: readonly { from: string | null }[], since: string | null): string {
  const first = versions.map(({ from }) => from ?? '0001-01-01').sort()[0] ?? '0001-01-01'
  return since !== null && since > first ? since : first
}

/** Where in samples sorted by day the first one after `day` stands. */
function firstAfter(samples: readonly Sample[], day: string): number {
  let [low, high] = [0, samples.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((samples[middle]?.taken ?? '') <= day) low = middle + 1
    else high = middle
  }
  return low
}

function grouped<K extends string, T extends Record<K, number | null>>(rows: readonly T[], by: K): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const key = row[by]
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
