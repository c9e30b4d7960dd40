import type { Geometry, Position } from 'geojson'

/**
 * A place on a thing, lon lat: the point itself, the middle of a line, the middle of the widest stretch of ground half
 * way up; none where there is no shape.
 */
export function pointOn(geometry: Geometry | null): [lng: number, lat: number] | null {
  switch (geometry?.type) {
    case 'Point':
      return pair(geometry.coordinates)
    case 'MultiPoint':
      return pair(geometry.coordinates[0])
    case 'LineString':
      return halfWay(geometry.coordinates)
    case 'MultiLineString':
      return halfWay(geometry.coordinates.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? [])
    case 'Polygon':
      return inside(geometry.coordinates)
    case 'MultiPolygon':
      return inside(geometry.coordinates.flat())
    default:
      return null
  }
}

function pair(position: Position | undefined): [number, number] | null {
  const [lng, lat] = position ?? []
  return lng === undefined || lat === undefined ? null : [lng, lat]
}

function lengthOf(line: Position[]): number {
  return line.slice(1).reduce((sum, to, index) => sum + apart(line[index], to), 0)
}

function apart([x = 0, y = 0]: Position = [], [toX = 0, toY = 0]: Position = []): number {
  return Math.hypot(toX - x, toY - y)
}

function halfWay(line: Position[]): [number, number] | null {
  let left = lengthOf(line) / 2
  for (const [index, to] of line.slice(1).entries()) {
    const from = line[index] ?? to
    const piece = apart(from, to)
    if (piece >= left && piece > 0) return between(from, to, left / piece)
    left -= piece
  }
  return pair(line[0])
}

function between([x = 0, y = 0]: Position, [toX = 0, toY = 0]: Position, share: number): [number, number] {
  return [x + (toX - x) * share, y + (toY - y) * share]
}

function inside(rings: Position[][]): [number, number] | null {
  const heights = rings.flat().map(([, y = 0]) => y)
  const middle = (Math.min(...heights) + Math.max(...heights)) / 2
  const crossings = rings
    .flatMap((ring) => ring.slice(1).map((to, index) => crossing(ring[index] ?? to, to, middle)))
    .filter((x) => x !== null)
    .sort((a, b) => a - b)
  const stretches = crossings.flatMap((x, index) => {
    const end = crossings[index + 1]
    return index % 2 === 0 && end !== undefined ? [{ x, end }] : []
  })
  const [widest] = stretches.sort((a, b) => b.end - b.x - (a.end - a.x))
  return widest ? [(widest.x + widest.end) / 2, middle] : pair(rings[0]?.[0])
}

function crossing([x = 0, y = 0]: Position, [toX = 0, toY = 0]: Position, at: number): number | null {
  return y > at === toY > at ? null : x + ((at - y) / (toY - y)) * (toX - x)
}
