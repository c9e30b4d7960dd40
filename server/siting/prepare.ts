import type { Indicator } from '#data/model/indicator.ts'
import { type DenseLevel, mostProposed, type SitingQuestion, usualSiting } from '#data/model/siting.ts'
import { missingOf } from '#data/model/status.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import { standingIn } from '../coverage/barrier-queries.ts'
import { type Box, boxRound } from '../coverage/boxes.ts'
import type { Asked, Served } from '../coverage/cover.ts'
import type { CoverageMaker } from '../coverage/coverage-maker.ts'
import { boxOf, inPlane, needsOf } from '../coverage/queries.ts'
import type { Standing } from '../coverage/standing.ts'
import type { Queryable } from '../database/database.ts'
import { sumsByUnit, targetsOn } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { alongStreets } from './candidates.ts'
import type { Order } from './jobs.ts'
import type { Wanted } from './problem.ts'
import { type Candidate, candidatesIn, countedBy, type Forbidden, nowhere } from './queries.ts'
import {
  sayFewer,
  sayNoneFound,
  sayNoRoom,
  sayNoTarget,
  sayNoUnits,
  sayShareBeyond,
  sayStreetless,
  sayTargetless,
} from './say.ts'

/** What is asked about, found: the question of coverage it stands on, and the layers it names. */
export interface AskedSites {
  question: SitingQuestion
  asked: Asked
  candidates: Collection | undefined
  forbidden: Forbidden
}

/** A candidate with what a site there costs, where that is asked about. */
type Costed = Candidate & { cost?: number | undefined }

/** Gathers what choosing sites takes, and says what comes of it. */
export function orderOf(site: Site, maker: CoverageMaker, sites: AskedSites, language: Language): Order {
  const { question, asked } = sites
  const seconds = question.timeLimitS ?? usualSiting
  const fewest = question.goal === 'cover-share'
  let [all, now] = [0, 0]
  let places: readonly Costed[] = []
  let proposed = 0
  let units: ReadonlyMap<number, string> = new Map()
  let targetless: readonly string[] = []
  const asObjective = (found: number) => (fewest ? found : now + found)
  return {
    seconds,
    language,
    async prepare(signal) {
      const database = site.database().reader('analysis', signal)
      const hindrance = await sayHindrance(maker, database, sites, language)
      if (hindrance !== undefined) return { impossible: hindrance }
      const standing = await maker.standing(asked, signal)
      const served = await servedBeside(maker, asked, standing, signal)
      const left = served.filter(({ covered }) => !covered)
      all = sum(served)
      now = all - sum(left)
      const given = question.sites?.length ? await inPlane(database, question.sites) : []
      const tried =
        question.goal === 'meet-density' ? await candidatesAt(database, given, { ...sites, forbidden: nowhere }) : []
      const density = densityOf(site, asked)
      const needed = await wantedOf(density, database, sites, tried, all, now)
      const { wanted, names } = needed
      units = names
      targetless = needed.targetless
      if (wanted.goal === 'meet-density' && names.size === 0)
        return { impossible: sayNoUnits(denseLevelOf(question), language) }
      if (density && names.size > 0 && targetless.length === names.size)
        return { impossible: sayNoTarget(density.title, asked.day, language) }
      if (isNothing(wanted)) return { best: { ...same(fewest ? 0 : now), result: resultOf([]) } }
      const ground = wanted.goal === 'meet-density' ? await boxOf(database, asked.leaves, asked.day) : undefined
      const box = ground ?? roundAll(left, question.metres + standing.leg)
      const near = (await nearPlaces(maker, database, sites, box)).filter(({ x, y }) =>
        given.every((one) => Math.hypot(one.x - x, one.y - y) >= (question.spacing ?? 0)),
      )
      const dry = await offBarriers(database, await candidatesAt(database, near, sites), asked)
      places = dry.map((place) => ({ ...place, cost: near[place.n]?.cost }))
      const { ways, leg } = standing
      return {
        streets: ways && { walked: ways.network.lines, barred: ways.barriers.lines, leg },
        metres: question.metres,
        demands: {
          xs: Float64Array.from(left, ({ x }) => x),
          ys: Float64Array.from(left, ({ y }) => y),
          weights: Float64Array.from(left, ({ weight }) => weight),
        },
        candidates: { xs: Float64Array.from(places, ({ x }) => x), ys: Float64Array.from(places, ({ y }) => y) },
        costs: question.cost === undefined ? undefined : Float64Array.from(places, ({ cost = 0 }) => cost),
        spacing: question.spacing ?? 0,
        wanted: wanted.goal === 'meet-density' ? { ...wanted, unitOf: Int32Array.from(places, unitOnGround) } : wanted,
        seconds,
        stop: new SharedArrayBuffer(4),
      }
    },
    tell: ({ picks, objective, bound }) => {
      proposed = picks.length
      return {
        objective: asObjective(objective),
        bound: asObjective(bound),
        result: resultOf(
          picks.flatMap(({ candidate, adds }) => {
            const place = places[candidate]
            return place ? { ...place, adds } : []
          }),
        ),
      }
    },
    remark() {
      const { goal, count = 0 } = question
      if (targetless.length > 0) return sayTargetless(targetless, language)
      // where nobody is left to reach none is missing
      const fewer = goal === 'cover-most' && all > now && proposed < count
      return fewer ? sayFewer(proposed, count, places.length, language) : null
    },
    explain: ({ why }) =>
      question.goal === 'meet-density'
        ? sayNoRoom(
            why.lacking.map((one) => ({ ...one, name: units.get(one.unit) ?? '' })),
            language,
          )
        : why.proven
          ? sayShareBeyond(all > 0 ? (now + why.most) / all : 0, places.length, language)
          : sayNoneFound(all > 0 ? (now + why.most) / all : 0, language),
  }
}

