import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { undoImport } from '#server/imports/undo-import.ts'
import { type Anything, countyOfFile, day } from './county.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 undo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const undo = (collection: string) => undoImport(county().database, county().catalogue, collection)
const query = (text: string) => county().database.query(text)

/** Everything that an import may change, and what is answered from it. */
async function everything(): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {}
  const tables = ['areas', 'toilets', 'water_bodies', 'water_points', 'water_samples', 'units', 'lineage', 'places']
  for (const table of [...tables, 'corrections', 'displaced', 'imports', 'reference_layers'])
    state[table] = await query(`select t::text as row from ${table} t order by 1`)
  const { indicators } = (await county().get('/api/indicators')).json<Anything>()
  state['figures'] = indicators
  state['earlier'] = (await county().get('/api/indicators?datetime=2026-03-15')).json<Anything>().indicators
  return state
}

const square = (west: number, size = 0.1) => {
  const [south, east, north] = [34.7, west + size, 34.7 + size]
  return `"POLYGON ((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south}))"`
}
const crs = ['--crs', 'EPSG:4490']
const towns = (...names: string[]) =>
  file(
    'towns.csv',
    `code,name,level,WKT\n${names.map((name, i) => `41012210${i},${name},township,${square(114 + i / 10)}\n`).join('')}`,
  )
const ground = file('ground.csv', `name,WKT\n建成区,${square(114.02, 0.05)}\n`)
const toilets = (name: string, ...lines: string[]) => file(name, `编号,名称,lon,lat\n${lines.join('\n')}\n`)

async function refused(collection: string, sentence: RegExp): Promise<void> {
  const before = await everything()
  await expect(undo(collection)).rejects.toThrow(sentence)
  expect(await everything()).toEqual(before)
}

