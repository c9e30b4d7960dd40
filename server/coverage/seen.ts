import type { Segments } from './segments.ts'

/** How many ways out are looked along at least. */
const rays = 64

/** In radians: to either side of an end of a barrier the view is another. */
const hair = 1e-6

/** In metres: a place as near to a barrier stands on it, and one may leave it to either side. */
const on = 0.01

/** How far ground reaches into a barrier, in metres: that of both its sides then leaves no gap between. */
const into = 0.005

/** A barrier as it lies from a place: one end, and from there to the other. */
type Fence = readonly [cx: number, cy: number, ex: number, ey: number]

/**
 * The ground within so many metres of a place to which no barrier lies across the straight way: its corners, going round.
 * Between two ways out it ends on a straight line, for between them no barrier begins or ends.
 */
export function groundSeen(barriers: Segments, x: number, y: number, metres: number): [x: number, y: number][] {
  const fences = fencesRound(barriers, x, y, metres)
  const angles = Array.from({ length: rays }, (_, i) => (i * 2 * Math.PI) / rays - Math.PI)
  for (const [cx, cy, ex, ey] of fences) {
    for (const [u, w] of [
      [cx, cy],
      [cx + ex, cy + ey],
    ] as const) {
      const angle = Math.atan2(w, u)
      if (Math.hypot(u, w) < metres) angles.push(angle - hair, angle + hair)
    }
    angles.push(...leaving([cx, cy, ex, ey], metres))
  }
  return angles
    .sort((a, b) => a - b)
    .map((angle) => {
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
      const far = fences.reduce((least, fence) => Math.min(least, untilFence(fence, dx, dy) + into), metres)
      return [x + dx * far, y + dy * far]
    })
}

function fencesRound(barriers: Segments, x: number, y: number, metres: number): Fence[] {
  const { xs, ys } = barriers.lines
  return barriers
    .near(x, y, metres)
    .filter((v) => {
      const away = barriers.away(v, x, y)
      return away > on && away < metres
    })
    .map((v): Fence => {
      const [cx, cy] = [(xs[v] ?? 0) - x, (ys[v] ?? 0) - y]
      return [cx, cy, (xs[v + 1] ?? 0) - x - cx, (ys[v + 1] ?? 0) - y - cy]
    })
}

/** How far it is to a barrier by a way out; infinite where the way passes it by. */
function untilFence([cx, cy, ex, ey]: Fence, dx: number, dy: number): number {
  const across = dx * ey - dy * ex
  const share = (cx * dy - cy * dx) / across
  const away = (cx * ey - cy * ex) / across
  return away > 0 && share > -1e-9 && share < 1 + 1e-9 ? away : Number.POSITIVE_INFINITY
}

/** The ways out to where a barrier comes nearer than so many metres, and where it ceases to be. */
function leaving([cx, cy, ex, ey]: Fence, metres: number): number[] {
  const [a, b, c] = [ex ** 2 + ey ** 2, cx * ex + cy * ey, cx ** 2 + cy ** 2 - metres ** 2]
  const root = Math.sqrt(b ** 2 - a * c)
  return [(-b - root) / a, (-b + root) / a]
    .filter((share) => share >= 0 && share <= 1)
    .map((share) => Math.atan2(cy + share * ey, cx + share * ex))
}
