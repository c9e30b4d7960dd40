import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Health } from '#data/model/health.ts'
import { migrate } from '#server/database/migrate.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 changed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const crs = ['--crs', 'EPSG:4490']

async function take(into: string, ...lines: string[]): Promise<void> {
  const file = join(folder, `${into}.csv`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const { written, refused } = await county().take(file, '--into', into, ...crs, '--as-of', '2026-01-01')
  expect({ written, refused }).toEqual({ written: lines.length - 1, refused: [] })
}
const square = (west: number, size: number) =>
  `"POLYGON ((${west} 34.7,${west + size} 34.7,${west + size} ${34.7 + size},${west} ${34.7 + size},${west} 34.7))"`
const town = (name: string) => take('areas', 'code,name,level,WKT', `410122100,${name},township,${square(114, 0.1)}`)
const ground = (size: number) => take('built_up', 'name,WKT', `建成区,${square(114.02, size)}`)
const toilet = (name: string) => take('toilets', '编号,名称,lon,lat', `T1,${name},114.03,34.71`)

const health = async () => (await county().get('/api/health')).json<Health>()

/** What has another version once this is done: of rows and rules, and of what indicators tell. */
async function changedBy(act: () => Promise<unknown>): Promise<{ versions: string[]; figures: string[] }> {
  const before = await health()
  await act()
  const after = await health()
  const changed = (of: 'versions' | 'figures') =>
    Object.keys(after[of]).filter((name) => {
      expect(after[of][name], name).toBeGreaterThanOrEqual(before[of][name] ?? 0)
      return after[of][name] !== before[of][name]
    })
  return { versions: changed('versions').sort(), figures: changed('figures').sort() }
}

const ofToilets = ['toilet_density', 'toilet_stalls', 'toilet_stalls_met']
const all = () => [...county().catalogue.indicators.keys()].sort()

describe('a change gives another version to all that may be another, and to nothing else', () => {
  beforeAll(async () => {
    await town('甲镇')
    await ground(0.05)
    await toilet('一')
  })

  it('of toilets: them and their figures', async () => {
    expect(await changedBy(() => toilet('二'))).toEqual({ versions: ['toilets'], figures: ofToilets })
  })

  it('of built-up ground: what counts on it too', async () => {
    expect(await changedBy(() => ground(0.04))).toEqual({ versions: ['built_up', 'toilets'], figures: ofToilets })
  })

  it('of roads: no figure', async () => {
    const road = () => take('roads', 'code,name,WKT', 'R1,路,"LINESTRING (114.01 34.71,114.02 34.72)"')
    expect(await changedBy(road)).toEqual({ versions: ['roads'], figures: [] })
  })

  it('of a sample of water: all that is derived from it', async () => {
    await take('water_bodies', 'code,name,WKT', 'W1,河,"LINESTRING (114.01 34.71,114.02 34.72)"')
    const point = () => take('water_points', 'code,name,water,lon,lat', 'P1,点,W1,114.015,34.715')
    const { versions, figures } = await changedBy(point)
    expect(versions).toEqual(expect.arrayContaining(['water_bodies', 'water_points', 'water_samples']))
    expect(figures).toEqual(expect.arrayContaining(['black_water_graded', 'black_water_remaining']))
    expect(versions).not.toContain('toilets')
    for (const one of ofToilets) expect(figures).not.toContain(one)
  })

  it('of who answers for an area: whatever says who does', async () => {
    await take('chiefs', 'code,name', 'C1,张三')
    const { figures } = await changedBy(() => take('chief_assignments', 'chief,level,area', 'C1,2,410122100'))
    expect(figures).toEqual(all())
  })

  it('of areas: everything', async () => {
    const { versions, figures } = await changedBy(() => town('乙镇'))
    expect(versions).toEqual([...county().catalogue.collections.keys()].sort())
    expect(figures).toEqual(all())
  })

  it('of a target, by whatever hand: every figure', async () => {
    const target = `insert into targets (indicator, issuer, value, document) values ('toilet_density', 'city', 7, '{}')`
    expect(await changedBy(() => county().database.query(target))).toEqual({ versions: ['targets'], figures: all() })
  })

  it('of a setting, by whatever hand: everything', async () => {
    const setting = `update settings set note = 'other' where name = 'road_levels'`
    const { versions, figures } = await changedBy(() => county().database.query(setting))
    expect(versions).toEqual(expect.arrayContaining([...county().catalogue.collections.keys()]))
    expect(figures).toEqual(all())
  })

  it('of a function, as a county is brought up to date: everything', async () => {
    const { database, loaded } = county()
    await database.query(`update migrations set sha256 = 'older' where id = 'toilets/evidence.sql'`)
    expect((await changedBy(() => migrate(database, loaded))).figures).toEqual(all())
  })

  it('told of by a server of an earlier build: everything', async () => {
    const collections = [...county().catalogue.collections.values()].map(({ id, placing, shape }) => ({
      id,
      placing,
      shape,
    }))
    const settle = () => county().database.query('select settle($1::jsonb)', [JSON.stringify(collections)])
    expect((await changedBy(settle)).figures).toEqual(all())
  })
})
