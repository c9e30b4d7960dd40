import Flatbush from 'flatbush'
import { standAt, type Ways } from '../coverage/legs.ts'
import type { Lines } from '../coverage/lines.ts'
import { networkOf } from '../coverage/network.ts'
import { Segments } from '../coverage/segments.ts'
import { onFoot, straight, type Walk } from '../coverage/walk.ts'
import { type Impossible, inOrder, type Problem, type Wanted } from './problem.ts'
import { solve } from './solve.ts'
import type { Turn } from './turns.ts'

/** Places in the plane, in metres. */
export interface Places {
  xs: Float64Array
  ys: Float64Array
}

/** All that choosing takes: plain data, for it is done in another thread. */
export interface Task {
  /** Undefined as the crow flies. */
  streets: { walked: Lines; barred: Lines; leg: number } | undefined
  metres: number
  /** Those who are not covered. */
  demands: Places & { weights: Float64Array }
  candidates: Places
  /** What each of them costs; none where that is nothing to choose by. */
  costs: Float64Array | undefined
  spacing: number
  wanted: Wanted
  seconds: number
  /** Its first number is set to have it stop. */
  stop: SharedArrayBuffer
}

/** What is told of it. */
export type News =
  | { kind: 'found'; picks: { candidate: number; adds: number }[]; objective: number; bound: number }
  | { kind: 'impossible'; why: Impossible }

/**
 * Walks from every candidate, then chooses among those that cover anything.
 * @param turn in which better choices are looked for; the first is made at once
 */
export async function work(task: Task, turn: Turn, tell: (news: News) => void): Promise<void> {
  const flag = new Int32Array(task.stop)
  const isStopped = () => Atomics.load(flag, 0) === 1
  const { problem, useful } = problemOf(task)
  const why = await solve(
    problem,
    task.seconds,
    ({ picks, objective, bound }) =>
      tell({
        kind: 'found',
        picks: inOrder(problem, picks).map(({ pick, adds }) => ({ candidate: useful[pick] ?? 0, adds })),
        objective,
        bound,
      }),
    isStopped,
    () => turn.pass(isStopped),
  )
  turn.leave()
  if (why) tell({ kind: 'impossible', why })
}

/** What there is to choose from: each of `useful` is a candidate of the task that covers anything. */
export function problemOf(task: Task): { problem: Problem; useful: number[] } {
  const { candidates, costs, wanted, demands, spacing } = task
  const all = coversOf(task)
  // one that covers nothing is chosen only where so many are wanted whatever they cover
  const useful = all.flatMap((cover, n) => (cover.length > 0 || wanted.goal === 'meet-density' ? [n] : []))
  const problem: Problem = {
    weights: demands.weights,
    covers: useful.map((n) => all[n] ?? new Int32Array()),
    near: nearOnes(candidates, useful, spacing),
    costs: costs && Float64Array.from(useful, (n) => costs[n] ?? 0),
    wanted:
      wanted.goal === 'meet-density'
        ? { ...wanted, unitOf: Int32Array.from(useful, (n) => wanted.unitOf[n] ?? -1) }
        : wanted,
  }
  return { problem, useful }
}

/** The demands that each candidate covers, as `POST /api/coverage` has it of a site there. */
function coversOf({ streets, metres, demands, candidates }: Task): Int32Array[] {
  const ways: Ways | undefined = streets && {
    network: networkOf(streets.walked),
    barriers: new Segments(streets.barred),
    leg: streets.leg,
  }
  const found = indexOf(demands)
  return Array.from(candidates.xs, (x, n) => {
    const y = candidates.ys[n] ?? 0
    const walk = walkFrom(ways, x, y, metres)
    if (walk === undefined) return new Int32Array()
    const near = found?.search(x - metres, y - metres, x + metres, y + metres) ?? []
    return Int32Array.from(near.filter((one) => walk.to(demands.xs[one] ?? 0, demands.ys[one] ?? 0) <= metres))
  })
}

function walkFrom(ways: Ways | undefined, x: number, y: number, metres: number): Walk | undefined {
  if (ways === undefined) return straight([{ x, y }])
  const stand = standAt(ways, x, y)
  return typeof stand === 'string' ? undefined : onFoot(ways, [stand], metres)
}

/** Which of some candidates are too near to one another. */
function nearOnes(candidates: Places, some: readonly number[], spacing: number): number[][] {
  if (spacing <= 0) return some.map(() => [])
  const places = {
    xs: Float64Array.from(some, (n) => candidates.xs[n] ?? 0),
    ys: Float64Array.from(some, (n) => candidates.ys[n] ?? 0),
  }
  const index = indexOf(places)
  return some.map((_, n) => {
    const [x, y] = [places.xs[n] ?? 0, places.ys[n] ?? 0]
    const near = index?.search(x - spacing, y - spacing, x + spacing, y + spacing) ?? []
    return near.filter((one) => one !== n && Math.hypot((places.xs[one] ?? 0) - x, (places.ys[one] ?? 0) - y) < spacing)
  })
}

function indexOf({ xs, ys }: Places): Flatbush | undefined {
  if (xs.length === 0) return undefined
  const index = new Flatbush(xs.length)
  for (const [n, x] of xs.entries()) index.add(x, ys[n] ?? 0)
  index.finish()
  return index
}
