import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Position } from 'geojson'
import type { OsmLayer } from '#data/model/theme.ts'
import { type Gdal, GdalError, type Layer, withGdal } from '../../files/gdal.ts'
import { makeTemporary } from '../../files/temporary.ts'
import { NotReadable } from '../not-readable.ts'
import { looksLikeValues, pointColumns, toldApart } from './columns.ts'
import { firstPosition, misfit, possible, readingOf } from './coordinates.ts'
import { writeForGdal } from './kml.ts'
import { type Chosen, chooseLayer, writeRows } from './layers.ts'
import { type Located, locate } from './locate.ts'
import { asWritten, type Column, rowsOf, type Shape, type SourceRow } from './rows.ts'
import { checkedEncoding, fieldName, shapefileText } from './shapefile-text.ts'
import { checkQuotes, encodingOf, type TextEncoding, utf8, writeAsUtf8 } from './text-encoding.ts'
import { checkWorkbook } from './workbook.ts'

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
  /** What is to be taken of a file of OpenStreetMap, and the one that is taken where `layer` names none. */
  osm?: readonly OsmLayer[]
  into?: string
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
  /** Whether points are to be made of what is not. */
  asPoints: boolean
  /** The names of its columns, in the file's order. */
  fields: string[]
  /** Those of them that became its place. */
  placeColumns: string[]
  /** What was decided against what the file says. */
  warnings: string[]
  /** May be read more than once. @throws {NotReadable} where a text is not of the file's encoding. */
  rows(): AsyncIterable<SourceRow>
  close(): Promise<void>
}

/**
 * Reads a file: a Shapefile (.shp, its folder, or zipped), GeoJSON, CSV, XLSX, KML, DXF, OpenStreetMap's .osm.pbf,
 * GeoPackage, FlatGeobuf, or what else GDAL can.
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
  if (located.kind === 'table') await checkQuotes(text?.path ?? located.path, located.shown)
  if (located.kind === 'sheet' && /\.xlsx$/i.test(located.path))
    await checkWorkbook(located.path, located.shown, path.join(folder, 'workbook'))
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
  const chosen = chooseLayer(located, layers, options)
  const { layer } = chosen
  const own = located.kind === 'shapefile' ? shapefileText(located, layer, options.encoding) : null
  const columns = columnsOf(located, chosen, own?.encoding ?? null, text, options.columns)
  const names = columns.map(({ name }) => name)
  const points = pointsOf(located, layer, names, options)
  const placed = layer.hasGeometry || points ? await readingOf(gdal, shown, layer.crs, options.crs) : null
  const reading = placed?.reading ?? null
  const written = path.join(folder, 'rows.geojsonl')
  await writeRows(gdal, located, chosen, written)
  const recoded = text && !text.plain ? text.encoding : null
  const shape: Shape = {
    shown,
    columns: await asWritten(written, columns),
    recoded,
    points,
    reading,
    bytes: null,
    skipsBlank: located.kind === 'sheet' || located.kind === 'table',
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
    layer: ownName.has(located.kind) ? path.basename(shown, path.extname(shown)) : chosen.name,
    asPoints: chosen.osm?.asPoints === true,
    fields: shape.columns.map(({ name }) => name),
    placeColumns: points === null ? [] : [points.x, points.y],
    warnings: [own?.warning, placed?.warning].filter((one) => typeof one === 'string'),
    rows: () => rowsOf(written, shape),
  }
}

/** Files of one layer, which is called as they are. */
const ownName = new Set<Located['kind']>(['shapefile', 'table', 'json'])

interface Text {
  path: string
  encoding: TextEncoding
  plain: boolean
  /** The names of what a KML file tells of its placemarks. */
  data: string[]
}

const textKinds: Partial<Record<Located['kind'], string>> = {
  table: '.csv',
  json: '.geojson',
  kml: '.kml',
  dxf: '.dxf',
}

/** A file that is text is read as UTF-8, where it lies if it can be. */
async function textOf(located: Located, given: string | undefined, folder: string): Promise<Text | null> {
  const { kind, shown, path: from } = located
  const extension = textKinds[kind]
  if (extension === undefined) return null
  const { plain, ...encoding } = await encodingOf(from, shown, given)
  const copy = path.join(folder, `text${extension}`)
  if (kind === 'kml') return { path: copy, encoding, plain, data: await writeForGdal(from, copy, encoding, shown) }
  // GDAL takes a drawing without a header for Latin-1, whatever it is told
  const before = kind === 'dxf' && !(await headed(from)) ? '0\nSECTION\n2\nHEADER\n0\nENDSEC\n' : ''
  if (plain && before === '' && path.extname(from).toLowerCase() === extension)
    return { path: from, encoding, plain, data: [] }
  await writeAsUtf8(from, copy, encoding, kind === 'json', before)
  return { path: copy, encoding, plain, data: [] }
}

