import { LRUCache } from 'lru-cache'
import type { Found } from '#data/model/finding.ts'
import type { Language } from '#data/model/words.ts'
import type { Queryable } from '../database/database.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import { matchName, plainly, type Spelt } from './match-name.ts'
import { changes, isNamed, type Named, type NamedRow, namesOf } from './queries.ts'
import { spell } from './spell.ts'

interface Name extends Spelt {
  collection: Named
  row: NamedRow
}

/** How many days' names are held ready; a county of 中牟's size has some four thousand a day, about 3 MB. */
const daysHeld = 4

/** All names of a county, read once for a day and as long as nothing is changed. */
export class Names {
  readonly #held = new LRUCache<string, Promise<Name[]>>({ max: daysHeld })
  readonly #catalogue: Catalogue

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  /** The things whose names answer what was typed, the best first. */
  async find(database: Queryable, typed: string, day: string, language: Language, most: number): Promise<Found[]> {
    const asked = plainly(typed)
    const names = await this.#of(database, day)
    return names
      .flatMap((name, order) => {
        const match = matchName(name, asked)
        return match === undefined ? [] : [{ name, match, order }]
      })
      .sort((a, b) => a.match - b.match || a.name.plain.length - b.name.plain.length || a.order - b.order)
      .slice(0, most)
      .map(({ name }) => foundOf(name.collection, name.row, language))
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
    for (const collection of this.#catalogue.collections.values()) {
      if (!isNamed(collection)) continue
      for (const row of await namesOf(database, collection, day)) {
        const plain = plainly(row.name)
        names.push({ collection, row, plain, spelling: spell(plain) })
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
