import { today } from '#data/model/day.ts'
import { settle } from '../county-changes.ts'
import type { Database, Queryable } from '../database/database.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import { NotReadable } from './not-readable.ts'
import { takeTurn } from './queries.ts'
import * as sql from './undo-queries.ts'

/** What undoing the last import of a collection did. */
export interface Undone {
  collection: string
  file: string
  /** The day it was taken in. */
  day: string
  /** Versions that it had written, and that are gone. */
  removed: number
  /** Versions that stand again as they did before it. */
  restored: number
  /** Photos of what it had brought, that are gone with it. */
  photos: number
}

/**
 * Undoes the last import of a collection, or of a reference layer: rows, their days and figures are as they were
 * before it, and the import is forgotten. Asked again, it undoes the one before.
 * @throws {NotReadable} where there is none, or what came later stands on it; nothing is changed then
 */
export function undoImport(
  database: Database,
  catalogue: Catalogue,
  name: string,
  say: (line: string) => void = () => {},
): Promise<Undone> {
  return database.transaction(async (inside) => {
    await takeTurn(inside, say)
    const last = await sql.lastImport(inside, name)
    if (last === undefined) throw new NotReadable(`There is no import of ${name} to undo.`)
    if (last.sample)
      throw new NotReadable(`What stands in ${name} is the sample (演示数据), which goes with --drop-sample.`)
    const collection = catalogue.collections.get(name)
    if (collection === undefined && last.earlier > 0)
      throw new NotReadable(
        `${last.file} took the place of an earlier file in ${name}, which is not kept: import that one again with --replace.`,
      )
    if (!last.undoable)
      throw new NotReadable(
        `${last.file} was taken into ${name} before what imports change was kept; it cannot be undone.`,
      )
    const { file, day } = last
    if (collection === undefined) {
      await sql.dropReference(inside, name)
      await sql.forgetImport(inside, last.id)
      return { collection: name, file, day, removed: 1, restored: 0, photos: 0 }
    }
    const since = await sql.firstDay(inside, collection, last.id)
    const done = await sql.putBack(inside, collection, last.id)
    await refuseStranded(inside, catalogue, name, last)
    await sql.forgetImport(inside, last.id)
    const photos = await sql.forgetPhotos(inside, collection)
    await settle(inside, catalogue, since ?? today(), name)
    return { collection: name, file, day, ...done, photos }
  })
}

async function refuseStranded(
  inside: Queryable,
  catalogue: Catalogue,
  name: string,
  { id, file }: sql.Recorded,
): Promise<void> {
  const to = catalogue.collections.get(name)
  for (const collection of catalogue.collections.values()) {
    for (const property of collection.properties) {
      if (to === undefined || collection.derived || property.computed || property.to !== name) continue
      const stranded = await sql.countStranded(inside, collection, property.name, to, id)
      if (stranded > 0)
        throw new NotReadable(
          `${file} cannot be undone: ${stranded} of ${collection.id}, imported later, refer to what it brought. Undo ${collection.id} first.`,
        )
    }
  }
}
