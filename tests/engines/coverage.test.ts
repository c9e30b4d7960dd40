import { beforeAll, describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import { random } from '#data/sample/random.ts'
import { costTo, standAt } from '#server/coverage/legs.ts'
import { reachFrom } from '#server/coverage/reach.ts'
import { StreetMaker } from '#server/coverage/streets.ts'
import { countyOfFile, day, type TestCounty } from '../api/county.ts'
import { handMade } from '../api/hand-made.ts'
import { noFiles } from '../files.ts'
import { SlowWalk } from '../slow-walk.ts'
import { place, settle } from './real-place.ts'

const leg = 60

/** A place near a street, drawn anew each time. */
async function placesNear({ database }: TestCounty, many: number): Promise<[x: number, y: number][]> {
  const rows = await database.query<{ x: number; y: number }>(
    `select st_x(p.geom) as x, st_y(p.geom) as y
     from roads r, st_dumppoints(st_transform(r.geom, (setting('plane'))::integer)) as p
     where r.valid @> current_date order by r.fid, p.path`,
  )
  const next = random(7, 'places near streets')
  return Array.from({ length: many }, () => {
    const { x, y } = rows[Math.floor(next() * rows.length)] ?? { x: 0, y: 0 }
    return [x + (next() - 0.5) * 110, y + (next() - 0.5) * 110]
  })
}

/** Each of 20 places to each of 50: how far by the quick way and by the slow one. */
async function compare(county: TestCounty): Promise<{ pairs: number; walked: number; worst: number }> {
  const { database, catalogue } = county
  const streets = await new StreetMaker({ database: () => database, catalogue } as never).on(database, day)
  const ways = { ...streets, leg }
  const slow = await SlowWalk.over(database, leg)
  const [from, to] = [await placesNear(county, 20), (await placesNear(county, 70)).slice(20)]
  let [pairs, walked, worst] = [0, 0, 0]
  for (const start of from) {
    const stand = standAt(ways, ...start)
    const reach = reachFrom(ways.network, typeof stand === 'string' ? [] : [stand], Number.POSITIVE_INFINITY)
    const reached = slow.from([start])
    for (const end of to) {
      const [quick, other] = [costTo(ways, reach, ...end), slow.to(reached, end)]
      pairs++
      if (Number.isFinite(quick)) walked++
      worst = Math.max(
        worst,
        Number.isFinite(quick) && Number.isFinite(other) ? Math.abs(quick - other) : quick === other ? 0 : 1e9,
      )
    }
  }
  return { pairs, walked, worst }
}

/**
 * The built-up ground of a unit that is left when discs are laid over it, every three metres of street, each without what lies
 * behind a barrier; in km², and beside it what the server says.
 */
async function compareGround({ database, app }: TestCounty, area: string, metres: number) {
  const payload = { theme: 'toilets', area, metres, by: 'walk', demand: 'built_up' }
  const answer = (await app.inject({ method: 'POST', url: '/api/coverage', payload })).json<CoverageAnswer>()
  const slow = await SlowWalk.over(database, leg)
  const toilets = await database.query<{ x: number; y: number }>(
    `select st_x(p) as x, st_y(p) as y
     from toilets_at(current_date) t, st_transform(t.geom, (setting('plane'))::integer) as p
     where t.counted in ('yes', 'off-ground')`,
  )
  const [box] = await database.query<{ w: number; s: number; e: number; n: number }>(
    `select st_xmin(b) as w, st_ymin(b) as s, st_xmax(b) as e, st_ymax(b) as n
     from (select st_extent(st_transform(u.geom, (setting('plane'))::integer)) as b
       from units u join areas a on a.fid = u.area where a.code = $1) as extent`,
    [area],
  )
  const { w, s, e, n } = box ?? { w: 0, s: 0, e: 0, n: 0 }
  const reached = slow.from(toilets.map(({ x, y }): [number, number] => [x, y]))
  const discs = [...slow.along(reached, 3)]
    .filter(({ at: [x, y] }) => x > w - leg && x < e + leg && y > s - leg && y < n + leg)
    .flatMap(({ at, metres: walked }) => (walked < metres ? [{ at, r: Math.min(leg, metres - walked) }] : []))
  const shadows = discs.map(({ at, r }) =>
    slow.shadows(at, r).map((ring) => `((${ring.map(([x, y]) => `${x} ${y}`).join()}))`),
  )
  const [told] = await database.query<{ km2: number }>(
    `with ground as (
       select st_transform(coalesce(p.geom, b.geom), (setting('plane'))::integer) as geom
       from places_at('built_up', current_date) p join built_up b using (fid) join areas a on a.fid = p.area
       where a.code = $1
     ), disc as (
       select st_buffer(st_setsrid(st_makepoint(x, y), (setting('plane'))::integer), r, 'quad_segs=32') as geom, behind
       from unnest($2::double precision[], $3::double precision[], $4::double precision[], $5::text[]) as disc (x, y, r, behind)
       where st_dwithin(
         st_setsrid(st_makepoint(x, y), (setting('plane'))::integer), (select st_union(geom) from ground), 60)
     ), discs as (
       select st_union(case when behind is null then geom else st_difference(
         geom, st_unaryunion(st_setsrid(behind::geometry, st_srid(geom)), 0.0001), 0.0001) end) as geom
       from disc
     )
     select sum(st_area(st_difference(ground.geom, discs.geom))) / 1e6 as km2 from ground cross join discs`,
    [
      area,
      discs.map(({ at: [x] }) => x),
      discs.map(({ at: [, y] }) => y),
      discs.map(({ r }) => r),
      shadows.map((rings) => (rings.length === 0 ? null : `MULTIPOLYGON(${rings.join()})`)),
    ],
  )
  const { demand, uncovered } = answer
  return {
    demand: demand.weight,
    uncovered: uncovered.weight,
    told: told?.km2 ?? 0,
    barred: shadows.filter((rings) => rings.length > 0).length,
  }
}

describe('walking in the sample', () => {
  const county = countyOfFile({ sample: 'copied' })

  it('is as long as worked out another way, for a thousand pairs', async () => {
    const { pairs, walked, worst } = await compare(county())
    expect(pairs).toBe(1000)
    expect(walked).toBeGreaterThan(500)
    expect(worst).toBeLessThan(1)
  })

  it('leaves the ground uncovered that an overlay of discs every three metres of street leaves, beside water too', async () => {
    for (const metres of [90, 300]) {
      const { demand, uncovered, told, barred } = await compareGround(county(), '410122001001', metres)
      expect(barred).toBeGreaterThan(100)
      expect(uncovered).toBeGreaterThan(demand * 0.1)
      expect(Math.abs(uncovered - told) / told, `${metres} m`).toBeLessThan(0.001)
    }
  })
})

describe.skipIf(noFiles)('walking in a real place', () => {
  const county = countyOfFile()
  const made = handMade(county)
  beforeAll(() => settle(county(), made))

  it('is as long as worked out another way, for a thousand pairs', async () => {
    const { pairs, walked, worst } = await compare(county())
    expect(pairs).toBe(1000)
    expect(walked).toBeGreaterThan(500)
    expect(worst).toBeLessThan(1)
  })

  it('leaves the ground uncovered that an overlay leaves, beside waters and railways too', async () => {
    for (const metres of [90, 400]) {
      const { demand, uncovered, told, barred } = await compareGround(county(), place, metres)
      expect(barred).toBeGreaterThan(100)
      expect(uncovered).toBeLessThan(demand * 0.99)
      expect(Math.abs(uncovered - told) / told, `${metres} m`).toBeLessThan(0.001)
    }
  })
})
