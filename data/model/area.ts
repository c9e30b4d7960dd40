import { type Static, Type } from 'typebox'

/** The levels of administration, from the whole to the smallest. */
export const levels = ['county', 'township', 'community'] as const
export const Level = Type.Enum([...levels])
export type Level = Static<typeof Level>

/** The length of an official code tells its level (GB/T 2260 and GB/T 10114: 6, 9 and 12 digits). */
export const codeLength: Record<Level, number> = { county: 6, township: 9, community: 12 }

/**
 * How an area is addressed everywhere outside the database: its official code (`410122`),
 * or `a<fid>` where it has none.
 */
export const AreaKey = Type.String({ pattern: '^([0-9]{6,15}|a[0-9]{1,10})$' })
