import Flatbush from 'flatbush'
import type { Lines } from './lines.ts'

/** How many segments that follow one another are found as one: a box for each would take most of the time and memory. */
const run = 8

/** The straight parts of lines, found by where they lie. A segment is known by its first vertex. */
export class Segments {
  readonly lines: Lines
  readonly #index: Flatbush | undefined
  /** The first and the last vertex of each run. */
  readonly #first: Int32Array
  readonly #last: Int32Array

  constructor(lines: Lines) {
    const { xs, ys, starts } = lines
    this.lines = lines
    let runs = 0
    for (let line = 0; line + 1 < starts.length; line++) {
      runs += Math.ceil(Math.max(0, (starts[line + 1] ?? 0) - 1 - (starts[line] ?? 0)) / run)
    }
    const first = new Int32Array(runs)
    const last = new Int32Array(runs)
    let i = 0
    for (let line = 0; line + 1 < starts.length; line++) {
      const end = (starts[line + 1] ?? 0) - 1
      for (let v = starts[line] ?? 0; v < end; v += run) {
        first[i] = v
        last[i++] = Math.min(v + run, end)
      }
    }
    this.#first = first
    this.#last = last
    if (runs === 0) return
    const index = new Flatbush(runs)
    for (let i = 0; i < runs; i++) {
      let west = Infinity
      let south = Infinity
      let east = -Infinity
      let north = -Infinity
      for (let v = first[i] ?? 0; v <= (last[i] ?? 0); v++) {
        const x = xs[v] ?? 0
        const y = ys[v] ?? 0
        west = Math.min(west, x)
        south = Math.min(south, y)
        east = Math.max(east, x)
        north = Math.max(north, y)
      }
      index.add(west, south, east, north)
    }
    index.finish()
    this.#index = index
  }

  /** What is held beside the lines, in bytes. */
  get bytes(): number {
    return this.#first.byteLength + this.#last.byteLength + (this.#index?.data.byteLength ?? 0)
  }

  /** The first vertices of the segments that may be within so many metres of a place. */
  near(x: number, y: number, metres: number): number[] {
    const { xs, ys } = this.lines
    const found: number[] = []
    const beside = (a = 0, b = 0, at: number) => Math.min(a, b) <= at + metres && Math.max(a, b) >= at - metres
    for (const i of this.#index?.search(x - metres, y - metres, x + metres, y + metres) ?? []) {
      for (let v = this.#first[i] ?? 0; v < (this.#last[i] ?? 0); v++) {
        if (beside(xs[v], xs[v + 1], x) && beside(ys[v], ys[v + 1], y)) found.push(v)
      }
    }
    return found
  }

  /** Whether any of them lies within so many metres of a place. */
  lieWithin(x: number, y: number, metres: number): boolean {
    return this.near(x, y, metres).some((v) => this.away(v, x, y) <= metres)
  }

  /** Metres from one of them to a place. */
  away(v: number, x: number, y: number): number {
    const { xs, ys } = this.lines
    const [cx, cy] = [(xs[v] ?? 0) - x, (ys[v] ?? 0) - y]
    const [ex, ey] = [(xs[v + 1] ?? 0) - x - cx, (ys[v + 1] ?? 0) - y - cy]
    const length2 = ex ** 2 + ey ** 2
    const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(cx * ex + cy * ey) / length2))
    return Math.hypot(cx + share * ex, cy + share * ey)
  }

  /**
   * Whether the straight way from one place to another leads across any of them. To begin or to end on one is not to
   * cross it: where a street crosses, one may leave it to either side.
   */
  cross(x: number, y: number, u: number, w: number): boolean {
    const { xs, ys } = this.lines
    const crossed = (i: number) => {
      for (let v = this.#first[i] ?? 0; v < (this.#last[i] ?? 0); v++) {
        if (cross(x, y, u, w, xs[v] ?? 0, ys[v] ?? 0, xs[v + 1] ?? 0, ys[v + 1] ?? 0)) return true
      }
      return false
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
