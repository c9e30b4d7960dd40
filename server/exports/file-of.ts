import { readFile, rm } from 'node:fs/promises'
import { capital } from '#data/model/words.ts'
import { Stopped } from '../database/database.ts'
import type { Item } from '../features/table.ts'
import { withGdal } from '../files/gdal.ts'
import { makeTemporary } from '../files/temporary.ts'
import { ProblemError } from '../http/problem.ts'
import { NotWritable } from './not-writable.ts'
import { type About, type Note, noteOf } from './note.ts'
import { begin, finish, type Order, stage } from './write-file.ts'

/** What the note of a file tells that its rows do not. */
export type Known = Pick<About, 'county' | 'day' | 'area' | 'assumptions'>

/**
 * Things that were worked out as a file to be sent.
 * @param things in degrees of EPSG:4490, which are turned where they are
 * @param signal of whoever asks; files are made one after the other
 * @throws {ProblemError} 400 where the format does not hold them, or not in the coordinates asked for
 */
export async function fileOf(
  order: Order,
  things: readonly Item[],
  known: Known,
  signal: AbortSignal,
): Promise<Buffer> {
  const { collection, language } = order
  const note = (written: Pick<About, 'crs' | 'rows' | 'sources' | 'losses'>): Note =>
    noteOf({ ...known, collection, ...written }, language)
  const folder = makeTemporary()
  try {
    return await withGdal(async (gdal) => {
      if (signal.aborted) throw new Stopped()
      const work = await begin(gdal, folder, order, note)
      return await readFile(await finish(work, await stage(work, oneByOne(things))))
    })
  } catch (error) {
    if (error instanceof NotWritable) throw new ProblemError(400, capital(error.message))
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A layer of ground holds grounds of several pieces, even where each has one. */
async function* oneByOne(things: readonly Item[]): AsyncGenerator<Item> {
  for (const thing of things) {
    const { geometry } = thing
    if (geometry?.type !== 'Polygon') yield thing
    else yield { ...thing, geometry: { type: 'MultiPolygon', coordinates: [geometry.coordinates] } }
  }
}
