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

/** A part of a segment, from one place to another. */
type Part = readonly [from: number, to: number]

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
    if (best && Math.hypot(u - x, w - y) >= best.cost) continue
    const nearest = freeNearest(ways, near, near.foot, x, y)
    if (nearest.length === 0) barred = true
    for (const along of nearest) {
      const [u, w] = near.point(along)
      const cost = Math.hypot(u - x, w - y)
      if (cost < (best?.cost ?? Infinity)) best = { edge: near.edge, at: near.offset + along, x: u, y: w, cost }
    }
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
      if (total(clamped(at, [near.from, near.to])) >= least) continue
      for (const along of freeNearest(ways, near, at, x, y)) least = Math.min(least, total(along))
    }
  }
  return least
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
    if (freeNearest(ways, near, near.foot, x, y).length === 0) {
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
    const foot = clamped(middle, [from, to])
    return [{ edge, offset, from, to, foot, point: (at: number) => [ax + dx * at, ay + dy * at] as [number, number] }]
  })
}

/**
 * Where a leg to a place may begin on a part of a street, nearest to `at`: there itself, or should a barrier lie before it,
 * on each of the parts from which none does.
 */
function freeNearest(ways: Ways, near: Near, at: number, x: number, y: number): number[] {
  const whole: Part = [near.from, near.to]
  const first = clamped(at, whole)
  if (!ways.barriers.cross(...near.point(first), x, y)) return [first]
  return freeParts(ways, near, x, y).map((part) => clamped(at, part))
}

/** Along a part of a street a barrier begins or ceases to lie before a place only where it meets it, or where its ends are passed. */
function freeParts({ barriers, leg }: Ways, near: Near, x: number, y: number): Part[] {
  const { xs, ys } = barriers.lines
  const [ax, ay] = near.point(0)
  const [bx, by] = near.point(1)
  /** Where the line through two places meets the street. */
  const meeting = (px: number, py: number, rx: number, ry: number) =>
    ((px - ax) * (ry - py) - (py - ay) * (rx - px)) / ((bx - ax) * (ry - py) - (by - ay) * (rx - px))
  const changes = barriers.near(x, y, leg).flatMap((v) => {
    const [cx, cy, dx, dy] = [xs[v] ?? 0, ys[v] ?? 0, xs[v + 1] ?? 0, ys[v + 1] ?? 0]
    return [meeting(cx, cy, dx, dy), meeting(x, y, cx, cy), meeting(x, y, dx, dy)]
  })
  const within = changes.filter((at) => at > near.from && at < near.to).sort((a, b) => a - b)
  const ends = [near.from, ...within, near.to]
  return ends
    .slice(1)
    .map((to, i): Part => [ends[i] ?? to, to])
    .filter(([from, to]) => !barriers.cross(...near.point((from + to) / 2), x, y))
}

function clamped(at: number, [from, to]: Part): number {
  return Math.min(to, Math.max(from, at))
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
