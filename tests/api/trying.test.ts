import { describe, expect, it } from 'vitest'
import type { CoverageAnswer, CoverageQuestion } from '#data/model/coverage.ts'
import { type Anything, sampleCounty } from './county.ts'

const county = sampleCounty()
const area = '410122001003'
const near: Place = [114.0165, 34.7225]
const other: Place = [114.03, 34.73]
const demands = ['households', 'built_up'] as const
const ways = ['walk', 'straight'] as const

async function ask(more: Partial<CoverageQuestion>): Promise<CoverageAnswer> {
  const payload = { theme: 'toilets', area, metres: 300, by: 'walk', ...more }
  const answer = await county().app.inject({ method: 'POST', url: '/api/coverage', payload })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
const added = ({ tried }: CoverageAnswer) => tried.features.map(({ properties }) => properties.adds)
const groundOf = ({ uncovered }: CoverageAnswer) => uncovered.ground.features.map(({ properties }) => properties.km2)

type Place = [lon: number, lat: number]

/** The toilets of the area and their places, exactly. */
async function toilets(): Promise<{ fids: number[]; places: Place[] }> {
  const rows = await county().database.query<{ fid: number; lon: number; lat: number }>(
    `select t.fid, st_x(t.geom) as lon, st_y(t.geom) as lat
     from toilets_at(current_date) t
     join places_at('toilets', current_date) p using (fid)
     join areas a on a.fid = p.area
     where a.code = $1 and t.counted = 'yes' order by t.fid`,
    [area],
  )
  return { fids: rows.map(({ fid }) => fid), places: rows.map(({ lon, lat }): Place => [lon, lat]) }
}

describe('a site that is tried', () => {
  it('where a toilet was taken away is as good as that toilet', async () => {
    const { fids, places } = await toilets()
    for (const demand of demands)
      for (const by of ways) {
        const what = `${demand} ${by}`
        const stands = await ask({ demand, by })
        const without = await ask({ demand, by, without: fids })
        const tried = await ask({ demand, by, without: fids, sites: places })
        expect(without.covered.weight, what).toBeLessThan(stands.covered.weight)
        // beside a river one looks round every few metres, and begins elsewhere: some ten square metres come of it
        expect(tried.covered.weight, what).toBeCloseTo(stands.covered.weight, 4)
        expect(sum(groundOf(tried)), what).toBeCloseTo(sum(groundOf(stands)), 4)
        expect(tried.cutOff.weight, what).toBe(stands.cutOff.weight)
      }
  })

  it('adds what is covered more, those before it left out of account', async () => {
    const { fids: without, places } = await toilets()
    for (const demand of demands)
      for (const by of ways) {
        const what = `${demand} ${by}`
        const stands = await ask({ demand, by, without })
        const tried = await ask({ demand, by, without, sites: [...places, ...places.slice(0, 1)] })
        const adds = added(tried)
        expect(sum(adds), what).toBeGreaterThan(0)
        expect(sum(adds), what).toBeCloseTo(tried.covered.weight - stands.covered.weight, 9)
        expect(adds.at(-1), what).toBeCloseTo(0, 9)
        const last = adds.findLastIndex((one) => one > 0)
        const [alone = 0] = added(await ask({ demand, by, without, sites: places.slice(last, last + 1) }))
        expect(adds[last], what).toBeLessThanOrEqual(alone + 1e-9)
        if (demand === 'built_up') expect(sum(groundOf(tried)), what).toBeCloseTo(tried.uncovered.weight, 6)
      }
  })

  it('is answered for the same without the ground that is left, with the ground it reaches', async () => {
    for (const demand of demands) {
      const settled = await ask({ demand, sites: [near] })
      const quick = await ask({ demand, sites: [near], ground: false })
      expect(quick.uncovered.ground.features).toEqual([])
      expect({ ...quick, uncovered: { ...quick.uncovered, ground: null } }).toEqual({
        ...settled,
        uncovered: { ...settled.uncovered, ground: null },
      })
      const [{ geometry } = { geometry: null }] = quick.tried.features
      const [{ within, km2 } = { within: false, km2: 0 }] = await county().database.query<Anything>(
        `select st_within(st_setsrid(st_makepoint($2, $3), 4490), ground) as within,
           st_area(st_transform(ground, 4547)) / 1000000 as km2
         from (select st_setsrid(st_geomfromgeojson($1), 4490) as ground) as reached`,
        [JSON.stringify(geometry), ...near],
      )
      expect(within).toBe(true)
      // all of it lies within a round of 300 metres
      expect(km2).toBeGreaterThan(0.01)
      expect(km2).toBeLessThan(Math.PI * 0.3 ** 2)
    }
  })

  it('that stands on no street reaches nothing, says why, and takes nothing from the others', async () => {
    const alone = await ask({ sites: [near] })
    const both = await ask({ sites: [[114.25, 34.45], near] })
    expect(both.covered).toEqual(alone.covered)
    expect(both.cutOff.offers).toContainEqual(
      expect.objectContaining({ fid: null, site: 0, reason: 'no-street', said: '60 米之内没有街道' }),
    )
    expect(both.tried.features[0]).toMatchObject({ geometry: null, properties: { site: 0, adds: 0 } })
    expect(both.tried.features[1]).toMatchObject({ properties: { site: 1, adds: added(alone)[0] } })
  })

  it('so near that its way ends before the street has no ground, and no one', async () => {
    const { tried } = await ask({ metres: 1, sites: [near] })
    expect(tried.features[0]?.properties.adds).toBe(0)
  })

  it('is in the rows, which add up to the figure', async () => {
    for (const demand of demands) {
      const question = { theme: 'toilets', area, metres: 300, by: 'walk', demand, sites: [near, other] }
      const answer = await ask({ demand, sites: [near, other] })
      const rows = await county().app.inject({ method: 'POST', url: '/api/coverage/rows', payload: question })
      const { features } = rows.json()
      const all = (property: string) => sum(features.map(({ properties }: Anything) => properties[property]))
      expect(features).toHaveLength(answer.demand.rows)
      expect(all('weight')).toBeCloseTo(answer.demand.weight, 6)
      expect(all('covered')).toBeCloseTo(answer.covered.weight, 6)
    }
  })

  it('is tried on what stands now, in the very next question', async () => {
    const { database } = county()
    const { fids } = await toilets()
    const set = async (state: string) => {
      // what they were before stays as it was: other files read the same county
      await database.query('update toilets set state = $2 where fid = any ($1::integer[]) and upper_inf(valid)', [
        fids,
        state,
      ])
      await database.query(`select touch('toilets')`)
    }
    const before = await ask({ sites: [near] })
    await set('closed')
    const after = await ask({ sites: [near] })
    await set('open')
    expect(after.offers.standing).toBe(before.offers.standing - fids.length)
    expect(after.covered.weight).toBeLessThan(before.covered.weight)
    expect((await ask({ sites: [near] })).covered).toEqual(before.covered)
  })

  it('is one of as many as can be answered for, and a sentence says how many', async () => {
    const sites = Array.from({ length: 20 }, (_, n): Place => [114 + n / 1000, 34.72])
    const payload = { theme: 'toilets', area, metres: 5000, by: 'walk', sites }
    const answer = await county().app.inject({ method: 'POST', url: '/api/coverage', payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toBe('sites must be at most 3 for a way of 5000 metres.')
  })
})

describe('what stands and is left out', () => {
  it('leaves the same whatever was left out before, in a whole town', async () => {
    const town = '410122001'
    const { fids } = await toilets()
    const [one = 0, two = 0] = fids
    for (const [demand, by] of [...ways.map((by) => ['households', by] as const), ['built_up', 'walk'] as const]) {
      const what = `${demand} ${by}`
      const asked = { demand, by, area: town }
      const stands = await ask(asked)
      await ask({ ...asked, without: [one] })
      await ask({ ...asked, without: [one, two] })
      const after = await ask({ ...asked, without: [two] })
      // of a day by its name nothing is known yet: it is worked out from nothing
      const anew = await ask({ ...asked, without: [two], at: after.asOf })
      expect(sum(groundOf(after)), what).toBeGreaterThan(sum(groundOf(stands)))
      expect(after, what).toEqual(anew)
      expect(await ask(asked), what).toEqual(stands)
    }
  })
})
