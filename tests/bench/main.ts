import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { today } from '#data/model/day.ts'
import type { Queryable } from '#server/database/database.ts'
import { page } from '#server/features/queries.ts'
import { type Command, start } from '../command.ts'
import { type Served, serveCounties } from './county.ts'
import { crowdedTiles } from './crowded.ts'
import { growth } from './growth.ts'
import { importPoints } from './import.ts'
import { listeners } from './listeners.ts'
import { askDatabase, askOften, concurrency, type Transaction } from './load.ts'
import { opening } from './opening.ts'
import { siting } from './siting.ts'
import { type Line, median, pairedRatio, tableOf } from './table.ts'
import { uncachedTiles } from './tiles.ts'
import { trying } from './trying.ts'
import { walking } from './walking.ts'
import { wall } from './wall.ts'

// What is measured is said in the README, beside the tables that `--write` puts there, one for each part.
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '5000000' },
    write: { type: 'boolean', default: false },
    /** One part alone. */
    only: { type: 'string' },
    /** Where the pictures of the opened pages are kept. */
    pictures: { type: 'string' },
  },
})
const seconds = Number(options.seconds)
const rounds = 3
const url = process.env['DATABASE_URL'] ?? ''
if (url === '') throw new Error('The benchmark needs PostGIS: set DATABASE_URL.')
const day = today()

const parts: Record<string, () => Promise<Line[]>> = {
  answers: tenCounties,
  growth: () => growth(url, day, rounds, seconds),
  import: async () => (Number(options.rows) > 0 ? [await importPoints(url, Number(options.rows))] : []),
  walking: () => walking(url, day),
  trying: () => trying(url, day),
  siting: () => siting(url, day),
  wall: async () => [...(await wall(url, day)), ...(await listeners(url, day))],
  opening: async () => [await opening(url, day, options.pictures)],
}
if (options.only !== undefined && !(options.only in parts)) {
  throw new Error(`--only takes one of ${Object.keys(parts).join(', ')}.`)
}
for (const [part, measure] of Object.entries(parts)) {
  if (options.only === undefined || options.only === part) report(part, await measure())
}

/** Tiles and items of ten counties. */
async function tenCounties(): Promise<Line[]> {
  const county = await serveCounties(url, 10, day)
  try {
    return [...(await uncachedTiles(county, day, rounds, seconds)), ...(await kept(county)), await items(county)]
  } finally {
    await county.close()
  }
}

/** A tile that is kept, and one that the client has already. */
async function kept(county: Served): Promise<Line[]> {
  const [one] = await crowdedTiles(county.database, county.catalogue, 1)
  if (one === undefined) throw new Error('the sample has no tiles')
  const set = (await (
    await fetch(`${county.address}/api/collections/${one.collection}/tiles/WebMercatorQuad`)
  ).json()) as {
    tiles: [string]
  }
  // with its version, as the map asks for it
  const path = set.tiles[0]
    .slice(county.address.length)
    .replace('{z}', String(one.z))
    .replace('{y}', String(one.y))
    .replace('{x}', String(one.x))
  const answer = await fetch(county.address + path, { headers: { 'accept-encoding': 'identity' } })
  const size = (await answer.arrayBuffer()).byteLength
  const etag = answer.headers.get('etag') ?? ''
  const rival = start('tests/bench/fixed.ts', [String(size)], {})
  const fixed = /http\S+/.exec(await rival.says(/http\S+/))?.[0] ?? ''
  const measured: number[][] = [[], [], [], []]
  // so quick that what else the machine does shows: more rounds, and shorter ones
  for (let round = 0; round < 5 * rounds; round++) {
    const brief = Math.max(1, Math.round(seconds / 4))
    measured[0]?.push(askOften(county.address, [path], brief, { 'accept-encoding': 'identity' }))
    measured[1]?.push(askOften(fixed, ['/body'], brief))
    measured[2]?.push(askOften(county.address, [path], brief, { 'if-none-match': etag }))
    measured[3]?.push(askOften(fixed, ['/304'], brief))
  }
  await stop(rival)
  const [ours = [], buffer = [], fresh = [], bare = []] = measured
  const line = (what: string, us: number[], them: number[], who: string): Line => ({
    what,
    ours: `${Math.round(median(us))}/s`,
    rival: `${Math.round(median(them))}/s ${who}`,
    ratio: pairedRatio(us, them),
    goal: 0.7,
  })
  return [
    line(`tile, kept (${Math.round(size / 1000)} kB)`, ours, buffer, 'one fixed buffer'),
    line('304', fresh, bare, 'a bare 304'),
  ]
}

/** Things within boxes of some streets' size, up to a hundred at once. */
async function items(county: Served): Promise<Line> {
  const collection = county.collection('toilets')
  const boxes = (await crowdedTiles(county.database, county.catalogue, 50)).map(
    ({ z, x, y }): [number, number, number, number] => {
      const lon = (column: number) => (column / 2 ** z) * 360 - 180
      const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI
      return [lon(x), lat(y + 1), lon(x + 1), lat(y)]
    },
  )
  const asked: Transaction[] = []
  const hear: Queryable = {
    query: async (statement, values = []) => {
      asked.push({ statement, values: values as (string | number)[] })
      return []
    },
  }
  for (const bbox of boxes) {
    const wanted = { days: { first: day, last: day }, bbox, filters: new Map<string, string>(), after: 0, limit: 100 }
    await page(hear, county.catalogue, collection, wanted)
  }
  const paths = boxes.map((bbox) => `/api/collections/toilets/items?limit=100&bbox=${bbox.join(',')}`)
  const measured: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    measured[0].push(askOften(county.address, paths, seconds, { 'accept-encoding': 'identity' }))
    measured[1].push(askDatabase(url, county.schema, asked, seconds))
  }
  const [ours, rival] = [median(measured[0]), median(measured[1])]
  return {
    what: 'items by bbox, up to 100',
    ours: `${Math.round(ours)}/s`,
    rival: `${Math.round(rival)}/s pgbench`,
    ratio: pairedRatio(...measured),
    goal: 0.5,
  }
}

function report(part: string, lines: Line[]): void {
  if (lines.length === 0) return
  const table = tableOf(lines)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
  const said = `${day}, ${machine}; ${concurrency} connections, medians of ${rounds} rounds of ${seconds} s; ratios are medians of those of the rounds.`
  console.log(`${said}\n\n${table}`)
  if (!options.write) return
  const file = new URL('../../README.md', import.meta.url)
  const [begin, end] = [`<!-- bench ${part} -->`, `<!-- /bench ${part} -->`]
  const readme = readFileSync(file, 'utf8')
  const [before = '', rest = ''] = readme.split(begin)
  const after = rest.split(end)[1]
  if (after === undefined) throw new Error(`The README has no ${begin} … ${end}.`)
  writeFileSync(file, `${before}${begin}\n${said}\n\n${table}\n${end}${after}`)
  // The check judges the README's tables too: a table as it was measured would keep it from landing.
  execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(file)])
}

async function stop(command: Command): Promise<void> {
  command.process.kill()
  await command.ended
}
