import type { Box } from './boxes.ts'
import type { Reached } from './ground-queries.ts'
import { costTo, type Ways } from './legs.ts'
import { reachedPieces, roundsOf } from './pieces.ts'
import { type Reach, reachFrom, type Stand } from './reach.ts'

/** How far it is from one place, or from the nearest of several, and what ground that reaches. */
export interface Walk {
  /** Metres to a place; infinite where it is too far to have been looked at, or no way leads there. */
  to(x: number, y: number): number
  /** The ground within `metres`, as far as it lies in or beside some boxes. */
  ground(metres: number, boxes: readonly Box[]): Reached
  /** On foot: how far the streets are. */
  reach?: Reach
}

interface Place {
  x: number
  y: number
}

/** As the crow flies: rounds about the places. */
export function straight(places: readonly Place[]): Walk {
  return {
    to: (u, w) =>
      places.reduce((least, { x, y }) => Math.min(least, Math.hypot(x - u, y - w)), Number.POSITIVE_INFINITY),
    ground: (metres) => ({ ...nowhere(metres), rounds: places.map(({ x, y }) => ({ x, y, metres })) }),
  }
}

/** On foot along the streets; no way longer than `most` is followed. */
export function onFoot(ways: Ways, stands: readonly Stand[], most: number): Walk {
  const reach = reachFrom(ways.network, stands, most)
  return {
    to: (x, y) => costTo(ways, reach, x, y),
    reach,
    ground(metres, boxes) {
      const { free, beside } = reachedPieces(ways, reach, metres, boxes)
      return { lines: { each: free, metres: ways.leg }, beside, rounds: roundsOf(ways, reach, metres) }
    },
  }
}

export function nowhere(metres: number): Reached {
  return { lines: { each: [], metres }, beside: [], rounds: [] }
}
