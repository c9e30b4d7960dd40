import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MultiLineString, Position } from 'geojson'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 node-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A street from west to east, one that crosses it, one that ends on it, one that only comes near, and one elsewhere. */
const streets: Record<string, Position[]> = {
  横街: [
    [114, 34.7],
    [114.02, 34.7],
  ],
  纵街: [
    [114.0071, 34.69],
    [114.0083, 34.71],
  ],
  断头街: [
    [114.015, 34.7],
    [114.015, 34.705],
  ],
  近旁街: [
    [114.018, 34.7004],
    [114.018, 34.705],
  ],
}
const path = join(folder, 'streets.geojson')
writeFileSync(
  path,
  JSON.stringify({
    type: 'FeatureCollection',
    features: Object.entries(streets).map(([name, coordinates]) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'LineString', coordinates },
    })),
  }),
)

async function vertices(): Promise<Record<string, string[]>> {
  const { features } = (await county().get('/api/collections/roads/items?limit=100')).json()
  return Object.fromEntries(
    (features as { properties: { name: string }; geometry: MultiLineString }[]).map(({ properties, geometry }) => [
      properties.name,
      geometry.coordinates.flat().map(String),
    ]),
  )
}
const shared = (one: string[] = [], other: string[] = []) => one.filter((place) => other.includes(place))

describe('lines that cross', () => {
  beforeEach(async () => {
    for (const table of ['roads', 'imports', 'corrections']) await county().database.query(`delete from ${table}`)
  })

  it('do not meet by themselves', async () => {
    await county().take(path, '--into', 'roads')
    const { 横街, 纵街, 断头街 } = await vertices()
    expect([...shared(横街, 纵街), ...shared(横街, 断头街)]).toEqual([])
    expect(横街).toHaveLength(2)
  })

  it('meet with --node where they cross and where one ends on another, and nowhere else', async () => {
    const report = await county().take(path, '--into', 'roads', '--node')
    expect(report).toMatchObject({ written: 4, refused: [] })
    const { 横街, 纵街, 断头街, 近旁街 } = await vertices()
    expect(shared(横街, 纵街)).toHaveLength(1)
    expect(shared(横街, 断头街)).toHaveLength(1)
    expect(shared(横街, 近旁街)).toEqual([])
    expect([横街, 纵街, 断头街, 近旁街].map((line) => line?.length)).toEqual([4, 3, 2, 2])
    expect(report.warnings).toEqual(
      expect.arrayContaining(['Vertices added where lines of the file cross or touch: 3.']),
    )
  })

  it('are asked about in what has no lines: that is refused with a sentence', async () => {
    await expect(county().take(path, '--into', 'toilets', '--node')).rejects.toThrow(/--node.*toilets are none/)
  })
})
