import { addDays, today } from '#data/model/day.ts'
import { type Served, serveCounties } from '../bench/county.ts'
import { type Crowded, crowdedTiles } from '../bench/crowded.ts'
import { askOften } from '../bench/load.ts'
import { memoryOf } from '../bench/memory.ts'

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

/**
 * Asks the server of ten counties for all there is, at a steady pace, and looks at its memory. Needs PostGIS in
 * `DATABASE_URL`, and wrk.
 * @returns what was wrong
 */
export async function soakLoad(minutes: number): Promise<string[]> {
  const url = process.env['DATABASE_URL'] ?? ''
  if (url === '') throw new Error('This part of the soak needs PostGIS: set DATABASE_URL.')
  const county = await serveCounties(url, 10, today())
  try {
    const crowded = await crowdedTiles(county.database, county.catalogue, 50)
    fillShelf(county, crowded)
    return judge(await soak(county, mixed(county, crowded), minutes))
  } finally {
    await county.close()
  }
}

function tilePath({ collection, z, x, y }: Crowded, day: string): string {
  return `/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}?datetime=${day}`
}

/** A shelf that is still being filled would look like growth. */
function fillShelf({ address }: Served, crowded: readonly Crowded[]): void {
  const paths = Array.from({ length: 60 }, (_, ago) => crowded.map((one) => tilePath(one, addDays(today(), -ago))))
  askOften(address, paths.flat(), 60, { 'accept-encoding': 'br' })
}

interface Ask {
  path: string
  headers?: Record<string, string>
}

/** What the map, a page and a program ask for, each over many places, things and days. */
function* mixed({ catalogue }: Served, crowded: readonly Crowded[]): Generator<Ask, never> {
  const collections = [...catalogue.collections.keys()]
  const indicators = [...catalogue.indicators.keys()]
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
async function soak({ address, server }: Served, asks: Generator<Ask, never>, minutes: number): Promise<Minute[]> {
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
    answer(address + path, headers)
      .catch((error: unknown) => {
        fault = error
      })
      .finally(() => open--)
    if (Date.now() >= next) {
      const at = next
      next += lookEvery
      row(at - 1).held.push(memoryOf(server.process.pid, 'VmRSS'))
      if ((next - begun) % 60_000 === lookEvery) tell(seen)
    }
    await new Promise((resolve) => setTimeout(resolve, begun + ((n + 1) * 1000) / asksPerSecond - Date.now()))
  }
  if (fault !== undefined) throw fault
  return seen
}

async function answer(url: string, headers: Record<string, string>): Promise<void> {
  const reply = await fetch(url, { headers })
  await reply.arrayBuffer()
  if (!reply.ok && reply.status !== 304) throw new Error(`${reply.status} for ${url}`)
}

/** The minute that has ended. */
function tell(seen: readonly Minute[]): void {
  const number = seen.findLastIndex(({ held }) => held.length > 0)
  const { asked = 0, held = [] } = seen[number] ?? {}
  const columns = [number + 1, asked, mean(held).toFixed(0), Math.max(...held).toFixed(0)]
  console.log(columns.map((one, i) => String(one).padStart([6, 5, 7, 7][i] ?? 0)).join('  '))
}

/** What of its memory was not within its bounds. */
function judge(seen: readonly Minute[]): string[] {
  const peak = Math.max(...seen.flatMap(({ held }) => held))
  const [early, late] = [seen[settled], seen.findLast(({ held }) => held.length > 0)]
  console.log(`at most ${peak.toFixed(0)} MB; ${most} are allowed`)
  const wrong = peak > most ? [`${peak.toFixed(0)} MB`] : []
  if (early === undefined || late === undefined || early === late) {
    console.log(`growth is judged after ${settled + 1} minutes`)
    return wrong
  }
  const grown = mean(late.held) / mean(early.held) - 1
  console.log(`${(grown * 100).toFixed(1)} % since minute ${settled}; ${growth * 100} % are allowed`)
  return grown > growth ? [...wrong, `${(grown * 100).toFixed(1)} % more`] : wrong
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
