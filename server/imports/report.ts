import type { Point } from 'geojson'
import type { Value } from '#data/model/thing.ts'

export interface RowNote {
  /** Counted from 1 in the order of the file. */
  row: number
  reason: string
}

/** A row's properties, and a point on it: `at`, null where it has no place. */
export interface SampleRow {
  [property: string]: Value | Point
  at: Point | null
}

/** What an import did, or would do: the last line of `--report json`. */
export interface Report {
  read: number
  /** Rows taken; in a dry run 0. */
  written: number
  refused: RowNote[]
  repaired: RowNote[]
  /** The first three rows as written. */
  sample: SampleRow[]
  source: { file: string; sha256: string; crs: string; encoding: string }
  /** Of those written, how many the county already held as they are. */
  unchanged: number
  /** Rows closed because the file no longer holds them (`--replace`). */
  closed: number
  /** Columns of the file that nothing took. */
  unusedColumns: string[]
  /** What was decided against what the file says of itself, and what to look at though it was taken. */
  warnings: string[]
}
