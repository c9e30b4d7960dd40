import fc from 'fast-check'
import gcoord from 'gcoord'
import type { Polygon } from 'geojson'
import { expect, test } from 'vitest'
import { datumOf, fromDatum } from '#server/files/datum.ts'

const lonLat = fc.tuple(fc.double({ min: 100, max: 120, noNaN: true }), fc.double({ min: 22, max: 45, noNaN: true }))

test.each([
  ['GCJ-02', 'GCJ-02'],
  ['gcj02', 'GCJ-02'],
  ['BD-09', 'BD-09'],
  ['bd09ll', 'BD-09'],
  ['EPSG:4326', null],
  ['WGS84', null],
])('%s is the datum %s', (word, datum) => {
  expect(datumOf(word)).toBe(datum)
})

test.each([
  ['GCJ-02', gcoord.GCJ02, 1e-5],
  ['BD-09', gcoord.BD09, 2e-5],
] as const)('%s there and back is the same place within a metre or two', (datum, type, close) => {
  fc.assert(
    fc.property(lonLat, ([lon, lat]) => {
      const [x = 0, y = 0] = gcoord.transform([lon, lat] as [number, number], gcoord.WGS84, type)
      const { coordinates } = fromDatum({ type: 'Point' as const, coordinates: [x, y] }, datum)
      expect(Math.abs((coordinates[0] ?? 0) - lon)).toBeLessThan(close)
      expect(Math.abs((coordinates[1] ?? 0) - lat)).toBeLessThan(close)
      expect(Math.hypot(x - lon, y - lat)).toBeGreaterThan(0.0005)
    }),
  )
})

test('every ring of a polygon moves', () => {
  const ring = (at: number) => [
    [at, 34],
    [at + 0.1, 34],
    [at, 34.1],
    [at, 34],
  ]
  const moved: Polygon = fromDatum({ type: 'Polygon', coordinates: [ring(114), ring(114.01)] }, 'GCJ-02')
  expect(moved.coordinates[0]?.[0]?.[0]).toBeCloseTo(113.994, 2)
  expect(moved.coordinates[1]?.[0]?.[0]).toBeCloseTo(114.004, 2)
  for (const part of moved.coordinates) expect(part[0]).toEqual(part[3])
})

test('GCJ-02 has no shift outside China', () => {
  expect(fromDatum({ type: 'Point', coordinates: [9.5, 47.1] }, 'GCJ-02').coordinates).toEqual([9.5, 47.1])
})
