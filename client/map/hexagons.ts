import type { Geometry, Position } from 'geojson'
import type { Indicator } from '#data/model/indicator.ts'
import type { Layer, Theme } from '#data/model/theme.ts'
import { middleOf } from './signs.ts'

/** What hexagons count: things, each in the one it stands in, or the kilometres of lines that run through. */
export interface Counted {
  layer: Layer
  by: 'things' | 'km'
}

/** A hexagon with something in it. */
export interface Cell {
  key: string
  /** Its middle, in degrees. */
  position: [number, number]
  amount: number
  /** As a share of the highest. */
  height: number
}

/** Degrees of latitude to metres, and those of longitude at the equator. */
const metresPerDegree = 111_195
/** A line is measured in pieces of at most this many metres, each given to the hexagon its middle lies in. */
const longestPiece = 25
/** From this zoom on hexagons are 500 m across and not 1 km. */
const nearFrom = 11.5

/** How wide a hexagon is from side to side, in metres of the ground. */
export function acrossAt(zoom: number | null): number {
  return zoom !== null && zoom >= nearFrom ? 500 : 1000
}

/**
 * What is counted while a figure is told: the marks that the figure itself counts, else the theme's first
 * marks, else its threads, else its ground. Kinds are never added up.
 */
export function countedBy(theme: Pick<Theme, 'layers'>, indicator: Pick<Indicator, 'counts'>): Counted | null {
  const ranks = (layer: Layer) => ['mark', 'thread', 'ground'].indexOf(layer.draw)
  const foreign = (layer: Layer) => (indicator.counts.includes(layer.collection) ? 0 : 1)
  const [layer] = [...theme.layers].sort((a, b) => ranks(a) - ranks(b) || foreign(a) - foreign(b))
  return layer ? { layer, by: layer.draw === 'thread' ? 'km' : 'things' } : null
}

/**
 * The hexagons with something in them, and the most that is in one.
 *
 * @param middle in degrees; the grid is laid out in metres of the plane that touches the ground there
 * @param across from side to side, in metres
 */
export function hexagonsOf(
  things: (Geometry | null)[],
  by: Counted['by'],
  middle: [number, number],
  across: number,
): { cells: Cell[]; top: number } {
  const plane = planeAt(middle)
  const amounts = new Map<string, number>()
  const add = (place: Position, amount: number) => {
    const key = keyAt(plane.to(place), across)
    amounts.set(key, (amounts.get(key) ?? 0) + amount)
  }
  for (const thing of things) {
    if (thing === null) continue
    if (by === 'km') for (const line of linesOf(thing)) measure(line, plane, add)
    else {
      const place = middleOf(thing)
      if (place) add(place, 1)
    }
  }
  const top = Math.max(0, ...amounts.values())
  const cells = [...amounts].map(([key, amount]): Cell => {
    return { key, amount, height: amount / top, position: plane.from(middleAt(key, across)) }
  })
  return { cells, top }
}

type Xy = [number, number]

/** Good to a thousandth over a county: the shape of a cell is not what is measured here. */
function planeAt([lon, lat]: [number, number]) {
  const east = metresPerDegree * Math.cos((lat * Math.PI) / 180)
  return {
    to: ([x = 0, y = 0]: Position): Xy => [(x - lon) * east, (y - lat) * metresPerDegree],
    from: ([x, y]: Xy): [number, number] => [lon + x / east, lat + y / metresPerDegree],
  }
}

/** Hexagons with a corner to the north, by their two axes. */
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

function linesOf(shape: Geometry): Position[][] {
  if (shape.type === 'LineString') return [shape.coordinates]
  return shape.type === 'MultiLineString' ? shape.coordinates : []
}

function measure(line: Position[], plane: ReturnType<typeof planeAt>, add: (place: Position, km: number) => void) {
  for (const [index, to] of line.entries()) {
    const from = line[index - 1]
    if (!from) continue
    const [start, end] = [plane.to(from), plane.to(to)]
    const length = Math.hypot(end[0] - start[0], end[1] - start[1])
    const pieces = Math.max(1, Math.ceil(length / longestPiece))
    for (let piece = 0; piece < pieces; piece += 1) {
      const share = (piece + 0.5) / pieces
      const at: Xy = [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share]
      add(plane.from(at), length / pieces / 1000)
    }
  }
}
