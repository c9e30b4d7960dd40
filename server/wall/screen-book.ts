import type { Screen, Told } from '#data/model/display.ts'
import { type Database, DatabaseAway, type Queryable } from '../database/database.ts'
import { ProblemError } from '../http/problem.ts'
import { screensByDisplay, writeDown } from './queries.ts'

/** How often what screens told is written down, in milliseconds. */
const often = 60_000

/** How many screens are held until they are written down. */
const mostHeard = 2_000

/** What a screen told, and of which display. */
export interface Heard {
  display: string
  told: Told
  heard: Date
}

/**
 * What the screens told last. They tell several times a minute, and whatever writes to the database has figures worked
 * out anew (DECISIONS 25): so it is held here, and written down once a minute, for other servers and for after a restart.
 */
export class ScreenBook {
  readonly #database: () => Database
  readonly #heard = new Map<string, Heard>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(database: () => Database) {
    this.#database = database
  }

  hear(display: string, told: Told): void {
    const key = `${display} ${told.screen}`
    if (this.#heard.size >= mostHeard && !this.#heard.has(key)) return
    this.#heard.set(key, { display, told: readable(told), heard: new Date() })
    this.#timer ??= setTimeout(() => {
      // what cannot be written down now is so the next time
      void this.write().catch(() => {})
    }, often).unref()
  }

  /** The screens of each display, the last heard of first. */
  async screens(on: Queryable): Promise<Map<string, Screen[]>> {
    const screens = await screensByDisplay(on)
    for (const { display, told, heard } of this.#heard.values()) {
      const others = (screens.get(display) ?? []).filter(({ screen }) => screen !== told.screen)
      const all = [...others, { ...told, heard: heard.toISOString() }]
      screens.set(
        display,
        all.sort((a, b) => b.heard.localeCompare(a.heard)),
      )
    }
    return screens
  }

  /** Nothing that was told of a display is known any more. */
  forget(display: string): void {
    for (const [key, one] of this.#heard) if (one.display === display) this.#heard.delete(key)
  }

  /** Writes down what was told since it last did. */
  async write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const told = [...this.#heard]
    if (told.length === 0) return
    const all = told.map(([, one]) => one)
    try {
      await this.#database().transaction((inside) => writeDown(inside, all))
    } catch (error) {
      // what the database will never take is not offered to it again
      if (error instanceof DatabaseAway || error instanceof ProblemError) throw error
      console.error(error)
    }
    for (const [key, one] of told) if (this.#heard.get(key) === one) this.#heard.delete(key)
  }
}

/** What a screen told, without signs that are no text: no database keeps them. */
function readable({ build, scene, errors, ...told }: Told): Told {
  return { ...told, build: textOf(build), scene: textOf(scene), errors: errors.map(textOf) }
}

function textOf(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
}
