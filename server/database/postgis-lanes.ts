import type pg from 'pg'
import { DatabaseBusy, type Queryable, type Row, Stopped, TooSlow, type Work } from './database.ts'
import { ask, connect, ignore } from './postgis-ask.ts'

/** For each kind of work: its connections, how many may wait for one, and when a statement is stopped. */
export type Limits = Record<Work, { connections: number; waiting: number; seconds: number }>

/**
 * Thirteen connections and four more for the rest: five servers stay below PostgreSQL's usual hundred. A map that
 * opens asks for some hundred tiles, few of which take more than ten milliseconds.
 */
export const usualLimits: Limits = {
  tiles: { connections: 6, waiting: 300, seconds: 10 },
  items: { connections: 4, waiting: 100, seconds: 15 },
  analysis: { connections: 3, waiting: 50, seconds: 30 },
}

/** The connections of one kind of work. Asked as `Queryable.query` is, on behalf of whoever holds the signal. */
export interface Lane {
  ask<T extends object = Row>(
    signal: AbortSignal | undefined,
    ...question: Parameters<Queryable['query']>
  ): Promise<T[]>
  end(): Promise<void>
}

/**
 * @param open makes a pool of connections to the county
 * @param cancel stops what runs on the connection of a backend, from another connection
 */
export function lanesOf(
  limits: Limits,
  open: (more: pg.PoolConfig) => pg.Pool,
  cancel: (pid: number) => Promise<unknown>,
): Record<Work, Lane> {
  const lane = (work: Work): Lane => {
    const { connections, waiting, seconds } = limits[work]
    const pool = open({ max: connections, statement_timeout: seconds * 1000 })
    return {
      async ask<T extends object>(signal: AbortSignal | undefined, ...question: Parameters<Queryable['query']>) {
        if (signal?.aborted) throw new Stopped()
        if (pool.waitingCount >= waiting) throw new DatabaseBusy()
        return askUntil<T>(await connect(pool), signal, question, cancel)
      },
      end: () => pool.end(),
    }
  }
  return { tiles: lane('tiles'), items: lane('items'), analysis: lane('analysis') }
}

/** `pg` tells which backend serves a connection; its types do not. */
type Served = pg.PoolClient & { processID: number }

async function askUntil<T extends object>(
  client: pg.PoolClient,
  signal: AbortSignal | undefined,
  question: Parameters<Queryable['query']>,
  cancel: (pid: number) => Promise<unknown>,
): Promise<T[]> {
  let stopping: Promise<unknown> | undefined
  const stop = () => {
    stopping = cancel((client as Served).processID).catch(ignore)
  }
  try {
    if (signal?.aborted) throw new Stopped()
    signal?.addEventListener('abort', stop, { once: true })
    return await ask<T>(client, ...question)
  } catch (error) {
    if (signal?.aborted) throw new Stopped(error)
    throw (error as { code?: string }).code === '57014' ? new TooSlow(error) : error
  } finally {
    signal?.removeEventListener('abort', stop)
    // a cancel hits whatever its backend then runs: until it has been answered, nobody else gets this connection
    await stopping
    client.off('error', ignore)
    client.release()
  }
}
