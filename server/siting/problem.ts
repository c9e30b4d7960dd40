/** Which sites to choose: what each candidate covers of what is not covered yet, and what is wanted. */
export interface Problem {
  /** Of each demand. */
  weights: Float64Array
  /** The demands each candidate covers. */
  covers: readonly Int32Array[]
  /** The candidates each is too near to. */
  near: readonly (readonly number[])[]
  wanted: Wanted
}

export type Wanted =
  /** As much as so many cover. */
  | { goal: 'cover-most'; count: number }
  /** So much of the weight, with as few as do. */
  | { goal: 'cover-share'; weight: number }
  /** So many in each unit, which cover the most. `unitOf` is the unit of each candidate; -1 where one counts in none. */
  | { goal: 'meet-density'; unitOf: Int32Array; missing: Int32Array }

/** Why there is no answer, and what is still possible: how much can be covered, or how many find room in a unit. */
export interface Impossible {
  most: number
  /** Of `meet-density`, the unit. */
  unit?: number
}

/** What chosen candidates cover together. */
export function covered({ weights, covers }: Problem, picks: readonly number[]): number {
  const seen = new Set(picks.flatMap((pick) => [...(covers[pick] ?? [])]))
  return [...seen].reduce((all, demand) => all + (weights[demand] ?? 0), 0)
}

/** The same picks, each next the one that adds the most to those before it, and what it adds. */
export function inOrder({ weights, covers }: Problem, picks: readonly number[]): { pick: number; adds: number }[] {
  const done = new Set<number>()
  const left = new Set(picks)
  const gain = (pick: number) =>
    (covers[pick] ?? new Int32Array()).reduce((all, one) => all + (done.has(one) ? 0 : (weights[one] ?? 0)), 0)
  const ordered: { pick: number; adds: number }[] = []
  while (left.size > 0) {
    const [best] = [...left]
      .map((pick) => ({ pick, adds: gain(pick) }))
      .sort((a, b) => b.adds - a.adds || a.pick - b.pick)
    if (best === undefined) break
    ordered.push(best)
    left.delete(best.pick)
    for (const one of covers[best.pick] ?? []) done.add(one)
  }
  return ordered
}