/** That there is no street: to walk on, or along which to look for places; undefined where none is needed, or there are some. */
async function sayHindrance(
  maker: CoverageMaker,
  database: Queryable,
  { question: { by, goal }, asked: { day }, candidates }: AskedSites,
  language: Language,
): Promise<string | undefined> {
  const walks = by === 'walk' && goal !== 'meet-density'
  if (!walks && candidates !== undefined) return undefined
  const { network } = await maker.streets(database, day)
  return network.edges > 0 ? undefined : sayStreetless(day, candidates === undefined, walks, language)
}

/** Who needs it, and whether what stands or is tried covers them. */
async function servedBeside(
  maker: CoverageMaker,
  asked: Asked,
  standing: Standing,
  signal: AbortSignal,
): Promise<readonly Served[]> {
  if (!asked.question.sites?.length) return standing.served
  return (await maker.cover(asked, signal, { gaps: false, shapes: false })).served
}

function candidatesAt(
  database: Queryable,
  places: readonly { x: number; y: number }[],
  { question, asked: { leaves, day, collections }, forbidden }: AskedSites,
): Promise<Candidate[]> {
  const planar = places.map(({ x, y }) => [x, y] as const)
  return candidatesIn(database, planar, leaves, day, denseLevelOf(question), collections.ground, forbidden)
}

/** Those that do not stand in water or the like, as a bridge does that a street runs on. */
async function offBarriers(
  database: Queryable,
  candidates: readonly Candidate[],
  { barriers, day }: Asked,
): Promise<Candidate[]> {
  const places = candidates.map(({ lon, lat }) => [lon, lat])
  const inBarriers = await standingIn(database, places, barriers, day)
  return candidates.filter((_, n) => !inBarriers.has(n))
}

function densityOf({ catalogue }: Site, { coverage }: Asked): Indicator | undefined {
  return catalogue.indicators.get(coverage.density ?? '')
}

/** The level whose units are each to meet the target of density. */
function denseLevelOf({ level = 'township' }: SitingQuestion): DenseLevel {
  return level
}

