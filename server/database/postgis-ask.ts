import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { DatabaseAway, DatabaseBusy } from './database.ts'

/** A connection that is out of the pool and breaks must not end the process; its next query fails anyway. */
export const ignore = () => {}

export async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    const client = await pool.connect()
    client.on('error', ignore)
    return client
  } catch (error) {
    throw translate(error)
  }
}

/** Arguments are those of `Queryable.query`. */
export async function ask<T extends object>(
  on: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
  how?: 'prepared',
): Promise<T[]> {
  try {
    // several statements in one text are only possible without parameters
    const plain = how === undefined && values.length === 0
    const result = await on.query(plain ? text : { text, values: [...values], ...(how && { name: nameOf(text) }) })
    return result.rows as T[]
  } catch (error) {
    throw translate(error)
  }
}

/** Sends text to a COPY as fast as the database takes it. */
export async function copyFrom(on: pg.PoolClient, command: string, text: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(text, on.query(from(command)))
  } catch (error) {
    throw translate(error)
  }
}

/** One name for one text, on whatever connection: a name may be given to no other. */
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Connection failures in all their forms become one error; faults of the statement stay as they are. */
export function translate(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  // the pool's words for having waited in vain for one of its connections
  if (/timeout exceeded when trying to connect/i.test(message)) return new DatabaseBusy()
  const away =
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|ENOENT|57P0[1-3]|08(?!P01)\w{3}|53300)$/.test(code) ||
    /Connection terminated|not queryable/i.test(message) ||
    error instanceof AggregateError
  return away ? new DatabaseAway(error) : error
}
