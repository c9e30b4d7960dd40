import { LRUCache } from 'lru-cache'
import type { Found, Search } from '#data/model/finding.ts'
import type { Language } from '#data/model/words.ts'
import type { Queryable } from '../database/database.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import { matchName, plainly, type Spelt } from './match-name.ts'
import { changes, isNamed, type Named, type NamedRow, namesOf } from './queries.ts'
import { spell } from './spell.ts'

interface Name extends Spelt {
  collection: Named
  /** Where its collection stands among those of the county. */
  kind: number
  row: NamedRow
}

/** How many days' names are held ready; a county of 中牟's size has some four thousand a day, about 3 MB. */
const daysHeld = 4
/** How many of a kind are told before others have their turn. */
const aFew = 3

/** All names of a county, read once for a day and as long as nothing is changed. */
export class Names {
  readonly #held = new LRUCache<string, Promise<Name[]>>({ max: daysHeld })
  readonly #catalogue: Catalogue

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  /**
   * The things whose names answer what was typed, the best first; of those alike a few of each kind before more of any,
   * the shorter names first.
   */
  async find(
    database: Queryable,
    typed: string,
    day: string,
    language: Language,
    most: number,
  ): Promise<Pick<Search, 'found' | 'total'>> {
    const asked = plainly(typed)
    const answering = (await this.#of(database, day))
      .flatMap((name) => {
        const match = matchName(name, asked)
        return match === undefined ? [] : [{ name, match }]
      })
      .sort((a, b) => a.match - b.match || a.name.kind - b.name.kind || a.name.plain.length - b.name.plain.length)
    const told = new Map<string, number>()
    const found = answering.map((one) => {
      const alike = `${one.match} ${one.name.kind}`
      const before = told.get(alike) ?? 0
      told.set(alike, before + 1)
      return { ...one, turn: Math.floor(before / aFew) }
    })
    return {
      found: found
        .sort((a, b) => a.match - b.match || a.turn - b.turn)
        .slice(0, most)
        .map(({ name }) => foundOf(name.collection, name.row, language)),
      total: answering.length,
    }
  }

  async #of(database: Queryable, day: string): Promise<Name[]> {
    const key = `${day} ${await changes(database)}`
    const held = this.#held.get(key) ?? this.#read(database, day)
    this.#held.set(key, held)
    // what could not be read is not held
    held.catch(() => this.#held.delete(key))
    return held
  }

  async #read(database: Queryable, day: string): Promise<Name[]> {
    const names: Name[] = []
    for (const [kind, collection] of [...this.#catalogue.collections.values()].entries()) {
      if (!isNamed(collection)) continue
      for (const row of await namesOf(database, collection, day)) {
        const plain = plainly(row.name)
        names.push({ collection, kind, row, plain, spelling: spell(plain) })
      }
    }
    return names
  }
}

export function foundOf(collection: Named, row: NamedRow, language: Language): Found {
  const { fid, area, name, within, lon, lat } = row
  const point: Found['point'] = lon === null || lat === null ? null : [lon, lat]
  return { collection: collection.id, fid, area, name, kind: collection.title[language], within, point }
}
