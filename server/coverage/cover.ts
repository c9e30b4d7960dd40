import { type Coverage, type CoverageQuestion, type CutOff, isGround, type Need } from '#data/model/coverage.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Words } from '#data/model/words.ts'
import type { Ground, Shape } from './ground-queries.ts'
import type { InUnit, Needing, Pick } from './queries.ts'

/** Ground that nobody walks across, such as waters, on which a site cannot well stand. */
export interface Barrier extends Pick {
  title: Words
  collection: Collection
}

/** Which ground of that kind a site stands in, and what that is called. */
export interface StandsIn {
  title: Words
  name: string | null
}

/** What is asked about, found. */
export interface Asked {
  question: CoverageQuestion
  coverage: Coverage
  need: Need
  area: { fid: number; name: string }
  collections: { offers: Collection; needs: Collection; ground: Collection }
  barriers: readonly Barrier[]
  /** The smallest areas. */
  leaves: readonly number[]
  day: string
}

/** Where something is offered: what stands, or a site that is tried, by its place among those asked about. */
export interface Offer {
  fid: number | null
  site: number | null
  x: number
  y: number
}

/** An offer from which nobody can walk, and why. */
export interface Lost {
  offer: Offer
  reason: Exclude<CutOff, 'not-connected'>
}

/** One who needs it, how far the nearest is (null: farther than was looked), and why, where no way leads there at all. */
export interface Served extends Needing {
  metres: number | null
  covered: boolean
  cutOff: CutOff | undefined
}

/** A site that is tried: the ground it reaches, none where it stands on no street, what it adds to those before it, and where. */
export interface Tried {
  ground: Shape | undefined
  adds: number
  /** Those it reaches, whoever else does; 0 where ground is what needs it. */
  reaches: number
  /** How far it is to the nearest who is not reached from anywhere, within twice that way; null: farther. */
  next: number | null
  within: InUnit
  /** The water or the like it stands in. */
  standsIn: StandsIn | undefined
}

/** All that was worked out, from which an answer is told. */
export interface Covered {
  leg: number
  /** Whether no street is known on which anybody could walk; as the crow flies none is needed. */
  streetless: boolean
  /** How many stand. */
  standing: number
  lost: readonly Lost[]
  /** Empty where ground is what needs it. */
  served: readonly Served[]
  /** Of those who need it, how many there are whose weight nobody knows. */
  unknown: number
  /** How many things of what needs it lie in no unit the county answers for. */
  outside: number
  /** With what of each is not reached from what stands; with sites, from those neither, where that was asked for. */
  grounds: readonly Ground[]
  /** How many km² of the ground are not reached; where ground is what needs it, from the sites neither. */
  kmLeft: number
  tried: readonly Tried[]
}

/** How much there is of who or what needs it, how much of that is not covered, and the rows it is the sum of. */
export function amountsOf(asked: Asked, { grounds, served, kmLeft }: Covered) {
  const rows = needsGround(asked) ? grounds.map(({ km2 }) => ({ weight: km2 })) : served
  const left = needsGround(asked) ? kmLeft : sum(served.filter((one) => !one.covered))
  return { all: sum(rows), left, rows: rows.length }
}

export function sum(rows: readonly { weight: number }[]): number {
  return rows.reduce((all, { weight }) => all + weight, 0)
}

/** Whether ground is what needs it. */
export function needsGround({ need, coverage }: Asked): boolean {
  return isGround(coverage, need)
}
