import type { Queryable } from '../database/database.ts'

/** What the embedded engine is there for; larger counties are PostGIS only. */
const mostEmbedded = 200_000
/** What PostgreSQL locks for each county until the end: the tables in which the rows of its files waited. */
const locksOfCounty = 160
/** What it locks besides. */
const otherLocks = 400

/** More counties than the database has room for; nothing was written. */
export class TooManyCounties extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TooManyCounties'
  }
}

/** @throws {TooManyCounties} where the embedded engine is not meant for so many, each of so many rows */
export function checkRows(counties: number, rows: number): void {
  if (counties * rows <= mostEmbedded) return
  const n = (count: number) => count.toLocaleString('en')
  throw new TooManyCounties(
    `${counties} counties are ${n(counties * rows)} rows; the embedded database takes ${n(mostEmbedded)}. ` +
      `Set DATABASE_URL for PostGIS, or make at most ${Math.floor(mostEmbedded / rows)}.`,
  )
}

/** @throws {TooManyCounties} where PostgreSQL has not the room to lock all that so many make in one transaction */
export async function checkLocks(on: Queryable, counties: number): Promise<void> {
  const [set] = await on.query<{ each: number; connections: number }>(
    `select current_setting('max_locks_per_transaction')::integer as each,
       current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer as connections`,
  )
  if (set === undefined) return
  const most = Math.floor((set.each * set.connections - otherLocks) / locksOfCounty)
  if (counties <= Math.max(1, most)) return
  const enough = 2 ** Math.ceil(Math.log2((counties * locksOfCounty + otherLocks) / set.connections))
  throw new TooManyCounties(
    `${counties} counties are made in one transaction, for which PostgreSQL has too few locks. ` +
      `Set max_locks_per_transaction to ${enough} (it is ${set.each}) and restart it, or make at most ${most}.`,
  )
}
