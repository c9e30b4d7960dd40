import { beforeAll, describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import type { Job } from '#data/model/siting.ts'
import { type Anything, countyOfFile, sampleCounty } from '../api/county.ts'
import { box, handMade, point } from '../api/hand-made.ts'
import { noFiles } from '../files.ts'
import { place, settle } from './real-place.ts'

const county = sampleCounty()
const town = '410122003'
const bow = {
  type: 'Polygon',
  coordinates: [
    [
      [114, 34.7],
      [114.02, 34.72],
      [114.02, 34.7],
      [114, 34.72],
      [114, 34.7],
    ],
  ],
}
const near = { theme: 'toilets', area: town, metres: 300, by: 'walk' }

async function post(body: object): Promise<{ status: number; json: Anything; headers: Anything }> {
  const answer = await county().app.inject({ method: 'POST', url: '/api/siting?lang=en', payload: body })
  return { status: answer.statusCode, json: answer.json(), headers: answer.headers }
}
async function job(id: string, method: 'GET' | 'DELETE' = 'GET'): Promise<Job> {
  return (await county().app.inject({ method, url: `/api/jobs/${id}` })).json()
}
/** Waits until a job is over. */
async function over(id: string): Promise<Job> {
  for (;;) {
    const now = await job(id)
    if (now.state !== 'queued' && now.state !== 'running') return now
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
async function proposed(more: object): Promise<Job> {
  const { status, json, headers } = await post({ ...near, timeLimitS: 20, ...more })
  expect(status, JSON.stringify(json)).toBe(202)
  expect(headers['location']).toBe(`/api/jobs/${json.id}`)
  return over(json.id)
}
async function coverage(sites: unknown[]): Promise<CoverageAnswer> {
  const payload = { ...near, sites, ground: false }
  return (await county().app.inject({ method: 'POST', url: '/api/coverage', payload })).json()
}
const sitesOf = ({ result }: Job) => result?.features.map(({ geometry }) => (geometry as Anything).coordinates) ?? []
const added = ({ result }: Job) => result?.features.map(({ properties }) => properties.adds) ?? []

describe('a proposal', () => {
  it('of so many sites covers what coverage says of them, never more than its bound', async () => {
    const done = await proposed({ goal: 'cover-most', count: 4 })
    expect(done).toMatchObject({ state: 'done', progress: 1, detail: null })
    expect(sitesOf(done)).toHaveLength(4)
    const answer = await coverage(sitesOf(done))
    expect(done.objective).toBe(answer.covered.weight)
    expect(done.objective).toBeLessThanOrEqual(done.bound ?? 0)
    expect(done.gap).toBeCloseTo(((done.bound ?? 0) - (done.objective ?? 0)) / (done.objective ?? 1), 12)
    expect(added(done)).toEqual(answer.tried.features.map(({ properties }) => properties.adds))
    expect(added(done)).toEqual(added(done).toSorted((a, b) => b - a))
    expect(done.result?.features.map(({ properties }) => properties.order)).toEqual([1, 2, 3, 4])
    const more = await proposed({ goal: 'cover-most', count: 5 })
    expect(more.objective).toBeGreaterThanOrEqual(done.objective ?? 0)
  })

  it('for a share takes the fewest sites, and coverage says that they reach it', async () => {
    const stands = await coverage([])
    const share = Math.min(1, (stands.covered.share ?? 0) + 0.1)
    const done = await proposed({ goal: 'cover-share', share })
    expect(done.state).toBe('done')
    expect(done.objective).toBe(sitesOf(done).length)
    expect(done.bound).toBeLessThanOrEqual(done.objective ?? 0)
    expect((await coverage(sitesOf(done))).covered.share).toBeGreaterThanOrEqual(share - 1e-9)
    // one site fewer cannot do, if that was proven
    const fewer = await proposed({ goal: 'cover-most', count: Math.max(1, (done.objective ?? 2) - 1) })
    if (done.gap === 0 && (done.objective ?? 0) > 1)
      expect((fewer.objective ?? 0) / stands.demand.weight).toBeLessThan(share)
  })

  it('takes sites that are tried as given: it goes on from them, and keeps away from them', async () => {
    const first = await proposed({ goal: 'cover-most', count: 2 })
    const sites = sitesOf(first)
    const next = await proposed({ goal: 'cover-most', count: 2, sites, spacing: 600 })
    const all = [...sites, ...sitesOf(next)]
    expect(next.objective).toBe((await coverage(all)).covered.weight)
    for (const one of sitesOf(next)) for (const other of sites) expect(metresBetween(one, other)).toBeGreaterThan(595)
    const figures = (await county().get('/api/indicators/toilet_density?level=township')).json()
    const { missing } = figures.rows.find(({ area }: Anything) => area === town)
    const some = sitesOf(await proposed({ goal: 'meet-density' })).slice(0, 2)
    expect(sitesOf(await proposed({ goal: 'meet-density', sites: some }))).toHaveLength(missing - 2)
    const [counted] = await county().database.query<{ fid: number }>(
      `select e.fid from toilet_density_evidence(current_date) e
       join lineage l on l.leaf = e.area and l.level = 'township' and l.valid @> current_date
       join areas a on a.fid = l.unit and a.code = $1
       where e.collection = 'toilets' order by e.fid limit 1`,
      [town],
    )
    const without = [counted?.fid ?? 0]
    expect(sitesOf(await proposed({ goal: 'meet-density', sites: some, without }))).toHaveLength(missing - 1)
  })

  it('for density puts as many as are missing on the ground of each unit', async () => {
    const figures = (await county().get('/api/indicators/toilet_density?level=township')).json()
    const { missing } = figures.rows.find(({ area }: Anything) => area === town)
    const done = await proposed({ goal: 'meet-density' })
    expect(done.state).toBe('done')
    expect(sitesOf(done)).toHaveLength(missing)
    expect(done.objective).toBe((await coverage(sitesOf(done))).covered.weight)
    const [onGround] = await county().database.query<{ n: number }>(
      `select count(*)::integer as n from unnest($1::double precision[], $2::double precision[]) as site (lon, lat)
       where exists (select from built_up b
         where b.valid @> current_date and st_intersects(b.geom, st_setsrid(st_makepoint(lon, lat), 4490)))`,
      [sitesOf(done).map(([lon]: number[]) => lon), sitesOf(done).map(([, lat]: number[]) => lat)],
    )
    expect(onGround?.n).toBe(missing)
  })

  it('for density in every community is of each what it lacks, and still the work of its township', async () => {
    const figures = (await county().get(`/api/indicators/toilet_density?level=community`)).json()
    const communities = (await county().get(`/api/collections/areas/items?level=community&limit=1000`)).json()
    const ours = communities.features.filter(({ properties }: Anything) => properties.parent === town)
    const lacking = figures.rows.filter(
      ({ area, missing }: Anything) => missing > 0 && ours.some(({ properties }: Anything) => properties.area === area),
    )
    expect(lacking.length).toBeGreaterThan(1)
    const done = await proposed({ goal: 'meet-density', level: 'community' })
    expect(done.state, done.detail ?? '').toBe('done')
    for (const { area, missing } of lacking)
      expect(done.result?.features.filter(({ properties }) => properties.area === area)).toHaveLength(missing)
    const all = lacking.reduce((sum: number, { missing }: Anything) => sum + missing, 0)
    expect(sitesOf(done)).toHaveLength(all)
    expect(new Set(done.result?.features.map(({ properties }) => properties.township))).toEqual(new Set(['广惠街街道']))
    expect(done.objective).toBe((await coverage(sitesOf(done))).covered.weight)
    // tried, they are lacking no more
    const rest = await proposed({ goal: 'meet-density', level: 'community', sites: sitesOf(done).slice(1) })
    expect(sitesOf(rest)).toHaveLength(1)
  })

  it('keeps sites apart, takes them from a layer, and leaves out forbidden ground', async () => {
    const apart = await proposed({ goal: 'cover-most', count: 6, spacing: 800 })
    const sites = sitesOf(apart)
    for (const [n, one] of sites.entries())
      for (const other of sites.slice(n + 1)) expect(metresBetween(one, other)).toBeGreaterThan(795)
    const layer = await proposed({ goal: 'cover-most', count: 3, candidates: 'compounds' })
    const places = (await county().get(`/api/collections/compounds/items?limit=1000&within=${town}`)).json().features
    for (const [lon, lat] of sitesOf(layer)) {
      const found = places.some(
        ({
          geometry: {
            coordinates: [x, y],
          },
        }: Anything) => metresBetween([lon, lat], [x, y]) < 1,
      )
      expect(found).toBe(true)
    }
    const barred = await proposed({ goal: 'cover-most', count: 3, forbidden: 'built_up' })
    expect(barred.state).toBe('done')
    expect(sitesOf(barred).length).toBeGreaterThan(0)
    const onForbidden = async (places: number[][]) => {
      const [row] = await county().database.query<{ n: number }>(
        `select count(*)::integer as n from unnest($1::double precision[], $2::double precision[]) as site (lon, lat)
         where exists (select from built_up b
           where b.valid @> current_date and st_intersects(b.geom, st_setsrid(st_makepoint(lon, lat), 4490)))`,
        [places.map(([lon]) => lon), places.map(([, lat]) => lat)],
      )
      return row?.n
    }
    expect(await onForbidden(sitesOf(barred))).toBe(0)
    // drawn by hand it is as good as a layer
    const [built] = await county().database.query<{ pieces: string[] }>(
      `select array_agg(st_asgeojson((part).geom, 15, 0)) as pieces
       from (select st_dump(geom) as part from built_up where valid @> current_date) as one`,
    )
    const pieces = built?.pieces.map((piece) => JSON.parse(piece)) ?? []
    const drawn = await proposed({ goal: 'cover-most', count: 3, forbiddenGround: pieces.slice(0, 50) })
    expect(pieces.length).toBeLessThanOrEqual(50)
    expect(await onForbidden(sitesOf(drawn))).toBe(0)
    expect(drawn.objective).toBe(barred.objective)
    // where it is not forbidden they stand on it, and reach more
    const free = await proposed({ goal: 'cover-most', count: 3 })
    expect(await onForbidden(sitesOf(free))).toBeGreaterThan(0)
    expect(barred.objective).toBeLessThanOrEqual(free.bound ?? 0)
  })

  it('that cannot be says why, and what can', async () => {
    const all = await proposed({ goal: 'cover-share', share: 1, candidates: 'outfalls' })
    expect(all.state).toBe('failed')
    expect(all.detail).toMatch(
      /^No choice of sites covers that share: at most \d+\.\d % can be covered from \d+ candidates\.$/,
    )
    const room = await proposed({ goal: 'meet-density', spacing: 5000 })
    expect(room.state).toBe('failed')
    expect(room.detail).toMatch(/^A unit lacks room: of the sites it needs on its ground, \d+ can be placed/)
    const many = await proposed({ goal: 'cover-most', count: 500, candidates: 'outfalls' })
    expect(many.state).toBe('done')
    expect(sitesOf(many).length).toBeLessThan(500)
  })

  it('is done at once where nothing is missing', async () => {
    const done = await proposed({ goal: 'cover-share', share: 0.01 })
    expect(done).toMatchObject({ state: 'done', objective: 0, bound: 0, gap: 0 })
    expect(sitesOf(done)).toEqual([])
  })

  it('is stopped, and keeps what it has', async () => {
    const { json } = await post({ ...near, area: '410122', goal: 'cover-most', count: 60, timeLimitS: 600 })
    while ((await job(json.id)).objective === null) await new Promise((resolve) => setTimeout(resolve, 100))
    await job(json.id, 'DELETE')
    const stopped = await over(json.id)
    expect(['stopped', 'done']).toContain(stopped.state)
    expect(sitesOf(stopped).length).toBeGreaterThan(0)
    expect(stopped.objective).toBeLessThanOrEqual(stopped.bound ?? 0)
    expect(await job(json.id, 'DELETE')).toEqual(stopped)
  })

  it.each<[string, object, RegExp]>([
    ['no goal', {}, /goal/],
    ['another goal', { goal: 'best' }, /goal/],
    ['no count', { goal: 'cover-most' }, /count must say how many sites/],
    ['no sites', { goal: 'cover-most', count: 0 }, /count/],
    ['too many sites', { goal: 'cover-most', count: 501 }, /count/],
    ['no share', { goal: 'cover-share' }, /share must say which share/],
    ['more than all', { goal: 'cover-share', share: 1.2 }, /share/],
    ['ground', { goal: 'cover-most', count: 1, demand: 'built_up' }, /demand must be points/],
    ['an unknown theme', { goal: 'cover-most', count: 1, theme: 'trams' }, /theme must be one/],
    ['an unknown area', { goal: 'cover-most', count: 1, area: '999999' }, /area must be/],
    ['no metres', { goal: 'cover-most', count: 1, metres: 0 }, /metres/],
    ['an unknown layer', { goal: 'cover-most', count: 1, candidates: "toilets'; drop table areas" }, /candidates/],
    ['ground for candidates', { goal: 'cover-most', count: 1, candidates: 'built_up' }, /candidates must be one of/],
    ['points for ground', { goal: 'cover-most', count: 1, forbidden: 'toilets' }, /forbidden must be one of/],
    ['a cost of no layer', { goal: 'cover-most', count: 1, cost: 'price' }, /cost is one of candidates out of a layer/],
    [
      'no such cost',
      { goal: 'cover-most', count: 1, candidates: 'compounds', cost: 'price' },
      /cost must be a property of the candidates: .*households/,
    ],
    ['a budget without a cost', { goal: 'cover-most', budget: 9 }, /budget is for cover-most, with a cost/],
    [
      'a cost of density',
      { goal: 'meet-density', candidates: 'compounds', cost: 'households' },
      /cost is none of meet-density/,
    ],
    ['a level of no density', { goal: 'cover-most', count: 1, level: 'community' }, /level is of meet-density/],
    ['another level', { goal: 'meet-density', level: 'county' }, /level/],
    [
      'ground that crosses itself',
      { goal: 'cover-most', count: 1, forbiddenGround: [bow] },
      /forbiddenGround\/0 must not cross itself, as it does at 114\.01\d*, 34\.71\d*/,
    ],
    [
      'ground that is open',
      { goal: 'cover-most', count: 1, forbiddenGround: [{ ...bow, coordinates: [bow.coordinates[0]?.slice(0, 4)] }] },
      /forbiddenGround\/0 must end each ring where it began/,
    ],
    ['no budget', { goal: 'cover-most', budget: -1, candidates: 'compounds', cost: 'households' }, /budget/],
    ['no time', { goal: 'cover-most', count: 1, timeLimitS: 0 }, /timeLimitS/],
    ['sites off the earth', { goal: 'cover-most', count: 1, sites: [[114, 97]] }, /sites must each be a longitude/],
  ])('is refused for %s with a sentence', async (_, more, sentence) => {
    const { status, json } = await post({ ...near, ...more })
    expect(status).toBe(400)
    expect(json.detail).toMatch(sentence)
  })

  it('that there is none of is not found', async () => {
    for (const id of ['00000000-0000-0000-0000-000000000000', "' or 1=1"]) {
      const answer = await county().app.inject({ url: `/api/jobs/${encodeURIComponent(id)}` })
      expect(answer.statusCode).toBe(404)
      expect(answer.json().detail).toMatch(/There is no job/)
    }
  })
})

describe('a proposal by cost', () => {
  const own = countyOfFile()
  const { take } = handMade(own)

  it('takes what a file brought along says that sites cost, and leaves out what says nothing', async () => {
    await take('areas', [[box(114, 34, 114.2, 34.2), { name: '中牟县', code: '410122' }]])
    const homes = [114.02, 114.06, 114.1, 114.14]
    await take(
      'compounds',
      homes.map((lon, n) => [point(lon, 34.1), { name: `${n} 号院`, households: 100 + n }]),
    )
    // each by a compound, the last of no known cost
    const prices = ['30', ' 20.5 ', '40', '约十万']
    await take(
      'plots',
      homes.map((lon, n) => [point(lon, 34.1005), { 价格: prices[n] ?? '' }]),
      '--as',
      'reference',
    )
    const { properties } = (await own().get('/api/collections/plots/schema')).json()
    const told = properties.properties.properties
    const cost = Object.keys(told).find((name) => told[name].title === '价格')
    const ask = async (more: object): Promise<Job> => {
      const payload = {
        theme: 'toilets',
        area: '410122',
        metres: 300,
        by: 'straight',
        candidates: 'plots',
        cost,
        ...more,
      }
      const answer = await own().app.inject({ method: 'POST', url: '/api/siting', payload })
      expect(answer.statusCode, answer.body).toBe(202)
      for (;;) {
        const now: Job = (await own().app.inject({ url: `/api/jobs/${answer.json().id}` })).json()
        if (now.state !== 'queued' && now.state !== 'running') return now
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    const paid = ({ result }: Job) => result?.features.map(({ properties }) => properties.cost)
    // 40 alone would cover 102, the two others 201 together
    const most = await ask({ goal: 'cover-most', budget: 51 })
    expect(paid(most)?.sort()).toEqual([20.5, 30])
    expect(most).toMatchObject({ objective: 201, bound: 201, gap: 0 })
    const share = await ask({ goal: 'cover-share', share: 0.4 })
    expect(paid(share)?.sort()).toEqual([20.5, 30])
    expect(share).toMatchObject({ objective: 50.5, bound: 50.5 })

    // of very many it says how many can be asked about
    await own().database.query(
      'insert into plots (geom, valid, source) select geom, valid, source from plots, generate_series(1, 25001)',
    )
    const sentence = /^这一区划内的“plots”超过 100,000 处，一次算不了：请问小一些的区划。$/
    const all = await ask({ goal: 'cover-most', budget: 50 })
    expect(all).toMatchObject({ state: 'failed', detail: expect.stringMatching(sentence) })
    const payload = { theme: 'toilets', area: '410122', metres: 300, by: 'straight', demand: 'plots' }
    const answer = await own().app.inject({ method: 'POST', url: '/api/coverage', payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toMatch(sentence)
  })
})

describe.skipIf(noFiles)('a proposal in a real place', () => {
  const real = countyOfFile()
  const made = handMade(real)
  beforeAll(() => settle(real(), made))

  const question = { theme: 'toilets', area: place, metres: 400, by: 'walk' }
  /** A proposal when it is over, and the first answer that was heard of. */
  async function propose(more: object): Promise<{ first: number; done: Job }> {
    const { app } = real()
    const payload = { ...question, timeLimitS: 15, ...more }
    const asked = await app.inject({ method: 'POST', url: '/api/siting?lang=en', payload })
    expect(asked.statusCode, asked.body).toBe(202)
    let first: number | null = null
    let done: Job = asked.json()
    while (done.state === 'queued' || done.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20))
      done = (await app.inject({ url: `/api/jobs/${done.id}` })).json()
      first ??= done.objective
    }
    return { first: first ?? Number.NaN, done }
  }
  async function reached(more: object): Promise<CoverageAnswer> {
    const payload = { ...question, ground: false, ...more }
    return (await real().app.inject({ method: 'POST', url: '/api/coverage', payload })).json()
  }

  // far more choices than could be tried one by one
  it.each([[{ count: 12 }], [{ count: 40, spacing: 150 }]])(
    'of %o is what coverage says, within its bound, and no worse than the first answer',
    async (more) => {
      const { first, done } = await propose({ goal: 'cover-most', ...more })
      expect(done.state, done.detail ?? '').toBe('done')
      expect(done.objective).toBeGreaterThanOrEqual(first)
      expect(done.objective).toBeLessThanOrEqual(done.bound ?? Number.NaN)
      expect(done.objective).toBe((await reached({ sites: sitesOf(done) })).covered.weight)
    },
  )

  it.each([
    { by: 'walk', metres: 600 },
    { by: 'straight', metres: 300 },
  ])('for 95 % of whom it can reach, %o, takes no more sites than one best after another would', async (way) => {
    const { cutOff, demand } = await reached(way)
    const share = 0.95 * (1 - cutOff.weight / demand.weight)
    const { first, done } = await propose({ ...way, goal: 'cover-share', share })
    expect(done.state, done.detail ?? '').toBe('done')
    expect(done.objective).toBe(sitesOf(done).length)
    expect(done.objective).toBeLessThanOrEqual(first)
    expect(done.objective).toBeGreaterThanOrEqual(done.bound ?? Number.NaN)
    const answer = await reached({ ...way, sites: sitesOf(done) })
    expect(answer.covered.share).toBeGreaterThanOrEqual(share)
    expect(added(done)).toEqual(answer.tried.features.map(({ properties }) => properties.adds))

    // fewer than its bound says cannot do
    const fewer = await propose({ ...way, goal: 'cover-most', count: (done.bound ?? Number.NaN) - 1 })
    expect((fewer.done.objective ?? Number.NaN) / demand.weight).toBeLessThan(share)

    const oneByOne: number[][] = []
    while ((await reached({ ...way, sites: oneByOne })).covered.weight < share * demand.weight) {
      const { done: next } = await propose({ ...way, goal: 'cover-most', count: 1, sites: oneByOne })
      expect(sitesOf(next)).toHaveLength(1)
      oneByOne.push(...sitesOf(next))
    }
    expect(done.objective).toBeLessThanOrEqual(oneByOne.length)
  })

  it('for a share beyond all who can walk there says what that is', async () => {
    const { cutOff, demand } = await reached({})
    const { done } = await propose({ goal: 'cover-share', share: 0.95 })
    expect(done).toMatchObject({ state: 'failed', objective: null })
    const most = (100 * (1 - cutOff.weight / demand.weight)).toFixed(1)
    expect(most).toBe('72.3')
    expect(done.detail).toMatch(
      new RegExp(`^No choice of sites covers that share: at most ${most} % can be covered from \\d+ candidates\\.$`),
    )
  })
})

function metresBetween([x = 0, y = 0]: number[], [u = 0, w = 0]: number[]): number {
  const scale = 111_320
  return Math.hypot((x - u) * scale * Math.cos((y * Math.PI) / 180), (y - w) * scale)
}
