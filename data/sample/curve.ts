import { distance, lerp, type Point } from './plane.ts'

/** A smooth line through all the points, a vertex at most every `step` metres (Catmull-Rom, centripetal enough). */
export function smooth(points: readonly Point[], step: number): Point[] {
  const at = (i: number): Point => points[Math.min(points.length - 1, Math.max(0, i))] ?? [0, 0]
  const line = points.slice(1).flatMap((_, i) => {
    const [p1, p2] = [at(i), at(i + 1)]
    const span = distance(p1, p2)
    const p0 = within(at(i - 1), p1, span)
    const p3 = within(at(i + 2), p2, span)
    const n = Math.max(1, Math.ceil(span / step))
    return Array.from({ length: n }, (_, k): Point => {
      const t = k / n
      return [spline(p0[0], p1[0], p2[0], p3[0], t), spline(p0[1], p1[1], p2[1], p3[1], t)]
    })
  })
  return [...line, at(points.length - 1)]
}

// A far neighbour would throw a short stretch into a loop: it counts as no further than twice the stretch.
function within(far: Point, near: Point, span: number): Point {
  const metres = distance(far, near)
  return metres <= 2 * span ? far : lerp(near, far, (2 * span) / metres)
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

/** A line pushed about by winds between its ends, which stay where they are. */
export function sway(line: readonly Point[], winds: (p: Point) => Point): Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return []
  const [from, to] = [winds(first), winds(last)]
  return line.map((p, i) => {
    if (i === 0 || i === line.length - 1) return p
    const [east, north] = winds(p)
    const drag = lerp(from, to, i / (line.length - 1))
    return [p[0] + east - drag[0], p[1] + north - drag[1]]
  })
}
