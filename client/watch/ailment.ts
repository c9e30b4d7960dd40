/**
 * What a page of the wall has seen of itself. Moments are of a clock that never jumps, in milliseconds; of each list the
 * latest come last.
 */
export interface Signs {
  /** When the map's graphics were lost. */
  lost: readonly number[]
  /** Since when the map, whose graphics were lost or came back then, has not been whole; null where it has. */
  shaken: number | null
  /** Since when the map is not whole while the server is there; null where it is, or is not to be. */
  unwhole: number | null
  /** By how much what is on should have changed by now, in milliseconds; below 0 before its time. */
  overdue: number
  /** When a part of the page failed, and was begun anew. */
  threw: readonly number[]
  /** When the page had stood still. */
  stood: readonly number[]
  /** Since when it has not: before then nothing could be in time. */
  awake: number
}

/** What makes a page begin anew. */
export type Ailment =
  | 'graphics lost again'
  | 'graphics did not come back'
  | 'map never whole'
  | 'scene late'
  | 'failed again'
  | 'stood still'

export const second = 1_000
export const minute = 60 * second

/** Lost twice within so long, graphics will be lost again. */
export const oftenLost = 10 * minute
/** Within so long MapLibre heals the map by itself, or not at all. */
export const healing = 20 * second
/** So long even a large map on a slow machine does not take. */
const drawing = 3 * minute
/** A change of scenes may be so late. */
export const tolerance = 15 * second
/** What fails twice within so long will fail again. */
const failing = minute
/** A page is not in order that stands still so many times within so long. */
const stands = { times: 5, within: 10 * minute }

/** What ails the page, so that it had better begin anew; null where it is well, or may yet heal. */
export function ailmentOf(signs: Signs, now: number): Ailment | null {
  const { lost, shaken, unwhole, overdue, threw, stood, awake } = signs
  const within = (moments: readonly number[], span: number) => moments.filter((one) => now - one < span).length
  const lasts = (since: number | null, span: number) => since !== null && now - Math.max(since, awake) >= span
  if (within(lost, oftenLost) > 1) return 'graphics lost again'
  if (lasts(shaken, healing)) return 'graphics did not come back'
  if (lasts(unwhole, drawing)) return 'map never whole'
  if (overdue >= tolerance && lasts(awake, tolerance)) return 'scene late'
  if (within(threw, failing) > 1) return 'failed again'
  return within(stood, stands.within) >= stands.times ? 'stood still' : null
}
