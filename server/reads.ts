import type { Indicator } from '#data/model/indicator.ts'
import { countyFunctions } from './county.ts'
import type { Queryable } from './database/database.ts'
import type { Catalogue } from './themes/load-themes.ts'

/** What every figure rests on beside the rows it counts: where they lie, and what was promised. */
const always = ['areas', 'targets']

/**
 * What is worked out from what, as the county's functions say themselves: a function reads whatever name stands in it, or in
 * one that it names. Rather one too many than one too few.
 */
export class Reads {
  readonly #words: ReadonlyMap<string, ReadonlySet<string>>
  readonly #reached = new Map<string, ReadonlySet<string>>()

  /** @param sources the text of each function and view, in small letters */
  constructor(sources: readonly { name: string; source: string }[]) {
    const words = new Map<string, Set<string>>()
    for (const { name, source } of sources) {
      const known = words.get(name) ?? new Set()
      for (const [word] of source.matchAll(/[a-z_][a-z0-9_]*/g)) known.add(word)
      words.set(name, known)
    }
    this.#words = words
  }

  static async of(database: Queryable): Promise<Reads> {
    return new Reads(await countyFunctions(database))
  }

  /** Every name that a function reads, however deep; none where there is no such function. */
  by(name: string): ReadonlySet<string> {
    const known = this.#reached.get(name)
    if (known) return known
    const reached = new Set<string>()
    const open = [name]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const word of this.#words.get(next) ?? []) {
        if (reached.has(word)) continue
        reached.add(word)
        open.push(word)
      }
    }
    this.#reached.set(name, reached)
    return reached
  }

  /** Of what is told of an indicator, its figures, its rows, who is behind and who answers, what it all rests on. */
  ofIndicator({ id, counts }: Indicator, { collections, themes }: Catalogue): string[] {
    const functions = [`${id}_evidence`, `${id}_shortfall`, ...themes.flatMap(({ answers }) => answers ?? [])]
    const read = functions.map((name) => this.by(name))
    return [
      ...always,
      ...[...collections.keys()].filter((one) => counts.includes(one) || read.some((names) => names.has(one))),
    ].filter((one, n, all) => all.indexOf(one) === n)
  }

  /** Of collections those whose rows are others where those of some have changed: themselves, and what is worked out from them. */
  restingOn(changed: readonly string[], { collections }: Catalogue): string[] {
    return [...collections.keys()].filter((id) => changed.some((one) => one === id || this.by(`${id}_at`).has(one)))
  }
}
