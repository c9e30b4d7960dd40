import { createReadStream } from 'node:fs'
import type { Geometry } from 'geojson'
import type { Value } from '#data/model/thing.ts'
import { unguarded } from '../../files/csv.ts'
import { fromDatum } from '../../files/datum.ts'
import { NotReadable } from '../not-readable.ts'
import { type PointColumns, pointOf } from './columns.ts'
import { misplaced, type Reading } from './coordinates.ts'
import { decodeBytes, nullMark, type TextEncoding } from './text-encoding.ts'

/** A row of a file, its coordinates in the source's `srid`. */
export interface SourceRow {
  /** From 1, without a header. */
  row: number
  geometry: Geometry | null
  properties: Record<string, Value>
  /** Why this row alone cannot be taken; its geometry is then null. */
  fault?: string
}

export interface Column {
  /** As GDAL wrote it, which for a Shapefile is one letter a byte. */
  written: string
  name: string
  width: number | null
}

/** How the lines that GDAL wrote become rows. */
export interface Shape {
  shown: string
  columns: Column[]
  /** What the texts' bytes are, where GDAL handed them on unread. */
  bytes: TextEncoding | null
  /** Whether texts came from another encoding, so that U+FFFD tells a wrong one. */
  recoded: TextEncoding | null
  points: PointColumns | null
  reading: Reading | null
  /** Whether a row of empty cells is none, as in tables and sheets; it is counted all the same. */
  skipsBlank: boolean
  /** Whether texts may have an apostrophe before them that keeps a spreadsheet from taking them for formulas. */
  guarded: boolean
}

/** A line of what GDAL wrote. */
export interface Line {
  geometry: Geometry | null
  properties: Record<string, unknown>
}

/** The rows of a file of GeoJSON lines, one at a time. @throws {NotReadable} where a text is not of its encoding. */
export async function* rowsOf(file: string, shape: Shape): AsyncGenerator<SourceRow> {
  let row = 0
  for await (const line of linesOf(file)) {
    const { geometry, properties } = JSON.parse(line) as Line
    row++
    const blank = geometry === null && Object.values(properties).every((value) => value === null || value === '')
    if (shape.skipsBlank && blank) continue
    yield rowOf(row, geometry, properties, shape)
  }
}

/** Lines end at line feeds only; `readline` also takes U+2028, which a text may hold. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, {
    encoding: 'utf8',
    highWaterMark: 1 << 18,
  }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** The columns under the keys GDAL wrote: of two of one name, in capitals or not, it gave the later another. */
export async function asWritten(file: string, columns: Column[]): Promise<Column[]> {
  const lower = columns.map(({ written }) => written.toLowerCase())
  if (new Set(lower).size === lower.length) return columns
  for await (const line of linesOf(file)) {
    const keys = Object.keys((JSON.parse(line) as Line).properties)
    if (keys.length !== columns.length) continue
    return columns.map((column, index) => ({ ...column, written: keys[index] ?? column.written }))
  }
  return columns
}

function rowOf(row: number, geometry: Geometry | null, raw: Record<string, unknown>, shape: Shape): SourceRow {
  const properties: Record<string, Value> = {}
  for (const column of shape.columns) properties[column.name] = readValue(row, column, raw[column.written], shape)
  const cut = Object.entries(properties).find(([, value]) => typeof value === 'string' && value.includes(nullMark))
  if (cut) return { row, geometry: null, properties, fault: `${cut[0]} holds a null character` }
  const { points, reading } = shape
  let own = geometry
  if (points) {
    const made = pointOf(properties, points)
    if ('fault' in made) return { row, geometry: null, properties, fault: made.fault }
    own = made.point
  }
  if (!own || !reading) return { row, geometry: own, properties }
  const fault = misplaced(own, reading)
  if (fault !== null) return { row, geometry: null, properties, fault }
  return { row, geometry: reading.datum ? fromDatum(own, reading.datum) : own, properties }
}

function readValue(row: number, column: Column, value: unknown, shape: Shape): Value {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string') return JSON.stringify(value)
  const text = shape.bytes && !isAscii(value) ? decodeBytes(value, shape.bytes, column.width) : value
  const encoding = shape.bytes ?? shape.recoded
  if (encoding && (text === null || text.includes('\ufffd')))
    throw new NotReadable(
      `${shape.shown} is not all ${encoding.name}: row ${row}, ${column.name} has letters that are not. Check --encoding.`,
    )
  return shape.guarded && text !== null ? unguarded(text) : text
}

/** Whether a text is ASCII, which is the same in every encoding. */
export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a range that begins at the first character
  return /^[\x00-\x7f]*$/.test(text)
}
