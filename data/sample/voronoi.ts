import { lerp, type Point } from './plane.ts'

/**
 * The cell of each site: all that lies nearer to it than to any other, within a square of `half` metres
 * about the origin. Neighbours share their corners exactly.
 */
export function voronoi(sites: readonly Point[], half = 36_000): Point[][] {
  const corners = new Map<string, Point>()
  const shared = (p: Point): Point => {
    const key = `${Math.round(p[0])},${Math.round(p[1])}`
    const known = corners.get(key)
    if (!known) corners.set(key, p)
    return known ?? p
  }
  return sites.map((site) => {
    let cell: Point[] = [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ]
    for (const other of sites) if (other !== site) cell = keepNear(cell, site, other)
    return cell.map(shared)
  })
}

function keepNear(cell: readonly Point[], site: Point, other: Point): Point[] {
  const [dx, dy] = [other[0] - site[0], other[1] - site[1]]
  const limit = (other[0] ** 2 + other[1] ** 2 - site[0] ** 2 - site[1] ** 2) / 2
  const beyond = (p: Point): number => p[0] * dx + p[1] * dy - limit
  return cell.flatMap((a, i) => {
    const b = cell[(i + 1) % cell.length] as Point
    const [at, to] = [beyond(a), beyond(b)]
    const kept: Point[] = at <= 0 ? [a] : []
    if (at < 0 !== to < 0 && at !== 0 && to !== 0) kept.push(lerp(a, b, at / (at - to)))
    return kept
  })
}
