import { minute } from './ailment.ts'

/** How often a page has begun anew in a row, and when it last did by the clock of its machine; and for what. */
export interface Begun {
  times: number
  last: number
  why: string
}

/** How long after each time, at the least, the next may follow; after all of them the last. */
const waits = [1, 2, 4, 8, 16, 32, 60].map((minutes) => minutes * minute)
/** What has been well for so long begins to count from the first again. */
const forgotten = 6 * 60 * minute

/** Whether a page may begin anew; a clock that was put back is no reason to wait for longer. */
export function mayBegin(before: Begun | null, now: number): boolean {
  return before === null || Math.abs(now - before.last) >= (waits[before.times - 1] ?? waits.at(-1) ?? 0)
}

/** What is to be remembered of it when it does. */
export function begun(before: Begun | null, now: number, why: string): Begun {
  const row = before !== null && Math.abs(now - before.last) < forgotten ? before.times : 0
  return { times: Math.min(row + 1, waits.length), last: now, why }
}
