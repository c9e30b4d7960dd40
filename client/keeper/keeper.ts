/**
 * The keeper: a service worker beside the pages of the wall. While the server is there it only looks on and keeps what
 * the maps are drawn from; while the server is away it gives what was kept, so that a display whose browser starts anew has
 * its page and its map. The files of the page are kept by the page itself (`keep-page.ts`), which knows when they are
 * whole; figures are kept there too (`keep-answers.ts`), with their age. All else, such as what is told live, does not pass
 * through here.
 */
import { heardOf, isAnswer, isVersioned, kindOf, mapKept, mostOfMap, nameOfTile, pageKept } from './kept.ts'

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Lasting {
  request: Request
  respondWith(answer: Promise<Response>): void
}

const here = globalThis as unknown as {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(kind: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(kind: 'fetch', listener: (event: Asked) => void): void
}

/** How long the server is waited for before what was kept is given, in milliseconds: one that hangs looks like one that is busy. */
const patience = { page: 10_000, map: 15_000 }

here.addEventListener('install', (event) => event.waitUntil(here.skipWaiting()))
here.addEventListener('activate', (event) => event.waitUntil(here.clients.claim()))
here.addEventListener('fetch', (event) => {
  const kind = kindOf(event.request.method, event.request.url)
  if (kind) event.respondWith(ways[kind](event))
})

const ways = { page, file, map }

/** The page as the server has it now, or as the last build that stood whole. */
async function page({ request }: Asked): Promise<Response> {
  // by its address alone: what leads to another page may not be given a time
  const answer = await ask(request.url, patience.page)
  return answer && isAnswer(answer.status) ? answer : ((await kept(pageKept)) ?? answer ?? Response.error())
}

/** A file never changes under its name. */
async function file({ request }: Asked): Promise<Response> {
  return (await kept(request)) ?? fetch(request)
}

async function map(event: Asked): Promise<Response> {
  const { request } = event
  const { url, signal } = request
  const name = nameOfTile(url)
  const shelf = await caches.open(mapKept).catch(() => undefined)
  const last = await shelf?.match(name, how).catch(() => undefined)
  if (last && isVersioned(url) && last.url === url) return last
  const answer = await ask(request, patience.map, signal)
  if (answer && isAnswer(answer.status)) {
    if (shelf && answer.ok && !isSame(answer, last)) event.waitUntil(keep(shelf, name, answer.clone()))
    return answer
  }
  if (!last || signal.aborted) return answer ?? Response.error()
  new BroadcastChannel(heardOf).postMessage(null)
  return last
}

const how = { ignoreVary: true }

async function kept(what: RequestInfo): Promise<Response | undefined> {
  return caches.match(what, how).catch(() => undefined)
}

/** @returns what the server answers; undefined where nothing comes in time */
function ask(what: RequestInfo, within: number, called?: AbortSignal): Promise<Response | undefined> {
  const signal = AbortSignal.any([AbortSignal.timeout(within), ...(called ? [called] : [])])
  return fetch(what, { signal }).catch(() => undefined)
}

function isSame(one: Response, other: Response | undefined): boolean {
  const tag = one.headers.get('etag')
  return one.url === other?.url && tag !== null && tag === other.headers.get('etag')
}

let many = 0

/** What there is no room for is not kept; the oldest make some for the next. */
async function keep(shelf: Cache, name: string, answer: Response): Promise<void> {
  const full = await shelf.put(name, answer).then(
    () => false,
    () => true,
  )
  many += 1
  if (!full && many % 100 !== 1) return
  const all = await shelf.keys()
  const over = full ? Math.ceil(all.length / 10) : all.length - mostOfMap
  for (const one of all.slice(0, Math.max(0, over))) await shelf.delete(one)
}
