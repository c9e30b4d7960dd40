/** One way to ask, two engines behind it. Rooms know this file and neither engine. */

export type Row = Record<string, unknown>

export interface Queryable {
  /**
   * Runs one statement with parameters. Days come as `YYYY-MM-DD`, big integers as numbers, bytes as
   * `Uint8Array`, JSON parsed, on both engines.
   * @throws {DatabaseAway} when the database cannot be reached; the engine's own error otherwise.
   */
  query<T extends object = Row>(text: string, values?: readonly unknown[]): Promise<T[]>
}

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

export interface Database extends Queryable {
  readonly engine: 'embedded' | 'postgis'
  /** The county: a schema of its own, first on the search path of every connection. */
  readonly schema: string
  /** Runs work in one transaction: all of it, or nothing. */
  transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T>
  /** Runs several statements of trusted SQL text, as migrations are written. */
  script(text: string, inside?: Queryable): Promise<void>
  /**
   * One layer as a Mapbox vector tile of extent 4096 with a margin of 64 units.
   * @returns the encoded tile, empty where nothing lies.
   */
  tile(layer: TileLayer, at: TileAddress): Promise<Uint8Array>
  /** Hears NOTIFY on a channel of this county until the returned function is called. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
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

export const tileExtent = 4096
export const tileMargin = 64

/** Channels carry the county's name, so that counties in one database do not hear each other. */
export function channelName(schema: string, channel: string): string {
  return `${schema}_${channel}`
}

/** An identifier for SQL text. Only names from declarations and settings come here, and they are checked. */
export function identifier(name: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,62}$/u.test(name)) throw new Error(`not a name: ${name}`)
  return `"${name}"`
}
