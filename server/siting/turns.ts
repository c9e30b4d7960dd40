/**
 * How many threads compute at once, and how many turns were taken and are over: memory that they share. With a core left
 * free whoever waits for a map gets it at once, however the system weighs threads that want the same.
 */
export interface Turns {
  cells: SharedArrayBuffer
  atOnce: number
}

const [taken, over] = [0, 1]

export function turnsFor(atOnce: number): Turns {
  return { cells: new SharedArrayBuffer(8), atOnce }
}

/** What a thread does in turn with others, in the order in which they came. */
export class Turn {
  readonly #cells: Int32Array
  readonly #atOnce: number
  readonly #mine: Int32Array

  /** @param mine whether it has a turn: shared too, so that one who ended a thread can say that its turn is over */
  constructor({ cells, atOnce }: Turns, mine: SharedArrayBuffer) {
    this.#cells = new Int32Array(cells)
    this.#atOnce = atOnce
    this.#mine = new Int32Array(mine)
  }

  /** Waits for a turn; who has one keeps it, unless others wait: these go first. Whoever is stopped waits no more. */
  pass(isStopped: () => boolean): void {
    const waiting = Atomics.load(this.#cells, taken) - Atomics.load(this.#cells, over) > this.#atOnce
    if (Atomics.load(this.#mine, 0) === 1 && !waiting) return
    this.leave()
    Atomics.store(this.#mine, 0, 1)
    const ticket = Atomics.add(this.#cells, taken, 1)
    for (;;) {
      const ended = Atomics.load(this.#cells, over)
      if (ticket < ended + this.#atOnce || isStopped()) return
      Atomics.wait(this.#cells, over, ended, 50)
    }
  }

  /** Ends the turn, if there is one. */
  leave(): void {
    if (Atomics.exchange(this.#mine, 0, 0) === 0) return
    Atomics.add(this.#cells, over, 1)
    Atomics.notify(this.#cells, over)
  }
}
