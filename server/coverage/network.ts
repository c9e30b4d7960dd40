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
  /** The edges at node n are `around[begin[n] … begin[n + 1] - 1]`. */
  begin: Int32Array
  around: Int32Array
  /** Nodes between which there is a way have the same number. */
  part: Int32Array
}

/** Vertices in the same millimetre are one. */
const grid = 1000

/** Makes a graph of lines. */
export function networkOf(lines: Lines): Network {
  const { xs, ys, starts } = lines
  const vertices = xs.length
  const { place, places } = placesOf(xs, ys)
  const isNode = nodesAmong(place, places, starts)

  const nodeOf = new Int32Array(places).fill(-1)
  const along = new Float64Array(vertices)
  const edgeAt = new Int32Array(vertices).fill(-1)
  const first: number[] = []
  const last: number[] = []
  const from: number[] = []
  const to: number[] = []
  let nodes = 0
  const node = (v: number): number => {
    const p = place[v] ?? 0
    if (nodeOf[p] === -1) nodeOf[p] = nodes++
    return nodeOf[p] ?? 0
  }
  for (let line = 0; line + 1 < starts.length; line++) {
    const begin = starts[line] ?? 0
    const end = starts[line + 1] ?? 0
    let opened = begin
    for (let v = begin + 1; v < end; v++) {
      const dx = (xs[v] ?? 0) - (xs[v - 1] ?? 0)
      const dy = (ys[v] ?? 0) - (ys[v - 1] ?? 0)
      along[v] = (along[v - 1] ?? 0) + Math.sqrt(dx * dx + dy * dy)
      edgeAt[v - 1] = first.length
      if (v + 1 < end && !isNode[place[v] ?? 0]) continue
      first.push(opened)
      last.push(v)
      from.push(node(opened))
      to.push(node(v))
      opened = v
    }
  }
  const ends = { from: new Int32Array(from), to: new Int32Array(to) }
  return {
    lines,
    segments: new Segments(lines),
    along,
    nodes,
    edges: first.length,
    first: new Int32Array(first),
    last: new Int32Array(last),
    ...ends,
    edgeAt,
    ...meetings(nodes, ends),
    part: partsOf(nodes, ends),
  }
}

/** How long an edge is, in metres. */
export function lengthOf({ along, first, last }: Network, edge: number): number {
  return (along[last[edge] ?? 0] ?? 0) - (along[first[edge] ?? 0] ?? 0)
}

/** Numbers the places at which vertices lie, by a table without objects: there may be millions. */
function placesOf(xs: Float64Array, ys: Float64Array): { place: Int32Array; places: number } {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, xs.length * 2)))
  const table = new Int32Array(size).fill(-1)
  const place = new Int32Array(xs.length)
  const columns = onGrid(xs)
  const rows = onGrid(ys)
  let places = 0
  for (let v = 0; v < xs.length; v++) {
    const x = columns[v] ?? 0
    const y = rows[v] ?? 0
    let slot = (Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b)) & (size - 1)
    for (;;) {
      const found = table[slot] ?? -1
      if (found === -1) {
        table[slot] = v
        place[v] = places++
        break
      }
      if (columns[found] === x && rows[found] === y) {
        place[v] = place[found] ?? 0
        break
      }
      slot = (slot + 1) & (size - 1)
    }
  }
  return { place, places }
}

function onGrid(all: Float64Array): Float64Array {
  const rounded = new Float64Array(all.length)
  for (let v = 0; v < all.length; v++) rounded[v] = Math.round((all[v] ?? 0) * grid)
  return rounded
}

/** A place is a node where a line ends, or where more than one line, or one line twice, passes. */
function nodesAmong(place: Int32Array, places: number, starts: Int32Array): Uint8Array {
  const passed = new Uint8Array(places)
  const isNode = new Uint8Array(places)
  for (let line = 0; line + 1 < starts.length; line++) {
    const begin = starts[line] ?? 0
    const end = starts[line + 1] ?? 0
    for (let v = begin; v < end; v++) {
      const p = place[v] ?? 0
      if (v === begin || v + 1 === end || passed[p] === 1) isNode[p] = 1
      passed[p] = 1
    }
  }
  return isNode
}

function meetings(nodes: number, { from, to }: Pick<Network, 'from' | 'to'>): Pick<Network, 'begin' | 'around'> {
  const begin = new Int32Array(nodes + 1)
  for (const ends of [from, to]) for (const node of ends) begin[node + 1] = (begin[node + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node++) begin[node + 1] = (begin[node + 1] ?? 0) + (begin[node] ?? 0)
  const free = begin.slice()
  const around = new Int32Array(from.length * 2)
  for (const ends of [from, to]) {
    for (let edge = 0; edge < ends.length; edge++) {
      const node = ends[edge] ?? 0
      around[free[node] ?? 0] = edge
      free[node] = (free[node] ?? 0) + 1
    }
  }
  return { begin, around }
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
  return above.map((_, node) => top(node))
}
