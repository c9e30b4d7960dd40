import type { CoverageAnswer, CoverageQuestion } from '#data/model/coverage.ts'
import { StreetMaker } from '#server/coverage/streets.ts'
import { areaByKey, leavesOf } from '#server/indicators/queries.ts'
import { alongStreets } from '#server/siting/candidates.ts'
import { type Served, serveCounties } from './county.ts'
import { type Line, median } from './table.ts'

const areas = { 'the county': '410122', 'a township': '410122102' }
/** As far as the theme says that one may have to walk. */
const metres = 300
const tried = [1, 20, 60]
/** How often a site is moved on and let go, each time at a place where none was before. */
const steps = 21
/** What a step, and what settles, may take, in milliseconds. */
const allowed = { step: 100, settling: 1000 }

type Place = [lon: number, lat: number]

interface Times {
  stepping: number[]
  settling: number[]
}

/**
 * Sites tried on the planner's desk: what is answered while one of them is dragged, and once it is let go, as the desk asks
 * for it; the same of toilets that stand and are moved.
 */
export async function trying(url: string, day: string): Promise<Line[]> {
  const county = await serveCounties(url, 1, day)
  try {
    const lines: { what: string; times: Times }[] = []
    for (const [where, area] of Object.entries(areas)) {
      const places = await placesIn(county, area, day)
      for (const many of tried) {
        const what = `${where}, ${many} ${many === 1 ? 'site' : 'sites'}`
        lines.push({ what, times: await moved(county, area, places, many) })
      }
    }
    lines.push({
      what: 'the county, one that stands moved',
      times: await standingMoved(county, areas['the county'], day),
    })
    const line = (what: string, times: readonly number[], most: number): Line => ({
      what,
      ours: `${Math.round(median(times))} ms`,
      rival: `${most} ms allowed`,
      ratio: most / median(times),
      goal: 1,
    })
    return [
      ...lines.map(({ what, times }) => line(`a step of a drag: ${what}`, times.stepping, allowed.step)),
      ...lines.map(({ what, times }) => line(`let go: ${what}`, times.settling, allowed.settling)),
    ]
  } finally {
    await county.close()
  }
}

/** One of so many sites on its way from place to place. */
async function moved(county: Served, area: string, places: readonly Place[], many: number): Promise<Times> {
  const sites = places.slice(0, many)
  const others = places.slice(many)
  const to = (n: number) => {
    const place = others[n]
    if (place === undefined) throw new Error(`${area} has too few places`)
    return { sites: sites.with(0, place) }
  }
  return timesOf(county, area, { sites }, to)
}

/** One toilet after the other that does not count where it stands: a site is tried beside it in its stead. */
async function standingMoved(county: Served, area: string, day: string): Promise<Times> {
  const toilets = await county.database.query<{ fid: number; lon: number; lat: number }>(
    `select t.fid, st_x(t.geom) as lon, st_y(t.geom) as lat
     from toilets_at($1::date) t join places_at('toilets', $1::date) p using (fid)
     where p.area = any ($2::integer[]) and t.counted = 'yes'
     order by md5(t.fid::text)`,
    [day, await leavesIn(county, area, day)],
  )
  return timesOf(county, area, {}, (n) => {
    const toilet = toilets[n]
    if (toilet === undefined) throw new Error(`${area} has too few toilets`)
    return { without: [toilet.fid], sites: [[toilet.lon + 0.001, toilet.lat]] }
  })
}

/** @param to what is tried at each of twice as many places as there are steps */
async function timesOf(
  county: Served,
  area: string,
  first: Partial<CoverageQuestion>,
  to: (n: number) => Partial<CoverageQuestion>,
): Promise<Times> {
  const question = { theme: 'toilets', area, metres, demand: 'households' } as const
  const settle = (tried: Partial<CoverageQuestion>) =>
    Promise.all([
      ask(county, { ...question, ...tried, by: 'walk' }),
      ask(county, { ...question, ...tried, by: 'straight' }),
    ])
  // the desk has asked what stands, and for all as it was, before anything is taken up
  await ask(county, { ...question, by: 'walk', ground: false })
  await settle(first)
  const [stepping, settling]: [number[], number[]] = [[], []]
  for (let n = 0; n < steps; n++) {
    stepping.push(await timeOf(() => ask(county, { ...question, ...to(2 * n), by: 'walk', ground: false })))
    settling.push(await timeOf(() => settle(to(2 * n + 1))))
  }
  return { stepping, settling }
}

/** Places along the streets of a unit, in an order of their own. */
async function placesIn(county: Served, area: string, day: string): Promise<Place[]> {
  const { database, catalogue } = county
  const { network } = await new StreetMaker({ database: () => database, catalogue }).on(database, day)
  const everywhere = alongStreets(network, [-Infinity, -Infinity, Infinity, Infinity])
  const found = await database.query<{ lon: number; lat: number }>(
    `select st_x(place.geom) as lon, st_y(place.geom) as lat
     from unnest($1::double precision[], $2::double precision[]) as one (x, y)
     cross join lateral (
       select st_transform(st_setsrid(st_makepoint(x, y), (setting('plane'))::integer), 4490) as geom) as place
     join units u on u.area = any ($4::integer[]) and u.valid @> $3::date and st_intersects(u.geom, place.geom)
     order by md5(x::text || y)`,
    [everywhere.map(([x]) => x), everywhere.map(([, y]) => y), day, await leavesIn(county, area, day)],
  )
  return found.map(({ lon, lat }) => [lon, lat])
}

async function leavesIn({ database }: Served, key: string, day: string): Promise<number[]> {
  const area = await areaByKey(database, key, day)
  if (area === undefined) throw new Error(`no area ${key}`)
  return leavesOf(database, area.fid, day)
}

async function ask({ address }: Served, question: CoverageQuestion): Promise<CoverageAnswer> {
  const answer = await fetch(`${address}/api/coverage?lang=zh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip, deflate, br' },
    body: JSON.stringify(question),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as CoverageAnswer
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
