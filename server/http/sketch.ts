import type { Geometry, Position } from 'geojson'

const width = 640
const tallest = 480
const pad = 8

/**
 * Geometries (degrees) as a small SVG picture that needs no script: lines, outlines and dots in the colour of the
 * text, north up, as wide as it is at their middle latitude. Empty where there is nothing to draw.
 */
export function sketch(geometries: readonly (Geometry | null)[]): string {
  const shapes = geometries.flatMap((geometry) => (geometry === null ? [] : [geometry]))
  const places = shapes.flatMap(positionsOf)
  const [first] = places
  if (first === undefined) return ''
  let [west = 0, south = 0] = first
  let [east, north] = [west, south]
  for (const [lon = 0, lat = 0] of places) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const narrow = Math.cos(((south + north) / 2) * (Math.PI / 180))
  // a single point has no extent of its own
  const across = Math.max((east - west) * narrow, 0.0005)
  const up = Math.max(north - south, 0.0005)
  const scale = Math.min((width - 2 * pad) / across, (tallest - 2 * pad) / up)
  const height = Math.round(up * scale + 2 * pad)
  const at = ([lon = 0, lat = 0]: Position) =>
    `${(pad + (lon - west) * narrow * scale).toFixed(1)} ${(pad + (north - lat) * scale).toFixed(1)}`
  const line = (positions: Position[]) => `M${positions.map(at).join('L')}`
  const drawn = shapes.map((shape) => draw(shape, at, line)).join('')
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-hidden="true">${drawn}</svg>`
}

function draw(shape: Geometry, at: (place: Position) => string, line: (places: Position[]) => string): string {
  const path = (kind: string, d: string) => `<path class="${kind}" d="${d}"/>`
  // a line of no length with round ends is a dot
  const dot = (place: Position) => path('dot', `M${at(place)}h0`)
  switch (shape.type) {
    case 'Point':
      return dot(shape.coordinates)
    case 'MultiPoint':
      return shape.coordinates.map(dot).join('')
    case 'LineString':
      return path('line', line(shape.coordinates))
    case 'MultiLineString':
      return path('line', shape.coordinates.map(line).join(''))
    case 'Polygon':
      return path('ground', shape.coordinates.map((ring) => `${line(ring)}Z`).join(''))
    case 'MultiPolygon':
      return path('ground', shape.coordinates.flatMap((rings) => rings.map((ring) => `${line(ring)}Z`)).join(''))
    default:
      return shape.geometries.map((one) => draw(one, at, line)).join('')
  }
}

function positionsOf(shape: Geometry): Position[] {
  if (shape.type === 'GeometryCollection') return shape.geometries.flatMap(positionsOf)
  const flat = (part: unknown): Position[] =>
    Array.isArray(part) && typeof part[0] === 'number' ? [part as Position] : (part as unknown[]).flatMap(flat)
  return flat(shape.coordinates)
}
