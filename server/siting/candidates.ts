import type { Box } from '../coverage/boxes.ts'
import type { Network } from '../coverage/network.ts'

/** How far apart candidates are along a street at least, in metres. */
const least = 50
/** The most candidates: with more of them a proposal takes long to be proven, and is hardly better. */
export const mostCandidates = 4000

/** Places along the streets within a box, evenly apart, as many as there may be. */
export function alongStreets(
  { lines }: Network,
  [west, south, east, north]: Box,
  most = mostCandidates,
): [x: number, y: number][] {
  const { xs, ys, starts } = lines
  const inside = (x: number, y: number) => x >= west && x <= east && y >= south && y <= north
  const places = (step: number) => {
    const found: [number, number][] = []
    for (let line = 0; line + 1 < starts.length; line++) {
      // so far it is to the next one, half a step from the end of a street
      let left = step / 2
      for (let v = starts[line] ?? 0; v + 1 < (starts[line + 1] ?? 0); v++) {
        const [ax, ay, bx, by] = [xs[v] ?? 0, ys[v] ?? 0, xs[v + 1] ?? 0, ys[v + 1] ?? 0]
        const length = Math.hypot(bx - ax, by - ay)
        for (; left <= length; left += step) {
          const [x, y] = [ax + ((bx - ax) * left) / length, ay + ((by - ay) * left) / length]
          if (inside(x, y)) found.push([x, y])
        }
        left -= length
      }
    }
    return found
  }
  let step = least
  let found = places(step)
  while (found.length > most) {
    step *= Math.max(1.1, found.length / most)
    found = places(step)
  }
  return found
}
