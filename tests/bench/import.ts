import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { importScript, start } from '../command.ts'
import { runTool } from './load.ts'
import { memoryOf } from './memory.ts'
import type { Line } from './table.ts'

/**
 * Points out of a CSV file by `npm run import`, beside psql's `\copy` of the very rows that came of it into the same
 * table with the same indexes and constraints. Also says how much memory the command took at most.
 */
export async function importPoints(url: string, rows: number): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'xiucheng-import-'))
  const schema = 'bench_import'
  const environment = { DATABASE_URL: url, COUNTY_SCHEMA: schema }
  const database = await openPostgis(url, schema)
  try {
    await database.query(`drop schema if exists ${identifier(schema)} cascade`)
    const csv = join(folder, 'points.csv')
    await writePoints(csv, rows)
    const begun = Date.now()
    const command = start(importScript, [csv, '--into', 'toilets', '--crs', 'EPSG:4326'], environment)
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, memoryOf(command.process.pid, 'VmHWM'))
    }, 200)
    const { code, said } = await command.ended
    clearInterval(watch)
    if (code !== 0) throw new Error(said)
    const ours = rows / ((Date.now() - begun) / 1000)
    const table = `${identifier(schema)}.toilets`
    const prepared = join(folder, 'prepared.copy')
    const columns = await database.query<{ name: string }>(
      `select attname as name from pg_attribute
       where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    )
    const list = columns.map(({ name }) => identifier(name)).join(', ')
    runTool('psql', [url, '-qc', `\\copy (select ${list} from ${table}) to '${prepared}'`])
    await database.query(`truncate ${table}`)
    const again = Date.now()
    runTool('psql', [
      url,
      '-qc',
      `set search_path = ${schema}, public`,
      '-c',
      `\\copy ${table} (${list}) from '${prepared}'`,
    ])
    const rival = rows / ((Date.now() - again) / 1000)
    return {
      what: `import of ${(rows / 1e6).toLocaleString('en')} M CSV points (${Math.round(most)} MB)`,
      ours: `${Math.round(ours)} rows/s`,
      rival: `${Math.round(rival)} rows/s \\copy`,
      ratio: ours / rival,
      goal: 0,
    }
  } finally {
    await database.query(`drop schema if exists ${identifier(schema)} cascade`)
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writePoints(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file)
  out.write('公厕编号,公厕名称,经度,纬度,状态\n')
  let seed = 410122
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  for (let i = 0; i < rows; i++) {
    const line = `P${i},${i} 号公厕,${(113.6 + 0.6 * next()).toFixed(6)},${(34.3 + 0.6 * next()).toFixed(6)},开放\n`
    if (!out.write(line)) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
  }
  await new Promise<void>((resolve) => out.end(() => resolve()))
}
