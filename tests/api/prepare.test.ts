import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { prepareCounty } from '#server/prepare.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-prepare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('rows of a county that has no areas yet are never mixed with the sample; a reference layer may be there', async () => {
  const { database, loaded, catalogue } = county()
  const file = join(folder, 'toilets.csv')
  writeFileSync(file, '名称,lon,lat\na,114.05,34.75\n')
  const prepared = async () => {
    await prepareCounty(database, loaded, catalogue, () => {})
    const [row] = await database.query<{ n: number }>('select count(*)::integer as n from toilets')
    return row?.n
  }
  await county().take(file, '--into', 'toilets', '--crs', 'EPSG:4326')
  expect(await prepared()).toBe(1)
  await database.script('delete from toilets; delete from imports')
  await county().take(file, '--into', 'layer', '--as', 'reference', '--crs', 'EPSG:4326')
  expect(await prepared()).toBeGreaterThan(200)
})
