import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Collection } from '#data/model/theme.ts'
import type { Words } from '#data/model/words.ts'
import { readCounty } from '../county.ts'
import type { Database, Queryable } from '../database/database.ts'
import { findCollection } from '../features/collections.ts'
import { page } from '../features/queries.ts'
import { columnsOf, type Item } from '../features/table.ts'
import { GdalError, withGdal } from '../files/gdal.ts'
import { makeTemporary } from '../files/temporary.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import type { ExportCommand } from './command.ts'
import { deliver, findRoom } from './deliver.ts'
import { NotWritable } from './not-writable.ts'
import { noteOf, noteText } from './note.ts'
import { areaOf, holdStill, planeOf } from './queries.ts'
import { begin, finish, stage } from './write-file.ts'

/** What an export wrote. */
export interface Exported {
  collection: Collection
  rows: number
  crs: string
  /** All of them lie there whole. */
  files: string[]
  losses: Words[]
}

/**
 * Writes a collection as it stood on a day to a file: all of it, or nothing.
 * @throws {NotWritable} where the command must be changed, {ProblemError} where there is no such collection
 */
export async function exportFile(database: Database, catalogue: Catalogue, command: ExportCommand): Promise<Exported> {
  const { format, file } = command
  const collection = await findCollection({ catalogue, database: () => database }, command.collection)
  refuseShapeless(collection, command)
  const files = format.note === 'text' && format.driver !== 'ESRI Shapefile' ? [`${file}.txt`, file] : [file]
  await findRoom(files, command.force)
  const county = await readCounty(database)
  const crs = command.crs ?? (format.drawing ? `EPSG:${await planeOf(database)}` : undefined)
  const columns = columnsOf(collection, catalogue.collections, command.language)
  const name = path.basename(file, path.extname(file))
  const order = { collection, columns, format, language: command.language, crs, name }
  const folder = makeTemporary()
  try {
    return await withGdal(async (gdal) => {
      const written = await database.transaction(async (inside) => {
        await holdStill(inside)
        const area = await chosenArea(inside, command)
        const about = { county, collection, day: command.day, area: area?.name }
        const work = await begin(gdal, folder, order, (seen) => noteOf({ ...about, ...seen }, command.language))
        const items = itemsOf(inside, catalogue, collection, command.day, area?.fid)
        return { work, staged: await stage(work, items) }
      })
      const made = await finish(written.work, written.staged)
      const text = path.join(folder, 'note.txt')
      await writeFile(text, noteText(written.work.note()))
      await deliver(files.map((to) => ({ from: to === file ? made : text, to })))
      const { seen, target, layout } = written.work
      return { collection, rows: seen.rows, crs: target.crs, files, losses: layout.losses() }
    })
  } catch (error) {
    if (!(error instanceof GdalError)) throw error
    throw new NotWritable(`Nothing was written: GDAL could not make the file (it says: ${error.message}).`)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function refuseShapeless({ id, shape }: Collection, { format, area }: ExportCommand): void {
  if (shape !== 'none') return
  if (format.shapes === 'needed') {
    throw new NotWritable(`${id} have no place, and ${format.ending} holds places: use .csv, .xlsx or .gpkg.`)
  }
  if (area !== undefined) throw new NotWritable(`${id} have no place, so none lies in an area: leave out --area.`)
}

async function chosenArea(inside: Queryable, { area, day }: ExportCommand) {
  if (area === undefined) return undefined
  const found = await areaOf(inside, area, day)
  if (found === undefined) throw new NotWritable(`There is no area of the code ${area} on ${day}.`)
  return found
}

const pageSize = 2000

/** The things of a collection on a day, page by page, so that they are never all in memory. */
async function* itemsOf(
  inside: Queryable,
  catalogue: Catalogue,
  collection: Collection,
  day: string,
  area: number | undefined,
): AsyncGenerator<Item> {
  const days = { first: day, last: day }
  const wanted = { days, bbox: undefined, filters: new Map(), limit: pageSize, digits: 9 }
  let after = 0
  for (;;) {
    const found = await page(inside, catalogue, collection, {
      ...wanted,
      after,
      ...(area === undefined ? {} : { area }),
    })
    const rows = found.slice(0, pageSize)
    for (const { feature } of rows) yield JSON.parse(feature) as Item
    const last = rows.at(-1)
    if (found.length <= pageSize || last === undefined) return
    after = last.fid
  }
}
