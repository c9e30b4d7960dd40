import { readFileSync } from 'node:fs'
import type { Command } from '../command.ts'

/** What a process holds in memory now (`VmRSS`), or held at most (`VmHWM`), in MB; 0 once it has ended. */
export function memoryOf(pid: number | undefined, which: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return (Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024) / 1e6
  } catch {
    return 0
  }
}

/** The environment of a command that `heldBy` is to ask. */
export const telling = { NODE_OPTIONS: `--import ${new URL('tell-memory.mjs', import.meta.url).href}` }

/** What a command of ours holds once it has collected its garbage, in bytes: its heap, and all of it. */
export async function heldBy(command: Command): Promise<{ heap: number; all: number }> {
  const before = command.said().match(/^memory /gm)?.length ?? 0
  const answer = new RegExp(`^memory ${before + 1}: (\\d+) of (\\d+)\n`, 'm')
  command.process.kill('SIGUSR2')
  const [, heap, all] = answer.exec(await command.says(answer)) ?? []
  return { heap: Number(heap), all: Number(all) }
}
