import { type Box, meet } from './boxes.ts'
import { pointOn, type Ways } from './legs.ts'
import { boxOnEdge, lengthOf, type Network } from './network.ts'
import { costOn, partsWithin, type Reach } from './reach.ts'
import { groundSeen } from './seen.ts'
import type { Segments } from './segments.ts'

type Part = readonly [from: number, to: number]

/** How long a piece of street is, in metres, of which it is asked whether a barrier lies beside it. */
const piece = 20

/** How far apart the places are, in metres, from which one looks round on a street beside a barrier. */
const step = 7

/** In metres: ground less wide round a place is none. */
const least = 0.1

/**
 * The streets round which the ground is reached a full leg deep, each with its vertices in brackets, as in WKT: to these the way is at most `metres` less a leg.
 * And beside barriers the ground that is reached from one place of a street after the other, overlapping, as WKT for each street.
 *
 * Nothing is lost beyond the streets a leg before the end. The way grows by a metre with each metre of the street, so that
 * of what lies round a farther piece of it, what is left of the way reaches no place that a full leg from its last near point
 * does not. Only where a walk begins more than that away from its street (`roundsOf`) is there ground beside; and beside a
 * barrier, for what cannot be seen from the last near point may be seen from farther on, as from the other end of a bridge.
 * @param boxes of the ground that is looked at: streets a leg and more beyond all of them are left out
 */
export function reachedPieces(
  ways: Ways,
  reach: Reach,
  metres: number,
  boxes: readonly Box[],
): { free: string[]; beside: string[] } {
  const { network, leg } = ways
  const free: string[] = []
  const beside: string[] = []
  for (let edge = 0; edge < network.edges; edge++) {
    const near = boxOnEdge(network, edge, leg)
    if (!boxes.some((box) => meet(box, near))) continue
    const barred = partsWithin(reach, edge, metres).flatMap((part) => partsBeside(ways, edge, part))
    for (const part of partsWithin(reach, edge, metres - leg)) {
      free.push(...without(part, barred).map(([from, to]) => lineOn(network, edge, from, to)))
    }
    const round = [...new Set(barred.flatMap((one) => placesOn(ways, reach, edge, one)))].flatMap((at) => {
      const left = Math.min(leg, metres - costOn(reach, edge, at))
      return left > least ? [groundFrom(ways.barriers, pointOn(network, edge, at), left)] : []
    })
    if (round.length > 0) beside.push(`MULTIPOLYGON(${round.join()})`)
  }
  return { free, beside }
}

/** Ground round where walks begin whose way is over before a full leg could follow: what is left of it, and no more. */
export function roundsOf(
  { barriers, leg }: Pick<Ways, 'barriers' | 'leg'>,
  reach: Reach,
  metres: number,
): { x: number; y: number; metres: number }[] {
  return [...reach.starts.values()]
    .flat()
    .filter(({ cost }) => cost > metres - leg && cost < metres)
    .filter(({ x, y }) => !barriers.lieWithin(x, y, leg))
    .map(({ x, y, cost }) => ({ x, y, metres: Math.min(leg, metres - cost) }))
}

/** The pieces of a part of a street with a barrier within a leg of them. */
function partsBeside({ network, barriers, leg }: Ways, edge: number, [from, to]: Part): Part[] {
  return Array.from({ length: Math.max(1, Math.ceil((to - from) / piece)) }, (_, n): Part => {
    return [from + n * piece, Math.min(to, from + (n + 1) * piece)]
  }).filter(([begin, end]) => {
    const [x, y] = pointOn(network, edge, (begin + end) / 2)
    return barriers.lieWithin(x, y, leg + piece / 2)
  })
}

/** What is left of a part without others, which follow one another. */
function without(part: Part, others: readonly Part[]): Part[] {
  const left: Part[] = []
  let [begun, end] = part
  for (const [from, to] of others) {
    if (to <= begun || from >= end) continue
    if (from > begun) left.push([begun, from])
    begun = to
  }
  const within = others.some(([from, to]) => from <= part[0] && to >= part[1])
  return begun < end || (!within && part[0] === end) ? [...left, [begun, end]] : left
}

/** Where one looks round on a part of a street: every few metres, where walks begin, and on each barrier it crosses. */
function placesOn({ network, barriers }: Ways, reach: Reach, edge: number, [from, to]: Part): number[] {
  const parts = Math.max(1, Math.ceil((to - from) / step))
  const even = Array.from({ length: parts + 1 }, (_, n) => from + ((to - from) * n) / parts)
  const begun = (reach.starts.get(edge) ?? []).map(({ at }) => at).filter((at) => at > from && at < to)
  const crossed = even.slice(1).flatMap((at, n) => crossingsOn(network, barriers, edge, [even[n] ?? at, at]))
  return [...even, ...begun, ...crossed]
}

/** Where a short part of a street crosses a barrier. */
function crossingsOn(network: Network, barriers: Segments, edge: number, [from, to]: Part): number[] {
  const [begin, end] = [pointOn(network, edge, from), pointOn(network, edge, to)]
  if (!barriers.cross(...begin, ...end)) return []
  const { xs, ys } = barriers.lines
  return barriers.near(...begin, to - from).flatMap((v) => {
    const [cx, cy] = [xs[v] ?? 0, ys[v] ?? 0]
    const [dx, dy] = [(xs[v + 1] ?? 0) - cx, (ys[v + 1] ?? 0) - cy]
    const side = (at: number) => {
      const [x, y] = pointOn(network, edge, at)
      return dx * (y - cy) - dy * (x - cx)
    }
    let [low, high] = [from, to]
    if (side(low) * side(high) >= 0) return []
    while (high - low > 1e-6) {
      const middle = (low + high) / 2
      if (side(middle) * side(low) > 0) low = middle
      else high = middle
    }
    return [low]
  })
}

function groundFrom(barriers: Segments, [x, y]: readonly [number, number], metres: number): string {
  const corners = groundSeen(barriers, x, y, metres)
  return `(${written([...corners, ...corners.slice(0, 1)], 6)})`
}

function lineOn(network: Network, edge: number, from: number, to: number): string {
  const { lines, along, first, last } = network
  const start = along[first[edge] ?? 0] ?? 0
  const between: [number, number][] = []
  for (let v = first[edge] ?? 0; v <= (last[edge] ?? 0); v++) {
    const at = (along[v] ?? 0) - start
    if (at > from && at < to) between.push([lines.xs[v] ?? 0, lines.ys[v] ?? 0])
  }
  return written([
    pointOn(network, edge, from),
    ...between,
    pointOn(network, edge, Math.min(to, lengthOf(network, edge))),
  ])
}

/** Lines, each as the vertices of one in brackets, as WKT. */
export function linesAsText(lines: readonly string[]): string {
  return lines.length === 0 ? 'MULTILINESTRING EMPTY' : `MULTILINESTRING(${lines.join()})`
}

/** To the millimetre, unless asked for finer. */
function written(points: readonly (readonly [number, number])[], digits = 3): string {
  return `(${points.map(([x, y]) => `${x.toFixed(digits)} ${y.toFixed(digits)}`).join()})`
}