describe('the last import of a collection', () => {
  beforeEach(async () => {
    for (const table of ['areas', 'built_up', 'toilets', 'water_bodies', 'water_points', 'water_samples', 'units'])
      await query(`delete from ${table}`)
    for (const table of ['lineage', 'places', 'corrections', 'displaced', 'imports', 'indicator_days'])
      await query(`delete from ${table}`)
  })

  it('is undone to the last figure: what it corrected, changed, closed, removed and added', async () => {
    await county().take(towns('甲镇', '乙镇'), '--into', 'areas', ...crs, '--as-of', '2026-01-01')
    await county().take(ground, '--into', 'built_up', ...crs, '--as-of', '2026-01-01')
    const states = [await everything()]
    const first = toilets('1.csv', 'T1,一,114.03,34.72', 'T2,二,114.04,34.73', 'T3,三,114.05,34.74')
    await county().take(first, '--into', 'toilets', ...crs, '--as-of', '2026-01-01')
    states.push(await everything())
    const later = toilets('2.csv', 'T5,五,114.03,34.721')
    await county().take(later, '--into', 'toilets', ...crs, '--as-of', '2026-04-01')
    states.push(await everything())
    const corrected = toilets('3.csv', 'T1,一,114.031,34.72', 'T4,四,114.06,34.72')
    await county().take(corrected, '--into', 'toilets', ...crs, '--as-of', '2026-01-01')
    states.push(await everything())
    const changed = toilets('4.csv', 'T1,一新,114.0312345678901,34.72', 'T2,二,114.04,34.73')
    const report = await county().take(changed, '--into', 'toilets', ...crs, '--as-of', '2026-03-01', '--replace')
    expect(report).toMatchObject({ written: 2, unchanged: 1, closed: 3 })
    expect(await everything()).not.toEqual(states[3])

    expect(await undo('toilets')).toEqual({
      collection: 'toilets',
      file: '4.csv',
      day,
      removed: 1,
      restored: 4,
      photos: 0,
    })
    for (const n of [3, 2, 1]) {
      expect(await everything()).toEqual(states[n])
      await undo('toilets')
    }
    expect(await everything()).toEqual(states[0])
    await refused('toilets', /^There is no import of toilets to undo\.$/)
  })

  it('of areas takes the county it made with it, but not what stands on them', async () => {
    const empty = await everything()
    await county().take(towns('甲镇', '乙镇'), '--into', 'areas', ...crs, '--as-of', '2026-01-01')
    const two = await everything()
    await county().take(towns('甲镇新'), '--into', 'areas', ...crs, '--as-of', '2026-02-01', '--replace')
    await undo('areas')
    expect(await everything()).toEqual(two)
    await undo('areas')
    expect(await everything()).toEqual(empty)
  })

  it('gives those their place back that found a parent in it', async () => {
    const village = file('v.csv', `name,level,WKT\n东街村,community,${square(114.01, 0.02)}\n`)
    await county().take(village, '--into', 'areas', ...crs, '--as-of', '2026-01-01')
    const alone = await everything()
    await county().take(towns('甲镇'), '--into', 'areas', ...crs, '--as-of', '2026-01-01')
    const [found] = await query(`select p.name from areas a join areas p on p.fid = a.parent where a.name = '东街村'`)
    expect(found).toEqual({ name: '甲镇' })
    await undo('areas')
    expect(await everything()).toEqual(alone)
  })

  it('takes verdicts back with the samples, and stands while later rows refer to it', async () => {
    await county().take(towns('甲镇'), '--into', 'areas', ...crs, '--as-of', '2026-01-01')
    const water = file('w.csv', `编号,名称,WKT\nW1,一沟,"LINESTRING (114.01 34.71, 114.05 34.71)"\n`)
    await county().take(water, '--into', 'water_bodies', ...crs, '--as-of', '2026-01-01')
    const points = file(
      'p.csv',
      `编号,水体编号,lon,lat\n${[1, 2, 3].map((n) => `P${n},W1,114.0${n},34.71\n`).join('')}`,
    )
    await county().take(points, '--into', 'water_points', ...crs, '--as-of', '2026-01-01')
    const sampled = (name: string, oxygen: number) =>
      file(
        name,
        `编号,监测点,采样日期,透明度,溶解氧,氧化还原电位,氨氮\n${[1, 2, 3].map((n) => `S${n},P${n},${day},40,${oxygen},100,3\n`).join('')}`,
      )
    await county().take(sampled('s1.csv', 5), '--into', 'water_samples')
    const clear = await everything()
    await county().take(sampled('s2.csv', 0.1), '--into', 'water_samples')
    expect(await everything()).not.toEqual(clear)
    await undo('water_samples')
    expect(await everything()).toEqual(clear)
    await refused('water_bodies', /w\.csv cannot be undone: 3 of water_points, .* Undo water_points first/)
    await refused('water_points', /p\.csv cannot be undone: 3 of water_samples/)
  })

  it('is refused where nothing was kept of what it changed, and for the sample', async () => {
    await county().take(towns('甲镇'), '--into', 'areas', ...crs)
    await query('update imports set undoable = false')
    await refused('areas', /before what imports change was kept; it cannot be undone/)
    await query('update imports set sample = true')
    await refused('areas', /the sample .* --drop-sample/)
    await refused('lamps', /no import of lamps/)
  })
})

describe('a reference layer', () => {
  it('is taken away, but not where it took the place of another', async () => {
    const before = await everything()
    const shops = ['--into', 'shops', '--as', 'reference', ...crs]
    await county().take(toilets('shops.csv', 'S1,面馆,114.02,34.72'), ...shops)
    expect(await undo('shops')).toMatchObject({ collection: 'shops', file: 'shops.csv' })
    expect(await everything()).toEqual(before)
    expect((await county().get('/api/collections/shops')).status).toBe(404)
    for (const n of [1, 2]) await county().take(toilets(`shops${n}.csv`, 'S1,面馆,114.02,34.72'), ...shops, '--replace')
    await refused('shops', /shops2\.csv took the place of an earlier file.*--replace/)
  })
})
