import { randomInt } from 'node:crypto'

/** Without 0 and 1, which are read aloud as others. */
const signs = 'abcdefghijklmnopqrstuvwxyz23456789'
const length = 8

/** An id short enough to be read out: one of 1.8 million million. */
export function shortId(): string {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('')
}

/**
 * Keeps something under an id that nothing has yet.
 * @param keep what keeps it under an id; it gives undefined where that is taken, and another is tried
 * @throws when all of many were taken, which says that they are not made at random
 */
export async function underShortId<Kept>(
  keep: (id: string) => Promise<Kept | undefined>,
  make: () => string = shortId,
): Promise<Kept> {
  for (let tried = 0; tried < 20; tried++) {
    const kept = await keep(make())
    if (kept !== undefined) return kept
  }
  throw new Error('every short id that was tried is taken')
}
