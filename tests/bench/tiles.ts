import { addDays } from '#data/model/day.ts'
import type { Reader } from '#server/database/database.ts'
import { tileStatement } from '#server/database/postgis.ts'
import { tile } from '#server/tiles/queries.ts'
import { readTile } from '../tile.ts'
import type { Served } from './county.ts'
import { type Crowded, crowdedTiles } from './crowded.ts'
import { askDatabase, askOften, type Transaction } from './load.ts'
import { startMapserver } from './mapserver.ts'
import { makeShapes } from './shapes.ts'
import { type Line, median, pairedRatio } from './table.ts'

const many = 50
/** What the server keeps of tiles. */
const kept = 48 * 1024 * 1024

/**
 * Tiles nobody has asked for before: the most crowded ones, on days that have not been asked for either, against the
 * very statement the server prepares; and beside it what others make of the same rows.
 */
export async function uncachedTiles(county: Served, day: string, rounds: number, seconds: number): Promise<Line[]> {
  const { address, url, schema } = county
  const crowded = await crowdedTiles(county.database, county.catalogue, many)
  const path = ({ collection, z, x, y }: Crowded, on: string) =>
    `/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}?datetime=${on}`
  const bodies = await Promise.all(crowded.map((one) => fetchTile(address + path(one, day))))
  const bytes = bodies.map((body) => body.length)
  // twice what is kept, so that none is answered from what was asked for before
  const days = Math.ceil((2 * kept) / bytes.reduce((sum, size) => sum + size, 0))

  const statements = await statementsOf(county, crowded, day)
  const shapes = await makeShapes(county, crowded, day)
  const shown = [...new Set(crowded.map(({ collection }) => collection))].map(county.collection)
  const mapserver = await startMapserver(url, schema, shown, day)
  const measured: number[][] = Array.from({ length: 6 }, () => [])
  let ago = 0
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [i, packing] of ['identity', 'br'].entries()) {
        const paths = Array.from({ length: days }, () => addDays(day, -++ago)).flatMap((on) =>
          crowded.map((one) => path(one, on)),
        )
        measured[i]?.push(askOften(address, paths, seconds, { 'accept-encoding': packing }))
      }
      measured[2]?.push(askDatabase(url, schema, statements, seconds, { ago: [1, 2 * rounds * days] }))
      for (const [i, { asked }] of shapes.entries()) measured[3 + i]?.push(askDatabase(url, schema, asked, seconds))
      measured[5]?.push(askOften(mapserver.address, crowded.map(mapserver.path), seconds))
    }
    const counts = await countsOf(bodies, crowded, shapes, mapserver)
    const [identity = [], br = [], statement = [], ...peers] = measured
    const line = (what: string, rates: number[], goal = 0): Line => ({
      what,
      ours: `${Math.round(median(rates))}/s`,
      rival: `${Math.round(median(statement))}/s pgbench`,
      ratio: pairedRatio(rates, statement),
      goal,
    })
    return [
      line(`tile, uncached, identity (median ${Math.round(median(bytes.slice(1)) / 1000)} kB)`, identity, 0.6),
      line('tile, uncached, br', br),
      ...[...shapes.map(({ name }) => name), 'MapServer 8'].map((name, i) =>
        line(`the same tiles, ${name} (${counts[i]})`, peers[i] ?? []),
      ),
    ]
  } finally {
    mapserver.close()
  }
}

/** The statements of the tiles, `ago` days before the day, told by their length: sending them is not what is timed. */
export async function statementsOf(county: Served, crowded: readonly Crowded[], day: string): Promise<Transaction[]> {
  const asked: Transaction[] = []
  const hear: Reader = {
    query: () => Promise.reject(new Error('a tile is one statement')),
    tile: async (layer, { z, x, y }) => {
      const statement = `select octet_length(tile) from (${tileStatement(layer)}) as made`
      const values = [...layer.values, z, x, y] as (string | number)[]
      asked.push({
        statement: statement.replaceAll('$1::date', `(date '${day}' - :ago::integer)`),
        values,
      })
      return new Uint8Array()
    },
  }
  for (const { collection, ...at } of crowded) {
    await tile(hear, county.collection(collection), county.catalogue.drawnBy(collection), day, at)
  }
  return asked
}

/** MapServer's four processes refuse what comes all at once. */
async function oneByOne(addresses: string[]): Promise<Buffer[]> {
  const bodies: Buffer[] = []
  for (const address of addresses) bodies.push(await fetchTile(address))
  return bodies
}

async function fetchTile(address: string): Promise<Buffer> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** How many things each peer's tiles hold, of those that ours hold on that day. */
async function countsOf(
  ours: Buffer[],
  crowded: readonly Crowded[],
  shapes: Awaited<ReturnType<typeof makeShapes>>,
  mapserver: Awaited<ReturnType<typeof startMapserver>>,
): Promise<string[]> {
  const count = (bodies: Buffer[]) => bodies.flatMap((body) => Object.values(readTile(body))).flat().length
  const theirs = await Promise.all([
    ...shapes.map(({ tiles }) => tiles()),
    oneByOne(crowded.map((one) => mapserver.address + mapserver.path(one))),
  ])
  return theirs.map((bodies) => `${count(bodies)} of ${count(ours)} things`)
}
