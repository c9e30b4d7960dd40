/** Which sites to choose: what each candidate covers of what is not covered yet, and what is wanted. */
export interface Problem {
  /** Of each demand. */
  weights: Float64Array
  /** The demands each candidate covers. */
  covers: readonly Int32Array[]
  /** The candidates each is too near to. */
  near: readonly (readonly number[])[]
  /** What each candidate costs; 1, where nothing is said. */
  costs?: Float64Array | undefined
  wanted: Wanted
}

export type Wanted =
  /** As much as so many cover, and together cost no more than there is, if that is said. */
  | { goal: 'cover-most'; count: number; budget?: number | undefined }
  /** So much of the weight, with as few as do, or for as little. */
  | { goal: 'cover-share'; weight: number }
  /** So many in each unit, which cover the most. `unitOf` is the unit of each candidate; -1 where one counts in none. */
  | { goal: 'meet-density'; unitOf: Int32Array; missing: Int32Array }

/** A unit that has room for no more than so many of the sites it is to have. */
export interface Lacking {
  unit: number
  missing: number
  most: number
}

/** Why there is no answer, and what is still possible: how much can be covered, or how many find room. */
export interface Impossible {
  most: number
  /** Whether there can be none; else none was found. */
  proven: boolean
  /** Of `meet-density`, the units without room enough. */
  lacking: readonly Lacking[]
}

/** What chosen candidates cost together; how many they are, where nothing is said of costs. */
export function costOf({ costs }: Problem, picks: readonly number[]): number {
  return costs === undefined ? picks.length : picks.reduce((all, pick) => all + (costs[pick] ?? 0), 0)
}

/** Whether chosen candidates cost no more than there is. */
export function isAffordable(problem: Problem, picks: readonly number[]): boolean {
  const { wanted } = problem
  return wanted.goal !== 'cover-most' || wanted.budget === undefined || costOf(problem, picks) <= wanted.budget
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
