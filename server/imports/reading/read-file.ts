import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Position } from 'geojson'
import { type Gdal, GdalError, type Layer, withGdal } from '../../files/gdal.ts'
import { makeTemporary } from '../../files/temporary.ts'
import { NotReadable } from '../not-readable.ts'
import { looksLikeValues, pointColumns, toldApart } from './columns.ts'
import { firstPosition, misfit, possible, readingOf } from './coordinates.ts'
import { type Located, locate, severalLayers } from './locate.ts'
import { asWritten, type Column, rowsOf, type Shape, type SourceRow } from './rows.ts'
import { checkedEncoding, fieldName, shapefileText } from './shapefile-text.ts'
import { encodingOf, type TextEncoding, utf8, writeAsUtf8 } from './text-encoding.ts'

export { NotReadable } from '../not-readable.ts'
export type { SourceRow } from './rows.ts'

/** What the command says about a file, where the file does not say it itself or says it wrongly. */
export interface ReadOptions {
  layer?: string
  /** `EPSG:4547`, `GCJ-02`, `BD-09`. */
  crs?: string
  encoding?: string
  /** The columns of a table with the coordinates: longitude or easting, and latitude or northing. */
  x?: string
  y?: string
  /** The names of a table's columns, where its first line is not a header. */
  columns?: string[]
}

/** An opened file. `close` it, also after an error. */
export interface Source {
  file: string
  /** Of the file given; of .shp, .dbf, .shx and .prj one after another where they lie unpacked. */
  sha256: string
  /** What its coordinates were read as: `EPSG:4547`, `GCJ-02` …; `''` where it has none. */
  crs: string
  /** The EPSG code of the rows' coordinates, x before y: 4490 after GCJ-02 and BD-09; 0 where it has none. */
  srid: number
  encoding: string
  layer: string
  /** The names of its columns, in the file's order. */
  fields: string[]
  /** What was decided against what the file says. */
  warnings: string[]
  /** May be read more than once. @throws {NotReadable} where a text is not of the file's encoding. */
  rows(): AsyncIterable<SourceRow>
  close(): Promise<void>
}

/**
 * Reads a file: a Shapefile (.shp, its folder, or zipped), GeoJSON, CSV, or what else GDAL can.
 * Nothing is left to guess; coordinates are the file's own, except that GCJ-02 and BD-09 become EPSG:4490.
 * @throws {NotReadable} where something must be added to the command, or the file is broken.
 */
