import FlatQueue from 'flatqueue'
import { type Impossible, isAffordable, type Lacking, type Problem } from './problem.ts'

/**
 * Chooses one candidate after the other, each time the one that adds the most, for what it costs. What a candidate adds never
 * grows while others are chosen, so what it added when last looked at is the most it can.
 */
export function greedy(problem: Problem): number[] | Impossible {
  const { weights, covers, near, costs, wanted } = problem
  const done = new Uint8Array(weights.length)
  const barred = new Uint8Array(covers.length)
  const missing = wanted.goal === 'meet-density' ? wanted.missing.slice() : undefined
  const picks: number[] = []
  let reached = 0
  const gain = (candidate: number) => {
    let sum = 0
    for (const demand of covers[candidate] ?? []) if (done[demand] === 0) sum += weights[demand] ?? 0
    return sum
  }
  // what is had for nothing comes first
  const worth = (candidate: number, adds: number) => adds / Math.max(costs?.[candidate] ?? 1, Number.EPSILON)
  const unitOf = (candidate: number) => (wanted.goal === 'meet-density' ? (wanted.unitOf[candidate] ?? -1) : -1)
  const queue = new FlatQueue<number>()
  for (let candidate = 0; candidate < covers.length; candidate++)
    queue.push(candidate, -worth(candidate, gain(candidate)))
  const isEnough = () => {
    if (wanted.goal === 'cover-most') return picks.length >= wanted.count
    if (wanted.goal === 'cover-share') return reached >= wanted.weight
    return missing?.every((left) => left <= 0) ?? true
  }
  while (!isEnough()) {
    const best = queue.pop()
    if (best === undefined) break
    if (barred[best] === 1 || (missing && (missing[unitOf(best)] ?? 0) <= 0)) continue
    if (!isAffordable(problem, [...picks, best])) continue
    const adds = gain(best)
    const value = worth(best, adds)
    const next = queue.peekValue()
    if (next !== undefined && -value > next) {
      queue.push(best, -value)
      continue
    }
    if (adds === 0 && !missing) break
    picks.push(best)
    reached += adds
    if (missing) missing[unitOf(best)] = (missing[unitOf(best)] ?? 0) - 1
    for (const demand of covers[best] ?? []) done[demand] = 1
    for (const other of near[best] ?? []) barred[other] = 1
  }
  if (isEnough() || wanted.goal === 'cover-most') return picks
  // chosen one after the other they find room, if there is any, unless one bars the way to another
  const proven = near.every((others) => others.length === 0)
  if (wanted.goal === 'cover-share') return { most: reached, proven, lacking: [] }
  const lacking = [...wanted.missing].flatMap((asked, unit): Lacking[] => {
    const left = missing?.[unit] ?? 0
    return left > 0 ? [{ unit, missing: asked, most: asked - left }] : []
  })
  return { most: picks.length, proven, lacking }
}

/**
 * Exchanges one that was chosen for one that was not, as long as more is covered by it and there is time.
 * @param until when to stop, as `performance.now()` tells it
 */
export function swapped(problem: Problem, picks: readonly number[], until: number): number[] {
  const { weights, covers, near, wanted } = problem
  if (wanted.goal === 'cover-share') return [...picks]
  const chosen = [...picks]
  const times = new Int32Array(weights.length)
  for (const pick of chosen) for (const demand of covers[pick] ?? []) times[demand] = (times[demand] ?? 0) + 1
  const unitOf = (candidate: number) => (wanted.goal === 'meet-density' ? wanted.unitOf[candidate] : 0)
  const alone = (demand: number, least: number) => ((times[demand] ?? 0) === least ? (weights[demand] ?? 0) : 0)
  const sum = (candidate: number, least: number) =>
    (covers[candidate] ?? new Int32Array()).reduce((all, demand) => all + alone(demand, least), 0)
  for (let better = true; better; ) {
    better = false
    for (let at = 0; at < chosen.length; at++) {
      const out = chosen[at] ?? 0
      const loses = sum(out, 1)
      for (const demand of covers[out] ?? []) times[demand] = (times[demand] ?? 0) - 1
      let [best, most] = [out, loses]
      for (let candidate = 0; candidate < covers.length; candidate++) {
        if (candidate === out || chosen.includes(candidate) || unitOf(candidate) !== unitOf(out)) continue
        const adds = sum(candidate, 0)
        if (adds <= most + 1e-9) continue
        if (near[candidate]?.some((other) => other !== out && chosen.includes(other))) continue
        if (!isAffordable(problem, chosen.with(at, candidate))) continue
        ;[best, most] = [candidate, adds]
      }
      for (const demand of covers[best] ?? []) times[demand] = (times[demand] ?? 0) + 1
      if (best !== out) {
        chosen[at] = best
        better = true
      }
      if (performance.now() > until) return chosen
    }
  }
  return chosen
}
