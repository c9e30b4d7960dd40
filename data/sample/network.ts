import type { Road } from './county.ts'
import type { Draft } from './links.ts'
import { distance, type LonLat, lerp, type Point, pairs, toLonLat } from './plane.ts'

const cell = 350
// Nearer than this to a vertex, a crossing is that vertex.
const snap = 4

interface Segment {
  road: number
  index: number
  a: Point
  b: Point
}

/** One network of the drafts: a vertex of both wherever two cross, what hangs loose left out, codes given. */
export function join(code: string, drafts: readonly Draft[]): Road[] {
  const added = new Map<string, { at: Point; t: number }[]>()
  const add = (s: Segment, at: Point) => {
    const key = `${s.road},${s.index}`
    added.set(key, [...(added.get(key) ?? []), { at, t: distance(s.a, at) }])
  }
  for (const [p, q] of meetings(drafts)) {
    const at = crossing(p, q)
    if (!at) continue
    const corner = [p.a, p.b, q.a, q.b].find((end) => distance(end, at) < snap) ?? at
    if (corner !== p.a && corner !== p.b) add(p, corner)
    if (corner !== q.a && corner !== q.b) add(q, corner)
  }
  const lines = drafts.map(({ line }, road) => {
    const points = pairs(line).flatMap(([a], index) => [
      a,
      ...(added.get(`${road},${index}`) ?? []).sort((x, y) => x.t - y.t).map(({ at }) => at),
    ])
    return distinct([...points, ...line.slice(-1)].map(toLonLat))
  })
  const kept = connected(lines)
  const uses = new Map<string, number>()
  for (const i of kept) for (const key of new Set((lines[i] ?? []).map(String))) uses.set(key, (uses.get(key) ?? 0) + 1)
  return kept.map((i, n) => {
    const { name, class: kind, town } = drafts[i] as Draft
    const line = lines[i] ?? []
    const crossings = line.flatMap((p, at) => ((uses.get(String(p)) ?? 0) > 1 ? [at] : []))
    return { code: `${code}R${String(n + 1).padStart(4, '0')}`, name, class: kind, town, line, crossings }
  })
}

function* meetings(drafts: readonly Draft[]): Generator<[Segment, Segment]> {
  const grid = new Map<string, Segment[]>()
  for (const [road, { line }] of drafts.entries())
    for (const [index, [a, b]] of pairs(line).entries()) {
      const segment = { road, index, a, b }
      const met = new Set<Segment>()
      for (let i = Math.floor(Math.min(a[0], b[0]) / cell); i <= Math.floor(Math.max(a[0], b[0]) / cell); i++)
        for (let j = Math.floor(Math.min(a[1], b[1]) / cell); j <= Math.floor(Math.max(a[1], b[1]) / cell); j++) {
          const here = grid.get(`${i},${j}`)
          for (const other of here ?? []) if (other.road !== road) met.add(other)
          if (here) here.push(segment)
          else grid.set(`${i},${j}`, [segment])
        }
      for (const other of met) yield [segment, other]
    }
}

function crossing({ a, b }: Segment, { a: c, b: d }: Segment): Point | undefined {
  const same = (p: Point, q: Point) => p[0] === q[0] && p[1] === q[1]
  if (same(a, c) || same(a, d) || same(b, c) || same(b, d)) return undefined
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const cross = rx * sy - ry * sx
  if (Math.abs(cross) < 1e-9) return undefined
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? lerp(a, b, t) : undefined
}

function distinct(line: readonly LonLat[]): LonLat[] {
  return line.filter((p, i) => i === 0 || String(p) !== String(line[i - 1]))
}

/** Which lines hang together in the largest network. */
function connected(lines: readonly LonLat[][]): number[] {
  const parent = lines.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] ?? at
    parent[i] = at
    return at
  }
  const first = new Map<string, number>()
  for (const [i, line] of lines.entries())
    for (const p of line) {
      const other = first.get(String(p))
      if (other === undefined) first.set(String(p), i)
      else parent[root(i)] = root(other)
    }
  const sizes = new Map<number, number>()
  for (const [i, line] of lines.entries()) sizes.set(root(i), (sizes.get(root(i)) ?? 0) + line.length)
  const largest = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0]
  return lines.flatMap((line, i) => (root(i) === largest && line.length > 1 ? [i] : []))
}
