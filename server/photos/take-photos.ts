import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { today } from '#data/model/day.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Database } from '../database/database.ts'
import { NotReadable } from '../imports/not-readable.ts'
import { takeTurn } from '../imports/queries.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import type { PhotosCommand } from './command.ts'
import { type Lead, namedAfter } from './named-after.ts'
import { mostBytes, NotAPicture, type Picture, readPicture } from './picture.ts'
import * as sql from './queries.ts'

/** What taking photos in did, or would do. */
export interface PhotoReport {
  read: number
  /** Photos taken; 0 in a dry run, and where some were refused and not to be skipped. */
  written: number
  refused: { file: string; reason: string }[]
  /** Of those read, how many their thing has already. */
  unchanged: number
}

/**
 * Takes the photos of a folder into the county in one transaction: all that are not refused, or none.
 * @param say hears that another command goes first, and how a long one goes
 * @throws {NotReadable} when something must be mended in the command
 */
export async function takePhotos(
  database: Database,
  catalogue: Catalogue,
  command: PhotosCommand,
  say: (line: string) => void = () => {},
): Promise<PhotoReport> {
  const collection = chosenCollection(catalogue, command.to)
  const files = filesIn(command.from)
  return database.transaction(async (inside) => {
    await takeTurn(inside, say)
    const leadOf = namedAfter(await sql.namedThings(inside, collection, today()))
    const known = await sql.knownPhotos(inside, collection.id)
    const report: PhotoReport = { read: files.length, written: 0, refused: [], unchanged: 0 }
    // read twice rather than held: a folder may be larger than the memory
    const fresh: (Lead & { path: string })[] = []
    for (const path of files) {
      const lead = lookAt(path, leadOf)
      if ('fault' in lead) report.refused.push({ file: relative(command.from, path) || path, reason: lead.fault })
      else if (known.has(`${lead.fid} ${lead.sha256}`)) report.unchanged += 1
      else fresh.push({ path, ...lead })
      if ('sha256' in lead) known.add(`${lead.fid} ${lead.sha256}`)
    }
    if (command.dryRun || (report.refused.length > 0 && !command.skipRefused)) return report
    const came = new Date().toISOString()
    for (const [n, { path, fid, caption }] of fresh.entries()) {
      if (n > 0 && n % 100 === 0) say(`  收 taken ${n}/${fresh.length}`)
      const told = { collection: collection.id, fid, caption, file: basename(path), came }
      await sql.addPhoto(inside, told, pictureAt(path))
    }
    return { ...report, written: fresh.length }
  })
}

/**
 * Takes the photos that came last to a collection back. Asked again, it takes back those before.
 * @throws {NotReadable} where there are none
 */
export function undoPhotos(
  database: Database,
  collection: string,
  say: (line: string) => void = () => {},
): Promise<{ collection: string; day: string; removed: number }> {
  return database.transaction(async (inside) => {
    await takeTurn(inside, say)
    const last = await sql.removeLast(inside, collection)
    if (last === undefined) throw new NotReadable(`There are no photos of ${collection} to take back.`)
    return { collection, ...last }
  })
}

/** Of what a file is a picture, and which; or why it is none. */
function lookAt(path: string, leadOf: ReturnType<typeof namedAfter>): (Lead & { sha256: string }) | { fault: string } {
  const lead = leadOf(basename(path))
  if ('fault' in lead) return lead
  try {
    return { ...lead, sha256: pictureAt(path).sha256 }
  } catch (error) {
    if (error instanceof NotAPicture) return { fault: error.message }
    throw error
  }
}

function pictureAt(path: string): Picture {
  if (statSync(path).size > mostBytes) throw new NotAPicture('it is larger than 10 MB')
  return readPicture(readFileSync(path))
}

/** What systems put beside pictures by themselves. */
const notPictures = /^(\..*|Thumbs\.db|desktop\.ini)$/i

const order = new Intl.Collator('zh', { numeric: true })
/** Else `T1_2.jpg` would come before `T1.jpg`. */
const withoutEnding = (path: string) => path.slice(0, path.length - extname(path).length)

/** The files in a folder and the folders in it, in the order of their names; or the one that is named. */
function filesIn(from: string): string[] {
  if (!existsSync(from)) throw new NotReadable(`There is no ${from}.`)
  if (!statSync(from).isDirectory()) return [from]
  const files = readdirSync(from, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !notPictures.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => order.compare(withoutEnding(a), withoutEnding(b)))
  if (files.length === 0) throw new NotReadable(`There are no files in ${from}.`)
  return files
}

function chosenCollection(catalogue: Catalogue, to: string): Collection {
  const named = [...catalogue.collections.values()].filter(({ derived, key, label }) => !derived && (key ?? label))
  const collection = named.find(({ id }) => id === to)
  if (collection !== undefined) return collection
  throw new NotReadable(
    `There are no things called ${to} to have photos. There are: ${named.map(({ id }) => id).join(', ')}.`,
  )
}
