import type { Ground } from './county.ts'
import { type LonLat, pairs, round6 } from './plane.ts'

const micro = 1e6
const cell = 4000

/**
 * Makes neighbours share their borders vertex by vertex: each vertex that lies on (within some 0.2 m of)
 * another ring's edge becomes a vertex of that ring too.
 */
export function shareVertices(grounds: readonly Ground[]): Ground[] {
  const near = new Map<string, LonLat[]>()
  const seen = new Set<string>()
  for (const ground of grounds)
    for (const polygon of ground)
      for (const ring of polygon)
        for (const p of ring) {
          if (seen.has(String(p))) continue
          seen.add(String(p))
          const key = `${Math.floor((p[0] * micro) / cell)},${Math.floor((p[1] * micro) / cell)}`
          const here = near.get(key)
          if (here) here.push(p)
          else near.set(key, [p])
        }
  const between = (a: LonLat, b: LonLat): LonLat[] => {
    const found: { p: LonLat; t: number }[] = []
    const [west, east] = [Math.min(a[0], b[0]) * micro - 3, Math.max(a[0], b[0]) * micro + 3]
    const [south, north] = [Math.min(a[1], b[1]) * micro - 3, Math.max(a[1], b[1]) * micro + 3]
    for (let i = Math.floor(west / cell); i <= Math.floor(east / cell); i++)
      for (let j = Math.floor(south / cell); j <= Math.floor(north / cell); j++)
        for (const p of near.get(`${i},${j}`) ?? []) {
          const t = onEdge(p, a, b)
          if (t !== undefined) found.push({ p, t })
        }
    return found.sort((x, y) => x.t - y.t).map(({ p }) => p)
  }
  return grounds.map((ground) =>
    ground.map((polygon) => polygon.map((ring) => close(pairs(ring).flatMap(([a, b]) => [a, ...between(a, b)])))),
  )
}

function onEdge(p: LonLat, a: LonLat, b: LonLat): number | undefined {
  const [dx, dy] = [(b[0] - a[0]) * micro, (b[1] - a[1]) * micro]
  const [px, py] = [(p[0] - a[0]) * micro, (p[1] - a[1]) * micro]
  const square = dx * dx + dy * dy
  if (square === 0) return undefined
  const t = (px * dx + py * dy) / square
  const off = Math.abs(px * dy - py * dx) / Math.sqrt(square)
  const sameAsEnd = Math.hypot(px, py) < 0.5 || Math.hypot(px - dx, py - dy) < 0.5
  return t > 0 && t < 1 && off < 2 && !sameAsEnd ? t : undefined
}

/** A ring rounded to 6 decimals, without repeated points, closed. */
export function close(points: readonly LonLat[]): LonLat[] {
  const ring: LonLat[] = []
  for (const [lon, lat] of points) {
    const p: LonLat = [round6(lon), round6(lat)]
    if (String(p) !== String(ring.at(-1))) ring.push(p)
  }
  while (ring.length > 1 && String(ring[0]) === String(ring.at(-1))) ring.pop()
  const first = ring[0]
  if (!first || ring.length < 3) return []
  return [...ring, first]
}
