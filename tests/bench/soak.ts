import { parseArgs } from 'node:util'
import { addDays, today } from '#data/model/day.ts'
import { serveCounties } from './county.ts'
import { type Crowded, crowdedTiles } from './crowded.ts'
import { askOften } from './load.ts'
import { memoryOf } from './memory.ts'

const { values: options } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } })
const minutes = Number(options.minutes)
/** In MB, at any time. */
const most = 300
/** How much more the last minute may hold than the sixth. */
const growth = 0.05
/** Once the server has seen all that it will be asked for. */
const settled = 5
const asksPerSecond = 8
const lookEvery = 10_000
/** So many at once are more than a server that keeps up ever leaves open. */
const backlog = 100
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

const url = process.env['DATABASE_URL'] ?? ''
if (url === '') throw new Error('The soak needs PostGIS: set DATABASE_URL.')
const county = await serveCounties(url, 10, today())
try {
  const crowded = await crowdedTiles(county.database, county.catalogue, 50)
  fillShelf(crowded)
  process.exitCode = judge(await soak(mixed(crowded)))
} finally {
  await county.close()
}

function tilePath({ collection, z, x, y }: Crowded, day: string): string {
  return `/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}?datetime=${day}`
}

/** A shelf that is still being filled would look like growth. */
function fillShelf(crowded: readonly Crowded[]): void {
  const paths = Array.from({ length: 60 }, (_, ago) => crowded.map((one) => tilePath(one, addDays(today(), -ago))))
  askOften(county.address, paths.flat(), 60, { 'accept-encoding': 'br' })
}

interface Ask {
  path: string
  headers?: Record<string, string>
}

/** What the map, a page and a program ask for, each over many places, things and days. */
function* mixed(crowded: readonly Crowded[]): Generator<Ask, never> {
  const collections = [...county.catalogue.collections.keys()]
  const indicators = [...county.catalogue.indicators.keys()]
  const levels = ['county', 'township', 'community']
  const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T
  for (let n = 0; ; n++) {
    const day = addDays(today(), -(n % 365))
    const tile = tilePath(pick(crowded, n), day)
    const items = `/api/collections/${pick(collections, n)}/items?limit=100&after=${(n % 40) * 100}`
    const figures = `/api/indicators/${pick(indicators, n)}`
    yield { path: tile, headers: { 'accept-encoding': 'br' } }
    yield { path: tile, headers: { 'accept-encoding': 'gzip' } }
    yield { path: tile, headers: { 'if-none-match': '*' } }
    yield { path: `${items}&datetime=${day}` }
    yield { path: items, headers: browser }
    yield { path: `${figures}?level=${pick(levels, n)}&at=${day}` }
    yield { path: `${figures}/evidence?area=410122&at=${day}` }
    yield { path: pick(['/api/collections', '/api/indicators', figures], n), headers: browser }
  }
}

interface Minute {
  asked: number
  /** In MB, every ten seconds. */
  held: number[]
}

/** Asks steadily, whatever the answers take. @throws where an answer is an error, or the server cannot keep up */
async function soak(asks: Generator<Ask, never>): Promise<Minute[]> {
  const seen: Minute[] = []
  const begun = Date.now()
  const end = begun + minutes * 60_000
  let open = 0
  let fault: unknown
  let next = begun + lookEvery
  const row = (at: number): Minute => {
    seen[Math.floor((at - begun) / 60_000)] ??= { asked: 0, held: [] }
    return seen[Math.floor((at - begun) / 60_000)] as Minute
  }
  console.log('minute  asked  MB mean  MB most')
  for (let n = 0; fault === undefined && Date.now() < end; n++) {
    open++
    if (open > backlog) throw new Error(`${open} questions are open: the server cannot keep up`)
    const { path, headers = {} } = asks.next().value
    row(Date.now()).asked++
    answer(path, headers)
      .catch((error: unknown) => {
        fault = error
      })
      .finally(() => open--)
    if (Date.now() >= next) {
      const at = next
      next += lookEvery
      row(at - 1).held.push(memoryOf(county.pid, 'VmRSS'))
      if ((next - begun) % 60_000 === lookEvery) tell(seen)
    }
    await new Promise((resolve) => setTimeout(resolve, begun + ((n + 1) * 1000) / asksPerSecond - Date.now()))
  }
  if (fault !== undefined) throw fault
  return seen
}

async function answer(path: string, headers: Record<string, string>): Promise<void> {
  const reply = await fetch(county.address + path, { headers })
  await reply.arrayBuffer()
  if (!reply.ok && reply.status !== 304) throw new Error(`${reply.status} for ${path}`)
}

/** The minute that has ended. */
function tell(seen: readonly Minute[]): void {
  const number = seen.findLastIndex(({ held }) => held.length > 0)
  const { asked = 0, held = [] } = seen[number] ?? {}
  const columns = [number + 1, asked, mean(held).toFixed(0), Math.max(...held).toFixed(0)]
  console.log(columns.map((one, i) => String(one).padStart([6, 5, 7, 7][i] ?? 0)).join('  '))
}

/** 0 where memory stayed within its bounds, else 1. */
function judge(seen: readonly Minute[]): number {
  const peak = Math.max(...seen.flatMap(({ held }) => held))
  const [early, late] = [seen[settled], seen.findLast(({ held }) => held.length > 0)]
  console.log(`at most ${peak.toFixed(0)} MB; ${most} are allowed`)
  if (early === undefined || late === undefined || early === late) {
    console.log(`growth is judged after ${settled + 1} minutes`)
    return peak > most ? 1 : 0
  }
  const grown = mean(late.held) / mean(early.held) - 1
  console.log(`${(grown * 100).toFixed(1)} % since minute ${settled}; ${growth * 100} % are allowed`)
  return peak > most || grown > growth ? 1 : 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
