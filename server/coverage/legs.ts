import { lengthOf, type Network } from './network.ts'
import { labelsOn, type Reach, type Stand } from './reach.ts'
import type { Segments } from './segments.ts'

/** What lies between a place and its street. */
export interface Ways {
  network: Network
  /** What nobody walks across but on a street. */
  barriers: Segments
  /** How far a place may be from a street, in metres. */
  leg: number
}

/** Why nobody can walk from a place. */
export type CutOff = 'no-street' | 'barred' | 'not-connected'

/** How finely a leg beside a barrier is tried, in metres. */
const step = 1

/** A part of a segment that lies within a leg of a place. */
interface Near {
  edge: number
  /** Metres from the beginning of the edge to that of the segment. */
  offset: number
  from: number
  to: number
  /** The place nearest to it. */
  foot: number
  point: (at: number) => [x: number, y: number]
}

/** The street of a place: its nearest point that no barrier lies before; or why there is none. */
export function standAt(ways: Ways, x: number, y: number): Stand | Exclude<CutOff, 'not-connected'> {
  let best: Stand | undefined
  let barred = false
  for (const near of nearParts(ways, x, y)) {
    const [u, w] = near.point(near.foot)
    const cost = Math.hypot(u - x, w - y)
    if (best && cost >= best.cost) continue
    if (ways.barriers.cross(u, w, x, y)) barred = true
    else best = { edge: near.edge, at: near.offset + near.foot, x: u, y: w, cost }
  }
  return best ?? (barred ? 'barred' : 'no-street')
}

/**
 * How far one walks to a place: along the streets, and from any point of a street straight on, at most a leg.
 * Infinite where no way was found.
 *
 * The way along a street shortens by a metre with each metre towards where it comes from, the straight leg lengthens by
 * no more than that: so the leg begins as early as it may.
 */
export function costTo(ways: Ways, reach: Reach, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const near of nearParts(ways, x, y)) {
    for (const label of labelsOn(reach, near.edge)) {
      if (label.cost === Number.POSITIVE_INFINITY) continue
      const at = label.at - near.offset
      const total = (along: number) => {
        const [u, w] = near.point(along)
        return label.cost + Math.abs(along - at) + Math.hypot(u - x, w - y)
      }
      const first = Math.min(near.to, Math.max(near.from, at))
      for (const along of alongFrom(first, near)) {
        const walked = total(along)
        const [u, w] = near.point(along)
        if (walked >= least || ways.barriers.cross(u, w, x, y)) continue
        least = walked
        break
      }
    }
  }
  return least
}

/** First a place itself; then, should a barrier lie before it, others step by step towards both ends. */
function* alongFrom(first: number, { from, to }: Near): Generator<number> {
  yield first
  for (let away = step; first - away > from || first + away < to; away += step) {
    if (first - away > from) yield first - away
    if (first + away < to) yield first + away
  }
}

/**
 * Why one cannot walk to a place, however far; undefined where one can.
 * @param joined the parts walks begin in; undefined where there is nothing to walk from, so no street is to blame
 */
export function cutOffAt(
  ways: Ways,
  joined: ReadonlySet<number> | undefined,
  x: number,
  y: number,
): CutOff | undefined {
  let reason: CutOff = 'no-street'
  for (const near of nearParts(ways, x, y)) {
    const [u, w] = near.point(near.foot)
    if (ways.barriers.cross(u, w, x, y)) {
      if (reason === 'no-street') reason = 'barred'
      continue
    }
    if (joined === undefined || joined.has(ways.network.part[ways.network.from[near.edge] ?? 0] ?? -1)) return undefined
    reason = 'not-connected'
  }
  return reason
}

/** The parts of the network in which walks begin. */
export function joinedParts(network: Network, stands: readonly Stand[]): Set<number> {
  return new Set(stands.map(({ edge }) => network.part[network.from[edge] ?? 0] ?? -1))
}

function nearParts({ network, leg }: Ways, x: number, y: number): Near[] {
  const { lines, segments, along, edgeAt, first } = network
  return segments.near(x, y, leg).flatMap((v) => {
    const [ax, ay, bx, by] = [lines.xs[v] ?? 0, lines.ys[v] ?? 0, lines.xs[v + 1] ?? 0, lines.ys[v + 1] ?? 0]
    const length = Math.hypot(bx - ax, by - ay)
    if (length === 0) return []
    const [dx, dy] = [(bx - ax) / length, (by - ay) / length]
    const middle = (x - ax) * dx + (y - ay) * dy
    const apart = Math.abs((x - ax) * dy - (y - ay) * dx)
    if (apart > leg) return []
    const half = Math.sqrt(leg ** 2 - apart ** 2)
    const [from, to] = [Math.max(0, middle - half), Math.min(length, middle + half)]
    if (from > to) return []
    const edge = edgeAt[v] ?? 0
    const offset = (along[v] ?? 0) - (along[first[edge] ?? 0] ?? 0)
    const foot = Math.min(to, Math.max(from, middle))
    return [{ edge, offset, from, to, foot, point: (at: number) => [ax + dx * at, ay + dy * at] as [number, number] }]
  })
}

/** A place on an edge, so many metres from its beginning. */
export function pointOn(network: Network, edge: number, metres: number): [x: number, y: number] {
  const { lines, along, first, last } = network
  const start = along[first[edge] ?? 0] ?? 0
  const wanted = start + Math.min(Math.max(0, metres), lengthOf(network, edge))
  let [low, high] = [first[edge] ?? 0, last[edge] ?? 0]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((along[middle] ?? 0) <= wanted) low = middle
    else high = middle
  }
  const span = (along[high] ?? 0) - (along[low] ?? 0)
  const share = span === 0 ? 0 : (wanted - (along[low] ?? 0)) / span
  const [ax, ay, bx, by] = [lines.xs[low] ?? 0, lines.ys[low] ?? 0, lines.xs[high] ?? 0, lines.ys[high] ?? 0]
  return [ax + (bx - ax) * share, ay + (by - ay) * share]
}
