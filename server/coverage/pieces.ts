import { pointOn, type Ways } from './legs.ts'
import { lengthOf, type Network } from './network.ts'
import { partsWithin, type Reach } from './reach.ts'
import type { Segments } from './segments.ts'

/** A short piece of a street and the barriers beside it, as WKT. */
export interface Beside {
  piece: string
  fences: string
}

type Box = readonly [west: number, south: number, east: number, north: number]

/** How long a piece of street beside a barrier may be, in metres: a way round its end is then no shorter. */
const short = 20

/**
 * The streets round which the ground is reached a full leg deep: to these the way is at most `metres` less a leg.
 *
 * Nothing is lost beyond them. The way grows by a metre with each metre of the street, so that of what lies round a
 * farther piece of it, what is left of the way reaches no place that a full leg from its last near point does not.
 * Only where a walk begins more than that away from its street (`roundsOf`) is there ground beside.
 * @param box of the ground that is looked at: streets a leg and more beyond it are left out
 */
export function reachedPieces(
  ways: Ways,
  reach: Reach,
  metres: number,
  box: Box,
): { free: string[]; beside: Beside[] } {
  const { network, barriers, leg } = ways
  const free: string[] = []
  const beside: Beside[] = []
  for (let edge = 0; edge < network.edges; edge++) {
    if (!isNear(network, edge, box, leg)) continue
    for (const [from, to] of partsWithin(reach, edge, metres - leg)) {
      let begun = from
      for (let at = from; ; at += short) {
        const end = Math.min(to, at + short)
        const [x, y] = pointOn(network, edge, (at + end) / 2)
        const near = barriers.near(x, y, leg + short / 2)
        if (near.length > 0) {
          if (at > begun) free.push(lineOn(network, edge, begun, at))
          beside.push({
            piece: `LINESTRING${lineOn(network, edge, at, end)}`,
            fences: linesAsText(near.map(segment(barriers))),
          })
          begun = end
        }
        if (end >= to) break
      }
      if (to > begun || (to === from && begun === from)) free.push(lineOn(network, edge, begun, to))
    }
  }
  return { free, beside }
}

/** Ground round where walks begin whose way is over before a full leg could follow: what is left of it, and no more. */
export function roundsOf(reach: Reach, metres: number, leg: number): { x: number; y: number; metres: number }[] {
  return [...reach.starts.values()]
    .flat()
    .filter(({ cost }) => cost > metres - leg && cost < metres)
    .map(({ x, y, cost }) => ({ x, y, metres: Math.min(leg, metres - cost) }))
}

function isNear({ lines, first, last }: Network, edge: number, [west, south, east, north]: Box, leg: number): boolean {
  let [w, s, e, n] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (let v = first[edge] ?? 0; v <= (last[edge] ?? 0); v++) {
    const [x, y] = [lines.xs[v] ?? 0, lines.ys[v] ?? 0]
    w = Math.min(w, x)
    s = Math.min(s, y)
    e = Math.max(e, x)
    n = Math.max(n, y)
  }
  return w <= east + leg && e >= west - leg && s <= north + leg && n >= south - leg
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

function segment({ lines: { xs, ys } }: Segments): (v: number) => string {
  return (v) =>
    written([
      [xs[v] ?? 0, ys[v] ?? 0],
      [xs[v + 1] ?? 0, ys[v + 1] ?? 0],
    ])
}

/** Lines, each as the vertices of one in brackets, as WKT. */
export function linesAsText(lines: readonly string[]): string {
  return lines.length === 0 ? 'MULTILINESTRING EMPTY' : `MULTILINESTRING(${lines.join()})`
}

/** To the millimetre. */
function written(points: readonly (readonly [number, number])[]): string {
  return `(${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join()})`
}
