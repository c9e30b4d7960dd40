import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { noGdal } from '../gdal.ts'
import { type Answer, type Anything, day, rename, sampleCounty } from './county.ts'

const run = promisify(execFile)
const county = sampleCounty()
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-formats-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const items = '/api/collections/toilets/items'
const get = (query: string, headers: Record<string, string> = {}) => county().get(`${items}?${query}`, headers)

/** What an answer holds, as Debian's GDAL reads it. */
async function readBack(answer: Answer, name: string): Promise<Anything[]> {
  const file = join(folder, name)
  writeFileSync(file, answer.body)
  const { stdout } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', file], { maxBuffer: 1 << 28 })
  return JSON.parse(stdout).features
}

function nextOf(answer: Answer): string | undefined {
  const next = /<([^>]+)>; rel="next"/.exec(String(answer.headers['link']))?.[1]
  return next && new URL(next).search.slice(1)
}

describe('items as tables', () => {
  it.each([
    ['f=csv', {}, 'text/csv; charset=utf-8'],
    ['', { accept: 'text/csv' }, 'text/csv; charset=utf-8'],
    ['', { accept: 'text/html, application/json;q=0.5, text/csv;q=0.9' }, 'text/csv; charset=utf-8'],
    ['f=fgb', {}, 'application/flatgeobuf'],
    ['', { accept: 'application/flatgeobuf' }, 'application/flatgeobuf'],
    ['', { accept: '*/*' }, 'application/geo+json; charset=utf-8'],
    ['', { accept: 'application/geo+json, text/csv' }, 'application/geo+json; charset=utf-8'],
    ['f=geojson', { accept: 'text/csv' }, 'application/geo+json; charset=utf-8'],
  ])('%s %j is %s', async (query, headers, type) => {
    const answer = await get(query, headers as Record<string, string>)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe(type)
    expect(String(answer.headers['vary'])).toMatch(/accept(,|$)/)
  })

  it('in CSV are named as properties are, in the words of a language where it is asked for, and safe', async () => {
    const [first] = (await county().get('/api/collections/toilets/items?limit=1')).json().features
    await rename(county(), 'toilets', first.id, '=1+1,"x" 㙍')
    const plain = (await get('f=csv&limit=3')).body.toString()
    expect(plain).toMatch(/^\ufefffid,code,name,.*,valid_from,valid_to,source,lon,lat\r\n/)
    expect(plain).toContain(`"'=1+1,""x"" 㙍"`)
    expect(plain).toMatch(/,open,.*,false,/)
    const zh = await get('f=csv&limit=3&lang=zh')
    expect(zh.body.toString()).toMatch(/^\ufefffid,公厕编号,公厕名称,.*,经度,纬度\r\n[\s\S]*,开放,/)
    expect(zh.headers['content-disposition']).toBe(
      `attachment; filename="toilets-${day}.csv"; filename*=UTF-8''${encodeURIComponent('公共厕所')}-${day}.csv`,
    )
  })

  it.skipIf(noGdal)('page after page are those of GeoJSON, with the same filters', async () => {
    const filters = `bbox=113.9,34.6,114.1,34.8&state=open&datetime=${day}`
    const all = (await get(`limit=10000&${filters}`)).json().features as Anything[]
    expect(all.length).toBeGreaterThan(100)
    for (const format of ['csv', 'xlsx', 'fgb']) {
      const read: Anything[] = []
      let next: string | undefined = `f=${format}&limit=70&${filters}`
      while (next !== undefined) {
        const answer: Answer = await get(next)
        read.push(...(await readBack(answer, `page${read.length}.${format}`)))
        next = nextOf(answer)
      }
      const byFid = new Map(read.map((feature) => [Number(feature.properties.fid), feature]))
      expect(byFid.size).toBe(all.length)
      expect(read).toHaveLength(all.length)
      for (const { id, properties: p, geometry } of all) {
        const { properties: q, geometry: g } = byFid.get(id)
        expect([q.code, q.state, String(q.all_day)]).toEqual([p.code, p.state, String(p.all_day)])
        if (format === 'fgb') expect(g).toEqual(geometry)
        else expect([Number(q.lon), Number(q.lat)]).toEqual(geometry.coordinates)
      }
    }
  })

  it('of what has no place, and of nothing', async () => {
    const chiefs = await county().get('/api/collections/chiefs/items?f=csv&limit=2')
    expect(chiefs.body.toString().trim().split('\r\n')).toHaveLength(3)
    for (const format of ['csv', 'fgb']) {
      const answer = await get(`f=${format}&bbox=0,0,1,1`)
      expect(answer.status).toBe(200)
      expect(nextOf(answer)).toBeUndefined()
      expect((await county().get(`/api/collections/chiefs/items?f=${format}`)).status).toBe(200)
      expect((await county().get(`/api/collections/water_bodies/items?f=${format}`)).status).toBe(200)
    }
  })

  it('are told of in OpenAPI, and a wrong limit is still a sentence', async () => {
    const { parameters } = (await county().get('/api/openapi.json')).json().paths['/collections/toilets/items'].get
    const f = parameters.find(({ name }: Anything) => name === 'f')
    expect(f.schema.enum).toEqual(['json', 'geojson', 'html', 'csv', 'xlsx', 'fgb'])
    const wrong = await get('f=csv&limit=0')
    expect(wrong.status).toBe(400)
    expect(wrong.headers['content-type']).toMatch('application/problem+json')
  })
})
