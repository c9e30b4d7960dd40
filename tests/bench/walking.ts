import type { Lines } from '#server/coverage/lines.ts'
import { lengthOf, type Network, networkOf } from '#server/coverage/network.ts'
import { legOn, offersOf } from '#server/coverage/queries.ts'
import { type Reach, reachFrom, type Stand } from '#server/coverage/reach.ts'
import { standsOf } from '#server/coverage/standing.ts'
import { StreetMaker } from '#server/coverage/streets.ts'
import type { Database } from '#server/database/database.ts'
import { type Served, serveCounties } from './county.ts'
import { type Line, median, pairedRatio } from './table.ts'

const counties = 10
const metres = 500
const rounds = 9
const many = 100

/**
 * The way on foot to the nearest toilet from every meeting of streets in ten counties, beside pgRouting's on the same
 * edges, and what it takes for a hundred times as many streets.
 * @throws where pgRouting comes to other ways
 */
export async function walking(url: string, day: string): Promise<Line[]> {
  const county = await serveCounties(url, counties, day)
  try {
    const { database } = county
    const leg = await legOn(database, day)
    const offers = await toiletsOf(county, day)
    // a maker holds what it made, so each time another one
    const make = () => streetsOf(county, day)
    const { network, barriers } = await make()
    const { stands } = standsOf({ network, barriers, leg }, offers)
    await writeEdges(database, network, stands)
    await mustAgree(database, reachFrom(network, stands, metres))

    const [cold, warm, rival]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      cold.push(await perSecond(async () => reachFrom((await make()).network, stands, metres)))
      warm.push(await perSecond(() => reachFrom(network, stands, metres)))
      rival.push(await perSecond(() => database.query(`select count(*) from ${drivingDistance}`)))
    }
    const line = (what: string, rates: number[], goal: number): Line => ({
      what: `${what} (${network.edges} edges, ${stands.length} toilets)`,
      ours: `${median(rates).toFixed(1)}/s`,
      rival: `${median(rival).toFixed(1)}/s pgRouting`,
      ratio: pairedRatio(rates, rival),
      goal,
    })
    return [
      line('walking reach, its graph made within the call', cold, 0.5),
      line('walking reach, its graph in memory', warm, 5),
      await growth(url, day),
    ]
  } finally {
    await county.close()
  }
}

function streetsOf({ database, catalogue }: Served, day: string) {
  return new StreetMaker({ database: () => database, catalogue }).on(database, day)
}

async function toiletsOf({ database, catalogue, collection }: Served, day: string) {
  const coverage = catalogue.themes.find(({ id }) => id === 'toilets')?.coverage
  if (coverage === undefined) throw new Error('toilets offer nothing')
  const placed = await offersOf(database, collection(coverage.offers.collection), coverage.offers, day)
  return placed.map(({ fid, x, y }) => ({ fid, site: null, x, y }))
}

/**
 * pgRouting's quickest way to the same answer: one walk from a place beyond, -1, from which edges lead to both ends of
 * the street of each toilet, as long as it is from there. They lie in the one table, so that it is read as it stands.
 */
const drivingDistance = `pgr_drivingDistance(
  'select id, source, target, cost, reverse_cost from bench_edges', -1::bigint, ${metres}::float, true)`

async function writeEdges(database: Database, network: Network, stands: readonly Stand[]): Promise<void> {
  const edges = Array.from({ length: network.edges }, (_, edge) => {
    const metres = lengthOf(network, edge)
    return [network.from[edge] ?? 0, network.to[edge] ?? 0, metres, metres]
  })
  const starts = stands.flatMap(({ edge, at, cost }) => [
    [-1, network.from[edge] ?? 0, cost + at, -1],
    [-1, network.to[edge] ?? 0, cost + lengthOf(network, edge) - at, -1],
  ])
  const rows = [...edges, ...starts]
  await database.query('create extension if not exists pgrouting')
  await database.query('drop table if exists bench_edges')
  await database.query(
    `create table bench_edges as
     select row_number() over () as id, source::bigint, target::bigint, cost, reverse_cost
     from unnest($1::double precision[], $2::double precision[], $3::double precision[], $4::double precision[])
       as edge (source, target, cost, reverse_cost)`,
    [0, 1, 2, 3].map((column) => rows.map((row) => row[column])),
  )
  await database.query('vacuum analyze bench_edges')
}

async function mustAgree(database: Database, { cost }: Reach): Promise<void> {
  const theirs = await database.query<{ node: number; metres: number }>(
    `select node::integer, agg_cost as metres from ${drivingDistance} where node >= 0`,
  )
  const reached = cost.reduce((sum, one) => sum + (Number.isFinite(one) ? 1 : 0), 0)
  const off = Math.max(0, ...theirs.map(({ node, metres }) => Math.abs((cost[node] ?? Number.NaN) - metres)))
  if (theirs.length === reached && off < 0.001) return
  throw new Error(`pgRouting reaches ${theirs.length} meetings and we ${reached}; they differ by ${off} m`)
}

/** What a graph holds in memory, with its streets. */
function bytesOf(network: Network): number {
  const arrays = [...Object.values(network), ...Object.values(network.lines)].filter(ArrayBuffer.isView)
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, network.segments.bytes)
}

/** The streets of one county, and the same a hundred times side by side, held to n · log n. */
async function growth(url: string, day: string): Promise<Line> {
  const county = await serveCounties(url, 1, day)
  const { network: alone, barriers } = await streetsOf(county, day)
  const leg = await legOn(county.database, day)
  const { stands } = standsOf({ network: alone, barriers, leg }, await toiletsOf(county, day))
  await county.close()
  const { lines } = alone
  const [one, all]: [number[], number[]] = [[], []]
  const crowd = sideBySide(lines, many)
  const network = networkOf(crowd)
  const { edges } = network
  const walk = (streets: Lines, times: number) => {
    const network = networkOf(streets)
    const each = network.edges / times
    const from = stands.flatMap((stand) =>
      Array.from({ length: times }, (_, n) => ({ ...stand, edge: stand.edge + n * each })),
    )
    return reachFrom(network, from, metres)
  }
  for (let round = 0; round < rounds; round++) {
    one.push(await perSecond(() => walk(lines, 1)))
    all.push(await perSecond(() => walk(crowd, many)))
  }
  const single = edges / many
  const allowed = (many * Math.log(edges)) / Math.log(single)
  return {
    what: `graph and reach of ${edges} edges (${Math.round(bytesOf(network) / edges)} bytes each)`,
    ours: `${(1 / median(all)).toFixed(2)} s`,
    rival: `${((1 / median(one)) * allowed).toFixed(2)} s by n log n from ${single} edges`,
    ratio: pairedRatio(all, one) * allowed,
    goal: 1,
  }
}

function sideBySide({ xs, ys, starts, fids }: Lines, times: number): Lines {
  const shift = 1_000_000
  const each = Array.from({ length: times }, (_, n) => n)
  return {
    xs: Float64Array.from(each.flatMap((n) => Array.from(xs, (x) => x + n * shift))),
    ys: Float64Array.from(each.flatMap(() => Array.from(ys))),
    starts: Int32Array.from([
      ...each.flatMap((n) => Array.from(starts.slice(0, -1), (start) => start + n * xs.length)),
      times * xs.length,
    ]),
    fids: Int32Array.from(each.flatMap(() => Array.from(fids))),
  }
}

async function perSecond(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return 1000 / (performance.now() - begun)
}
