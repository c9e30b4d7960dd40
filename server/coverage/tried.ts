import { longestWay } from '#data/model/coverage.ts'
import type { Queryable } from '../database/database.ts'
import { standingIn } from './barrier-queries.ts'
import { meet } from './boxes.ts'
import { type Asked, type Covered, needsGround, type Offer, type Served, type Tried } from './cover.ts'
import { type Gap, type Ground, gapsLeft, groundAdded, type Reached, type Shape } from './ground-queries.ts'
import { joinedParts } from './legs.ts'
import { type InUnit, unitsOf } from './queries.ts'
import { type Standing, servedAt, standsOf } from './standing.ts'
import { nowhere, onFoot, straight, type Walk } from './walk.ts'

/** A place, and what is reached from it. */
export interface Reaching {
  x: number
  y: number
  reached: () => Reached
}

/**
 * What sites add to what stands. Each is walked from by itself: what is reached from several places together is what is
 * reached from any of them, so nothing of what stands is worked out again.
 * @param groundsOf gives the ground that each of some sites reaches
 * @param gaps whether what is left of the ground is wanted
 */
export async function trySites(
  database: Queryable,
  standing: Standing,
  asked: Asked,
  sites: readonly { x: number; y: number }[],
  groundsOf: (sites: readonly Reaching[]) => Promise<(Shape | undefined)[]>,
  gaps: boolean,
): Promise<Covered> {
  const { ways, leg, most, offers, streetless, unknown, outside } = standing
  const { metres } = asked.question
  const offered = sites.map((place, site): Offer => ({ fid: null, site, ...place }))
  const { stands, lost } = standsOf(ways, offered)
  const joined = ways && new Set([...(standing.joined ?? []), ...joinedParts(ways.network, stands)])
  const unused = new Set(lost.map(({ offer }) => offer.site))
  const used = offered.filter(({ site }) => !unused.has(site))
  const walks = ways ? stands.map((stand) => onFoot(ways, [stand], most)) : used.map((offer) => straight([offer]))

  const adds = used.map(() => 0)
  const reaches = used.map(() => 0)
  const served = standing.served.map((one): Served => {
    const wayTo = (offer: Offer, i: number) => (near(offer, one, most) ? walks[i]?.to(one.x, one.y) : undefined)
    const found = used.map((offer, i) => wayTo(offer, i) ?? Number.POSITIVE_INFINITY)
    const first = one.covered ? -1 : found.findIndex((way) => way <= metres)
    if (first >= 0) adds[first] = (adds[first] ?? 0) + one.weight
    for (const [i, way] of found.entries()) if (way <= metres) reaches[i] = (reaches[i] ?? 0) + one.weight
    const nearest = Math.min(...found)
    // who is farther from all of them, and was not cut off from anything that stands, is where he was
    const same = standing.offers.length > 0 && one.cutOff !== 'not-connected'
    if (nearest >= (one.metres ?? Infinity) && same) return one
    return servedAt(one, Math.min(nearest, one.metres ?? Infinity), metres, standing.ways, joined)
  })

  const grounds = await groundsOf(
    used.map(({ x, y }, i) => ({ x, y, reached: () => reachedFrom(walks[i], metres, [x, y], leg) })),
  )
  const shapes = grounds.filter((ground) => ground !== undefined)
  const km2 = needsGround(asked) ? await groundAdded(database, touched(standing.grounds, shapes), grounds) : []
  const added = needsGround(asked) ? km2 : adds
  const left = served.filter(({ covered }) => !covered)
  const further = Math.min(2 * metres, longestWay)
  // looked for only where it is told: of a site that adds nothing
  const next = used.map((offer, i) => {
    if ((added[i] ?? 0) > 0 || left.length === 0) return null
    const stand = stands[i]
    return nearestOf(left, offer, ways && stand ? onFoot(ways, [stand], further) : straight([offer]), further)
  })
  const reaching = new Map(
    used.map(({ site }, i) => [
      site,
      { ground: grounds[i], adds: added[i] ?? 0, reaches: reaches[i] ?? 0, next: next[i] ?? null },
    ]),
  )
  const { sites: places = [] } = asked.question
  const units = await unitsOf(database, places, asked.day)
  const inBarriers = await standingIn(database, places, asked.barriers, asked.day)
  return {
    leg,
    streetless,
    standing: offers.length,
    lost: [...standing.lost, ...lost],
    served,
    unknown,
    outside,
    grounds: gaps ? await groundsLeft(database, standing.grounds, shapes, served) : standing.grounds,
    kmLeft: Math.max(
      0,
      km2.reduce((left, one) => left - one, standing.kmLeft),
    ),
    tried: sites.map((_, site): Tried => {
      const within = units[site] ?? nowhereAtAll
      return { within, standsIn: inBarriers.get(site), ...(reaching.get(site) ?? reachingNone) }
    }),
  }
}

const reachingNone = { ground: undefined, adds: 0, reaches: 0, next: null }
const nowhereAtAll: InUnit = { area: null, areaName: null, township: null }

function reachedFrom(walk: Walk | undefined, metres: number, [x, y]: [number, number], leg: number): Reached {
  const far = metres + leg
  return walk ? walk.ground(metres, [[x - far, y - far, x + far, y + far]]) : nowhere(metres)
}

/** The grounds without what sites reach of their gaps. */
async function groundsLeft(
  database: Queryable,
  grounds: readonly Ground[],
  sites: readonly Shape[],
  served: readonly Served[],
): Promise<Ground[]> {
  const gaps = touched(grounds, sites)
  const left = served.filter(({ covered }) => !covered)
  const parts = await gapsLeft(database, gaps, sites, left)
  const now = new Map(gaps.map((gap, i): [Gap, Gap[]] => [gap, parts[i] ?? []]))
  return grounds.map((ground) => ({ ...ground, gaps: ground.gaps.flatMap((gap) => now.get(gap) ?? [gap]) }))
}

/** The gaps that some ground may lie in. */
function touched(grounds: readonly Ground[], sites: readonly Shape[]): Gap[] {
  return grounds.flatMap(({ gaps }) => gaps).filter((gap) => sites.some((site) => meet(gap.box, site.box)))
}

/** How far the nearest of some is by a walk from a place, in metres; null where that is farther than `most`. */
function nearestOf(left: readonly Served[], from: Offer, walk: Walk, most: number): number | null {
  const nearest = left.reduce(
    (least, one) => (near(from, one, most) ? Math.min(least, walk.to(one.x, one.y)) : least),
    Number.POSITIVE_INFINITY,
  )
  return nearest <= most ? nearest : null
}

function near(offer: Offer, { x, y }: { x: number; y: number }, most: number): boolean {
  return Math.abs(offer.x - x) <= most && Math.abs(offer.y - y) <= most
}
