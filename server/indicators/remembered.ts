import { LRUCache } from 'lru-cache'
import type { Queryable } from '../database/database.ts'

/** How many answers are kept, of some 10 kB each. */
const most = 300

/**
 * What was worked out of the database, kept for as long as the database shows the same. That is named by its snapshot: any
 * transaction that writes makes another, in this server or elsewhere, so what is kept is never out of date.
 */
export class Remembered<T extends object> {
  readonly #kept = new LRUCache<string, T>({ max: most })

  /**
   * What goes by a name, worked out where it is not kept; whoever gets it leaves it as it is.
   * @param name says all that it depends on beside the database
   */
  async take(on: Queryable, name: string, work: () => Promise<T>): Promise<T> {
    // asked before: what changes meanwhile is kept under a snapshot that does not come again
    const [row] = await on.query<{ shown: string }>('select pg_current_snapshot()::text as shown')
    const key = `${row?.shown} ${name}`
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const made = await work()
    this.#kept.set(key, made)
    return made
  }
}