async function headed(drawing: string): Promise<boolean> {
  const beginning = createReadStream(drawing, { end: 4096, encoding: 'latin1' }) as AsyncIterable<string>
  for await (const text of beginning) return /^HEADER\r?$/m.test(text)
  return false
}

function openOptions({ kind }: Located, { columns }: ReadOptions): string[] {
  switch (kind) {
    // One letter a byte, so that what is not of the encoding can be found and named instead of being mended.
    case 'shapefile':
      return ['ENCODING=ISO-8859-1']
    case 'table':
      return [`HEADERS=${columns ? 'NO' : 'YES'}`, 'AUTODETECT_TYPE=NO', 'KEEP_GEOM_COLUMNS=NO']
    case 'json':
      return ['DATE_AS_STRING=YES']
    case 'sheet':
      return [`HEADERS=${columns ? 'DISABLE' : 'FORCE'}`]
    case 'osm':
      return ['TAGS_FORMAT=JSON']
    default:
      return []
  }
}

/** A table of the database has not room for many more. */
const mostColumns = 1000

const plainColumn = (name: string): Column => ({ written: name, name, width: null })

function columnsOf(
  { kind, shown }: Located,
  { layer: { fields }, osm }: Chosen,
  encoding: TextEncoding | null,
  text: Text | null,
  given: string[] | undefined,
): Column[] {
  if (fields.length > mostColumns)
    throw new NotReadable(
      `${shown} has more than ${mostColumns.toLocaleString('en')} columns, which are the most that are read: leave out those not needed, or exchange rows and columns.`,
    )
  if (osm) return Object.keys(osm.columns).map(plainColumn)
  if (kind === 'kml') return (text?.data ?? []).map(plainColumn)
  const table = kind === 'table' || kind === 'sheet'
  if (table && given) {
    const named = new Set(given).size
    if (given.length !== fields.length || named !== fields.length)
      throw new NotReadable(`${shown} has ${fields.length} columns, and --columns names ${named}: name each once.`)
    return fields.map((field, index) => ({ written: field.name, name: given[index] ?? field.name, width: null }))
  }
  const names = fields.map(({ name }) => name)
  // where the first row of a sheet has none, GDAL makes some up
  const found = kind === 'sheet' ? names.filter((name, index) => name !== `Field${index + 1}`) : names
  const titleAlone = found.length === 1 && names.length > 2
  if ((kind === 'sheet' && (found.length === 0 || titleAlone)) || (table && looksLikeValues(names)))
    throw new NotReadable(
      `The first line of ${shown} has no names of columns${found.length > 0 ? `: ${found.join(', ')}` : ''}. Add --columns and a name for each, with commas between; or where the names stand further down, take away what stands above them.`,
    )
  const own = toldApart(kind === 'shapefile' ? names.map((name) => fieldName(shown, name, encoding)) : names)
  return fields.map(({ name, width }, index) => ({ written: name, name: own[index] ?? name, width }))
}

/** The columns with the coordinates, of a table or where they are named; null where the geometry is the file's own. */
function pointsOf({ kind, shown }: Located, { hasGeometry }: Layer, names: string[], { x, y }: ReadOptions) {
  if (hasGeometry && x === undefined && y === undefined) return null
  if (hasGeometry && kind !== 'table' && kind !== 'sheet')
    throw new NotReadable(`${shown} has geometry of its own, and --x and --y are for tables: leave them out.`)
  return pointColumns(shown, names, x, y)
}

function broken({ kind, shown }: Located, { message }: GdalError): NotReadable {
  const wanted =
    kind === 'json'
      ? 'GeoJSON'
      : 'a Shapefile (or a zip of one), GeoJSON, CSV, XLSX, GeoPackage, KML, DXF, FlatGeobuf or .osm.pbf'
  if (/cannot write|write (error|failed)/i.test(message))
    return new NotReadable('Nothing was written: the disk is full, or a file may not grow further.')
  if (/(maximum number of|too many) characters/i.test(message))
    return new NotReadable(
      `${shown} has a ${kind === 'table' ? 'line' : 'text'} of more than 10,000,000 characters, which is more than is read: shorten it.`,
    )
  if (/\b(Infinity|nan)\b.*JSON/is.test(message))
    return new NotReadable(
      `${shown} holds a coordinate that is no number or infinite, and so none of it can be read: find and mend it.`,
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
