/** How often a stream of changes says that it is still there, in milliseconds. */
export const heartbeat = 15_000

/**
 * What is told over `/api/live`: that data changed; that a display did, by its id; or that some changes may have been
 * missed, and all is to be asked for again.
 */
export const liveKinds = ['data', 'display', 'missed'] as const
export type LiveKind = (typeof liveKinds)[number]
