/** An answer that told the server's time: when it was asked and came by the clock here, and what it told. Milliseconds. */
export interface Told {
  asked: number
  came: number
  server: number
}

/** How many answers are looked back on. */
const remembered = 8

/**
 * The server's clock, as well as it can be known from here. It was read at some moment between asking and the answer, so
 * the quickest answer of the last few tells it best, at worst by half of what it took.
 */
export class ServerClock {
  readonly #now: () => number
  #told: Told[] = []

  /** @param now a clock that never jumps, such as `performance.now` */
  constructor(now: () => number) {
    this.#now = now
  }

  hear(told: Told): void {
    // what both say cannot be true at once if a clock was put right, or stood still, between them
    const agree = this.#told.filter(
      (one) => one.server - one.came <= told.server - told.asked && told.server - told.came <= one.server - one.asked,
    )
    this.#told = [...agree, told].slice(-remembered)
  }

  /** The server's time now; undefined until it has told it once. */
  now(): number | undefined {
    const [first, ...others] = this.#told
    if (first === undefined) return undefined
    const { asked, came, server } = others.reduce((best, one) => (took(one) < took(best) ? one : best), first)
    return server + this.#now() - (asked + came) / 2
  }
}

function took({ asked, came }: Told): number {
  return came - asked
}
