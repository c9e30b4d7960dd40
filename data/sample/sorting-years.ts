import { addDays } from '#data/model/day.ts'
import type { Thing, Value } from '#data/model/thing.ts'
import type { Area } from './county.ts'
import names from './names.json' with { type: 'json' }
import { pick, type Random, whole } from './random.ts'

/** A compound or village whose waste is to be sorted. */
export interface Sorter {
  /** Which property of an inspection names it. */
  is: 'compound' | 'village'
  code: string
  township: Area
  /** Days before today on which it began to sort; null where it does not. */
  since: number | null
}

// The chance that an inspection is passed; elsewhere it is middling.
const care: Record<string, number> = { 雁鸣湖镇: 1.1, 青年路街道: 0.85, 官渡镇: 0.8, 韩寺镇: 0.15, 刁家乡: 0.2 }

/** When one that sorts today began: three in ten within the year, the rest before the county kept a register. */
export function sortsSince(next: Random): number {
  return next() < 0.3 ? whole(next, 6, 355) : whole(next, 720, 760)
}

/** One version for one that never changed, else how it was before it sorted and since; up to today. */
export function sortingYears(next: Random, since: number | null, today: string): Record<string, Value>[] {
  const begun = addDays(today, -whole(next, 720, 760))
  if (since === null || since >= 720) return [{ sorted: since !== null, valid_from: begun }]
  const day = addDays(today, -since)
  return [
    { sorted: false, valid_from: begun, valid_to: day },
    { sorted: true, valid_from: day },
  ]
}

/**
 * Inspections over the last year and a little more of those that sort: compounds about every month, villages every quarter, the
 * first a few weeks after they began. They are passed more often as the year goes on.
 */
export function inspections(next: Random, county: string, sorters: readonly Sorter[], today: string): Thing[] {
  const rows: Record<string, Value>[] = []
  for (const { is, code, township, since } of sorters) {
    if (since === null) continue
    const every = is === 'compound' ? 31 : 91
    const middling = 0.5 + 0.35 * next()
    // from so early on that a year ago each was known
    for (let ago = Math.min(since, 365 + every) - whole(next, 5, 25); ago > 0; ago -= every + whole(next, -4, 4)) {
      const passed = next() < (care[township.town] ?? middling) - 0.25 * (ago / 365)
      rows.push({
        [is]: code,
        inspected_on: addDays(today, -ago),
        passed,
        score: passed ? whole(next, 80, 98) : whole(next, 52, 79),
        inspector: pick(next, ['县分类办', '县分类办', '第三方评估', `${township.name}城管办`]),
        valid_from: addDays(today, -ago),
      })
    }
  }
  return rows.map((row, i) => ({
    geometry: null,
    properties: { code: `${county}J${String(i + 1).padStart(4, '0')}`, ...row },
  }))
}

/** Names of villages, no two the same. */
export function villageNames(next: Random): () => string {
  const seen = new Set<string>()
  return () => {
    let name: string
    do name = `${pick(next, names.villageFirst)}${pick(next, names.villageLast)}`.replace(/村?$/, '村')
    while (seen.has(name))
    seen.add(name)
    return name
  }
}
