import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noGdal } from '../gdal.ts'
import { countyOfFile } from './county.ts'

const run = promisify(execFile)
const county = countyOfFile({ sample: true })
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-gdal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let source = ''
beforeAll(async () => {
  const address = await county().app.listen({ port: 0, host: '127.0.0.1' })
  source = `OAPIF:${address}/api`
})

describe.skipIf(noGdal)('GDAL', () => {
  it('lists every collection', async () => {
    const { stdout } = await run('ogrinfo', ['-ro', source])
    const listed = [...stdout.matchAll(/^\d+: (\w+)/gm)].map(([, name]) => name)
    expect(listed).toEqual([...county().catalogue.collections.keys()])
  })

  it('copies every feature of every collection', async () => {
    for (const { id, derived } of county().catalogue.collections.values()) {
      const rows = derived ? `${id}_at(current_date)` : `(select * from ${id} where valid @> current_date)`
      const [stored] = await county().database.query<{ n: number }>(`select count(*)::integer as n from ${rows} as t`)
      const total = stored?.n ?? 0
      // left alone GDAL asks for 10 at a time
      const pages = total > 1000 ? ['-oo', 'PAGE_SIZE=1000'] : []
      const file = join(folder, `${id}.gpkg`)
      await run('ogr2ogr', ['-f', 'GPKG', file, ...pages, source, id], { timeout: 100_000 })
      const { stdout } = await run('ogrinfo', ['-so', '-ro', file, id])
      const copied = Number(/Feature Count: (\d+)/.exec(stdout)?.[1])
      expect(copied, id).toBe(total)
      expect(copied, id).toBeGreaterThan(0)
    }
  })
})
