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

/**
 * Puts finished files where they belong, each whole whoever looks: all of them, or, where one cannot come, none, and
 * what stood there before stands again.
 * @throws {NotWritable} where one cannot come
 */
export async function deliver(files: readonly { from: string; to: string }[]): Promise<void> {
  const parts = files.map(({ from, to }) => ({ from, to, part: beside(to, 'part'), old: beside(to, 'old') }))
  const done: { to: string; old: string; stood: boolean }[] = []
  let last = ''
  try {
    // what was written elsewhere may lie on another disk, from which nothing can be renamed
    for (const { from, to, part } of parts) {
      last = to
      await copyFile(from, part)
    }
    for (const { to, part, old } of parts) {
      last = to
      // after the last one nothing can fail
      const stood = done.length < parts.length - 1 && (await copied(to, old))
      await rename(part, to)
      done.push({ to, old, stood })
    }
  } catch (error) {
    for (const { to, old, stood } of done) await (stood ? rename(old, to) : rm(to))
    throw new NotWritable(
      `Nothing was written: ${last} cannot be put there (${(error as NodeJS.ErrnoException).code}). Close it where it is open, or choose another folder.`,
    )
  } finally {
    for (const { part, old } of parts) for (const file of [part, old]) await rm(file, { force: true })
  }
}

function beside(file: string, what: string): string {
  return `${file}.${process.pid}.${what}`
}

/** @returns whether there was anything to copy */
async function copied(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
