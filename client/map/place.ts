import type { Geometry, Position } from 'geojson'
import type { Area } from '../api/types.ts'
import type { Camera, Place } from '../scene/scene.ts'

/** West, south, east, north. */
export type Bounds = [number, number, number, number]

/** The smallest box round some shapes; none where there is no point at all. */
export function boundsOf(shapes: (Geometry | null)[]): Bounds | null {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const shape of shapes) if (shape) grow(box, shape)
  return Number.isFinite(box[0]) ? box : null
}

function grow(box: Bounds, shape: Geometry): void {
  if (shape.type === 'GeometryCollection') for (const part of shape.geometries) grow(box, part)
  else growBy(box, shape.coordinates)
}

function growBy(box: Bounds, coordinates: Position | Position[] | Position[][] | Position[][][]): void {
  const [x, y] = coordinates
  if (typeof x === 'number' && typeof y === 'number') {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
    return
  }
  for (const part of coordinates) if (typeof part !== 'number') growBy(box, part)
}

/** The box of the chosen unit, or else of all units the county answers for. */
export function homeOf(units: Area[], chosen: string | null): Bounds | null {
  const one = units.filter((unit) => unit.properties.area === chosen)
  const own = units.filter((unit) => unit.properties.in_charge)
  const seen = one.length > 0 ? one : own.length > 0 ? own : units
  return boundsOf(seen.map((unit) => unit.geometry))
}

/**
 * The room left round what is brought into view: on a wide map the themes and the legend lie at its left, the year below.
 * @param alone only a legend lies over it
 */
export function roomBeside(width: number, scale: number, alone = false) {
  if (alone) return { top: 16 * scale, bottom: 16 * scale, left: 130 * scale, right: 16 * scale }
  const [left, bottom] = width > 800 * scale ? [250, 100] : [16, 24]
  return { top: 24 * scale, bottom: bottom * scale, left: left * scale, right: 16 * scale }
}

/** The room left round a thing whose card lies at the right of a wide map. */
export function roomForCard(width: number, scale: number) {
  const edge = 100 * scale
  return width > 800 * scale ? { top: edge, bottom: edge, left: edge, right: 380 * scale } : 60 * scale
}

/** Whether two boxes are the same, but for rounding on the way. */
export function sameBox(a: Bounds | null, b: Bounds | null): boolean {
  return a === b || (a !== null && b !== null && a.every((side, n) => Math.abs(side - (b[n] ?? Infinity)) < 1e-5))
}

/** Whether two cameras show the same picture, but for rounding in the address. */
export function near(a: Camera, b: Camera): boolean {
  return Math.abs(a.lng - b.lng) < 2e-5 && Math.abs(a.lat - b.lat) < 2e-5 && Math.abs(a.zoom - b.zoom) < 0.01
}

/** Whether the reader has asked for no motion. */
export function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** A place to a metre, as an address holds it. */
export function toMetre({ lng, lat }: Place): Place {
  return { lng: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)) }
}
