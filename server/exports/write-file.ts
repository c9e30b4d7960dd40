import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Collection } from '#data/model/theme.ts'
import type { Item } from '../features/table.ts'
import { byteOrderMark, csvLine } from '../files/csv.ts'
import type { Gdal } from '../files/gdal.ts'
import { type LayerRow, stageLayers } from '../files/layer.ts'
import type { ExportCommand } from './command.ts'
import { describeKml, named, pack } from './finish.ts'
import type { Layout } from './layout.ts'
import { NotWritable } from './not-writable.ts'
import { type Note, noteText } from './note.ts'
import type { Target } from './target.ts'

/** What was seen of the rows while they went by. */
export interface Seen {
  rows: number
  sources: Set<string>
  /** `Point`, `LineString`, `Polygon`. */
  kinds: Set<string>
}

/** An export under way. */
export interface Work {
  gdal: Gdal
  command: ExportCommand
  collection: Collection
  target: Target
  layout: Layout
  seen: Seen
  /** Known once all rows went by. */
  note: () => Note
  /** A folder of its own. */
  folder: string
}

async function writeCsv({ layout, folder }: Work, items: AsyncIterable<Item>): Promise<string> {
  const file = path.join(folder, 'table.csv')
  await pipeline(async function* () {
    yield `${byteOrderMark}${csvLine(layout.names)}`
    for await (const item of items) yield csvLine(layout.columns.map(({ of }) => of(item)))
  }, createWriteStream(file))
  return file
}

/** Takes in all rows, while the database holds still. @returns what `finish` makes the file of */
export async function stage(work: Work, items: AsyncIterable<Item>): Promise<string> {
  if (work.command.format.driver === undefined) return writeCsv(work, items)
  const { collection, command, layout, target, folder } = work
  const { format, language } = command
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
  const { gdal, command, collection, target, layout, folder } = work
  const { format, file } = command
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
    const name = path.basename(file, path.extname(file))
    await pack([...(await shapefiles(work, staged, options, name)), await textPart(work, name)], made)
    return made
  }
  const [first = ''] = await gdal.convert(staged, driver, options)
  if (format.note !== 'description') return first
  await describeKml(first, made, noteText(work.note()))
  return made
}

/** One Shapefile, or, as it holds one kind of shape, one for each kind there is. */
async function shapefiles({ gdal, seen }: Work, staged: string, options: string[], name: string) {
  const kinds = [...seen.kinds]
  if (kinds.includes('GeometryCollection'))
    throw new NotWritable(
      'Nothing was written: a Shapefile holds points, lines or ground, and here a thing is several of these in one. Use .gpkg.',
    )
  if (kinds.length < 2) return named(await gdal.convert(staged, 'ESRI Shapefile', options), name)
  const parts = []
  for (const kind of kinds) {
    const only = ['-where', `OGR_GEOMETRY LIKE '%${kind}'`]
    const files = await gdal.convert(staged, 'ESRI Shapefile', [...options, ...only])
    parts.push(...named(files, `${name}-${kind.toLowerCase()}`))
  }
  return parts
}

async function textPart({ folder, note }: Work, name: string) {
  const from = path.join(folder, 'inside.txt')
  await writeFile(from, noteText(note()))
  return { from, name: `${name}.txt` }
}
