import { createWriteStream } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Collection } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import type { Column, Item } from '../features/table.ts'
import { byteOrderMark, csvLine } from '../files/csv.ts'
import type { Gdal } from '../files/gdal.ts'
import { type LayerRow, stageLayers } from '../files/layer.ts'
import { describeKml, named, pack } from './finish.ts'
import type { Format } from './formats.ts'
import { type Layout, layOut } from './layout.ts'
import { NotWritable } from './not-writable.ts'
import { type About, type Note, noteText } from './note.ts'
import { placed, type Target, targetOf } from './target.ts'

/** Things on their way to a file, and what kind of file. */
export interface Order {
  collection: Pick<Collection, 'id' | 'title' | 'shape' | 'label'>
  columns: readonly Column[]
  format: Format
  language: Language
  /** As it was asked for; undefined for degrees of EPSG:4490. */
  crs: string | undefined
  /** The file's, without its ending. */
  name: string
}

/** An export under way. */
export interface Work extends Order {
  gdal: Gdal
  target: Target
  layout: Layout
  /** What was seen of the rows while they went by; of what kind they are: `Point`, `LineString`, `Polygon`. */
  seen: { rows: number; sources: Set<string>; kinds: Set<string> }
  /** Known once all rows went by. */
  note: () => Note
  /** A folder of its own. */
  folder: string
}

/**
 * Begins to write: `stage`, then `finish`.
 * @param noteOf writes the note, told what only the writing knows
 * @throws {NotWritable} for a reference system that is none, or that the format does not hold
 */
export async function begin(
  gdal: Gdal,
  folder: string,
  order: Order,
  noteOf: (written: Pick<About, 'crs' | 'rows' | 'sources' | 'losses'>) => Note,
): Promise<Work> {
  const { collection, columns, format, language, crs = 'EPSG:4490' } = order
  const target = await targetOf(gdal, crs)
  if (format.degreesOnly && target.srid !== 4490 && target.srid !== 4326) {
    throw new NotWritable(`${format.ending} holds degrees of WGS84 only: leave out crs ${crs}.`)
  }
  const layout = layOut(collection, columns, format, language, target.geographic)
  const seen: Work['seen'] = { rows: 0, sources: new Set(), kinds: new Set() }
  const note = () => {
    const losses = layout.losses().map((words) => words[language])
    return noteOf({ crs: target.crs, rows: seen.rows, sources: seen.sources, losses })
  }
  return { ...order, gdal, target, layout, seen, note, folder }
}

async function writeCsv({ layout, folder }: Work, items: AsyncIterable<Item>): Promise<string> {
  const file = path.join(folder, 'table.csv')
  await pipeline(async function* () {
    yield `${byteOrderMark}${csvLine(layout.names)}`
    for await (const item of items) yield csvLine(layout.columns.map(({ of }) => of(item)))
  }, createWriteStream(file))
  return file
}

/**
 * Takes in all things, in degrees of EPSG:4490.
 * @returns what `finish` makes the file of
 * @throws {NotWritable} where one has no place in the coordinates asked for
 */
export async function stage(work: Work, things: AsyncIterable<Item>): Promise<string> {
  const items = placed(work.gdal, work.target, watched(things, work.seen))
  if (work.format.driver === undefined) return writeCsv(work, items)
  const { collection, format, language, layout, target, folder } = work
  const columns = format.shapes === 'columns'
  const { id, title } = collection
  const layer = {
    name: { sheet: sheetName(title[language]), description: title[language], inside: id, text: id }[format.note],
    fields: layout.columns.map(({ type }, index) => ({ name: layout.names[index] ?? '', type })),
    shape: columns ? ('none' as const) : collection.shape,
    crs: target.srid === null ? null : target.crs,
  }
  async function* rows(): AsyncGenerator<LayerRow> {
    for await (const item of items) {
      yield {
        id: item.id,
        geometry: columns ? null : item.geometry,
        values: layout.columns.map(({ of }) => of(item)),
      }
    }
  }
  const staged = [{ layer, rows: rows() as AsyncIterable<LayerRow> | Iterable<LayerRow> }]
  if (format.note === 'sheet') staged.push({ layer: noteLayer(language), rows: noteRows(work) })
  return stageLayers(folder, staged)
}

/** What a spreadsheet takes for the name of a sheet: Excel calls the file broken for any other. */
function sheetName(title: string): string {
  return title.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}

function noteLayer(language: 'zh' | 'en') {
  const [name, ...fields] = language === 'zh' ? ['说明', '项目', '内容'] : ['Note', 'Item', 'Content']
  return {
    name: name ?? '',
    fields: fields.map((field) => ({ name: field, type: 'text' as const })),
    shape: 'none' as const,
    crs: null,
  }
}

function* noteRows({ note }: Work): Generator<LayerRow> {
  for (const [id, { title, value }] of note().entries()) yield { id, geometry: null, values: [title, value] }
}

/** Makes the file of what was staged. @returns where it lies @throws {GdalError} */
export async function finish(work: Work, staged: string): Promise<string> {
  const { format, name, collection, target, layout, folder } = work
  if (format.driver === undefined) return staged
  const label = layout.columns.findIndex(({ property }) => property !== undefined && property.name === collection.label)
  const options = format.options({
    note: work.note(),
    digits: target.digits,
    headings: layout.names,
    label: layout.names[label],
    shape: collection.shape,
  })
  const made = path.join(folder, `made${format.ending}`)
  const driver = format.driver
  if (driver === 'ESRI Shapefile') {
    await pack([...(await shapefiles(work, staged, options, name)), await textPart(work, name)], made)
    return made
  }
  const [first = ''] = await convert(work, staged, driver, options)
  if (format.note !== 'description') return first
  await describeKml(first, made, noteText(work.note()))
  return made
}

/** What GDAL writes, in the work's own folder, with which it goes. */
async function convert({ gdal, folder }: Work, staged: string, driver: string, options: string[]): Promise<string[]> {
  const files = []
  for (const from of await gdal.convert(staged, driver, options)) {
    const to = path.join(folder, path.basename(from))
    await rename(from, to)
    files.push(to)
  }
  return files
}

/** One Shapefile, or, as it holds one kind of shape, one for each kind there is. */
async function shapefiles(work: Work, staged: string, options: string[], name: string) {
  const kinds = [...work.seen.kinds]
  if (kinds.includes('GeometryCollection'))
    throw new NotWritable(
      'Nothing was written: a Shapefile holds points, lines or ground, and here a thing is several of these in one. Use .gpkg.',
    )
  if (kinds.length < 2) return named(await convert(work, staged, 'ESRI Shapefile', options), name)
  const parts = []
  for (const kind of kinds) {
    const only = ['-where', `OGR_GEOMETRY LIKE '%${kind}'`]
    const files = await convert(work, staged, 'ESRI Shapefile', [...options, ...only])
    parts.push(...named(files, `${name}-${kind.toLowerCase()}`))
  }
  return parts
}

async function textPart({ folder, note }: Work, name: string) {
  const from = path.join(folder, 'inside.txt')
  await writeFile(from, noteText(note()))
  return { from, name: `${name}.txt` }
}

async function* watched(items: AsyncIterable<Item>, seen: Work['seen']): AsyncGenerator<Item> {
  for await (const item of items) {
    seen.rows++
    const { source } = item.properties
    if (typeof source === 'string') seen.sources.add(source)
    if (item.geometry !== null) seen.kinds.add(item.geometry.type.replace('Multi', ''))
    yield item
  }
}
