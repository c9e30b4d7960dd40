import { type SitingQuestion, usualSiting } from '#data/model/siting.ts'
import { missingOf } from '#data/model/status.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Asked } from '../coverage/cover.ts'
import type { CoverageMaker } from '../coverage/coverage-maker.ts'
import { type Box, needsOf } from '../coverage/queries.ts'
import type { Standing } from '../coverage/standing.ts'
import type { Queryable } from '../database/database.ts'
import { sumsByUnit, targetsOn } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { alongStreets } from './candidates.ts'
import type { Order } from './jobs.ts'
import type { Wanted } from './problem.ts'
import { type Candidate, candidatesIn } from './queries.ts'

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
export function orderOf(
  site: Site,
  maker: CoverageMaker,
  { question, asked, candidates, forbidden }: AskedSites,
): Order {
  const seconds = question.timeLimitS ?? usualSiting
  const places: Candidate[] = []
  let standing: Standing | undefined
  const fewest = question.goal === 'cover-share'
  const all = () => standing?.served.reduce((sum, { weight }) => sum + weight, 0) ?? 0
  const now = () => standing?.served.reduce((sum, { weight, covered }) => sum + (covered ? weight : 0), 0) ?? 0
  const asObjective = (found: number) => (fewest ? found : now() + found)
  return {
    seconds,
    async prepare(signal) {
      const database = site.database().reader('analysis', signal)
      standing = await maker.standing(asked, signal)
      const left = standing.served.filter(({ covered }) => !covered)
      const wanted = await wantedOf(site, database, asked, question, all(), now())
      if (isNothing(wanted)) return { best: { ...same(fewest ? 0 : now()), result: resultOf([]) }, detail: null }
      const box = boxOf(wanted.goal === 'meet-density' ? standing.served : left, question.metres + standing.leg)
      const near = await nearPlaces(maker, database, asked, box, candidates)
      const found = await candidatesIn(
        database,
        near,
        asked.leaves,
        asked.day,
        denseLevel,
        asked.collections.ground,
        forbidden,
      )
      places.push(...found)
      const { streets, leg } = { streets: standing.ways, leg: standing.leg }
      return {
        streets: streets && { walked: streets.network.lines, barred: streets.barriers.lines, leg },
        metres: question.metres,
        demands: {
          xs: Float64Array.from(left, ({ x }) => x),
          ys: Float64Array.from(left, ({ y }) => y),
          weights: Float64Array.from(left, ({ weight }) => weight),
        },
        candidates: { xs: Float64Array.from(places, ({ x }) => x), ys: Float64Array.from(places, ({ y }) => y) },
        spacing: question.spacing ?? 0,
        wanted: wanted.goal === 'meet-density' ? withUnits(wanted, places) : wanted,
        seconds,
        stop: new SharedArrayBuffer(4),
      }
    },
    tell: ({ picks, objective, bound }) => ({
      objective: asObjective(objective),
      bound: asObjective(bound),
      result: resultOf(
        picks.flatMap(({ candidate, adds }) => ({ ...places[candidate], adds }) as Candidate & { adds: number }),
      ),
    }),
    explain({ why }) {
      if (question.goal === 'meet-density') {
        return `A unit lacks room: of the sites it needs on its ground, ${why.most} can be placed with what is asked. Ask for less spacing, or for other candidates.`
      }
      const share = all() > 0 ? (100 * (now() + why.most)) / all() : 0
      return `No choice of sites covers that share: at most ${share.toFixed(1)} % can be covered from ${places.length} candidates.`
    },
  }
}

function same(value: number) {
  return { objective: value, bound: value }
}

function isNothing(wanted: Wanted): boolean {
  if (wanted.goal === 'cover-share') return wanted.weight <= 0
  return wanted.goal === 'meet-density' && wanted.missing.every((missing) => missing === 0)
}

/** What is wanted, in numbers. */
async function wantedOf(
  site: Site,
  database: Queryable,
  asked: Asked,
  { goal, count = 0, share = 0 }: SitingQuestion,
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
    missing[fid] = missingOf(indicator, sums, target.value)
  }
  return { goal, unitOf: new Int32Array(), missing }
}

function withUnits(wanted: Extract<Wanted, { goal: 'meet-density' }>, places: readonly Candidate[]): Wanted {
  return { ...wanted, unitOf: Int32Array.from(places, ({ unit, onGround }) => (onGround ? (unit ?? -1) : -1)) }
}

async function nearPlaces(
  maker: CoverageMaker,
  database: Queryable,
  asked: Asked,
  box: Box,
  candidates: Collection | undefined,
): Promise<readonly (readonly [number, number])[]> {
  if (candidates === undefined) return alongStreets((await maker.streets(database, asked.day)).network, box)
  const points = await needsOf(database, candidates, undefined, asked.leaves, asked.day)
  return points.map(({ x, y }) => [x, y] as const)
}

/** Round some places, so much beyond them. */
function boxOf(places: readonly { x: number; y: number }[], beyond: number): Box {
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
