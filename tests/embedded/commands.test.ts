import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportScript, importScript, photosScript, start } from '../command.ts'
import { freshFolder } from '../engine.ts'
import { read } from '../reading.ts'
import { jpeg } from '../small-pictures.ts'

// Commands in processes of their own, on a folder of the embedded engine that holds no sample.
const folder = mkdtempSync(join(tmpdir(), '绣城 commands-'))
const environment = { DATA_DIR: join(folder, '数 据') }
const csv = ['--into', 'toilets', '--crs', 'EPSG:4326']
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function table(name: string, code: string, rows: number): string {
  const file = join(folder, name)
  const lines = Array.from({ length: rows }, (_, i) => `${code}${i},公厕 ${i},114.02,34.72`)
  writeFileSync(file, `编号,名称,lon,lat\n${lines.join('\n')}\n`)
  return file
}
const write = (file: string) => start(exportScript, ['toilets', file, '--lang', 'zh'], environment).ended
/** The rows that are there, as an export tells them. */
async function codes(name: string): Promise<unknown[]> {
  const file = join(folder, name)
  expect(await write(file)).toMatchObject({ code: 0, said: expect.stringContaining(name) })
  return (await read(file)).rows.map(({ properties }) => properties['公厕编号'])
}

const standing = Array.from({ length: 500 }, (_, i) => `T${i}`)
beforeAll(async () => {
  await freshFolder(environment.DATA_DIR)
  const { code, said } = await start(importScript, [table('first.csv', 'T', 500), ...csv], environment).ended
  expect(code, said).toBe(0)
})

it('imports that are stopped or killed leave nothing', async () => {
  const many = table('many.csv', 'M', 60_000)
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const running = start(importScript, [many, ...csv], environment)
    await running.says(/read 20,000/)
    running.process.kill(signal)
    expect((await running.ended).code, signal).not.toBe(0)
  }
  expect(await codes('after.geojson')).toEqual(standing)
})

it('an export in another format than there is ends with 1 and a sentence', async () => {
  expect(await write(join(folder, '公厕.docx'))).toMatchObject({ code: 1, said: expect.stringContaining('.gpkg') })
  expect(existsSync(join(folder, '公厕.docx'))).toBe(false)
})

it('photos end with 2 where some were refused, and say which and why', async () => {
  const photos = join(folder, '照 片')
  mkdirSync(photos)
  for (const name of ['T1_正门.jpg', 'X.jpg']) writeFileSync(join(photos, name), jpeg)
  const options = [photos, '--to', 'toilets', '--skip-refused', '--report', 'json']
  const { code, said } = await start(photosScript, options, environment).ended
  expect(code, said).toBe(2)
  expect(JSON.parse(said.trim().split('\n').at(-1) ?? '')).toEqual({
    read: 2,
    written: 1,
    refused: [{ file: 'X.jpg', reason: expect.stringContaining('“X”') }],
    unchanged: 0,
  })
})
