import { dehydrateQuery, hydrate, type Query, type QueryClient } from '@tanstack/react-query'
import { createStore, delMany, entries, setMany, type UseStore } from 'idb-keyval'
import type { Health } from '#data/model/health.ts'

type Kept = ReturnType<typeof dehydrateQuery>

/** An answer that was not given again for so long is let go, in milliseconds. */
const longest = 31 * 86_400_000
/** How long changes are gathered before they are written, in milliseconds. */
const gather = 2_000
/** How long the browser is waited for; a page is not to wait for what it can do without, in milliseconds. */
const patience = 3_000

/**
 * Keeps every answer in the browser as it stands in the page's memory, with the time at which it was given; and begins with
 * what was kept before. Where the browser keeps nothing, or no more, that is all that is lost.
 * @param build whose answers these are: those of another may be of another shape
 * @returns lets go of what other builds have kept, once this one stands
 */
export async function keepAnswers(client: QueryClient, build: string): Promise<() => void> {
  const store = createStore('xiucheng.wall', 'answers')
  const mine = (key: IDBValidKey) => String(key).startsWith(`${build} `)
  const before = await within(patience, () => entries<string, Kept>(store))
  const old = before.filter(([key, { state }]) => mine(key) && Date.now() - state.dataUpdatedAt > longest)
  const gone = new Set(old.map(([key]) => key))
  hydrate(client, { queries: before.filter(([key]) => mine(key) && !gone.has(key)).map(([, one]) => asNew(one)) })
  remember(client, build, store, gone)
  const others = before.map(([key]) => key).filter((key) => !mine(key))
  return () => void attempt(() => delMany(others, store))
}

/** Writes what changes, some of it at once. */
function remember(client: QueryClient, build: string, store: UseStore, gone: Set<string>): void {
  const cache = client.getQueryCache()
  const changed = new Set<Query>()
  let waiting = false
  const write = async () => {
    waiting = false
    const now = [...changed].filter(isGood).map((query): [string, Kept] => [keyOf(query), keptAs(query)])
    const then = [...gone]
    changed.clear()
    gone.clear()
    await attempt(() => delMany(then, store))
    await attempt(() => setMany(now, store))
  }
  const keyOf = ({ queryHash }: Query) => `${build} ${queryHash}`
  const soon = () => {
    if (!waiting) setTimeout(() => void write(), gather)
    waiting = true
  }
  cache.subscribe((event) => {
    const { type, query } = event
    if (type === 'removed') {
      changed.delete(query)
      gone.add(keyOf(query))
    } else if (type === 'updated' && (event.action.type === 'success' || event.action.type === 'invalidate')) {
      gone.delete(keyOf(query))
      changed.add(query)
    } else return
    soon()
  })
  if (gone.size > 0) soon()
}

/** A server without its database says less of the county than it did before: the last good word is kept. */
function isGood({ queryKey: [what], state: { data } }: Query): boolean {
  return data !== undefined && (what !== 'health' || (data as Health).status === 'ok')
}

/** What was had, whatever became of the attempts to have it again. */
function keptAs(query: Query): Kept {
  const { state, ...kept } = dehydrateQuery(query)
  return { ...kept, state: { ...state, status: 'success', error: null, fetchMeta: null, fetchStatus: 'idle' } }
}

/** Whether the server is there, what time it is and what it is about is asked at once: the page came with these questions. */
function asNew(kept: Kept): Kept {
  const [what, which] = kept.queryKey
  const ofNow = what === 'health' || what === 'display' || which === 'themes'
  return ofNow ? { ...kept, state: { ...kept.state, isInvalidated: true } } : kept
}

async function within<T>(wait: number, get: () => Promise<T[]>): Promise<T[]> {
  const late = new Promise<T[]>((resolve) => setTimeout(() => resolve([]), wait))
  return Promise.race([attempt(get), late]).then((got) => got ?? [])
}

/** Storage may be off, refused or full. */
async function attempt<T>(doIt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await doIt()
  } catch {
    return undefined
  }
}
