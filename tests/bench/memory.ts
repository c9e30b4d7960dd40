import { readFileSync } from 'node:fs'

/** What a process holds in memory now (`VmRSS`), or held at most (`VmHWM`), in MB; 0 once it has ended. */
export function memoryOf(pid: number | undefined, which: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return (Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024) / 1e6
  } catch {
    return 0
  }
}
