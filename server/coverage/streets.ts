import type { Walking } from '#data/model/coverage.ts'
import type { Queryable } from '../database/database.ts'
import { allCollections, type Shelf } from '../features/collections.ts'
import { rowVersions } from '../tiles/queries.ts'
import { linesOf } from './lines.ts'
import { type Network, networkOf } from './network.ts'
import { type Pick, shapesOf } from './queries.ts'
import { Segments } from './segments.ts'

/** The streets of a day, and what nobody walks across. */
export interface Streets {
  network: Network
  barriers: Segments
}

interface Held {
  key: string
  made: Promise<Streets>
}

/** How many days' streets are held at once: a planner's own, and another's. */
const most = 2

/** Makes the street graph where it is not made yet; it follows every change of the roads, in the next question. */
export class StreetMaker {
  readonly #site: Shelf
  #held: Held[] = []

  constructor(site: Shelf) {
    this.#site = site
  }

  async on(database: Queryable, day: string): Promise<Streets> {
    const walking = await this.#declared()
    const versions = await rowVersions(database)
    const collections = [...(walking.streets ?? []), ...(walking.barriers ?? [])].map(({ collection }) => collection)
    const key = [day, ...new Set(collections)].map((id) => `${id} ${versions.get(id) ?? 0}`).join(', ')
    const held = this.#held.find((one) => one.key === key)
    if (held) return held.made
    // made for all who ask meanwhile, so by nobody's own connection that could be stopped
    const made = makeStreets(this.#site, walking, day)
    this.#held = [{ key, made }, ...this.#held].slice(0, most)
    made.catch(() => {
      this.#held = this.#held.filter((one) => one.key !== key)
    })
    return made
  }

  /** What all themes say of it, of the collections there are. */
  async #declared(): Promise<Walking> {
    const there = new Set((await allCollections(this.#site)).map(({ id }) => id))
    const themes = this.#site.catalogue.themes.flatMap(({ walking }) => walking ?? [])
    return {
      streets: themes.flatMap(({ streets = [] }) => streets).filter(({ collection }) => there.has(collection)),
      barriers: themes.flatMap(({ barriers = [] }) => barriers).filter(({ collection }) => there.has(collection)),
    }
  }
}

async function makeStreets(site: Shelf, { streets = [], barriers = [] }: Walking, day: string): Promise<Streets> {
  const database = site.database().reader('analysis')
  const collections = new Map((await allCollections(site)).map((one) => [one.id, one]))
  const lines = async (asked: readonly (Pick & { collection: string })[]) => {
    const shapes = await Promise.all(
      asked.map(({ collection: id, ...pick }) => {
        const collection = collections.get(id)
        return collection === undefined ? { fids: [], wkb: '' } : shapesOf(database, collection, day, pick)
      }),
    )
    return linesOf(
      shapes.flatMap(({ fids }) => fids),
      Buffer.concat(shapes.map(({ wkb }) => Buffer.from(wkb, 'base64'))),
    )
  }
  const [walked, barred] = await Promise.all([lines(streets), lines(barriers)])
  return { network: networkOf(walked), barriers: new Segments(barred) }
}
