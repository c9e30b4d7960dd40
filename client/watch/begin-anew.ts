import { type Begun, begun, mayBegin } from './back-off.ts'
import { leavePicture } from './last-picture.ts'

const place = 'xiucheng.begun'

/** When this page last began anew because it was not well; null where it never did. */
export function lastBegun(): Begun | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    return isBegun(kept) ? kept : null
  } catch {
    return null
  }
}

/**
 * Loads the page anew, unless it was too lately or could not come back: what is shown stays, whatever it is.
 * @param canReturn asks whether all of the page can be had
 */
export async function beginAnew(why: string, canReturn: () => Promise<boolean>): Promise<void> {
  const before = lastBegun()
  if (!mayBegin(before, Date.now()) || !(await canReturn())) return
  await leavePicture()
  const now = begun(before, Date.now(), why)
  try {
    localStorage.setItem(place, JSON.stringify(now))
    // whoever cannot remember it would do so again and again
    if (lastBegun()?.last === now.last) location.reload()
  } catch {
    // nothing is remembered here
  }
}

function isBegun(kept: unknown): kept is Begun {
  const { times, last, why } = (kept ?? {}) as Partial<Begun>
  return typeof times === 'number' && typeof last === 'number' && typeof why === 'string'
}