/** The unit in whose density a place counts; -1 where it counts in none. */
function unitOnGround({ unit, onGround }: Candidate): number {
  return onGround ? (unit ?? -1) : -1
}

function sum(served: readonly Served[]): number {
  return served.reduce((all, { weight }) => all + weight, 0)
}

function same(value: number) {
  return { objective: value, bound: value }
}

function isNothing(wanted: Wanted): boolean {
  if (wanted.goal === 'cover-share') return wanted.weight <= 0
  return wanted.goal === 'meet-density' && wanted.missing.every((missing) => missing === 0)
}

/**
 * What is wanted, in numbers, beside what is tried already; and what the units are called that it is wanted of, and those
 * among them for which nobody set a target.
 */
async function wantedOf(
  indicator: Indicator | undefined,
  database: Queryable,
  { question, asked }: AskedSites,
  tried: readonly Candidate[],
  all: number,
  now: number,
): Promise<{ wanted: Wanted; names: ReadonlyMap<number, string>; targetless: readonly string[] }> {
  const { goal, count = mostProposed, share = 0, budget } = question
  const level = denseLevelOf(question)
  const names = new Map<number, string>()
  const targetless: string[] = []
  const told = { names, targetless }
  if (goal === 'cover-most') return { wanted: { goal, count, budget }, ...told }
  // no further site for what is nothing but the dust of a product
  if (goal === 'cover-share') return { wanted: { goal, weight: share * all - now - 1e-9 * Math.max(1, all) }, ...told }
  const units = indicator ? await sumsByUnit(database, indicator, level, asked.day, asked.leaves) : []
  const targets = indicator ? await targetsOn(database, indicator.id, asked.day) : []
  const { without = [] } = asked.question
  const left = indicator
    ? await countedBy(database, indicator, asked.collections.offers, without, level, asked.day)
    : []
  const missing = new Int32Array(Math.max(0, ...units.map(({ fid }) => fid)) + 1)
  for (const { fid, name, numerator, denominator } of units) {
    names.set(fid, name)
    const target = targets.find(({ area }) => area === fid) ?? targets.find(({ area }) => area === null)
    if (target === undefined) targetless.push(name)
    if (!indicator || !target || !denominator) continue
    const gone = left.find(({ unit }) => unit === fid)?.counted ?? 0
    const sums = { numerator: (numerator ?? 0) - gone, denominator, short: 0 }
    const here = tried.filter((one) => unitOnGround(one) === fid).length
    missing[fid] = Math.max(0, missingOf(indicator, sums, target.value) - here)
  }
  return { wanted: { goal, unitOf: new Int32Array(), missing }, ...told }
}

async function nearPlaces(
  maker: CoverageMaker,
  database: Queryable,
  { question: { cost }, asked, candidates }: AskedSites,
  box: Box,
): Promise<readonly { x: number; y: number; cost?: number }[]> {
  if (candidates === undefined)
    return alongStreets((await maker.streets(database, asked.day)).network, box).map(([x, y]) => ({ x, y }))
  const points = await needsOf(database, candidates, cost, asked.leaves, asked.day)
  if (cost === undefined) return points.map(({ x, y }) => ({ x, y }))
  // of which nobody knows what it costs is none to choose
  return points.filter(({ known }) => known).map(({ x, y, weight }) => ({ x, y, cost: weight }))
}

function roundAll(places: readonly { x: number; y: number }[], beyond: number): Box {
  return boxRound(
    places.map(({ x }) => x),
    places.map(({ y }) => y),
    beyond,
  )
}

function resultOf(sites: readonly (Costed & { adds: number })[]) {
  return {
    type: 'FeatureCollection' as const,
    features: sites.map(({ lon, lat, adds, cost, area, areaName, township }, n) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { order: n + 1, adds, ...(cost === undefined ? {} : { cost }), area, areaName, township },
    })),
  }
}
