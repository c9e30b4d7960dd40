import type { Geometry, Position } from 'geojson'

/** A geometry as well-known text, x before y. */
export function wellKnownText(geometry: Geometry): string {
  if (geometry.type === 'GeometryCollection') {
    return `GEOMETRYCOLLECTION (${geometry.geometries.map(wellKnownText).join(', ')})`
  }
  const body = written(geometry.coordinates)
  return `${geometry.type.toUpperCase()} ${geometry.type === 'Point' ? `(${body})` : body}`
}

type Nested = Position | Nested[]

function written(coordinates: Nested): string {
  if (typeof coordinates[0] === 'number') return coordinates.slice(0, 2).join(' ')
  return `(${(coordinates as Nested[]).map(written).join(', ')})`
}
