import loadHighs from 'highs'
import { greedy, swapped } from './greedy.ts'
import { modelOf, picksOf, startOf } from './model.ts'
import { costOf, covered, type Impossible, isAffordable, type Problem } from './problem.ts'
import { Search } from './search.ts'

/** The best choice so far, what it comes to, and what none can be better than. */
export interface Found {
  picks: number[]
  /** What they cover of what was not covered, or of `cover-share` how many they are, or what they cost. */
  objective: number
  bound: number
}

/** For how long what is chosen at once is exchanged, and better choices are then looked for by chance, in milliseconds. */
const [swapping, looking] = [400, 300]
/** After so many attempts in vain chance is given up, until there is more to go on from. */
const enough = 50
/** While the solver works, one part of the time in so many goes on being looked by chance: it knows bounds, chance finds choices. */
const share = 4

/** With more pairs of candidates too near to one another, the program is too large to be begun: nothing is then proven. */
const mostPairs = 100_000
/** Nor with so many who can each be covered from so many. */
const mostCovers = 5_000_000

/**
 * A choice at once, then better ones, and how good any can be: by HiGHS, which begins with the best so far, and beside it
 * by chance.
 * @param tell hears of each
 * @param stop asks whether to stop; the best so far is then kept
 * @param seconds how long it may take
 * @param pass comes back when it is time to go on: asked once the first choice is told, and every now and then
 * @returns why there is none
 */
export async function solve(
  problem: Problem,
  seconds: number,
  tell: (found: Found) => void,
  stop: () => boolean,
  pass: () => void = () => {},
): Promise<Impossible | undefined> {
  const first = greedy(problem)
  const fewest = problem.wanted.goal === 'cover-share'
  // of how many they are the bound is a whole number
  const counted = fewest && problem.costs === undefined
  const worth = (picks: readonly number[]) => (fewest ? costOf(problem, picks) : covered(problem, picks))
  let best: Found | undefined
  const better = (found: Partial<Found>) => {
    const { picks, objective, bound }: Found = {
      ...(best ?? { picks: [], objective: fewest ? Number.POSITIVE_INFINITY : 0, bound: easyBound(problem) }),
      ...found,
    }
    // no answer is better than what was found, whatever rounding says
    best = { picks, objective, bound: fewest ? Math.min(bound, objective) : Math.max(bound, objective) }
    if (isProven(best)) best.bound = objective
    if (picks.length > 0 || Number.isFinite(objective)) tell(best)
  }
  let search: Search | undefined
  const look = (until: number) => {
    const picks = search?.step(until)
    if (picks) better({ picks: [...picks], objective: worth(picks) })
    return picks !== undefined
  }
  let begun = performance.now()
  const rest = () => {
    const before = performance.now()
    pass()
    begun += performance.now() - before
  }
  if (Array.isArray(first)) {
    better({ picks: first, objective: worth(first) })
    rest()
    const picks = swapped(problem, first, performance.now() + swapping)
    better({ picks, objective: worth(picks) })
    if (best && isProven(best)) return undefined
    // of the fewest that cover a share none is exchanged: each covers what it must
    if (!fewest && picks.length > 0) search = new Search(problem, picks)
    const until = performance.now() + looking
    for (let vain = 0; search && vain < enough && performance.now() < until && !stop(); vain++)
      if (look(until)) vain = 0
  } else if (first.proven) {
    return first
  }
  const pairs = problem.near.reduce((all, others) => all + others.length, 0) / 2
  const covers = problem.covers.reduce((all, { length }) => all + length, 0)
  if (stop() || pairs > mostPairs || covers > mostCovers) return Array.isArray(first) ? undefined : first

  rest()
  const highs = await loadHighs()
  const model = highs.createModel(modelOf(highs, problem))
  try {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: counted ? 0.999 : 1e-6 })
    if (best) model.setSolution({ colValue: startOf(problem, best.picks) })
    const { callbackType, modelStatus } = highs.constants
    const bounded = (bound: number | undefined) =>
      bound === undefined || !Number.isFinite(bound) ? {} : { bound: counted ? Math.ceil(bound - 1e-6) : bound }
    let searched = performance.now() - begun
    // a choice of chance's that the solver does not know yet
    let fresh = false
    const improved = (columns: ArrayLike<number>) => {
      const found = picksOf(problem, columns)
      search?.learn(found)
      if (!isGood(problem, found)) return {}
      const objective = worth(found)
      const before = best?.objective ?? (fewest ? Number.POSITIVE_INFINITY : -1)
      return (fewest ? objective < before : objective > before) ? { picks: found, objective } : {}
    }
    model.run({
      [callbackType.mipImprovingSolution](event) {
        if (event.data.mip_solution)
          better({ ...improved(event.data.mip_solution), ...bounded(event.data.mip_dual_bound) })
      },
      [callbackType.mipInterrupt](event) {
        const { bound } = bounded(event.data.mip_dual_bound)
        if (best && bound !== undefined && bound !== best.bound) better({ bound })
        const now = performance.now()
        if (searched * share < now - begun) {
          if (look(now + swapping)) fresh = true
          searched += performance.now() - now
        }
        rest()
        if (stop() || (best && isProven(best))) event.interrupt()
      },
      [callbackType.mipUserSolution](event) {
        if (fresh && best) event.setSolution(startOf(problem, best.picks))
        fresh = false
      },
    })
    if (model.getModelStatus() === modelStatus.optimal) {
      better(improved(model.getSolution().colValue))
      if (best) better({ bound: best.objective })
    }
    if (best !== undefined || Array.isArray(first)) return undefined
    return { ...first, proven: model.getModelStatus() === modelStatus.infeasible }
  } finally {
    model.dispose()
  }
}

/** Whether a choice is one, for the solver lets numbers pass that are nearly right. */
function isGood(problem: Problem, picks: readonly number[]): boolean {
  const { wanted } = problem
  return isAffordable(problem, picks) && (wanted.goal !== 'cover-share' || covered(problem, picks) >= wanted.weight)
}

export function isProven({ objective, bound }: Found): boolean {
  return Math.abs(bound - objective) <= 1e-9 * Math.max(1, Math.abs(objective))
}

/** What no choice can be better than, without any work: all there is, or one site. */
function easyBound({ weights, covers, costs, wanted }: Problem): number {
  if (wanted.goal === 'cover-share') return wanted.weight > 0 ? Math.min(...(costs ?? [1])) : 0
  const all = new Set(covers.flatMap((cover) => [...cover]))
  return [...all].reduce((sum, demand) => sum + (weights[demand] ?? 0), 0)
}
