/** One way to ask, two engines behind it. Rooms know this file and neither engine. */

export type Row = Record<string, unknown>

export interface Queryable {
  /**
   * Runs one statement with parameters. Days come as `YYYY-MM-DD`, big integers as numbers, bytes as
   * `Uint8Array`, JSON parsed, on both engines.
   * @param how `prepared` where the same text is asked over and over: the engine may keep its parse and its plan.
   *   Never for a text that is put together from what a client sends, for each one is kept.
   * @throws {DatabaseAway} when the database cannot be reached; the engine's own error otherwise.
   */
  query<T extends object = Row>(text: string, values?: readonly unknown[], how?: 'prepared'): Promise<T[]>
}

/** A row for `copy`: as text, numbers and JSON as PostgreSQL reads them. */
export type CopyRow = readonly (string | number | null)[]

export interface Transaction extends Queryable {
  /**
   * Adds rows to a table as they come, by COPY: many, at the speed of the engine. Nothing else may be asked meanwhile.
   * @param columns in the order of each row's values
   * @throws also what `rows` throws, and the transaction can then only be taken back
   */
  copy(table: string, columns: readonly string[], rows: AsyncIterable<CopyRow>): Promise<void>
}

/** What is asked for in passing, by whoever looks: each kind of work has means of its own, and none starves another. */
export type Work = 'tiles' | 'items' | 'analysis'

/** Where a vector tile lies in WebMercatorQuad. */
export interface TileAddress {
  z: number
  x: number
  y: number
}

export interface TileLayer {
  name: string
  /** Columns carried as attributes, beside `fid`, which is the feature's id. */
  attributes: readonly string[]
  /**
   * SQL that selects `fid`, `geom_3857` and the attributes. `$1 … $n` are `values`; the word `ENVELOPE`
   * stands for the tile's envelope with its margin.
   */
  rows: string
  values: readonly unknown[]
}

/**
 * Asks for one kind of work. Beside the errors of `query`:
 * @throws {DatabaseBusy} when too many wait for this kind of work already
 * @throws {TooSlow} when a statement took longer than this kind of work may
 * @throws {Stopped} when whoever asked has left
 */
export interface Reader extends Queryable {
  /**
   * One layer as a Mapbox vector tile of extent 4096 with a margin of 64 units.
   * @returns the encoded tile, empty where nothing lies.
   */
  tile(layer: TileLayer, at: TileAddress): Promise<Uint8Array>
}

export interface Database extends Queryable {
  readonly engine: 'embedded' | 'postgis'
  /** The county: a schema of its own, first on the search path of every connection. */
  readonly schema: string
  /** Runs work in one transaction: all of it, or nothing. */
  transaction<T>(work: (inside: Transaction) => Promise<T>): Promise<T>
  /** Runs several statements of trusted SQL text, as migrations are written. */
  script(text: string, inside?: Queryable): Promise<void>
  /**
   * The same county for one kind of work.
   * @param signal of whoever asks; once it is aborted, what runs is stopped and what waits never begins
   */
  reader(work: Work, signal?: AbortSignal): Reader
  /**
   * Hears NOTIFY on a channel of this county until the returned function is called.
   * @param lost the connection broke: nothing more is heard, and what is told meanwhile never will be
   */
  listen(channel: string, heard: (payload: string) => void, lost?: () => void): Promise<() => Promise<void>>
  /** Sends to those who listen on a channel of this county. */
  notify(channel: string, payload: string): Promise<void>
  /** Versions of PostgreSQL and PostGIS, as health reports them. */
  versions(): Promise<{ version: string; postgis: string }>
  close(): Promise<void>
}

/** The database cannot be reached now; asking again later may help. */
export class DatabaseAway extends Error {
  constructor(cause: unknown) {
    super('the database cannot be reached', { cause })
    this.name = 'DatabaseAway'
  }
}

/** As many wait as may; the next one is better told at once. */
export class DatabaseBusy extends Error {
  constructor() {
    super('too many wait already')
    this.name = 'DatabaseBusy'
  }
}

/** A statement was stopped because it took longer than its kind of work may. */
export class TooSlow extends Error {
  constructor(cause: unknown) {
    super('the statement took too long', { cause })
    this.name = 'TooSlow'
  }
}

/** A statement was stopped, or never begun, because whoever asked has left. */
export class Stopped extends Error {
  constructor(cause?: unknown) {
    super('whoever asked has left', { cause })
    this.name = 'Stopped'
  }
}

export const tileExtent = 4096
export const tileMargin = 64

/** By whose clock the database says what day it is, as `today` in the data model does. */
export const timezone = 'Asia/Shanghai'

/** Channels carry the county's name, so that counties in one database do not hear each other. */
export function channelName(schema: string, channel: string): string {
  return `${schema}_${channel}`
}

/** An identifier for SQL text. Only names from declarations and settings come here, and they are checked. */
export function identifier(name: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,62}$/u.test(name)) throw new Error(`not a name: ${name}`)
  return `"${name}"`
}
