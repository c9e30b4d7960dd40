import type { EvidenceRow } from '../api/types.ts'

/** A thing that counts otherwise than it did. What it added up to is null where it was not, or is no more, counted. */
export interface Difference {
  kind: 'new' | 'gone' | 'changed'
  numerator: number
  denominator: number
  /** As it is now, or as it last was. */
  row: EvidenceRow
}

/** A length that was cut otherwise differs by this much without anything having changed. */
const dust = 1e-6

/** What the rows of a figure count now that they did not count before, and the other way round; the most first. */
export function differences(before: readonly EvidenceRow[], now: readonly EvidenceRow[]): Difference[] {
  const [then, today] = [byThing(before), byThing(now)]
  const keys = [...new Set([...today.keys(), ...then.keys()])]
  const found = keys.flatMap((key): Difference[] => {
    const [was, is] = [then.get(key), today.get(key)]
    const row = is?.row ?? was?.row
    if (row === undefined) return []
    const numerator = (is?.numerator ?? 0) - (was?.numerator ?? 0)
    const denominator = (is?.denominator ?? 0) - (was?.denominator ?? 0)
    const kind = was === undefined ? 'new' : is === undefined ? 'gone' : 'changed'
    const same = Math.abs(numerator) < dust && Math.abs(denominator) < dust
    return same ? [] : [{ kind, numerator, denominator, row }]
  })
  const size = ({ numerator, denominator }: Difference) => Math.abs(numerator) || Math.abs(denominator)
  return found.sort((a, b) => size(b) - size(a))
}

interface Thing {
  numerator: number
  denominator: number
  row: EvidenceRow
}

/** The pieces of a thing that borders cut, together again. */
function byThing(rows: readonly EvidenceRow[]): Map<string, Thing> {
  const things = new Map<string, Thing>()
  for (const row of rows) {
    const { collection, fid, numerator, denominator } = row.properties
    const key = `${collection}.${fid}`
    const thing = things.get(key)
    if (thing === undefined) things.set(key, { numerator, denominator, row })
    else {
      thing.numerator += numerator
      thing.denominator += denominator
    }
  }
  return things
}
