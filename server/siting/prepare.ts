import { type SitingQuestion, usualSiting } from '#data/model/siting.ts'
import { missingOf } from '#data/model/status.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import type { Asked, Served } from '../coverage/cover.ts'
import type { CoverageMaker } from '../coverage/coverage-maker.ts'
import { type Box, boxOf, inPlane, needsOf } from '../coverage/queries.ts'
import type { Standing } from '../coverage/standing.ts'
import type { Queryable } from '../database/database.ts'
import { sumsByUnit, targetsOn } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { alongStreets } from './candidates.ts'
import type { Order } from './jobs.ts'
import type { Wanted } from './problem.ts'
import { type Candidate, candidatesIn } from './queries.ts'
import { sayNoRoom, sayShareBeyond } from './say.ts'

/** The level whose units are each to meet the target of density. */
const denseLevel = 'township'

/** What is asked about, found: the question of coverage it stands on, and the layers it names. */
export interface AskedSites {
  question: SitingQuestion
  asked: Asked
  candidates: Collection | undefined
  forbidden: Collection | undefined
}

/** Gathers what choosing sites takes, and says what comes of it. */
export function orderOf(site: Site, maker: CoverageMaker, sites: AskedSites, language: Language): Order {
  const { question, asked } = sites
  const seconds = question.timeLimitS ?? usualSiting
  const fewest = question.goal === 'cover-share'
  let [all, now] = [0, 0]
  let places: readonly Candidate[] = []
  const asObjective = (found: number) => (fewest ? found : now + found)
  return {
    seconds,
    async prepare(signal) {
      const database = site.database().reader('analysis', signal)
      const standing = await maker.standing(asked, signal)
      const served = await servedBeside(maker, asked, standing, signal)
      const left = served.filter(({ covered }) => !covered)
      all = sum(served)
      now = all - sum(left)
      const tried = await triedPlaces(database, sites)
      const wanted = await wantedOf(site, database, sites, tried, all, now)
      if (isNothing(wanted)) return { best: { ...same(fewest ? 0 : now), result: resultOf([]) }, detail: null }
      const ground = wanted.goal === 'meet-density' ? await boxOf(database, asked.leaves, asked.day) : undefined
      const box = ground ?? boxRound(left, question.metres + standing.leg)
      const near = (await nearPlaces(maker, database, sites, box)).filter(([x, y]) =>
        tried.every((one) => Math.hypot(one.x - x, one.y - y) >= (question.spacing ?? 0)),
      )
      places = await candidatesAt(database, near, sites)
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
        spacing: question.spacing ?? 0,
        wanted: wanted.goal === 'meet-density' ? { ...wanted, unitOf: Int32Array.from(places, unitOnGround) } : wanted,
        seconds,
        stop: new SharedArrayBuffer(4),
      }
    },
    tell: ({ picks, objective, bound }) => ({
      objective: asObjective(objective),
      bound: asObjective(bound),
      result: resultOf(
        picks.flatMap(({ candidate, adds }) => {
          const place = places[candidate]
          return place ? { ...place, adds } : []
        }),
      ),
    }),
    explain: ({ why }) =>
      question.goal === 'meet-density'
        ? sayNoRoom(why.most, language)
        : sayShareBeyond(all > 0 ? (now + why.most) / all : 0, places.length, language),
  }
}

/** Who needs it, and whether what stands or is tried covers them. */
async function servedBeside(
  maker: CoverageMaker,
  asked: Asked,
  standing: Standing,
  signal: AbortSignal,
): Promise<readonly Served[]> {
  if (!asked.question.sites?.length) return standing.served
  return (await maker.cover(asked, signal, { gaps: false })).served
}

/** The sites that are tried already, where it matters where they are. */
async function triedPlaces(database: Queryable, sites: AskedSites): Promise<readonly Candidate[]> {
  const { sites: tried = [], goal, spacing } = sites.question
  if (tried.length === 0 || (goal !== 'meet-density' && !spacing)) return []
  const places = (await inPlane(database, tried)).map(({ x, y }) => [x, y] as const)
  return candidatesAt(database, places, { ...sites, forbidden: undefined })
}

function candidatesAt(
  database: Queryable,
  places: readonly (readonly [number, number])[],
  { asked: { leaves, day, collections }, forbidden }: AskedSites,
): Promise<Candidate[]> {
  return candidatesIn(database, places, leaves, day, denseLevel, collections.ground, forbidden)
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

/** What is wanted, in numbers, beside what is tried already. */
async function wantedOf(
  site: Site,
  database: Queryable,
  { question: { goal, count = 0, share = 0 }, asked }: AskedSites,
  tried: readonly Candidate[],
  all: number,
  now: number,
): Promise<Wanted> {
  if (goal === 'cover-most') return { goal, count }
  if (goal === 'cover-share') return { goal, weight: share * all - now }
  const indicator = site.catalogue.indicators.get(asked.coverage.density ?? '')
  const units = indicator ? await sumsByUnit(database, indicator, denseLevel, asked.day, asked.leaves) : []
  const targets = indicator ? await targetsOn(database, indicator.id, asked.day) : []
  const missing = new Int32Array(Math.max(0, ...units.map(({ fid }) => fid)) + 1)
  for (const { fid, numerator, denominator } of units) {
    const target = targets.find(({ area }) => area === fid) ?? targets.find(({ area }) => area === null)
    if (!indicator || !target || !denominator) continue
    const sums = { numerator: numerator ?? 0, denominator, short: 0 }
    const here = tried.filter((one) => unitOnGround(one) === fid).length
    missing[fid] = Math.max(0, missingOf(indicator, sums, target.value) - here)
  }
  return { goal, unitOf: new Int32Array(), missing }
}

async function nearPlaces(
  maker: CoverageMaker,
  database: Queryable,
  { asked, candidates }: AskedSites,
  box: Box,
): Promise<readonly (readonly [number, number])[]> {
  if (candidates === undefined) return alongStreets((await maker.streets(database, asked.day)).network, box)
  const points = await needsOf(database, candidates, undefined, asked.leaves, asked.day)
  return points.map(({ x, y }) => [x, y] as const)
}

/** Round some places, so much beyond them. */
function boxRound(places: readonly { x: number; y: number }[], beyond: number): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of places) {
    box[0] = Math.min(box[0], x - beyond)
    box[1] = Math.min(box[1], y - beyond)
    box[2] = Math.max(box[2], x + beyond)
    box[3] = Math.max(box[3], y + beyond)
  }
  return box
}

function resultOf(sites: readonly (Candidate & { adds: number })[]) {
  return {
    type: 'FeatureCollection' as const,
    features: sites.map(({ lon, lat, adds, area, areaName }, n) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { order: n + 1, adds, area, areaName },
    })),
  }
}
