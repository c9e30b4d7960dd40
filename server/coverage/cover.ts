import { type Coverage, type CoverageQuestion, type CutOff, longestWay, type Need } from '#data/model/coverage.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Queryable } from '../database/database.ts'
import { costTo, cutOffAt, joinedParts, standAt, type Ways } from './legs.ts'
import { reachedPieces, roundsOf } from './pieces.ts'
import {
  boxOf,
  type Ground,
  groundsIn,
  inPlane,
  legOn,
  type Needing,
  needsOf,
  offersOf,
  type Reached,
} from './queries.ts'
import { type Reach, reachFrom, type Stand } from './reach.ts'
import type { StreetMaker } from './streets.ts'

/** Where something is offered: what stands, or a site that is tried, by its place among those asked about. */
export interface Offer {
  fid: number | null
  site: number | null
  x: number
  y: number
}

/** One who needs it, how far the nearest is (null: farther than was looked), and why, where no way leads there at all. */
export interface Served extends Needing {
  metres: number | null
  covered: boolean
  cutOff: CutOff | undefined
}

/** What is asked about, found. */
export interface Asked {
  question: CoverageQuestion
  coverage: Coverage
  need: Need
  collections: { offers: Collection; needs: Collection; ground: Collection }
  /** The smallest areas. */
  leaves: readonly number[]
  day: string
}

/** All that was worked out, from which an answer is told. */
export interface Covered {
  leg: number
  standing: number
  offers: readonly Offer[]
  lost: { offer: Offer; reason: Exclude<CutOff, 'not-connected'> }[]
  /** Empty where ground is what needs it. */
  served: Served[]
  /** Of those who need it, how many there are whose weight nobody knows. */
  unknown: number
  grounds: Ground[]
}

/**
 * Works out who and what is reached, on foot or as the crow flies.
 * @param inFull whether the pieces of ground are wanted with their shapes, and the way to those too who are not covered
 */
export async function cover(database: Queryable, streets: StreetMaker, asked: Asked, inFull = false): Promise<Covered> {
  const { question, coverage, need, collections, leaves, day } = asked
  const leg = await legOn(database, day)
  const without = new Set(question.without)
  const standing = (await offersOf(database, collections.offers, coverage.offers, day)).filter(
    ({ fid }) => !without.has(fid),
  )
  const sites = await inPlane(database, question.sites ?? [])
  const offers: Offer[] = [
    ...standing.map(({ fid, x, y }) => ({ fid, site: null, x, y })),
    ...sites.map(({ x, y }, site) => ({ fid: null, site, x, y })),
  ]
  const needs =
    need.collection === coverage.ground ? [] : await needsOf(database, collections.needs, need.weight, leaves, day)
  const box = await boxOf(database, leaves, day)
  const { served, reached, lost } =
    question.by === 'straight'
      ? straight(question.metres, offers, needs)
      : onFoot({ ...(await streets.on(database, day)), leg }, question.metres, offers, needs, box, inFull)
  const left = served.filter(({ covered }) => !covered)
  return {
    leg,
    standing: standing.length,
    offers,
    lost,
    served,
    unknown: needs.filter(({ known }) => !known).length,
    grounds: await groundsIn(database, collections.ground, leaves, day, reached, left, inFull),
  }
}

type Result = { served: Served[]; reached: Reached; lost: Covered['lost'] }

/** As the crow flies: rounds about what is offered. */
function straight(metres: number, offers: readonly Offer[], needs: readonly Needing[]): Result {
  const served = needs.map((one): Served => {
    const nearest = offers.reduce((least, { x, y }) => Math.min(least, Math.hypot(x - one.x, y - one.y)), Infinity)
    const covered = nearest <= metres
    return { ...one, metres: Number.isFinite(nearest) ? nearest : null, covered, cutOff: undefined }
  })
  return { served, lost: [], reached: { ...nowhere(metres), rounds: offers.map(({ x, y }) => ({ x, y, metres })) } }
}

function onFoot(
  ways: Ways,
  metres: number,
  offers: readonly Offer[],
  needs: readonly Needing[],
  box: [number, number, number, number] | undefined,
  inFull: boolean,
): Result {
  const { stands, lost } = standing(ways, offers)
  const reach = reachFrom(ways.network, stands, inFull ? longestWay : metres)
  const joined = joinedParts(ways.network, stands)
  const served = needs.map((one): Served => {
    const walked = costTo(ways, reach, one.x, one.y)
    if (walked <= metres) return { ...one, metres: walked, covered: true, cutOff: undefined }
    const cutOff = Number.isFinite(walked) ? undefined : cutOffAt(ways, joined, one.x, one.y)
    return { ...one, metres: Number.isFinite(walked) ? walked : null, covered: false, cutOff }
  })
  return { served, lost, reached: box ? groundOnFoot(ways, reach, metres, box) : nowhere(ways.leg) }
}

/** Those who offer, each on its street, and those that stand on none. */
export function standing(ways: Ways, offers: readonly Offer[]): { stands: Stand[]; lost: Covered['lost'] } {
  const stands: Stand[] = []
  const lost: Covered['lost'] = []
  for (const offer of offers) {
    const stand = standAt(ways, offer.x, offer.y)
    if (typeof stand === 'string') lost.push({ offer, reason: stand })
    else stands.push(stand)
  }
  return { stands, lost }
}

function groundOnFoot(ways: Ways, reach: Reach, metres: number, box: [number, number, number, number]): Reached {
  const { free, beside } = reachedPieces(ways, reach, metres, box)
  return { lines: { wkt: free, metres: ways.leg }, beside, rounds: roundsOf(reach, metres, ways.leg) }
}

function nowhere(metres: number): Reached {
  return { lines: { wkt: 'MULTILINESTRING EMPTY', metres }, beside: [], rounds: [] }
}