export async function openSource(file: string, options: ReadOptions): Promise<Source> {
  const folder = makeTemporary()
  const close = () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    return { ...(await read(file, options, folder)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function read(file: string, options: ReadOptions, folder: string): Promise<Omit<Source, 'close'>> {
  const located = await locate(file, options.layer, folder)
  const text = await textOf(located, options.encoding, folder)
  return withGdal((gdal) => readWith(gdal, file, located, text, options, folder)).catch((error: unknown) => {
    throw error instanceof GdalError ? broken(located, error) : error
  })
}

async function readWith(
  gdal: Gdal,
  file: string,
  located: Located,
  text: Text | null,
  options: ReadOptions,
  folder: string,
): Promise<Omit<Source, 'close'>> {
  const { shown } = located
  const layers = await gdal.open(text?.path ?? located.path, openOptions(located, options))
  const layer = chooseLayer(located, layers, options.layer)
  const own = located.kind === 'shapefile' ? shapefileText(located, layer, options.encoding) : null
  const columns = columnsOf(located, layer, own?.encoding ?? null, options.columns)
  const names = columns.map(({ name }) => name)
  const points = pointsOf(located, layer, names, options)
  const placed = layer.hasGeometry || points ? await readingOf(gdal, shown, layer.crs, options.crs) : null
  const reading = placed?.reading ?? null
  const written = path.join(folder, 'rows.geojsonl')
  await rename(await gdal.write(layer.name), written)
  const recoded = text && !text.plain ? text.encoding : null
  const shape: Shape = {
    shown,
    columns: await asWritten(written, columns),
    recoded,
    points,
    reading,
    bytes: null,
    guarded: located.kind === 'table',
  }
  if (own) shape.bytes = await checkedEncoding(written, shape, own.encoding)
  await checkFirst(written, shape)
  return {
    file,
    sha256: await sha256(located.bytes),
    crs: reading?.crs ?? '',
    srid: reading?.srid ?? 0,
    encoding: own ? (shape.bytes?.name ?? 'ASCII') : (text?.encoding.name ?? utf8.name),
    layer: located.kind === 'other' ? layer.name : path.basename(shown, path.extname(shown)),
    fields: shape.columns.map(({ name }) => name),
    warnings: [own?.warning, placed?.warning].filter((one) => typeof one === 'string'),
    rows: () => rowsOf(written, shape),
  }
}

interface Text {
  path: string
  encoding: TextEncoding
  plain: boolean
}

/** A file that is text is read as UTF-8, where it lies if it can be. */
async function textOf(located: Located, given: string | undefined, folder: string): Promise<Text | null> {
  if (located.kind !== 'table' && located.kind !== 'json') return null
  const { plain, ...encoding } = await encodingOf(located.path, located.shown, given)
  const extension = located.kind === 'table' ? '.csv' : '.geojson'
  if (plain && path.extname(located.path).toLowerCase() === extension) return { path: located.path, encoding, plain }
  const copy = path.join(folder, `text${extension}`)
  await writeAsUtf8(located.path, copy, encoding, located.kind === 'json')
  return { path: copy, encoding, plain }
}

function openOptions({ kind, path: file }: Located, { columns }: ReadOptions): string[] {
  // One letter a byte, so that what is not of the encoding can be found and named instead of being mended.
  if (kind === 'shapefile') return ['ENCODING=ISO-8859-1']
  if (kind === 'table') return [`HEADERS=${columns ? 'NO' : 'YES'}`, 'AUTODETECT_TYPE=NO']
  if (kind === 'json') return ['DATE_AS_STRING=YES']
  return /\.(xlsx|xls|ods)$/i.test(file) ? ['HEADERS=FORCE'] : []
}

function chooseLayer({ kind, shown }: Located, layers: Layer[], named: string | undefined): Layer {
  const [only] = layers
  if (!only) throw new NotReadable(`${shown} holds no layer of things.`)
  if (layers.length === 1 && (kind !== 'other' || named === undefined)) return only
  const found = layers.find(({ name }) => name === named)
  if (found) return found
  throw severalLayers(
    shown,
    layers.map(({ name }) => name),
    named,
  )
}

function columnsOf(
  { kind, shown }: Located,
  { fields }: Layer,
  encoding: TextEncoding | null,
  given: string[] | undefined,
): Column[] {
  if (kind === 'table' && given) {
    const named = new Set(given).size
    if (given.length !== fields.length || named !== fields.length)
      throw new NotReadable(`${shown} has ${fields.length} columns, and --columns names ${named}: name each once.`)
    return fields.map((field, index) => ({ written: field.name, name: given[index] ?? field.name, width: null }))
  }
  const names = fields.map(({ name }) => name)
  if (kind === 'table' && looksLikeValues(names))
    throw new NotReadable(
      `The first line of ${shown} has no names of columns: ${names.join(', ')}. Add --columns and a name for each, with commas between.`,
    )
  const own = toldApart(kind === 'shapefile' ? names.map((name) => fieldName(shown, name, encoding)) : names)
  return fields.map(({ name, width }, index) => ({ written: name, name: own[index] ?? name, width }))
}

/** The columns with the coordinates, of a table or where they are named; null where the geometry is the file's own. */
function pointsOf({ kind, shown }: Located, { hasGeometry }: Layer, names: string[], { x, y }: ReadOptions) {
  if (hasGeometry && x === undefined && y === undefined) return null
  if (hasGeometry && kind !== 'table')
    throw new NotReadable(`${shown} has geometry of its own, and --x and --y are for tables: leave them out.`)
  return pointColumns(shown, names, x, y)
}

function broken({ kind, shown }: Located, { message }: GdalError): NotReadable {
  const wanted = kind === 'json' ? 'GeoJSON' : 'a Shapefile (or a zip of one), GeoJSON, CSV, GeoPackage or KML'
  if (/cannot write|write (error|failed)/i.test(message))
    return new NotReadable('Nothing was written: the disk is full, or a file may not grow further.')
  if (/(maximum number of|too many) characters/i.test(message))
    return new NotReadable(
      `${shown} has a ${kind === 'table' ? 'line' : 'text'} of more than 10,000,000 characters, which is more than is read: shorten it.`,
    )
  if (message === '') return new NotReadable(`${shown} is not a file that can be read: give ${wanted}.`)
  return new NotReadable(`${shown} is cut short or broken: export it or send it again (GDAL says: ${message}).`)
}

/** Refuses a file of whose first rows none is what it is read as; a single one is refused as a row. */
async function checkFirst(written: string, shape: Shape): Promise<void> {
  const { reading, shown } = shape
  let row = 0
  let wrong: Position | null = null
  let fitting = false
  for await (const { geometry } of rowsOf(written, { ...shape, reading: null })) {
    const position = geometry && firstPosition(geometry)
    if (reading && position) {
      if (possible(position, reading)) fitting = true
      else wrong ??= position
    }
    if (++row === 1000) break
  }
  if (reading && wrong && !fitting) throw misfit(shown, wrong, reading)
}

async function sha256(files: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
