import type { Geometry, Position } from 'geojson'
import type { Ground } from '#data/sample/county.ts'
import { type LonLat, length, toPlane } from '#data/sample/plane.ts'

/** The sum of some numbers. */
export function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

/** How many edges of the parts are neither shared by two of them nor on the border of the whole. */
export function loose(parts: Ground[], whole: Ground[]): number {
  const balance = new Map<string, number>()
  const add = (grounds: Ground[], sign: number) => {
    for (const ring of grounds.flat(2))
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [String(ring[i - 1]), String(ring[i])]
        const [key, way] = a < b ? [`${a} ${b}`, sign] : [`${b} ${a}`, -sign]
        balance.set(key, (balance.get(key) ?? 0) + way)
      }
  }
  add(parts, 1)
  add(whole, -1)
  return [...balance.values()].filter((n) => n !== 0).length
}

/** The share of the length that lies in the largest network of lines with common vertices. */
export function networkShare(lines: readonly LonLat[][]): number {
  const next = new Map<string, number[]>()
  for (const [i, line] of lines.entries())
    for (const p of line) next.set(String(p), [...(next.get(String(p)) ?? []), i])
  const left = new Set(lines.keys())
  let largest = 0
  for (const start of left) {
    const found = new Set([start])
    for (const i of found) for (const p of lines[i] ?? []) for (const j of next.get(String(p)) ?? []) found.add(j)
    for (const i of found) left.delete(i)
    largest = Math.max(largest, sum([...found].map((i) => length((lines[i] ?? []).map(toPlane)))))
  }
  return largest / sum(lines.map((line) => length(line.map(toPlane))))
}

/** Where pieces of two lines cross, though neither has a vertex there. */
export function blindCrossings(lines: readonly LonLat[][]): string[] {
  const size = 0.004
  const grid = new Map<string, { line: number; a: LonLat; b: LonLat }[]>()
  const side = (a: LonLat, b: LonLat, p: LonLat) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
  const found = new Set<string>()
  for (const [line, points] of lines.entries())
    for (let n = 1; n < points.length; n++) {
      const [a, b] = [points[n - 1] ?? [0, 0], points[n] ?? [0, 0]] as [LonLat, LonLat]
      const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])].map((x) => Math.floor(x / size)) as [
        number,
        number,
      ]
      const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])].map((y) => Math.floor(y / size)) as [
        number,
        number,
      ]
      for (let i = west; i <= east; i++)
        for (let j = south; j <= north; j++) {
          const here = grid.get(`${i} ${j}`) ?? []
          for (const o of here) {
            const ends = new Set([a, b, o.a, o.b].map(String))
            if (o.line === line || ends.size < 4) continue
            if (side(a, b, o.a) * side(a, b, o.b) < 0 && side(o.a, o.b, a) * side(o.a, o.b, b) < 0)
              found.add(`${line} and ${o.line} near ${a}`)
          }
          here.push({ line, a, b })
          grid.set(`${i} ${j}`, here)
        }
    }
  return [...found]
}

/** All closed rings of a geometry. */
export function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** All positions of a geometry. */
export function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  return geometry.type === 'LineString' ? geometry.coordinates : ringsOf(geometry).flat()
}
