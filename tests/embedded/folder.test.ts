import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Command, importScript, serverScript, start } from '../command.ts'

// The embedded engine under DATA_DIR, in processes of its own: what a county office would do on one PC.
const folder = mkdtempSync(join(tmpdir(), '绣城 folder-'))
const dataDir = join(folder, '数 据')
const toilets = join(folder, 'toilets.csv')
writeFileSync(toilets, '公厕名称,经度,纬度\n文博路公厕,114.02,34.72\n')
const csv = ['--into', 'toilets', '--crs', 'EPSG:4326']

let server: Command
let address = ''
beforeAll(async () => {
  server = start(serverScript, [], { DATA_DIR: dataDir, PORT: '0' })
  address = /→ (\S+)/.exec(await server.says(/→ \S+/))?.[1] ?? ''
})
afterAll(async () => {
  server.process.kill()
  await server.ended
  rmSync(folder, { recursive: true, force: true })
})

describe('a folder of the embedded engine', () => {
  it('serves the sample, and says so', async () => {
    const health = await fetch(`${address}/api/health`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({ sample: true, database: { engine: 'embedded' } })
  })

  it('is refused to a second server, with a sentence', async () => {
    const { code, said } = await start(serverScript, [], { DATA_DIR: dataDir, PORT: '0' }).ended
    expect(code).toBe(1)
    expect(said).toMatch(/is in use by the server .*Stop it first, or set DATA_DIR/)
  })

  it('is refused to an import beside the server, which writes nothing and goes on', async () => {
    const { code, said } = await start(importScript, [toilets, ...csv], { DATA_DIR: dataDir }).ended
    expect(code).toBe(1)
    expect(said).toMatch(/is in use by the server/)
    expect((await fetch(`${address}/api/health`)).status).toBe(200)
  })

  it('is free again after the server stopped, even when it was killed', async () => {
    server.process.kill('SIGKILL')
    await server.ended
    const guarded = await start(importScript, [toilets, ...csv], { DATA_DIR: dataDir }).ended
    expect(guarded).toMatchObject({ code: 1, said: expect.stringMatching(/--drop-sample/) })
    const tried = await start(importScript, [toilets, ...csv, '--dry-run', '--report', 'json'], { DATA_DIR: dataDir })
      .ended
    expect(tried.code).toBe(0)
    const report = JSON.parse(tried.said.trim().split('\n').at(-1) ?? '')
    expect(report).toMatchObject({
      read: 1,
      written: 0,
      refused: [],
      source: { file: 'toilets.csv', crs: 'EPSG:4326' },
    })
    expect(report.sample).toHaveLength(1)
  })
})

it('a setting that is not allowed is refused at start with its name', async () => {
  const { code, said } = await start(serverScript, [], { DATA_DIR: dataDir, PORT: 'http' }).ended
  expect(code).toBe(1)
  expect(said).toMatch(/^PORT is not allowed/m)
})
