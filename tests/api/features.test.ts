import { describe, expect, it } from 'vitest'
import { maximumLimit } from '#server/features/routes.ts'
import { type Anything, day, sampleCounty } from './county.ts'

const county = sampleCounty()
const get = async (url: string) => (await county().get(url)).json()
/** What the contract names. */
const promised = ['areas', 'built_up', 'roads', 'duty_sections', 'toilets', 'water_bodies', 'outfalls', 'compounds']

describe('the landing page and what it leads to', () => {
  it('has what clients look for', async () => {
    const landing = await get('/api')
    const links = new Map(landing.links.map((link: { rel: string; href: string }) => [link.rel, link.href]))
    for (const rel of ['self', 'service-desc', 'conformance', 'data']) {
      const path = new URL(links.get(rel) as string).pathname
      expect((await county().get(path)).status, rel).toBe(200)
    }
  })

  it('lists every collection with where it lies', async () => {
    const { collections } = await get('/api/collections')
    const ids = collections.map((c: { id: string }) => c.id)
    expect(ids).toEqual([...county().catalogue.collections.keys()])
    expect(ids).toEqual(expect.arrayContaining(promised))
    const [areas] = collections
    expect(areas.extent.spatial.bbox[0][0]).toBeCloseTo(113.75, 0)
    for (const { id, links } of collections) {
      const items = links.find((link: { rel: string }) => link.rel === 'items')
      expect((await county().get(new URL(items.href).pathname)).status, id).toBe(200)
    }
  })

  it('describes itself in OpenAPI 3.0, page size and filters of each collection told', async () => {
    const answer = await county().get('/api/openapi.json')
    expect(answer.headers['content-type']).toMatch(/vnd.oai.openapi\+json;version=3.0/)
    const document = answer.json()
    expect(document.openapi).toMatch(/^3\.0/)
    const { parameters } = document.paths['/collections/toilets/items'].get
    const byName = new Map(parameters.map((p: { name: string }) => [p.name, p])) as Map<string, Anything>
    expect(byName.get('limit')?.schema).toMatchObject({ type: 'integer', maximum: maximumLimit })
    expect([...byName.keys()]).toEqual(expect.arrayContaining(['bbox', 'datetime', 'state', 'class']))
  })

  it('tells what items can be filtered by', async () => {
    const answer = await county().get('/api/collections/toilets/queryables')
    expect(answer.headers['content-type']).toMatch('application/schema+json')
    expect(answer.json().properties.state.enum).toEqual(['open', 'closed', 'rebuilding', 'building'])
  })
})

