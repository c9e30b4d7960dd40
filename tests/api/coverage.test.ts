import { describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import { type Anything, sampleCounty } from './county.ts'

const county = sampleCounty()
const seat = '410122001'
const small = '410122001001'

async function post(body: object, headers: Record<string, string> = {}): Promise<{ status: number; json: Anything }> {
  const answer = await county().app.inject({ method: 'POST', url: '/api/coverage', payload: body, headers })
  return { status: answer.statusCode, json: answer.json() }
}
async function ask(more: object = {}): Promise<CoverageAnswer> {
  const { status, json } = await post({ theme: 'toilets', area: small, metres: 300, by: 'walk', ...more })
  expect(status, JSON.stringify(json)).toBe(200)
  return json
}
const groundOf = ({ uncovered }: CoverageAnswer) => uncovered.ground.features.map(({ properties }) => properties)
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

describe('coverage', () => {
  // the embedded engine takes its time over a whole town
  let asked: Promise<CoverageAnswer> | undefined
  const ofTheSeat = () => {
    asked ??= ask({ area: seat })
    return asked
  }

  it('is of the households of compounds unless another need is named, and adds up', async () => {
    const { demand, covered, uncovered, offers, ...answer } = await ofTheSeat()
    expect(answer).toMatchObject({ theme: 'toilets', area: seat, metres: 300, by: 'walk' })
    const [told] = await county().database.query<{ households: number; rows: number }>(
      `select sum(households)::integer as households, count(*)::integer as rows
       from compounds_at(current_date) t join places_at('compounds', current_date) p using (fid)
       join lineage l on l.leaf = p.area and l.valid @> current_date
       join areas a on a.fid = l.unit and a.valid @> current_date and a.code = $1`,
      [seat],
    )
    expect(demand).toEqual({ id: 'households', weight: told?.households, unit: '户', rows: told?.rows })
    expect(covered.weight + uncovered.weight).toBeCloseTo(demand.weight, 6)
    expect((covered.share ?? 0) + (uncovered.share ?? 0)).toBeCloseTo(1, 9)
    expect(covered.share).toBeGreaterThan(0.1)
    expect(covered.share).toBeLessThan(0.95)
    expect(offers.standing).toBeGreaterThan(200)
  })

  it('names the ground that is not reached, worst first, with who lives there', async () => {
    const { uncovered, demand } = await ofTheSeat()
    const gaps = groundOf({ uncovered } as CoverageAnswer)
    expect(gaps.map(({ order }) => order)).toEqual(gaps.map((_, i) => i + 1))
    expect(gaps.map(({ weight }) => weight)).toEqual(gaps.map(({ weight }) => weight).toSorted((a, b) => b - a))
    expect(sum(gaps.map(({ weight }) => weight))).toBeLessThanOrEqual(uncovered.weight)
    expect(sum(gaps.map(({ weight }) => weight))).toBeGreaterThan(uncovered.weight * 0.9)
    expect(demand.weight).toBeGreaterThan(0)
    for (const { area } of gaps) expect(area.startsWith(seat)).toBe(true)
  })

  it('of ground is its km², all of what density is reckoned on', async () => {
    const answer = await ask({ demand: 'built_up' })
    const figure = (await county().get(`/api/indicators/toilet_density?area=${small}`)).json().rows[0]
    expect(answer.demand.weight).toBeCloseTo(figure.denominator, 4)
    expect(sum(groundOf(answer).map(({ km2 }) => km2))).toBeCloseTo(answer.uncovered.weight, 9)
  })

  it('on foot is never more than as the crow flies, nor less with more to walk to or farther to walk', async () => {
    for (const demand of ['households', 'built_up']) {
      const area = small
      const walk = await ask({ area, demand })
      const straight = await ask({ area, demand, by: 'straight' })
      const farther = await ask({ area, demand, metres: 400 })
      const more = await ask({
        area,
        demand,
        sites: [
          [114.0165, 34.7225],
          [114.03, 34.73],
        ],
      })
      const fewer = await ask({ area, demand, without: await someToilets() })
      for (const other of [straight, farther, more]) {
        expect(other.covered.weight, demand).toBeGreaterThanOrEqual(walk.covered.weight - 1e-9)
      }
      expect(fewer.covered.weight).toBeLessThanOrEqual(walk.covered.weight + 1e-9)
      expect(more.offers).toEqual({ standing: walk.offers.standing, tried: 2 })
    }
  })

  it('opens to its rows, which add up to it', async () => {
    for (const [demand, by] of [
      ['households', 'walk'],
      ['built_up', 'straight'],
    ]) {
      const body = { theme: 'toilets', area: small, metres: 300, by, demand }
      const answer = await ask(body)
      const rows = await county().app.inject({ method: 'POST', url: '/api/coverage/rows', payload: body })
      const { features } = rows.json()
      const all = (property: string) => sum(features.map(({ properties }: Anything) => properties[property]))
      expect(features).toHaveLength(answer.demand.rows)
      expect(all('weight')).toBeCloseTo(answer.demand.weight, 6)
      expect(all('covered')).toBeCloseTo(answer.covered.weight, 6)
      for (const { properties: p } of features.filter(
        ({ properties: p }: Anything) => by === 'walk' && p.covered > 0,
      )) {
        expect(p.metres).toBeLessThanOrEqual(300)
      }
    }
  })

  it('states what it takes for granted, in both languages', async () => {
    const { json: zh } = await post({ theme: 'toilets', area: small, metres: 300, by: 'walk' })
    const { json: en } = await post(
      { theme: 'toilets', area: small, metres: 300, by: 'walk' },
      { 'accept-language': 'en' },
    )
    expect(zh.assumptions.join('')).toMatch(/300 米为步行.*60 米.*到街道的直线.*来源待核/)
    expect(en.assumptions.join(' ')).toMatch(/300 metres on foot.*at most 60 metres/)
    expect(en.assumptions.join('')).not.toMatch(/\p{Script=Han}/u)
  })

  it('says of a site that adds nothing why, and how far it would have to reach', async () => {
    const { features: toilets } = (await county().get('/api/collections/toilets/items?counted=yes&limit=1')).json()
    const at = toilets[0].geometry.coordinates
    const beside = await ask({ area: seat, sites: [at, at], without: [toilets[0].id], ground: false })
    const [first, again] = beside.tried.features.map(({ properties }) => properties)
    expect(first?.adds === 0).toBe(first?.said !== null)
    expect(again).toMatchObject({ adds: 0, said: expect.stringMatching(/别处都已走得到|没有人需要/) })

    const { features: homes } = (await county().get(`/api/collections/compounds/items?within=${seat}&limit=60`)).json()
    const aside = homes.map(
      ({
        geometry: {
          coordinates: [lng, lat],
        },
      }: Anything) => [lng + 0.0014, lat],
    )
    const without = await someToilets('limit=1000')
    const question = { area: seat, without, ground: false }
    const { tried } = await ask({ ...question, metres: 100, sites: aside.slice(0, 40) })
    const vain = tried.features.flatMap(({ properties: { site, adds, said } }) => {
      const next = /未及之处要走 (\d+) 米/.exec(said ?? '')?.[1]
      return adds === 0 && next ? [{ site, next: Number(next) }] : []
    })
    expect(vain.length).toBeGreaterThan(0)
    for (const { site, next } of vain.slice(0, 3)) {
      const adds = async (metres: number) => {
        const one = await ask({ ...question, metres, sites: [aside[site]] })
        return one.tried.features[0]?.properties.adds
      }
      expect(await adds(next)).toBeGreaterThan(0)
      expect(await adds(next - 1)).toBe(0)
    }
  })

  it('counts any layer, each thing as one or by a number it has', async () => {
    const { demand } = await ask({ demand: 'villages', area: '410122102' })
    expect(demand).toMatchObject({ id: 'villages', weight: demand.rows, unit: '处' })
    const households = await ask({})
    const weighed = await ask({ demand: 'compounds', weight: 'households' })
    expect(weighed.demand).toMatchObject({ id: 'compounds', weight: households.demand.weight, unit: '户数' })
    expect(weighed.covered).toEqual(households.covered)
    const lines = await ask({ demand: 'duty_sections', weight: 'length_km' })
    expect(lines.demand.unit).toBe('km')
    expect(lines.demand.weight).toBeGreaterThan(lines.covered.weight)
  })

  it('says what stands on no street, and why', async () => {
    const { cutOff } = await ask({
      sites: [
        [114.3, 34.3],
        [114.0165, 34.7225],
      ],
    })
    expect(cutOff.offers).toEqual([{ fid: null, site: 0, reason: 'no-street', said: '60 米之内没有街道' }])
    expect(cutOff.reasons.every(({ weight, rows }) => weight >= 0 && rows > 0)).toBe(true)
  })

  it('is all uncovered where nothing is offered', async () => {
    const all = (await county().get('/api/collections/toilets/items?limit=1000&skipGeometry=true')).json().features
    const none = await ask({ demand: 'built_up', without: all.map(({ id }: { id: number }) => id) })
    expect(none.covered.weight).toBeCloseTo(0, 6)
    expect(none.offers.standing).toBe(0)
    const far = await ask({ without: all.map(({ id }: { id: number }) => id) })
    expect(far.covered).toEqual({ weight: 0, share: 0 })
    // who has no street is cut off all the same; no street is to blame that there is nothing to walk to
    expect(far.cutOff.reasons.map(({ reason }) => reason)).not.toContain('not-connected')
    expect(far.obstacles).toEqual([
      expect.stringMatching(/^除去不计的 \d+ 处，.* 没有开放且计入的公厕，所以谁也够不着。可以试设新点/),
    ])
    expect((await ask()).obstacles).toEqual([])
  })

  it('is of no demand where the county answers for nobody', async () => {
    const foreign = (await county().get('/api/collections/areas/items?in_charge=false&level=township&limit=1')).json()
    const answer = await ask({ area: foreign.features[0].properties.area })
    expect(answer).toMatchObject({ demand: { weight: 0, rows: 0 }, covered: { weight: 0, share: null } })
  })

  it.each<[string, object, RegExp]>([
    ['no metres', { metres: 0 }, /metres/],
    ['too many metres', { metres: 1e6 }, /metres/],
    ['an unknown theme', { theme: 'trams' }, /theme must be one that people walk to: toilets/],
    ['a theme nobody walks to', { theme: 'water' }, /toilets/],
    ['an unknown area', { area: '999999' }, /area must be the code of a unit/],
    ['no area', { area: "'; drop table areas" }, /area/],
    ['an unknown demand', { demand: 'trams' }, /demand must be one of households, built_up/],
    [
      'a weight that is none',
      { demand: 'villages', weight: 'code2' },
      /weight must be a property of villages.*households/,
    ],
    ['a weight of what has its own', { weight: 'households' }, /weight is of a layer: households has its own/],
    ['another way', { by: 'boat' }, /by/],
    ['a site in no place', { sites: [[200, 34]] }, /sites/],
    ['a site beyond the pole', { sites: [[114, 134]] }, /sites must each be/],
    ['no site', { sites: [[114]] }, /sites/],
    ['too many sites', { sites: Array(1001).fill([114, 34.7]) }, /sites/],
    ['a day that is none', { at: '2026-02-31' }, /at is not a day/],
    ['what nobody asked for', { metre: 1 }, /metre/],
  ])('refuses %s with a sentence', async (_, more, sentence) => {
    const { status, json } = await post({ theme: 'toilets', area: seat, metres: 300, by: 'walk', ...more })
    expect(status).toBe(400)
    expect(json.detail).toMatch(sentence)
  })

  it('follows the roads in the very next question', async () => {
    const before = await ask()
    const { database } = county()
    const streets = await database.query<{ fid: number }>(`select fid from roads where class = 'street'`)
    const fids = streets.map(({ fid }) => fid)
    const turn = async (to: string) => {
      await database.query('update roads set class = $1 where fid = any ($2::integer[])', [to, fids])
      await database.query(`select touch('roads')`)
    }
    await turn('expressway')
    const after = await ask()
    await turn('street')
    expect(after.covered.weight).toBeLessThan(before.covered.weight)
    expect(await ask()).toEqual(before)
  })

  async function someToilets(query = `within=${seat}&limit=20`): Promise<number[]> {
    const { features } = (await county().get(`/api/collections/toilets/items?${query}`)).json()
    return features.map(({ id }: { id: number }) => id)
  }
})

describe('density in cells', () => {
  const cells = async (query: string) => (await county().get(`/api/coverage/cells?theme=toilets&${query}`)).json()
  it('adds up to the figure, whatever the cells', async () => {
    const figure = (await county().get('/api/indicators/toilet_density?area=410122')).json().rows[0]
    for (const query of ['area=410122', 'area=410122&cell=square&km2=4']) {
      const { features, target } = await cells(query)
      const all = (name: string) => sum(features.map(({ properties }: Anything) => properties[name]))
      expect(target).toBe(6)
      expect(all('numerator'), query).toBe(figure.numerator)
      expect(all('denominator'), query).toBeCloseTo(figure.denominator, 6)
      for (const { properties: p } of features) {
        expect(p.area).toMatch(/^410122\d+$/)
        expect(p.areaName).toMatch(/\p{Script=Han}/u)
        expect(p.missing).toBe(Math.max(0, Math.ceil(6 * p.denominator) - p.numerator))
      }
    }
  })
  it('of each is made of rows that add up to it', async () => {
    for (const query of ['area=410122003', 'area=410122&cell=square&km2=4']) {
      const { features } = await cells(query)
      const most = features.toSorted((a: Anything, b: Anything) => b.properties.numerator - a.properties.numerator)
      for (const { id, properties } of [most[0], features[0], features.at(-1)]) {
        const answer = await county().get(`/api/coverage/cells/${id}/evidence?theme=toilets&${query}`)
        const rows = answer.json().features.map((row: Anything) => row.properties)
        expect(sum(rows.map((row: Anything) => row.numerator))).toBe(properties.numerator)
        expect(sum(rows.map((row: Anything) => row.denominator))).toBeCloseTo(properties.denominator, 6)
        expect(rows.every((row: Anything) => row.note && row.areaName)).toBe(true)
      }
    }
    const none = await county().get('/api/coverage/cells/1.1/evidence?theme=toilets&area=410122')
    expect(none.status).toBe(404)
    expect(none.json().detail).toBe('There is no cell 1.1 with ground in it.')
    const bad = await county().get('/api/coverage/cells/one/evidence?theme=toilets&area=410122')
    expect(bad.status).toBe(400)
  })

  it.each([
    ['area=410122&km2=0', /km2/],
    ['area=410122&cell=round', /cell/],
    ['area=999999', /area must be/],
  ])('is refused for %s', async (query, sentence) => {
    const { status, detail } = await cells(query)
    expect([status, detail]).toEqual([400, expect.stringMatching(sentence)])
  })
})
