import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Geometry } from 'geojson'
import { afterAll } from 'vitest'
import type { Figure, FigureTable } from '#data/model/indicator.ts'
import type { Value } from '#data/model/thing.ts'
import type { TestCounty } from './county.ts'

type Row = [Geometry | null, Record<string, Value>]

/** Fills a test's county by hand, through the importer's door, and reads its figures. */
export function handMade(county: () => TestCounty) {
  const folder = mkdtempSync(join(tmpdir(), 'xiucheng-hand-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    async take(into: string, rows: Row[], ...options: string[]): Promise<string[]> {
      const file = join(folder, `${into}.geojson`)
      const features = rows.map(([geometry, properties]) => ({ type: 'Feature', geometry, properties }))
      writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
      const report = await county().take(file, '--into', into, '--as-of', '2026-01-01', ...options)
      return report.refused.map(({ reason }) => reason)
    },
    /** The figure of an area by its code, the county's being the shortest. */
    async figure(id: string, at: string, area = '410122'): Promise<Figure> {
      const level = area.length === 6 ? 'county' : area.length === 9 ? 'township' : 'community'
      const answer = await county().get(`/api/indicators/${id}?level=${level}&at=${at}&lang=en`)
      const found = answer.json<FigureTable>().rows.find((row) => row.area === area)
      if (found === undefined) throw new Error(`no figure of ${area} for ${id}: ${answer.body.toString()}`)
      return found
    },
    /** The notes of the rows that make a figure, in order, each with what it counts. */
    async counted(id: string, at: string): Promise<Record<string, [numerator: number, denominator: number]>> {
      const { features } = (await county().get(`/api/indicators/${id}/evidence?at=${at}`)).json()
      return Object.fromEntries(
        features.map(({ properties: p }: { properties: { note: string; numerator: number; denominator: number } }) => [
          p.note,
          [p.numerator, p.denominator],
        ]),
      )
    },
  }
}

export const point = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })

/** A rectangle of ground. */
export const box = (west: number, south: number, east: number, north: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})
