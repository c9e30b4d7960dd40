import type { Box } from './boxes.ts'
import type { Lines } from './lines.ts'
import { Segments } from './segments.ts'

/**
 * Streets one can walk, as a graph. Lines meet where they share a vertex, and nowhere else: that two cross on paper says
 * nothing of a bridge. An edge runs from one meeting, or loose end, to the next.
 */
export interface Network {
  lines: Lines
  segments: Segments
  /** Metres from the beginning of its line, for each vertex. */
  along: Float64Array
  nodes: number
  edges: number
  /** The first and the last vertex of each edge, and the node at each. */
  first: Int32Array
  last: Int32Array
  from: Int32Array
  to: Int32Array
  /** The edge of the segment that begins at a vertex; -1 for the last vertex of a line. */
  edgeAt: Int32Array
  /**
   * From node n an edge leads to each of `beyond[begin[n] … begin[n + 1] - 1]`, and is as long as `metres` says there: side by
   * side, for a walk asks nothing else of an edge.
   */
  begin: Int32Array
  beyond: Int32Array
  metres: Float64Array
  /** Nodes between which there is a way have the same number. */
  part: Int32Array
}

/** Vertices in the same millimetre are one. */
const grid = 1000

/** Makes a graph of lines. */
export function networkOf(lines: Lines): Network {
  const { xs, ys, starts } = lines
  const place = placesOf(xs, ys)
  const { isNode, edges } = nodesAmong(place, starts)

  const numbers = new Int32Array(place.length)
  const along = new Float64Array(place.length)
  const edgeAt = new Int32Array(place.length)
  const first = new Int32Array(edges)
  const last = new Int32Array(edges)
  const from = new Int32Array(edges)
  const to = new Int32Array(edges)
  let [edge, nodes] = [0, 0]
  const node = (v: number): number => {
    const p = place[v] ?? 0
    // numbered from 1, for 0 is what has no number yet
    if (numbers[p] === 0) numbers[p] = ++nodes
    return (numbers[p] ?? 0) - 1
  }
  for (let line = 0; line + 1 < starts.length; line++) {
    const begin = starts[line] ?? 0
    const end = starts[line + 1] ?? 0
    let opened = begin
    for (let v = begin + 1; v < end; v++) {
      const dx = (xs[v] ?? 0) - (xs[v - 1] ?? 0)
      const dy = (ys[v] ?? 0) - (ys[v - 1] ?? 0)
      along[v] = (along[v - 1] ?? 0) + Math.sqrt(dx * dx + dy * dy)
      edgeAt[v - 1] = edge
      if (v + 1 < end && !isNode(v)) continue
      first[edge] = opened
      last[edge] = v
      from[edge] = node(opened)
      to[edge] = node(v)
      opened = v
      edge++
    }
    if (begin < end) edgeAt[end - 1] = -1
  }
  const ends = { along, first, last, from, to }
  return {
    lines,
    segments: new Segments(lines),
    nodes,
    edges,
    ...ends,
    edgeAt,
    ...meetings(nodes, ends),
    part: partsOf(nodes, ends),
  }
}

/** How long an edge is, in metres. */
export function lengthOf({ along, first, last }: Pick<Network, 'along' | 'first' | 'last'>, edge: number): number {
  return (along[last[edge] ?? 0] ?? 0) - (along[first[edge] ?? 0] ?? 0)
}

/** Where an edge lies, and so much beyond it, in metres. */
export function boxOnEdge({ lines, first, last }: Network, edge: number, beyond: number): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let v = first[edge] ?? 0; v <= (last[edge] ?? 0); v++) {
    const [x, y] = [lines.xs[v] ?? 0, lines.ys[v] ?? 0]
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west - beyond, south - beyond, east + beyond, north + beyond]
}

/** The first vertex at the place of each, by a table without objects: there may be millions. */
function placesOf(xs: Float64Array, ys: Float64Array): Int32Array {
  const bits = Math.ceil(Math.log2(Math.max(2, xs.length * 1.5)))
  // one more than the vertex: what is new is 0 all through
  const table = new Int32Array(2 ** bits)
  const place = new Int32Array(xs.length)
  for (let v = 0; v < xs.length; v++) {
    const x = onGrid(xs[v])
    const y = onGrid(ys[v])
    let slot = Math.imul(Math.imul(x | 0, 0x9e3779b1) ^ (y | 0), 0x85ebca6b) >>> (32 - bits)
    for (;;) {
      const found = (table[slot] ?? 0) - 1
      if (found === -1) {
        table[slot] = v + 1
        place[v] = v
        break
      }
      if (onGrid(xs[found]) === x && onGrid(ys[found]) === y) {
        place[v] = found
        break
      }
      slot = (slot + 1) & (table.length - 1)
    }
  }
  return place
}

function onGrid(metres = 0): number {
  return Math.round(metres * grid)
}

/** A place is a node where a line ends, or where more than one line, or one line twice, passes: there edges end. */
function nodesAmong(place: Int32Array, starts: Int32Array): { isNode: (v: number) => boolean; edges: number } {
  const times = new Uint8Array(place.length)
  let edges = 0
  for (let line = 0; line + 1 < starts.length; line++) {
    const begin = starts[line] ?? 0
    const end = starts[line + 1] ?? 0
    if (end - begin > 1) edges++
    for (let v = begin; v < end; v++) {
      const p = place[v] ?? 0
      const before = times[p] ?? 0
      const passes = v > begin && v + 1 < end
      // who passed here before is halted too
      if (before === 1) edges++
      if (passes && before > 0) edges++
      times[p] = passes && before === 0 ? 1 : 2
    }
  }
  return { isNode: (v) => times[place[v] ?? 0] === 2, edges }
}

type Ends = Pick<Network, 'along' | 'first' | 'last' | 'from' | 'to'>

function meetings(nodes: number, edges: Ends): Pick<Network, 'begin' | 'beyond' | 'metres'> {
  const { from, to } = edges
  const begin = new Int32Array(nodes + 1)
  for (const ends of [from, to]) for (const node of ends) begin[node + 1] = (begin[node + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node++) begin[node + 1] = (begin[node + 1] ?? 0) + (begin[node] ?? 0)
  const free = begin.slice()
  const beyond = new Int32Array(from.length * 2)
  const metres = new Float64Array(from.length * 2)
  const lead = (node: number, other: number, length: number) => {
    const at = free[node] ?? 0
    beyond[at] = other
    metres[at] = length
    free[node] = at + 1
  }
  for (let edge = 0; edge < from.length; edge++) {
    const length = lengthOf(edges, edge)
    lead(from[edge] ?? 0, to[edge] ?? 0, length)
    lead(to[edge] ?? 0, from[edge] ?? 0, length)
  }
  return { begin, beyond, metres }
}

/** Joins the nodes at the two ends of each edge, and those joined already with them. */
function partsOf(nodes: number, { from, to }: Pick<Network, 'from' | 'to'>): Int32Array {
  const above = new Int32Array(nodes)
  for (let node = 0; node < nodes; node++) above[node] = node
  const top = (node: number): number => {
    let at = node
    while (above[at] !== at) {
      above[at] = above[above[at] ?? 0] ?? 0
      at = above[at] ?? 0
    }
    return at
  }
  for (let edge = 0; edge < from.length; edge++) above[top(from[edge] ?? 0)] = top(to[edge] ?? 0)
  for (let node = 0; node < nodes; node++) above[node] = top(node)
  return above
}
