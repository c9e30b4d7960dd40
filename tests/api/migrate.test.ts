import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { migrate } from '#server/database/migrate.ts'
import { Catalogue, loadThemes } from '#server/themes/load-themes.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
// beside the others, so that its imports still find the project
const folder = mkdtempSync(fileURLToPath(new URL('../themes/changed-', import.meta.url)))
cpSync(fileURLToPath(new URL('../themes/lamps', import.meta.url)), folder, { recursive: true })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('numbered SQL runs once and must not change; evidence is made anew when its text changes', async () => {
  const { database } = county()
  const [before] = await Promise.all([loadThemes([folder])])
  expect((await migrate(database, before)).sort()).toEqual(['lamps/001-tables.sql', 'lamps/evidence.sql'])
  expect(await migrate(database, before)).toEqual([])

  writeFileSync(
    join(folder, 'evidence.sql'),
    `create or replace function lamps_lit_evidence(at date) returns setof evidence
     language sql stable as $$ select null::text, 1, 1, 1.0::double precision, 1, null::jsonb, null::geometry where false $$;`,
  )
  expect(await migrate(database, await loadThemes([folder]))).toEqual(['lamps/evidence.sql'])

  writeFileSync(join(folder, '001-tables.sql'), 'create table lamps (code text);')
  await expect(migrate(database, await loadThemes([folder]))).rejects.toThrow(/lamps\/001-tables.sql was changed/)
})

it('a folder that is no theme is refused with its fault', async () => {
  const bad = mkdtempSync(join(tmpdir(), 'xiucheng-theme-'))
  writeFileSync(join(bad, 'theme.ts'), `export default { id: 'Bad Id', title: { zh: '坏' }, needs: ['moon'] }`)
  await expect(loadThemes([bad])).rejects.toThrow(/is not a theme: .*\/id/)
  writeFileSync(
    join(bad, 'theme.ts'),
    `export default { id: 'bad', title: { zh: '坏', en: 'bad' }, order: 9, needs: ['moon'], collections: [], indicators: [], layers: [] }`,
  )
  rmSync(bad, { recursive: true, force: true })
})

it('two themes must not declare one collection', async () => {
  const loaded = await loadThemes([])
  expect(() => new Catalogue([...loaded, ...loaded.slice(0, 1)])).toThrow(/two themes declare areas/)
})
