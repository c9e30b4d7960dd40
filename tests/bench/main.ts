import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { addDays, today } from '#data/model/day.ts'
import type { Queryable, Reader } from '#server/database/database.ts'
import { openPostgis, tileStatement } from '#server/database/postgis.ts'
import { page } from '#server/features/queries.ts'
import { Catalogue, loadThemes } from '#server/themes/load-themes.ts'
import { tile } from '#server/tiles/queries.ts'
import { type Command, start } from '../command.ts'
import { type Crowded, crowdedTiles } from './crowded.ts'
import { importPoints } from './import.ts'
import { askDatabase, askOften, concurrency, type Transaction } from './load.ts'
import { startMapserver } from './mapserver.ts'
import { startServer } from './server.ts'
import { type Line, median, tableOf } from './table.ts'

// What is measured is said in the README, beside the table that `--write` puts there.
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '5000000' },
    write: { type: 'boolean', default: false },
  },
})
const seconds = Number(options.seconds)
const rounds = 3
const url = process.env['DATABASE_URL'] ?? ''
if (url === '') throw new Error('The benchmark needs PostGIS: set DATABASE_URL.')
const schema = 'bench_10'

const server = await startServer(url, schema)
const { address } = server
const catalogue = new Catalogue(await loadThemes())
const database = await openPostgis(url, schema)
const day = today()

const lines: Line[] = []
try {
  await tiles()
  await kept()
  await items()
} finally {
  await server.stop()
  await database.close()
}
lines.push(await importPoints(url, Number(options.rows)))
report()

/** Tiles nobody has asked for before: the same fifty, on days that have not been asked for either. */
async function tiles(): Promise<void> {
  const crowded = await crowdedTiles(database, catalogue, 50)
  const asked: Transaction[] = []
  const hear: Reader = {
    query: () => Promise.reject(new Error('a tile is one statement')),
    tile: async (layer, { z, x, y }) => {
      asked.push({ statement: tileStatement(layer), values: [...layer.values, z, x, y] as (string | number)[] })
      return new Uint8Array()
    },
  }
  for (const { collection: id, ...at } of crowded) await tile(hear, collectionOf(id), catalogue.drawnBy(id), day, at)
  const path = ({ collection, z, x, y }: (typeof crowded)[number], on: string) =>
    `/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}?datetime=${on}`
  const bodies = await Promise.all(
    crowded.map(async (one) => (await (await fetch(address + path(one, day))).arrayBuffer()).byteLength),
  )
  const measured: Record<'identity' | 'br' | 'rival', number[]> = { identity: [], br: [], rival: [] }
  let ago = 1
  for (let round = 0; round < rounds; round++) {
    measured.rival.push(askDatabase(url, schema, asked, seconds))
    for (const packing of ['identity', 'br'] as const) {
      // more days than there is time for, so that none is asked for twice
      const days = Array.from({ length: 40 }, () => addDays(day, -ago++))
      const paths = days.flatMap((on) => crowded.map((one) => path(one, on)))
      measured[packing].push(askOften(address, paths, seconds, { 'accept-encoding': packing }))
    }
  }
  const rival = median(measured.rival)
  const line = (what: string, ours: number): Line => ({
    what,
    ours: `${Math.round(ours)}/s`,
    rival: `${Math.round(rival)}/s pgbench`,
    ratio: ours / rival,
    goal: 0.6,
  })
  const size = `median ${Math.round(median(bodies.slice(1)) / 1000)} kB`
  lines.push(line(`tile, uncached, identity (${size})`, median(measured.identity)))
  lines.push(line('tile, uncached, br', median(measured.br)))
  await peers(crowded, rival)
}

/** MapServer on the same rows and tiles: what it answers of the statement's rate, to be read beside ours. */
async function peers(crowded: Crowded[], rival: number): Promise<void> {
  const shown = [...new Set(crowded.map(({ collection }) => collection))].map(collectionOf)
  const mapserver = await startMapserver(url, schema, shown, day)
  try {
    const paths = crowded.map(mapserver.path)
    const measured = Array.from({ length: rounds }, () => askOften(mapserver.address, paths, seconds))
    const rate = median(measured)
    lines.push({
      what: 'the same tiles from MapServer 8, not simplified',
      ours: `${Math.round(rate)}/s`,
      rival: `${Math.round(rival)}/s pgbench`,
      ratio: rate / rival,
      goal: 0,
    })
  } finally {
    mapserver.close()
  }
}