describe('items', () => {
  it('come whole by following next, each once, in pages of 10', async () => {
    const seen: number[] = []
    let next: string | undefined = '/api/collections/compounds/items?limit=10'
    while (next !== undefined) {
      const page: Anything = await get(next)
      expect(page.numberReturned).toBe(page.features.length)
      expect(page.features.length).toBeLessThanOrEqual(10)
      seen.push(...page.features.map((f: { id: number }) => f.id))
      const link = page.links.find((l: { rel: string }) => l.rel === 'next')
      next = link && new URL(link.href).pathname + new URL(link.href).search
    }
    const [all] = await county().database.query<{ n: number }>(
      'select count(*)::integer as n from compounds where valid @> $1::date',
      [day],
    )
    expect(seen).toHaveLength(all?.n ?? -1)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('by bbox are those that lie there', async () => {
    const [west, south, east, north] = [114.0, 34.7, 114.03, 34.74]
    const { features } = await get(`/api/collections/toilets/items?bbox=${[west, south, east, north]}&limit=1000`)
    expect(features.length).toBeGreaterThan(20)
    for (const { geometry } of features) {
      const [lon, lat] = geometry.coordinates
      expect(lon >= west && lon <= east && lat >= south && lat <= north).toBe(true)
    }
    const six = await get(`/api/collections/toilets/items?bbox=${[west, south, -100, east, north, 9000]}&limit=1000`)
    expect(six.features).toHaveLength(features.length)
    expect((await get('/api/collections/toilets/items?bbox=0,0,1,1')).features).toEqual([])
  })

  it('by property are those that have it', async () => {
    const { features } = await get('/api/collections/toilets/items?state=closed&limit=1000')
    expect(features.length).toBeGreaterThan(0)
    expect(features.every((f: Anything) => f.properties.state === 'closed')).toBe(true)
    const town = await get('/api/collections/areas/items?in_charge=false&level=township')
    expect(town.features).toHaveLength(10)
    expect(town.features.every((f: Anything) => f.properties.parent === '410122')).toBe(true)
  })

  it('within a unit are those that count there, by pages too', async () => {
    const [unit] = (await get('/api/collections/areas/items?level=township&limit=1')).features
    const key = unit.properties.code
    for (const collection of ['toilets', 'duty_sections', 'water_bodies']) {
      const counted = await county().database.query<{ fid: number }>(
        `select distinct p.fid from places p join lineage l on l.leaf = p.area and l.valid @> $1::date
         where p.collection = $2 and p.valid @> $1::date and l.unit = $3 order by p.fid`,
        [day, collection, unit.id],
      )
      const found = (await get(`/api/collections/${collection}/items?within=${key}&limit=1000`)).features
      expect(
        found.map(({ id }: Anything) => id),
        collection,
      ).toEqual(counted.map(({ fid }) => fid))
    }
    const first = await get(`/api/collections/toilets/items?within=${key}&limit=2`)
    const { href } = first.links.find(({ rel }: Anything) => rel === 'next')
    expect(new URL(href).searchParams.get('within')).toBe(key)
  })

  it('within a unit is nothing that has no place, whatever else is asked', async () => {
    for (const query of ['', '&bbox=113,34,115,35&q=a&limit=5']) {
      for (const id of ['chiefs', 'chief_assignments', 'water_samples']) {
        expect((await get(`/api/collections/${id}/items?within=410122${query}`)).features, id).toEqual([])
      }
    }
  })

  it('by a text are those that hold it, in capitals or not', async () => {
    const [one] = (await get('/api/collections/toilets/items?limit=1')).features
    const { code, name } = one.properties
    const found = async (text: string) =>
      (await get(`/api/collections/toilets/items?limit=1000&q=${encodeURIComponent(text)}`)).features
    expect((await found(code.toLowerCase())).map(({ id }: Anything) => id)).toEqual([one.id])
    expect((await found(name)).map(({ id }: Anything) => id)).toContain(one.id)
    const some = await found('路')
    expect(some.length).toBeGreaterThan(10)
    expect(some.every((f: Anything) => Object.values(f.properties).join().includes('路'))).toBe(true)
    for (const text of ['%', '_', '没有']) expect(await found(text), text).toEqual([])
  })

  it('come without their shapes, and with their township, where that is asked for', async () => {
    for (const collection of ['toilets', 'duty_sections', 'water_bodies', 'compounds']) {
      const plain = (await get(`/api/collections/${collection}/items?limit=20`)).features
      const { features } = await get(`/api/collections/${collection}/items?limit=20&skipGeometry=true&placed=true`)
      expect(features.map(({ id }: Anything) => id)).toEqual(plain.map(({ id }: Anything) => id))
      for (const [index, { geometry, properties }] of features.entries()) {
        const { township, township_name: name, ...rest } = properties
        expect({ geometry, rest }).toEqual({ geometry: null, rest: plain[index].properties })
        expect(plain[index].geometry).not.toBeNull()
        if (township === null) continue
        const [town] = (await get(`/api/collections/areas/items?code=${township}`)).features
        expect(town.properties).toMatchObject({ name, level: 'township' })
      }
      expect(features.some(({ properties }: Anything) => properties.township !== null)).toBe(true)
    }
    expect((await get('/api/collections/chiefs/items?limit=1&placed=true')).features[0].properties).toMatchObject({
      township: null,
      township_name: null,
    })
  })

  it('are those of the day asked for', async () => {
    const count = async (at: string) =>
      (await get(`/api/collections/toilets/items?limit=10000&datetime=${at}`)).numberReturned
    expect(await count('1999-01-01')).toBe(0)
    expect(await count(`${day}T12:00:00Z`)).toBe(await count(day))
    expect(await count(day)).toBeGreaterThan(200)
    for (const during of ['../..', `2020-01-01/${day}`, '..']) expect(await count(during)).toBe(await count(day))
  })

  it('a limit above the maximum is served as the maximum', async () => {
    expect((await county().get('/api/collections/toilets/items?limit=999999999')).status).toBe(200)
  })

  it('one by its fid says the same as in the list, and leads back', async () => {
    const [listed] = (await get('/api/collections/water_bodies/items?limit=1')).features
    const one = await get(`/api/collections/water_bodies/items/${listed.id}`)
    expect(one).toMatchObject({ id: listed.id, properties: listed.properties, geometry: listed.geometry })
    expect(one.links.map((l: { rel: string }) => l.rel)).toContain('collection')
  })
})

describe('bad input is answered with a sentence', () => {
  it.each([
    ['/api/collections/lamps', 404, /no collection “lamps”.*toilets/],
    ['/api/collections/lamps/items', 404, /lamps/],
    ['/api/collections/toilets/items/0', 404, /0/],
    ['/api/collections/toilets/items/abc', 404, /abc/],
    ['/api/collections/toilets/items/99999999999', 404, /99999999999/],
    ['/api/collections/toilets/items?limit=0', 400, /limit/],
    ['/api/collections/toilets/items?limit=-1', 400, /limit/],
    ['/api/collections/toilets/items?limit=ten', 400, /limit/],
    ['/api/collections/toilets/items?limit=1.5', 400, /limit/],
    ['/api/collections/toilets/items?bbox=114.1,34,114,35', 400, /west lies east/],
    ['/api/collections/toilets/items?bbox=114,35,114.1,34', 400, /south lies north/],
    ['/api/collections/toilets/items?bbox=a,b,c,d', 400, /four numbers/],
    ['/api/collections/toilets/items?bbox=1,2,3', 400, /four numbers/],
    ['/api/collections/toilets/items?bbox=,,,', 400, /four numbers/],
    ['/api/collections/toilets/items?datetime=yesterday', 400, /datetime/],
    ['/api/collections/toilets/items?datetime=2026-02-30', 400, /datetime/],
    ['/api/collections/toilets/items?datetime=0000-01-01', 400, /datetime/],
    ['/api/collections/toilets/items?colour=red', 400, /unknown parameter colour/],
    ['/api/collections/toilets/items?lang=xx', 400, /lang/],
    ['/api/collections/toilets/items?f=pdf', 400, /geojson/],
    ['/api/collections/toilets/items?class=first', 400, /whole number/],
    ['/api/collections/toilets/items?state=ajar', 400, /open, closed/],
    ['/api/collections/toilets/items?state=open&state=closed', 400, /once/],
    ['/api/collections/toilets/items?bbox=1,2,3,4&bbox=1,2,3,4', 400, /once/],
    ['/api/collections/toilets/items?after=x', 400, /after/],
    ['/api/collections/toilets/items?within=x', 400, /within/],
    ['/api/collections/toilets/items?within=999999', 404, /no area/],
    ['/api/collections/toilets/items?q=', 400, /q must be a text/],
    ['/api/collections/toilets/items?skipGeometry=1', 400, /skipGeometry must be true or false/],
    ['/api/collections/toilets/items?placed=yes', 400, /placed must be true or false/],
    ['/api/collections/toilets?limit=3', 400, /limit/],
    ['/api/indicators/beauty', 404, /no indicator “beauty”.*toilet_density/],
    ['/api/indicators/toilet_density?level=moon', 400, /county, township, community/],
    ['/api/indicators/toilet_density?at=2026-13-01', 400, /at is not a day/],
    ['/api/indicators/toilet_density?town=x', 400, /unknown parameter town/],
    ['/api/indicators/toilet_density/evidence?area=999999', 404, /no area/],
    ['/api/indicators/toilet_density/evidence?area=x', 400, /area/],
    ['/api/nothing', 404, /nothing/],
  ])('%s → %i', async (url, status, sentence) => {
    const answer = await county().get(url)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
    const problem = answer.json()
    expect(problem).toMatchObject({ type: 'about:blank', status, title: expect.any(String) })
    expect(problem.detail).toMatch(sentence)
    expect(problem.detail).not.toMatch(/select |syntax error|node_modules|\.ts:/i)
  })

  const poison = ["';drop table toilets;--", '" or 1=1', '$1', '\\', '%00', "'||(select 1)||'"]
  it.each(poison)('SQL in any parameter does nothing: %s', async (text) => {
    const safe = encodeURIComponent(text)
    const before = await county().database.query('select count(*)::integer as n from toilets')
    for (const url of [
      `/api/collections/${safe}/items`,
      `/api/collections/toilets/items?name=${safe}`,
      `/api/collections/toilets/items?${safe}=1`,
      `/api/collections/toilets/items?bbox=${safe}`,
      `/api/collections/toilets/items?limit=${safe}`,
      `/api/collections/toilets/items?datetime=${safe}`,
      `/api/collections/toilets/items?after=${safe}`,
      `/api/collections/toilets/items?within=${safe}`,
      `/api/collections/toilets/items?q=${safe}`,
      `/api/collections/toilets/items/${safe}/versions`,
      `/api/collections/toilets/items/${safe}`,
      `/api/collections/toilets/tiles/WebMercatorQuad/1/${safe}/0`,
      `/api/collections/toilets/tiles/WebMercatorQuad/1/0/0?v=${safe}`,
      `/api/indicators/${safe}`,
      `/api/indicators/toilet_density?level=${safe}`,
      `/api/indicators/toilet_density?at=${safe}`,
      `/api/indicators/toilet_density/evidence?area=${safe}`,
    ]) {
      const answer = await county().get(url)
      expect([200, 400, 404], `${url} ${answer.body}`).toContain(answer.status)
      if (answer.status === 200) expect(answer.json().features, url).toEqual([])
    }
    expect(await county().database.query('select count(*)::integer as n from toilets')).toEqual(before)
  })

  it.each(['x:99999999', 'a b', '<script>', 'a/b'])('a Host header that is no host: %s', async (host) => {
    const answer = await county().get('/api/collections/toilets/items?limit=1', { host })
    expect(answer.status).toBe(400)
    expect(answer.json().detail).toMatch(/Host header/)
  })

  it.each([
    '/api/health',
    '/api/collections/toilets/items',
    '/api/indicators/toilet_density',
    '/api/collections/toilets/tiles/WebMercatorQuad/0/0/0',
  ])('another method than those of %s is 405 and says which there are', async (url) => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const answer = await county().app.inject({ method, url, payload: method === 'POST' ? 'x'.repeat(2_000_000) : '' })
      expect(answer.statusCode, method).toBe(405)
      expect(answer.headers['allow']).toBe('GET, HEAD')
      expect(answer.json()).toMatchObject({ status: 405, title: 'Method not allowed' })
    }
    expect((await county().app.inject({ method: 'HEAD', url })).statusCode).toBe(200)
  })

  it('a body of 10 MB is refused, and what is not built says so', async () => {
    const { app } = county()
    const big = await app.inject({ method: 'POST', url: '/api/siting', payload: { text: 'x'.repeat(10_000_000) } })
    expect(big.statusCode).toBe(413)
    expect(big.json()).toMatchObject({ status: 413 })
    const later = await app.inject({ method: 'POST', url: '/api/cases', payload: {} })
    expect(later.statusCode).toBe(501)
    expect(later.json().detail).toMatch(/not built yet/)
    const broken = await app.inject({
      method: 'POST',
      url: '/api/siting',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(broken.statusCode).toBe(400)
  })
})

describe('health', () => {
  it('tells the engine, the county and the sample', async () => {
    const answer = await county().get('/api/health')
    expect(answer.status).toBe(200)
    expect(answer.json()).toMatchObject({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      database: {
        engine: county().database.engine,
        version: expect.any(String),
        postgis: expect.stringMatching(/^3\./),
      },
      county: { code: '410122', name: '中牟县' },
      sample: true,
    })
  })

  it('tells which collections have changed, by versions that rise', async () => {
    const versions = async () => (await county().get('/api/health')).json().versions as Record<string, number>
    const before = await versions()
    await county().database.query(`select touch('toilets')`)
    expect(await versions()).toEqual({ ...before, toilets: (before['toilets'] ?? 0) + 1 })
  })
})
