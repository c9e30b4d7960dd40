import { LRUCache } from 'lru-cache'
import type { Queryable } from '../database/database.ts'
import type { Site } from '../site.ts'
import { rowVersions } from '../tiles/queries.ts'
import { Together } from '../together.ts'
import { type Asked, type Covered, needsGround } from './cover.ts'
import { groundReached, type Shape } from './ground-queries.ts'
import { inPlane, legOn } from './queries.ts'
import { type Depth, type Standing, standingFor } from './standing.ts'
import { StreetMaker, type Streets } from './streets.ts'
import { type Reaching, trySites } from './tried.ts'

/** How many questions' answers for what stands are kept: one planner who compares asks six. */
const mostStanding = 16
/** How much of sites' ground, in letters: while one of many is moved, that of the others stays. */
const mostGrounds = 64 * 1024 * 1024
/** How many sites' ground is worked out in one statement: what was done of many is not done again. */
const atOnce = 5

/** What is wanted of an answer. */
export interface Wanted {
  /** All that its rows tell: the way to those too who are not covered, or the pieces of ground with their shapes. */
  inFull?: boolean
  /** What is left of the ground once sites are tried; without it an answer is soon there. */
  gaps?: boolean
  /** The ground that each site reaches, where not ground is what needs it. */
  shapes?: boolean
}

/** Works out coverage. What stands is worked out once for all who ask, and kept while sites are tried beside it. */
export class CoverageMaker {
  readonly #site: Site
  readonly #streets: StreetMaker
  readonly #standing = new LRUCache<string, Standing>({ max: mostStanding })
  readonly #making = new Together<Standing>()
  readonly #grounds = new LRUCache<string, Shape>({
    maxSize: mostGrounds,
    sizeCalculation: ({ ewkb, geometry }) => ewkb.length + geometry.length,
  })

  constructor(site: Site) {
    this.#site = site
    this.#streets = new StreetMaker(site)
  }

  /** @param signal of whoever asks */
  async cover(
    asked: Asked,
    signal: AbortSignal,
    { inFull = false, gaps = true, shapes = true }: Wanted = {},
  ): Promise<Covered> {
    const { question } = asked
    const { sites = [] } = question
    const database = this.#site.database().reader('analysis', signal)
    const depth = depthOf(asked, { inFull, gaps })
    const { standing, versions } = await this.#keptOrMade(database, asked, signal, depth)
    if (sites.length === 0) return { ...standing, standing: standing.offers.length, tried: [] }
    const { by, metres } = question
    const groundsOf = async (reaching: readonly Reaching[]) =>
      !shapes && !needsGround(asked)
        ? reaching.map(() => undefined)
        : this.#groundsOf(database, reaching, ({ x, y }) => `${versions} ${by} ${metres} ${x} ${y}`)
    return trySites(
      database,
      standing,
      asked,
      await inPlane(database, sites),
      groundsOf,
      gaps && depth.ground !== 'none',
    )
  }

  /** Who is reached from what stands alone, whatever sites are asked about; ground only where that is what needs it. */
  async standing(asked: Asked, signal: AbortSignal): Promise<Standing> {
    const database = this.#site.database().reader('analysis', signal)
    return (await this.#keptOrMade(database, asked, signal, depthOf(asked, { gaps: false }))).standing
  }

  /** The streets of a day, and what nobody walks across. */
  streets(database: Queryable, day: string): Promise<Streets> {
    return this.#streets.on(database, day)
  }

  async #keptOrMade(database: Queryable, asked: Asked, signal: AbortSignal, depth: Depth) {
    const leg = await legOn(database, asked.day)
    // rows that change while these are read have another version in the next question
    const versions = JSON.stringify([asked.day, leg, ...(await rowVersions(database))])
    const { sites: _, ground: __, without = [], ...asks } = asked.question
    const key = JSON.stringify([versions, asks, asked.need.id, asked.leaves, depth.far])
    const kindAt = (ground: Depth['ground']) => `${ground} ${key} `
    const keyAt = (ground: Depth['ground']) => `${kindAt(ground)}${without.toSorted((a, b) => a - b)}`
    const standing =
      this.#standing.get(keyAt(depth.ground)) ??
      // who is reached is known too where the ground was asked for
      (depth.ground === 'none' ? this.#standing.get(keyAt('gaps')) : undefined) ??
      (await this.#making.want(keyAt(depth.ground), signal, async (stop) => {
        // the last that is like it, which a planner has just seen, differs from it the least
        const like = [...this.#standing.keys()].find((key) => key.startsWith(kindAt(depth.ground)))
        const made = await this.#stands(
          asked,
          leg,
          depth,
          stop,
          like === undefined ? undefined : this.#standing.peek(like),
        )
        this.#standing.set(keyAt(depth.ground), made)
        return made
      }))
    return { standing, versions }
  }

  async #stands(
    asked: Asked,
    leg: number,
    depth: Depth,
    stop: AbortSignal,
    like: Standing | undefined,
  ): Promise<Standing> {
    const database = this.#site.database().reader('analysis', stop)
    const streets = asked.question.by === 'walk' ? await this.#streets.on(database, asked.day) : undefined
    return standingFor(database, streets, leg, asked, depth, like)
  }

  async #groundsOf(
    database: Queryable,
    sites: readonly Reaching[],
    keyOf: (site: Reaching) => string,
  ): Promise<(Shape | undefined)[]> {
    const missing = sites.filter((site) => !this.#grounds.has(keyOf(site)))
    const fresh = new Map<string, Shape | undefined>()
    for (let from = 0; from < missing.length; from += atOnce) {
      const some = missing.slice(from, from + atOnce)
      const made = await groundReached(
        database,
        some.map(({ reached }) => reached()),
      )
      for (const [i, site] of some.entries()) {
        const [key, shape] = [keyOf(site), made[i]]
        fresh.set(key, shape)
        if (shape !== undefined) this.#grounds.set(key, shape)
      }
    }
    return sites.map((site) => fresh.get(keyOf(site)) ?? this.#grounds.get(keyOf(site)))
  }
}

function depthOf(asked: Asked, { inFull = false, gaps = true }: Wanted): Depth {
  if (needsGround(asked)) return { ground: inFull ? 'shapes' : 'gaps', far: false }
  return { ground: gaps && !inFull ? 'gaps' : 'none', far: inFull }
}
