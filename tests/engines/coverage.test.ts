import { beforeAll, describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import { random } from '#data/sample/random.ts'
import { costTo, standAt } from '#server/coverage/legs.ts'
import { reachFrom } from '#server/coverage/reach.ts'
import { StreetMaker } from '#server/coverage/streets.ts'
import { countyOfFile, day, type TestCounty } from '../api/county.ts'
import { files, noFiles } from '../files.ts'
import { SlowWalk } from '../slow-walk.ts'

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

describe('walking in the sample', () => {
  const county = countyOfFile({ sample: 'copied' })

  it('is as long as worked out another way, for a thousand pairs', async () => {
    const { pairs, walked, worst } = await compare(county())
    expect(pairs).toBe(1000)
    expect(walked).toBeGreaterThan(500)
    expect(worst).toBeLessThan(1)
  })

  it('leaves the ground uncovered that an overlay of discs every three metres of street leaves', async () => {
    const { database, app } = county()
    const area = '410122001001'
    await database.query('delete from water_bodies')
    await database.query(`select touch('water_bodies')`)
    for (const metres of [90, 300]) {
      const payload = { theme: 'toilets', area, metres, by: 'walk', demand: 'built_up' }
      const answer = (await app.inject({ method: 'POST', url: '/api/coverage', payload })).json<CoverageAnswer>()
      const slow = await SlowWalk.over(database, leg)
      const toilets = await database.query<{ x: number; y: number }>(
        `select st_x(p) as x, st_y(p) as y from toilets_at(current_date) t, st_transform(t.geom, 4547) as p
         where t.counted in ('yes', 'off-ground')`,
      )
      const reached = slow.from(toilets.map(({ x, y }): [number, number] => [x, y]))
      const discs = [...slow.along(reached, 3)].filter(({ metres: walked }) => walked < metres)
      const [told] = await database.query<{ km2: number }>(
        `with ground as (
           select st_transform(coalesce(p.geom, b.geom), 4547) as geom
           from places_at('built_up', current_date) p join built_up b using (fid) join areas a on a.fid = p.area
           where a.code = $1
         ), discs as (
           select st_union(st_buffer(st_setsrid(st_makepoint(x, y), 4547), r, 'quad_segs=16')) as geom
           from unnest($2::double precision[], $3::double precision[], $4::double precision[]) as disc (x, y, r)
           where st_dwithin(st_setsrid(st_makepoint(x, y), 4547), (select st_union(geom) from ground), 60)
         )
         select sum(st_area(st_difference(ground.geom, discs.geom))) / 1e6 as km2 from ground cross join discs`,
        [
          area,
          discs.map(({ at: [x] }) => x),
          discs.map(({ at: [, y] }) => y),
          discs.map(({ metres: walked }) => Math.min(leg, metres - walked)),
        ],
      )
      const { demand, uncovered } = answer
      expect(uncovered.weight).toBeGreaterThan(demand.weight * 0.1)
      expect(Math.abs(uncovered.weight - (told?.km2 ?? 0)) / demand.weight, `${metres} m`).toBeLessThan(0.001)
    }
  })
})

describe.skipIf(noFiles)('walking in a real place', () => {
  const county = countyOfFile()
  beforeAll(async () => {
    await county().database.query(`update settings set value = '32632' where name = 'plane'`)
    for (const into of ['roads', 'water_bodies']) {
      const layer = into === 'water_bodies' ? ['--layer', 'waterways'] : []
      await county().take(files.osm, '--into', into, ...layer)
    }
  })

  it('is as long as worked out another way, for a thousand pairs', async () => {
    const { pairs, walked, worst } = await compare(county())
    expect(pairs).toBe(1000)
    expect(walked).toBeGreaterThan(500)
    expect(worst).toBeLessThan(1)
  })
})
