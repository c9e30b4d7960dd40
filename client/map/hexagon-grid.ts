import type { Geometry, Polygon, Position } from 'geojson'
import type { CellWidth } from '../scene/scene.ts'

/** Hexagons with a corner to the north: round `middle`, in degrees, and so wide from side to side, in metres. */
export interface Grid {
  middle: [number, number]
  across: CellWidth
}

/** Degrees of latitude to metres, and those of longitude at the equator. */
const metresPerDegree = 111_195
/** No piece of a line is shorter than a millimetre: what is has come from rounding. */
const least = 0.001

type Xy = [number, number]

/** The plane that touches the ground in the middle: good to a thousandth over a county. */
function planeAt([lon, lat]: [number, number]) {
  const east = metresPerDegree * Math.cos((lat * Math.PI) / 180)
  return {
    to: ([x = 0, y = 0]: Position): Xy => [(x - lon) * east, (y - lat) * metresPerDegree],
    from: ([x, y]: Xy): [number, number] => [lon + x / east, lat + y / metresPerDegree],
  }
}

/** The key of the hexagon in which a place lies, of `q,r` by its two axes: of all the one whose middle is nearest. */
export function keyOf(place: Position, { middle, across }: Grid): string {
  return keyAt(planeAt(middle).to(place), across)
}

function keyAt([x, y]: Xy, across: number): string {
  const side = across / Math.sqrt(3)
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / side
  const r = ((2 / 3) * y) / side
  // Rounded on all three axes, of which the one that moved most follows from the others.
  const [a, b, c] = [Math.round(q), Math.round(r), Math.round(-q - r)]
  const [da, db, dc] = [Math.abs(a - q), Math.abs(b - r), Math.abs(c + q + r)]
  if (da > db && da > dc) return `${-b - c + 0},${b + 0}`
  if (db > dc) return `${a + 0},${-a - c + 0}`
  return `${a + 0},${b + 0}`
}

function middleAt(key: string, across: number): Xy {
  const [q = 0, r = 0] = key.split(',').map(Number)
  return [across * (q + r / 2), ((across * Math.sqrt(3)) / 2) * r]
}

/** The middle of a hexagon, in degrees. */
export function middleOfKey(key: string, { middle, across }: Grid): [number, number] {
  return planeAt(middle).from(middleAt(key, across))
}

/** The ground of a hexagon. */
export function outlineOf(key: string, { middle, across }: Grid): Polygon {
  const plane = planeAt(middle)
  const [x, y] = middleAt(key, across)
  const corners = [30, 90, 150, 210, 270, 330, 30].map((degrees) => {
    const angle = (degrees * Math.PI) / 180
    const reach = across / Math.sqrt(3)
    return plane.from([x + reach * Math.cos(angle), y + reach * Math.sin(angle)])
  })
  return { type: 'Polygon', coordinates: [corners] }
}

/** A piece of a line, of which all lies in one hexagon. */
export interface Piece {
  key: string
  km: number
  ends: [Position, Position]
}

/** Lines, cut wherever they pass from one hexagon to the next. */
export function piecesOf(shape: Geometry, { middle, across }: Grid): Piece[] {
  const plane = planeAt(middle)
  return linesOf(shape).flatMap((line) =>
    line.slice(1).flatMap((to, index): Piece[] => {
      const [start, end] = [plane.to(line[index] ?? to), plane.to(to)]
      const at = (share: number): Xy => [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share]
      const metres = Math.hypot(end[0] - start[0], end[1] - start[1])
      const cuts = [0, ...cutsOf(start, end, across).filter(far(least / metres)), 1]
      return cuts.slice(1).map((until, n) => {
        const from = cuts[n] ?? 0
        const key = keyAt(at((from + until) / 2), across)
        return { key, km: (metres * (until - from)) / 1000, ends: [plane.from(at(from)), plane.from(at(until))] }
      })
    }),
  )
}

function linesOf(shape: Geometry): Position[][] {
  if (shape.type === 'LineString') return [shape.coordinates]
  return shape.type === 'MultiLineString' ? shape.coordinates : []
}

/** Keeps what lies farther than this from the one kept before, and from both ends. */
function far(apart: number): (share: number) => boolean {
  let last = 0
  return (share) => {
    const kept = share - last > apart && 1 - share > apart
    if (kept) last = share
    return kept
  }
}

/**
 * Where between two places, as shares of the way, an edge may lie: seen across each of the three ways edges run, all
 * lie at whole and half widths.
 */
function cutsOf([x1, y1]: Xy, [x2, y2]: Xy, across: number): number[] {
  const cuts = [0, 60, 120].flatMap((degrees) => {
    const [east, north] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
    const from = (2 * (x1 * east + y1 * north)) / across
    const to = (2 * (x2 * east + y2 * north)) / across
    const first = Math.floor(Math.min(from, to)) + 1
    const many = Math.max(0, Math.ceil(Math.max(from, to)) - first)
    return Array.from({ length: many }, (_, n) => (first + n - from) / (to - from))
  })
  return cuts.sort((a, b) => a - b)
}
