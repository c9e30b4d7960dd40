/** A stream of numbers in [0, 1), always the same for the same seed (mulberry32). */
export type Random = () => number

export function random(seed: number, purpose = ''): Random {
  let state = hash(seed, purpose)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Mixes a text into a seed, so that one purpose's numbers do not shift another's. */
export function hash(seed: number, text: string): number {
  let mixed = (seed ^ 0x811c9dc5) | 0
  for (const letter of text) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return mixed
}

export function between(next: Random, low: number, high: number): number {
  return low + (high - low) * next()
}

export function whole(next: Random, low: number, high: number): number {
  return Math.floor(between(next, low, high + 1))
}

export function pick<T>(next: Random, from: readonly T[]): T {
  const one = from[Math.floor(next() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** The same things in an order of chance. */
export function shuffle<T>(next: Random, things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
}