/** A tile that is kept, and one that the client has already. */
async function kept(): Promise<void> {
  const [one] = await crowdedTiles(database, catalogue, 1)
  if (one === undefined) throw new Error('the sample has no tiles')
  const set = (await (await fetch(`${address}/api/collections/${one.collection}/tiles/WebMercatorQuad`)).json()) as {
    tiles: [string]
  }
  // with its version, as the map asks for it
  const path = set.tiles[0]
    .slice(address.length)
    .replace('{z}', String(one.z))
    .replace('{y}', String(one.y))
    .replace('{x}', String(one.x))
  const answer = await fetch(address + path, { headers: { 'accept-encoding': 'identity' } })
  const size = (await answer.arrayBuffer()).byteLength
  const etag = answer.headers.get('etag') ?? ''
  const rival = start('tests/bench/fixed.ts', [String(size)], {})
  const fixed = /http\S+/.exec(await rival.says(/http\S+/))?.[0] ?? ''
  const measured: number[][] = [[], [], [], []]
  for (let round = 0; round < rounds; round++) {
    measured[0]?.push(askOften(address, [path], seconds, { 'accept-encoding': 'identity' }))
    measured[1]?.push(askOften(fixed, ['/body'], seconds))
    measured[2]?.push(askOften(address, [path], seconds, { 'if-none-match': etag }))
    measured[3]?.push(askOften(fixed, ['/304'], seconds))
  }
  await stop(rival)
  const [ours = 0, buffer = 0, fresh = 0, bare = 0] = measured.map(median)
  const line = (what: string, us: number, them: number, who: string): Line => ({
    what,
    ours: `${Math.round(us)}/s`,
    rival: `${Math.round(them)}/s ${who}`,
    ratio: us / them,
    goal: 0.7,
  })
  lines.push(line(`tile, kept (${Math.round(size / 1000)} kB)`, ours, buffer, 'one fixed buffer'))
  lines.push(line('304', fresh, bare, 'a bare 304'))
}

/** Things within boxes of some streets' size, up to a hundred at once. */
async function items(): Promise<void> {
  const collection = collectionOf('toilets')
  const boxes = (await crowdedTiles(database, catalogue, 50)).map(({ z, x, y }): [number, number, number, number] => {
    const lon = (column: number) => (column / 2 ** z) * 360 - 180
    const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI
    return [lon(x), lat(y + 1), lon(x + 1), lat(y)]
  })
  const asked: Transaction[] = []
  const hear: Queryable = {
    query: async (statement, values = []) => {
      asked.push({ statement, values: values as (string | number)[] })
      return []
    },
  }
  for (const bbox of boxes) {
    const wanted = { days: { first: day, last: day }, bbox, filters: new Map<string, string>(), after: 0, limit: 100 }
    await page(hear, catalogue, collection, wanted)
  }
  const paths = boxes.map((bbox) => `/api/collections/toilets/items?limit=100&bbox=${bbox.join(',')}`)
  const measured: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    measured[0].push(askOften(address, paths, seconds, { 'accept-encoding': 'identity' }))
    measured[1].push(askDatabase(url, schema, asked, seconds))
  }
  const [ours, rival] = [median(measured[0]), median(measured[1])]
  lines.push({
    what: 'items by bbox, up to 100',
    ours: `${Math.round(ours)}/s`,
    rival: `${Math.round(rival)}/s pgbench`,
    ratio: ours / rival,
    goal: 0.5,
  })
}

function report(): void {
  const table = tableOf(lines)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
  const said = `${day}, ${machine}; ${concurrency} connections, medians of ${rounds} rounds of ${seconds} s.`
  console.log(`${said}\n\n${table}`)
  if (!options.write) return
  const file = new URL('../../README.md', import.meta.url)
  const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']
  const readme = readFileSync(file, 'utf8')
  const [before = '', rest = ''] = readme.split(begin)
  writeFileSync(file, `${before}${begin}\n${said}\n\n${table}\n${end}${rest.split(end)[1] ?? ''}`)
}

function collectionOf(id: string) {
  const collection = catalogue.collections.get(id)
  if (collection === undefined) throw new Error(`no collection ${id}`)
  return collection
}

async function stop(command: Command): Promise<void> {
  command.process.kill()
  await command.ended
}
