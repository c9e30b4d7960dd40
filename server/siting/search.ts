import { swapped } from './greedy.ts'
import { covered, isAffordable, type Problem } from './problem.ts'

/** How many of a choice are put elsewhere at random, at least and at most. */
const shaken = { least: 2, most: 5 }

/**
 * Looks for a better choice by chance: some sites of the best are put elsewhere at random, and from there sites are exchanged as
 * long as that covers more. What covers more than the best is the best from then on.
 */
export class Search {
  readonly #problem: Problem
  #best: readonly number[]
  #worth: number

  /** @param best a choice with as many sites as are wanted, none too near to another */
  constructor(problem: Problem, best: readonly number[]) {
    this.#problem = problem
    this.#best = best
    this.#worth = covered(problem, best)
  }

  /** Goes on from a choice that was found elsewhere, where it is better. */
  learn(picks: readonly number[]): void {
    const worth = covered(this.#problem, picks)
    if (worth > this.#worth) [this.#best, this.#worth] = [picks, worth]
  }

  /**
   * Tries once.
   * @param until when to stop, as `performance.now()` tells it
   * @returns a better choice than the best so far
   */
  step(until: number): readonly number[] | undefined {
    const before = this.#worth
    this.learn(swapped(this.#problem, this.#elsewhere(), until))
    return this.#worth > before ? this.#best : undefined
  }

  #elsewhere(): number[] {
    const { near, wanted } = this.#problem
    const picks = [...this.#best]
    const unitOf = (candidate: number) => (wanted.goal === 'meet-density' ? wanted.unitOf[candidate] : 0)
    const some = shaken.least + below(shaken.most - shaken.least + 1)
    for (let n = 0; n < some; n++) {
      const at = below(picks.length)
      const candidate = below(near.length)
      const others = picks.filter((_, other) => other !== at)
      const allowed = !picks.includes(candidate) && unitOf(candidate) === unitOf(picks[at] ?? -1)
      const fits = allowed && !near[candidate]?.some((other) => others.includes(other))
      if (fits && isAffordable(this.#problem, picks.with(at, candidate))) picks[at] = candidate
    }
    return picks
  }
}

function below(many: number): number {
  return Math.floor(Math.random() * many)
}
