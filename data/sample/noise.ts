import type { Point } from './plane.ts'
import { hash } from './random.ts'

/** A smooth field over the plane, about -1 to 1, whose features are `size` metres across. */
export type Field = (p: Point) => number

export function field(seed: number, purpose: string, size: number): Field {
  const salt = hash(seed, purpose)
  const slope = (i: number, j: number, x: number, y: number): number => {
    const angle = mix(i, j, salt) * 2 * Math.PI
    return Math.cos(angle) * x + Math.sin(angle) * y
  }
  return ([px, py]) => {
    const [i, j] = [Math.floor(px / size), Math.floor(py / size)]
    const [x, y] = [px / size - i, py / size - j]
    const [u, v] = [fade(x), fade(y)]
    const low = slope(i, j, x, y) * (1 - u) + slope(i + 1, j, x - 1, y) * u
    const high = slope(i, j + 1, x, y - 1) * (1 - u) + slope(i + 1, j + 1, x - 1, y - 1) * u
    return 1.5 * (low * (1 - v) + high * v)
  }
}

/** How far a field of winds pushes each point, by octaves of `[amplitude, size]` in metres. */
export function drift(seed: number, purpose: string, octaves: readonly (readonly [number, number])[]) {
  const fields = octaves.map(([amplitude, size], i) => ({
    amplitude,
    east: field(seed, `${purpose} east ${i}`, size),
    north: field(seed, `${purpose} north ${i}`, size),
  }))
  return (p: Point): Point => {
    let [x, y] = [0, 0]
    for (const { amplitude, east, north } of fields) {
      x += amplitude * east(p)
      y += amplitude * north(p)
    }
    return [x, y]
  }
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10)
}

function mix(i: number, j: number, salt: number): number {
  let h = Math.imul(i, 374_761_393) ^ Math.imul(j, 668_265_263) ^ salt
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return ((h ^ (h >>> 15)) >>> 0) / 4_294_967_296
}
