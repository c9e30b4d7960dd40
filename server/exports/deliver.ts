import { copyFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { NotWritable } from './not-writable.ts'

/**
 * @param files where files are to come to lie
 * @throws {NotWritable} where one is there and is not to be put aside, or there is no such folder
 */
export async function findRoom(files: readonly string[], force: boolean): Promise<void> {
  for (const file of files) {
    const folder = path.dirname(path.resolve(file))
    const there = await stat(folder).catch(() => undefined)
    if (!there?.isDirectory()) throw new NotWritable(`There is no folder ${folder}: make it first.`)
    const found = await stat(file).catch(() => undefined)
    if (found?.isDirectory()) throw new NotWritable(`${file} is a folder.`)
    if (found !== undefined && !force) {
      throw new NotWritable(
        `${file} is there already: choose another name, or add --force to put the new one in its place.`,
      )
    }
  }
}

/** Puts finished files where they belong: all of each, or nothing, whoever looks. */
export async function deliver(files: readonly { from: string; to: string }[]): Promise<void> {
  const parts = files.map(({ from, to }) => ({ from, to, part: `${to}.${process.pid}.part` }))
  try {
    // what was written elsewhere may lie on another disk, from which nothing can be renamed
    for (const { from, part } of parts) await copyFile(from, part)
    for (const { part, to } of parts) await rename(part, to)
  } finally {
    for (const { part } of parts) await rm(part, { force: true })
  }
}
