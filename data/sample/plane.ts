/** Metres east and north of 114° E, 34.72° N. */
export type Point = readonly [number, number]
/** Degrees, lon lat, WGS84 (here the same as EPSG:4490). */
export type LonLat = readonly [number, number]

const middle = { lon: 114, lat: 34.72 }
const metresPerLatitude = 110_933
const radius = 6_378_137
const flattening = 0.0066943800229

function metresPerLongitude(lat: number): number {
  const phi = (lat * Math.PI) / 180
  return (((Math.PI / 180) * radius) / Math.sqrt(1 - flattening * Math.sin(phi) ** 2)) * Math.cos(phi)
}

/** Onto the sample's own plane: within 0.05 % of EPSG:4547 all over the county. */
export function toPlane([lon, lat]: LonLat): Point {
  return [(lon - middle.lon) * metresPerLongitude(lat), (lat - middle.lat) * metresPerLatitude]
}

/** Back to degrees, rounded to 6 decimals, so that whoever shares a point shares it exactly. */
export function toLonLat([x, y]: Point): LonLat {
  const lat = middle.lat + y / metresPerLatitude
  return [round6(middle.lon + x / metresPerLongitude(lat)), round6(lat)]
}

/**
 * Where a place of the county lies once the county is moved by some degrees east and north. Its metres stay what
 * they are, though degrees of longitude narrow to the north; rounded to 6 decimals.
 */
export function shift(place: LonLat, east: number, north: number): LonLat {
  const [x, y] = toPlane(place)
  const lat = middle.lat + north + y / metresPerLatitude
  return [round6(middle.lon + east + x / metresPerLongitude(lat)), round6(lat)]
}

export function round6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1])
}

export function lerp(a: Point, b: Point, t: number): Point {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
}

export function pairs<T>(line: readonly T[]): (readonly [T, T])[] {
  return line.slice(1).map((to, i) => [line[i] as T, to] as const)
}

export function length(line: readonly Point[]): number {
  return pairs(line).reduce((sum, [a, b]) => sum + distance(a, b), 0)
}

/** Square metres of a closed ring, positive when it runs anticlockwise. */
export function signedArea(ring: readonly Point[]): number {
  return pairs(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0) / 2
}

export function centroid(ring: readonly Point[]): Point {
  const first = ring[0] ?? [0, 0]
  let x = 0
  let y = 0
  let sum = 0
  for (const [a, b] of pairs(ring)) {
    const part = (a[0] - first[0]) * (b[1] - first[1]) - (b[0] - first[0]) * (a[1] - first[1])
    x += part * (a[0] + b[0] + first[0])
    y += part * (a[1] + b[1] + first[1])
    sum += part
  }
  return sum === 0 ? first : [x / 3 / sum, y / 3 / sum]
}

const boxes = new WeakMap<readonly Point[], readonly [number, number, number, number]>()

/** West, south, east, north of a line that will not change any more. */
export function box(line: readonly Point[]): readonly [number, number, number, number] {
  const known = boxes.get(line)
  if (known) return known
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of line) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  const found = [west, south, east, north] as const
  boxes.set(line, found)
  return found
}

/** Whether a point lies in a closed ring (even-odd). */
export function inRing([x, y]: Point, ring: readonly Point[]): boolean {
  const [west, south, east, north] = box(ring)
  if (x < west || x > east || y < south || y > north) return false
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]] as [Point, Point]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
  }
  return inside
}

/** Whether a point lies nearer than `metres` to a line. */
export function isNear([x, y]: Point, line: readonly Point[], metres: number): boolean {
  const [west, south, east, north] = box(line)
  if (x < west - metres || x > east + metres || y < south - metres || y > north + metres) return false
  return nearest([x, y], line).metres < metres
}

/** The nearest place on a line: how far, after which vertex, where. */
export function nearest(p: Point, line: readonly Point[]): { metres: number; index: number; at: Point } {
  let [least, index, share] = [Infinity, 0, 0]
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]] as [Point, Point]
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const square = dx * dx + dy * dy
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
    const off = (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2
    if (off < least) [least, index, share] = [off, i - 1, t]
  }
  const [a, b] = [line[index], line[index + 1]]
  return { metres: Math.sqrt(least), index, at: a && b ? lerp(a, b, share) : p }
}

/** The place `metres` along a line, and the direction there (a unit vector). */
export function walk(line: readonly Point[], metres: number): { at: Point; ahead: Point } {
  let left = metres
  let last: readonly [Point, Point] | undefined
  for (const pair of pairs(line)) {
    last = pair
    const step = distance(...pair)
    if (left <= step) break
    left -= step
  }
  if (!last) throw new Error('a line needs two points')
  const [a, b] = last
  const step = distance(a, b) || 1
  return { at: lerp(a, b, Math.min(1, left / step)), ahead: [(b[0] - a[0]) / step, (b[1] - a[1]) / step] }
}

/** Points from a to b at most `step` metres apart, both ends included. */
export function densify(a: Point, b: Point, step: number): Point[] {
  const n = Math.max(1, Math.ceil(distance(a, b) / step))
  return Array.from({ length: n + 1 }, (_, i) => (i === 0 ? a : i === n ? b : lerp(a, b, i / n)))
}

/** A line with fewer vertices, none further than `tolerance` metres from the old line (Douglas-Peucker). */
export function simplify(line: readonly Point[], tolerance: number): Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return [...line]
  let worst = { metres: tolerance, index: -1 }
  for (let i = 1; i < line.length - 1; i++) {
    const metres = nearest(line[i] as Point, [first, last]).metres
    if (metres > worst.metres) worst = { metres, index: i }
  }
  if (worst.index < 0) return [first, last]
  const head = simplify(line.slice(0, worst.index + 1), tolerance)
  return [...head.slice(0, -1), ...simplify(line.slice(worst.index), tolerance)]
}
