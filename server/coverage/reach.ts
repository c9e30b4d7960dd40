import FlatQueue from 'flatqueue'
import type { Box } from './boxes.ts'
import { boxOnEdge, lengthOf, type Network } from './network.ts'

/** A place on a street from which one walks on, or to which one has walked. */
export interface Stand {
  edge: number
  /** Metres from the beginning of the edge. */
  at: number
  x: number
  y: number
  /** Metres walked so far. */
  cost: number
}

/** How far the streets are from whoever begins to walk at some of their places. */
export interface Reach {
  network: Network
  /** Metres to each node; infinite beyond the farthest that was asked for. */
  cost: Float64Array
  /** The places where the walks begin, by their edge. */
  starts: ReadonlyMap<number, readonly Stand[]>
  /** No way longer than this was followed. */
  most: number
}

/** Walks from all places at once, each node reached by the shortest way (Dijkstra). */
export function reachFrom(network: Network, stands: readonly Stand[], most: number): Reach {
  const { from, to, begin, beyond, metres } = network
  const cost = new Float64Array(network.nodes).fill(Number.POSITIVE_INFINITY)
  const queue = new FlatQueue<number>()
  const arrive = (node: number, walked: number) => {
    if (walked > most || walked >= (cost[node] ?? 0)) return
    cost[node] = walked
    queue.push(node, walked)
  }
  const starts = new Map<number, Stand[]>()
  for (const stand of stands) {
    const others = starts.get(stand.edge)
    if (others) others.push(stand)
    else starts.set(stand.edge, [stand])
    arrive(from[stand.edge] ?? 0, stand.cost + stand.at)
    arrive(to[stand.edge] ?? 0, stand.cost + lengthOf(network, stand.edge) - stand.at)
  }
  for (let walked = queue.peekValue(); walked !== undefined; walked = queue.peekValue()) {
    const node = queue.pop() ?? 0
    if (walked > (cost[node] ?? 0)) continue
    const end = begin[node + 1] ?? 0
    for (let i = begin[node] ?? 0; i < end; i++) arrive(beyond[i] ?? 0, walked + (metres[i] ?? 0))
  }
  return { network, cost, starts, most }
}

/** The places on an edge from which all of it is reached, each by so many metres: its ends, and where walks begin. */
export function labelsOn({ network, cost, starts }: Reach, edge: number): { at: number; cost: number }[] {
  return [
    { at: 0, cost: cost[network.from[edge] ?? 0] ?? 0 },
    { at: lengthOf(network, edge), cost: cost[network.to[edge] ?? 0] ?? 0 },
    ...(starts.get(edge) ?? []),
  ]
}

/** Metres to a place on an edge. */
export function costOn(reach: Reach, edge: number, at: number): number {
  return labelsOn(reach, edge).reduce((least, label) => Math.min(least, label.cost + Math.abs(label.at - at)), Infinity)
}

/** The parts of an edge to which the way is at most so long, in metres from its beginning, apart from one another. */
export function partsWithin(reach: Reach, edge: number, metres: number): [from: number, to: number][] {
  const length = lengthOf(reach.network, edge)
  const parts = labelsOn(reach, edge)
    .filter(({ cost }) => cost <= metres)
    .map(({ at, cost }): [number, number] => [Math.max(0, at - (metres - cost)), Math.min(length, at + metres - cost)])
    .sort(([a], [b]) => a - b)
  const joined: [number, number][] = []
  for (const [from, to] of parts) {
    const before = joined.at(-1)
    if (before && from <= before[1]) before[1] = Math.max(before[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** Where streets lie of which other parts, or by other ways, are within `metres` in one reach than in another of the same network. */
export function unlike(one: Reach, other: Reach, metres: number): Box[] {
  const near = (reach: Reach, edge: number) => labelsOn(reach, edge).filter(({ cost }) => cost <= metres)
  const same = (edge: number) => {
    const [a, b] = [near(one, edge), near(other, edge)]
    return a.length === b.length && a.every(({ at, cost }, i) => at === b[i]?.at && cost === b[i]?.cost)
  }
  return Array.from({ length: one.network.edges }, (_, edge) => edge)
    .filter((edge) => !same(edge))
    .map((edge) => boxOnEdge(one.network, edge, 0))
}
