import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import lockfile from 'proper-lockfile'
import { BadSetting } from '../config.ts'

interface Holder {
  pid: number
  host: string
  what: string
}

/** Another process has the folder open; opening it twice would ruin it. */
export class FolderHeld extends Error {
  readonly holder: string
  constructor(folder: string, holder: string) {
    super(`${folder} is in use by ${holder}. Stop it first, or set DATA_DIR to another folder.`)
    this.name = 'FolderHeld'
    this.holder = holder
  }
}

/** A lock not refreshed for so long belongs to nobody; the embedded engine can keep a process busy for a while. */
const stale = 60_000

/**
 * Takes the exclusive lock of an embedded engine's folder.
 * @param what who takes it, for the sentence another process will read
 * @returns a function that gives it back
 * @throws {FolderHeld} when a living process has it; {BadSetting} when there can be no such folder
 */
export async function lockFolder(folder: string, what: string): Promise<() => Promise<void>> {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new BadSetting(
      'DATA_DIR',
      `${folder} is no folder that can be made or opened (${(error as { code?: string }).code})`,
    )
  }
  const note = join(folder, 'holder.json')
  const take = () =>
    lockfile.lock(folder, { lockfilePath: join(folder, 'lock'), stale, update: 5_000, realpath: false })
  let release: () => Promise<void>
  try {
    release = await take()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ELOCKED') throw error
    const holder = readHolder(note)
    if (holder === undefined || !isDead(holder)) {
      throw new FolderHeld(folder, holder ? `${holder.what} (process ${holder.pid})` : 'another process')
    }
    // it ended without giving the lock back: a power cut, a kill
    rmSync(join(folder, 'lock'), { recursive: true, force: true })
    release = await take()
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, host: hostname(), what } satisfies Holder))
  return async () => {
    rmSync(note, { force: true })
    await release()
  }
}

function readHolder(note: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** In a container a restarted process often has its predecessor's number: its own number means a dead one. */
function isDead(holder: Holder): boolean {
  if (holder.host !== hostname()) return false
  if (holder.pid === process.pid) return true
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH'
  }
}
