import type { FeatureCollection, Geometry, Point, Position } from 'geojson'
import type { Mark } from '#data/model/theme.ts'
import { boundsOf } from './place.ts'

/** A thing of ground or water that carries a state, to be signed once, however many tiles it crosses. */
export interface Signed {
  collection: string
  fid: number
  name: string
  mark: Mark
  geometry: Geometry
}

export type Signs = FeatureCollection<Point, { collection: string; fid: number; name: string; mark: Mark }>

/** One sign a thing: halfway along its longest course, or in the middle of its ground. */
export function signs(things: Signed[]): Signs {
  const features = things.flatMap(({ fid, geometry, collection, name, mark }) => {
    const coordinates = middleOf(geometry)
    if (!coordinates) return []
    const point = { type: 'Point' as const, coordinates }
    return [{ type: 'Feature' as const, geometry: point, properties: { collection, fid, name, mark } }]
  })
  return { type: 'FeatureCollection', features }
}

/** The point at which a shape is signed. */
export function middleOf(geometry: Geometry): Position | null {
  if (geometry.type === 'LineString') return halfway(geometry.coordinates)
  if (geometry.type === 'MultiLineString') {
    const [longest] = [...geometry.coordinates].sort((a, b) => lengthOf(b) - lengthOf(a))
    return longest ? halfway(longest) : null
  }
  if (geometry.type === 'Polygon') return within(geometry.coordinates)
  if (geometry.type === 'MultiPolygon') {
    const [largest] = [...geometry.coordinates].sort((a, b) => heightOf(b) - heightOf(a))
    return largest ? within(largest) : null
  }
  return geometry.type === 'Point' ? geometry.coordinates : null
}

/** A point surely within the rings: in the widest part of the line that crosses them at half their height. */
function within(rings: Position[][]): Position | null {
  const box = boundsOf([{ type: 'Polygon', coordinates: rings }])
  if (!box) return null
  const y = (box[1] + box[3]) / 2
  const crossings = rings.flatMap((ring) => ring.flatMap((to, index) => crossing(ring[index - 1] ?? to, to, y)))
  crossings.sort((a, b) => a - b)
  let widest: [number, number] = [box[0], box[0]]
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [from = 0, to = 0] = crossings.slice(index, index + 2)
    if (to - from > widest[1] - widest[0]) widest = [from, to]
  }
  return [(widest[0] + widest[1]) / 2, y]
}

function crossing([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position, y: number): number[] {
  return y1 > y === y2 > y ? [] : [x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)]
}

function heightOf(rings: Position[][]): number {
  const box = boundsOf([{ type: 'Polygon', coordinates: rings }])
  return box ? box[3] - box[1] : 0
}

function halfway(line: Position[]): Position | null {
  let left = lengthOf(line) / 2
  for (const [index, to] of line.entries()) {
    const from = line[index - 1]
    if (!from) continue
    const step = distance(from, to)
    if (step > 0 && left <= step) return between(from, to, left / step)
    left -= step
  }
  return line[0] ?? null
}

function lengthOf(line: Position[]): number {
  return line.reduce((sum, to, index) => sum + distance(line[index - 1] ?? to, to), 0)
}

/** Good enough to find the middle: degrees, with those of longitude shortened as at the latitude of a county. */
function distance([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position): number {
  return Math.hypot((x2 - x1) * Math.cos((y1 * Math.PI) / 180), y2 - y1)
}

function between([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position, share: number): Position {
  return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
}
