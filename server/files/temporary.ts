import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const day = 24 * 60 * 60 * 1000

/** Makes a folder for files on their way through, and takes away those that killed processes left behind. */
export function makeTemporary(): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^xiucheng-(\d+)-/.exec(name)?.[1]
    if (owner !== undefined) sweep(path.join(tmpdir(), name), Number(owner))
  }
  return mkdtempSync(path.join(tmpdir(), `xiucheng-${process.pid}-`))
}

/** Lets a command that is stopped from outside take its folders away before it ends. */
export function leaveNothingWhenStopped(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      const own = readdirSync(tmpdir()).filter((name) => name.startsWith(`xiucheng-${process.pid}-`))
      try {
        for (const name of own) rmSync(path.join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 })
      } finally {
        process.kill(process.pid, signal)
      }
    })
  }
}

/** A number of a process may be given again, and one elsewhere is not seen: so only what is also older than a day. */
function sweep(folder: string, owner: number): void {
  try {
    if (Date.now() - statSync(folder).mtimeMs > day && !runs(owner)) rmSync(folder, { recursive: true, force: true })
  } catch {
    // another's, or just taken away by another
  }
}

function runs(owner: number): boolean {
  try {
    process.kill(owner, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
