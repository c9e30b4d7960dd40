import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { readTile } from '../tile.ts'
import { countyOfFile } from './county.ts'

const lamps = fileURLToPath(new URL('../themes/lamps', import.meta.url))
const county = countyOfFile({ sample: 'made', extraThemes: [lamps] })
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-lamps-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a fifth theme, which is a folder and nothing else', () => {
  it('appears among the themes, collections and indicators', async () => {
    const themes = (await county().get('/api/themes')).json().themes.map((t: { id: string }) => t.id)
    expect(themes).toEqual(['ground', 'roads', 'toilets', 'water', 'sorting', 'lamps'])
    const collections = (await county().get('/api/collections')).json().collections.map((c: { id: string }) => c.id)
    expect(collections).toContain('lamps')
    const indicators = (await county().get('/api/indicators')).json().indicators.map((i: { id: string }) => i.id)
    expect(indicators.at(-1)).toBe('lamps_lit')
  })

  it('has its sample, as items and in tiles', async () => {
    const items = (await county().get('/api/collections/lamps/items')).json().features
    expect(items).toHaveLength(10)
    expect(items[0].properties).toMatchObject({ code: 'L1', lit: false })
    const tile = await county().get('/api/collections/lamps/tiles/WebMercatorQuad/12/1626/3345')
    expect(readTile(tile.body)['lamps']).toHaveLength(10)
  })

  it('has a figure against its target, and the rows that make it', async () => {
    const [figure] = (await county().get('/api/indicators/lamps_lit?level=county')).json().rows
    expect(figure).toMatchObject({ numerator: 8, denominator: 10, value: 80, target: 98, missing: 2, gap: 18 })
    const evidence = (await county().get(`/api/indicators/lamps_lit/evidence?area=${figure.area}`)).json().features
    expect(evidence).toHaveLength(10)
  })

  it('is planned for like any other: how far it reaches, and where more would go', async () => {
    const ask = async (more: object) => {
      const question = { theme: 'lamps', area: '410122', metres: 800, by: 'walk', ground: false, ...more }
      return (await county().app.inject({ method: 'POST', url: '/api/coverage', payload: question })).json()
    }
    const answer = await ask({})
    expect(answer.offers).toEqual({ standing: 8, tried: 0 })
    expect(answer.covered.weight).toBeGreaterThan(0)
    expect(answer.assumptions.join()).toMatch(/亮着的路灯 8 处/)
    expect(answer.assumptions.join()).not.toMatch(/公厕/)
    const more = await ask({ sites: [[114.03, 34.73]] })
    expect(more.covered.weight).toBeGreaterThanOrEqual(answer.covered.weight)
  })

  it('takes a file of its own', async () => {
    const file = join(folder, 'lamps.csv')
    writeFileSync(file, '灯杆编号,亮灯,lon,lat\nL1,是,114.012,34.723\nL11,否,114.022,34.723\n')
    const tried = await county().take(file, '--into', 'lamps', '--crs', 'EPSG:4326', '--dry-run')
    expect(tried).toMatchObject({ read: 2, refused: [], written: 0 })
    await expect(county().take(file, '--into', 'lamps', '--crs', 'EPSG:4326')).rejects.toThrow(/--drop-sample/)
  })
})
