import { addDays } from '#data/model/day.ts'
import type { Mark } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { gradeAgainst, type Limits, limitsAt, type Standard } from '#data/standards/water/standard.ts'

export type Grade = 'clear' | 'mild' | 'severe' | 'no-verdict'

/** What a grade is drawn as; the same on the map. */
export const markOfGrade: Record<Grade, Mark> = {
  clear: 'met',
  mild: 'at-risk',
  severe: 'behind',
  'no-verdict': 'quiet',
}

/** One indicator of one sample, against the limits that were its own. */
export interface Found {
  value: number
  limits: Limits
  grade: Grade
}

/** A sample by its day; what was not looked for is null. */
export interface Sample {
  day: string
  depth: number | null
  grade: Grade
  found: (Found | null)[]
}

/** The samples of the last year before the newest, in the order of their days, by the indicators of a standard. */
export function readSamples(rows: readonly { properties: Record<string, Value> }[], standard: Standard): Sample[] {
  const samples = rows.map(({ properties: p }): Sample => {
    const depth = typeof p['depth'] === 'number' ? p['depth'] : null
    return {
      day: String(p['taken_on']),
      depth,
      grade: readGrade(p['verdict']),
      found: standard.indicators.map((indicator) => {
        const value = p[indicator.id]
        if (typeof value !== 'number') return null
        const limits = limitsAt(standard, indicator, depth)
        return { value, limits, grade: gradeAgainst(limits, value) }
      }),
    }
  })
  samples.sort((a, b) => (a.day < b.day ? -1 : 1))
  const last = samples.at(-1)?.day
  return last === undefined ? [] : samples.filter(({ day }) => day > addDays(last, -366))
}

export function readGrade(value: Value | undefined): Grade {
  return value === 'clear' || value === 'mild' || value === 'severe' ? value : 'no-verdict'
}
