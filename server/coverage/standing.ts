import { longestWay } from '#data/model/coverage.ts'
import type { Queryable } from '../database/database.ts'
import { type Asked, type Lost, needsGround, type Offer, type Served } from './cover.ts'
import { type Ground, groundsIn, type Reached } from './ground-queries.ts'
import { cutOffAt, joinedParts, standAt, type Ways } from './legs.ts'
import { boxOf, countOutside, needsOf, offersOf } from './queries.ts'
import { type Stand, unlike } from './reach.ts'
import { toRelay } from './relaid.ts'
import type { Streets } from './streets.ts'
import { nowhere, onFoot, straight, type Walk } from './walk.ts'

/** What is reached from what stands. Whatever sites are tried beside it, this stays. */
export interface Standing {
  /** None as the crow flies. */
  ways: Ways | undefined
  leg: number
  /** No way longer than this was followed. */
  most: number
  walk: Walk
  /** What stands. */
  offers: readonly Offer[]
  lost: readonly Lost[]
  /** Whether no street is known to walk on. */
  streetless: boolean
  /** The parts of the network in which walks begin; undefined where nothing stands. */
  joined: ReadonlySet<number> | undefined
  served: readonly Served[]
  unknown: number
  outside: number
  /** None where it was not asked for. */
  grounds: readonly Ground[]
  /** How many km² of them are not reached. */
  kmLeft: number
}

/** What is wanted of what stands. */
export interface Depth {
  /** The ground that is reached, which takes far longer than to say who is; its pieces with their shapes. */
  ground: 'none' | 'gaps' | 'shapes'
  /** The way to those too who are not covered. */
  far: boolean
}

/**
 * Works out who and what is reached from what stands, on foot or as the crow flies.
 * @param streets undefined as the crow flies
 * @param like what was worked out for the same question with others left out: who needs it is known, and of its ground only
 *   what changes is laid anew
 */
export async function standingFor(
  database: Queryable,
  streets: Streets | undefined,
  leg: number,
  asked: Asked,
  { ground, far }: Depth,
  like?: Standing,
): Promise<Standing> {
  const { question, coverage, need, collections, leaves, day } = asked
  const { metres } = question
  const most = !far ? metres : streets ? longestWay : Number.POSITIVE_INFINITY
  const without = new Set(question.without)
  const offers = (await offersOf(database, collections.offers, coverage.offers, day))
    .filter(({ fid }) => !without.has(fid))
    .map(({ fid, x, y }): Offer => ({ fid, site: null, x, y }))
  const needs =
    like?.served ?? (needsGround(asked) ? [] : await needsOf(database, collections.needs, need.weight, leaves, day))
  const outside = like?.outside ?? (await countOutside(database, collections.needs, day))
  const ways = streets && { ...streets, leg }
  const { stands, lost } = standsOf(ways, offers)
  const walk = ways ? onFoot(ways, stands, most) : straight(offers)
  const joined = ways && offers.length > 0 ? joinedParts(ways.network, stands) : undefined
  const served = needs.map((one) => servedAt(one, walk.to(one.x, one.y), metres, ways, joined))
  const unknown = needs.filter(({ known }) => !known).length
  const streetless = ways?.network.edges === 0
  const people = { ways, leg, most, walk, offers, lost, streetless, joined, served, unknown, outside }
  if (ground === 'none') return { ...people, grounds: [], kmLeft: 0 }
  const left = served.filter(({ covered }) => !covered)
  const lay = (reached: Reached, only?: readonly Ground[]) =>
    groundsIn(database, collections.ground, leaves, day, reached, left, ground === 'shapes', only)
  const relay = async (like: Standing) => {
    const changed = like.walk.reach && walk.reach ? unlike(like.walk.reach, walk.reach, metres) : []
    const before = { reached: like.walk.ground(metres, changed), served: like.served }
    const anew = toRelay(like.grounds, before, { reached: walk.ground(metres, changed), served })
    const boxes = anew.map(({ box }) => box)
    return laidOver(like.grounds, await lay(walk.ground(metres, boxes), anew))
  }
  const layAll = async () => {
    const box = await boxOf(database, leaves, day)
    return lay(box ? walk.ground(metres, [box]) : nowhere(leg))
  }
  const grounds = await (like ? relay(like) : layAll())
  const kmLeft = grounds.flatMap(({ gaps }) => gaps).reduce((all, { km2 }) => all + km2, 0)
  return { ...people, grounds, kmLeft }
}

/** Some grounds, each in the place of what it was before. */
function laidOver(grounds: readonly Ground[], anew: readonly Ground[]): Ground[] {
  const nameOf = ({ fid, area }: Ground) => `${fid} ${area}`
  const fresh = new Map(anew.map((ground) => [nameOf(ground), ground]))
  return grounds.map((ground) => fresh.get(nameOf(ground)) ?? ground)
}

/** Those who offer, each on its street, and those that stand on none; as the crow flies nobody needs a street. */
export function standsOf(ways: Ways | undefined, offers: readonly Offer[]): { stands: Stand[]; lost: Lost[] } {
  const stands: Stand[] = []
  const lost: Lost[] = []
  if (ways === undefined) return { stands, lost }
  for (const offer of offers) {
    const stand = standAt(ways, offer.x, offer.y)
    if (typeof stand === 'string') lost.push({ offer, reason: stand })
    else stands.push(stand)
  }
  return { stands, lost }
}

/** One who needs it, so many metres from the nearest. */
export function servedAt(
  one: Omit<Served, 'metres' | 'covered' | 'cutOff'>,
  walked: number,
  metres: number,
  ways: Ways | undefined,
  joined: ReadonlySet<number> | undefined,
): Served {
  if (walked <= metres) return { ...one, metres: walked, covered: true, cutOff: undefined }
  if (Number.isFinite(walked)) return { ...one, metres: walked, covered: false, cutOff: undefined }
  return { ...one, metres: null, covered: false, cutOff: ways && cutOffAt(ways, joined, one.x, one.y) }
}
