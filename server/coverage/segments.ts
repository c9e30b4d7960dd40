import Flatbush from 'flatbush'
import type { Lines } from './lines.ts'

/** The straight parts of lines, found by where they lie. A segment is known by its first vertex. */
export class Segments {
  readonly lines: Lines
  readonly #index: Flatbush | undefined
  readonly #first: Int32Array

  constructor(lines: Lines) {
    const { xs, ys, starts } = lines
    this.lines = lines
    const first: number[] = []
    for (let line = 0; line + 1 < starts.length; line++) {
      for (let v = starts[line] ?? 0; v + 1 < (starts[line + 1] ?? 0); v++) first.push(v)
    }
    this.#first = Int32Array.from(first)
    if (first.length === 0) return
    const index = new Flatbush(first.length)
    for (const v of first) {
      const [x, y, u, w] = [xs[v] ?? 0, ys[v] ?? 0, xs[v + 1] ?? 0, ys[v + 1] ?? 0]
      index.add(Math.min(x, u), Math.min(y, w), Math.max(x, u), Math.max(y, w))
    }
    index.finish()
    this.#index = index
  }

  /** What is held beside the lines, in bytes. */
  get bytes(): number {
    return this.#first.byteLength + (this.#index?.data.byteLength ?? 0)
  }

  /** The first vertices of the segments that may be within so many metres of a place. */
  near(x: number, y: number, metres: number): number[] {
    const found = this.#index?.search(x - metres, y - metres, x + metres, y + metres) ?? []
    return found.map((i) => this.#first[i] ?? 0)
  }

  /**
   * Whether the straight way from one place to another leads across any of them. To begin or to end on one is not to
   * cross it: where a street crosses, one may leave it to either side.
   */
  cross(x: number, y: number, u: number, w: number): boolean {
    const { xs, ys } = this.lines
    const crossed = (i: number) => {
      const v = this.#first[i] ?? 0
      return cross(x, y, u, w, xs[v] ?? 0, ys[v] ?? 0, xs[v + 1] ?? 0, ys[v + 1] ?? 0)
    }
    return this.#index?.collides(Math.min(x, u), Math.min(y, w), Math.max(x, u), Math.max(y, w), crossed) ?? false
  }
}

function side(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
}

/** Whether a way from a to b leads from one side of the segment cd to the other. */
function cross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const apart = side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  return apart && side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) <= 0
}
