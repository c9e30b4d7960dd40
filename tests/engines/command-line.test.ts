import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { exportScript, importScript, start } from '../command.ts'
import { zipOf } from '../zip.ts'

const url = process.env['DATABASE_URL'] ?? ''
const schema = `t_${randomBytes(6).toString('hex')}`
const environment = { DATABASE_URL: url, COUNTY_SCHEMA: schema }
const folder = mkdtempSync(join(tmpdir(), '绣城 command-'))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  const database = await openPostgis(url, schema)
  await database.query(`drop schema ${identifier(schema)} cascade`)
  await database.close()
})
const take = (args: string[], before?: string[]) => start(importScript, args, environment, before).ended
async function count(table: string): Promise<number> {
  const database = await openPostgis(url, schema)
  const [row] = await database.query<{ n: number }>(`select count(*)::integer as n from ${identifier(table)}`)
  await database.close()
  return row?.n ?? -1
}

const good = join(folder, '好 的.csv')
writeFileSync(
  good,
  `编号,名称,lon,lat\n${Array.from({ length: 5000 }, (_, i) => `T${i},公厕 ${i},114.02,34.72`).join('\n')}\n`,
)
const bad = join(folder, 'bad.csv')
writeFileSync(bad, '编号,名称,lon,lat\nA1,一,114.02,34.72\nA2,,114.02,34.72\n')
const csv = ['--into', 'toilets', '--crs', 'EPSG:4326']

describe('npm run import', () => {
  it('ends with 1 and writes nothing where something must be added', async () => {
    const { code, said } = await take([good, '--into', 'toilets'])
    expect(code).toBe(1)
    expect(said).toMatch(/--crs/)
    expect(await count('toilets')).toBe(0)
  })

  it('ends with 1 and a sentence when the disk is full, and writes nothing, also of a zip', async () => {
    const limited = ['sh', '-c', 'ulimit -f 64; exec "$@"', 'sh']
    const packed = join(folder, 'good.zip')
    writeFileSync(packed, zipOf({ 'good.csv': readFileSync(good) }))
    const { code, said } = await take([packed, ...csv], limited)
    expect(code).toBe(1)
    expect(said).toMatch(/disk is full/)
    const unpacked = await take([good, ...csv], limited)
    expect(unpacked).toMatchObject({ code: 1, said: expect.stringMatching(/disk is full/) })
    expect(code).toBe(1)
    expect(said).toMatch(/disk is full/)
    expect(said).not.toMatch(/\bat .*\.(ts|mjs|js):/)
    expect(await count('toilets')).toBe(0)
  })

  it('ends with 2 where rows are refused, and with 0 where every row was taken', async () => {
    const refused = await take([bad, ...csv])
    expect(refused.code).toBe(2)
    expect(refused.said).toMatch(/row 2: .*missing[\s\S]*--skip-refused/)
    expect(await count('toilets')).toBe(0)
    const taken = await take([good, ...csv, '--report', 'json'])
    expect(taken.code).toBe(0)
    const report = JSON.parse(taken.said.trim().split('\n').at(-1) ?? '')
    expect(report).toMatchObject({
      read: 5000,
      written: 5000,
      refused: [],
      repaired: [],
      source: {
        file: '好 的.csv',
        crs: 'EPSG:4326',
        encoding: 'UTF-8',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    expect(report.sample).toHaveLength(3)
    expect(await count('toilets')).toBe(5000)
  })

  it('tells how a long one goes on the error stream, and takes it back when asked', async () => {
    const long = join(folder, 'long.csv')
    const rows = Array.from({ length: 20_000 }, (_, i) => `L${i},公厕 ${i},114.02,34.72`)
    writeFileSync(long, `编号,名称,lon,lat\n${rows.join('\n')}\n`)
    const running = start(importScript, [long, ...csv, '--report', 'json'], environment)
    let told = ''
    running.process.stderr?.on('data', (chunk: Buffer) => {
      told += chunk
    })
    expect((await running.ended).code).toBe(0)
    expect(told).toMatch(/read 20,000[\s\S]*checking[\s\S]*writing[\s\S]*figures/)
    expect(told).not.toContain('{')
    expect(await count('toilets')).toBe(25_000)
    const undone = await take(['--undo', 'toilets', '--report', 'json'])
    expect(undone.code).toBe(0)
    expect(JSON.parse(undone.said)).toMatchObject({ file: 'long.csv', removed: 20_000, restored: 0 })
    expect(await count('toilets')).toBe(5000)
    const nothing = await take(['--undo', 'chiefs'])
    expect(nothing).toEqual({ code: 1, said: 'There is no import of chiefs to undo.\n' })
    expect((await take([long, '--undo', 'toilets'])).said).toMatch(/--undo goes with the name of a collection/)
  })

  it('stopped in the middle leaves nothing, no row and no file on its way', async () => {
    const temporary = join(folder, 'temporary')
    mkdirSync(temporary)
    const many = join(folder, 'many.csv')
    writeFileSync(
      many,
      `编号,名称,lon,lat\n${Array.from({ length: 60_000 }, (_, i) => `M${i},公厕 ${i},114.02,34.72`).join('\n')}\n`,
    )
    const running = start(importScript, [many, ...csv], { ...environment, TMPDIR: temporary })
    const database = await openPostgis(url, schema)
    await expect
      .poll(
        async () => {
          const [busy] = await database.query<{ n: number }>(
            `select count(*)::integer as n from pg_stat_activity where application_name = $1 and query like 'copy "incoming"%'`,
            [`xiucheng ${schema}`],
          )
          return busy?.n
        },
        { timeout: 60_000, interval: 20 },
      )
      .toBe(1)
    await database.close()
    const onTheirWay = () => readdirSync(temporary).filter((name) => name.startsWith('xiucheng-'))
    expect(onTheirWay()).not.toEqual([])
    running.process.kill('SIGINT')
    await running.ended
    expect(onTheirWay()).toEqual([])
    expect(await count('toilets')).toBe(5000)
    expect(await count('imports')).toBe(1)
  })
})

it('npm run export ends with 1 and a sentence when the disk is full, and leaves nothing', async () => {
  const limited = ['sh', '-c', 'ulimit -f 64; exec "$@"', 'sh']
  const { code, said } = await start(exportScript, ['toilets', join(folder, '导出.csv')], environment, limited).ended
  expect(code).toBe(1)
  expect(said).toMatch(/disk is full/)
  expect(said).not.toMatch(/\bat .*\.(ts|mjs|js):/)
  expect(readdirSync(folder).filter((name) => name.startsWith('导出'))).toEqual([])
})
