import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCounty } from '../api/county.ts'
import { noGdal } from '../gdal.ts'
import { readTile } from '../tile.ts'

const run = promisify(execFile)
const county = sampleCounty()
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-gdal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let source = ''
const asked: string[] = []
beforeAll(async () => {
  county().app.server.on('request', ({ url }) => asked.push(String(url)))
  const address = await county().address()
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

  it('lets the server filter, by property and by place', async () => {
    const where = ['-where', "state = 'closed'", '-spat', '113.9', '34.6', '114.1', '34.8']
    asked.length = 0
    const { stdout } = await run('ogrinfo', ['-ro', '-al', '-geom=NO', source, 'toilets', ...where])
    const query = new URLSearchParams({ state: 'closed', bbox: '113.9,34.6,114.1,34.8' })
    const { numberReturned } = (await county().get(`/api/collections/toilets/items?${query}`)).json()
    expect(stdout.match(/^OGRFeature/gm)).toHaveLength(numberReturned)
    expect(stdout.match(/state \(String\) = closed/g)).toHaveLength(numberReturned)
    expect(asked.filter((url) => url.includes('state=closed') && url.includes('bbox=113.9'))).not.toEqual([])
  })

  it('reads our tiles, each thing with its properties', async () => {
    const [z, x, y] = [12, 3345, 1624]
    const { body } = await county().get(`/api/collections/roads/tiles/WebMercatorQuad/${z}/${y}/${x}`)
    mkdirSync(join(folder, `${z}/${x}`), { recursive: true })
    const file = join(folder, `${z}/${x}/${y}.pbf`)
    writeFileSync(file, body)
    const { stdout } = await run('ogrinfo', ['-ro', '-al', '-geom=NO', '-oo', 'CLIP=NO', `MVT:${file}`, 'roads'], {
      maxBuffer: 2 ** 26,
    })
    const things = readTile(body)['roads'] ?? []
    expect(things.length).toBeGreaterThan(20)
    expect(stdout.match(/^OGRFeature/gm)).toHaveLength(things.length)
    const names = [...stdout.matchAll(/^ {2}name \(String\) = (.*)$/gm)].map(([, name]) => name)
    // a tile has no order of its own
    const ours = things.flatMap(({ properties }) => properties['name'] ?? []).map(String)
    expect(names.toSorted()).toEqual(ours.toSorted())
    // within the tile and its margin, in Web Mercator
    const [, west = '', , east = ''] = /Extent: \((-?[\d.]+), (-?[\d.]+)\) - \((-?[\d.]+)/.exec(stdout) ?? []
    const wide = 40_075_016.686 / 2 ** z
    const left = x * wide - 20_037_508.343
    expect(Number(west)).toBeGreaterThan(left - wide / 50)
    expect(Number(east)).toBeLessThan(left + wide + wide / 50)
  })
})
