/**
 * The versions of the rows, asked of the database itself.
 *
 * What is answered was asked after it was wanted: whoever has seen a change committed, on this server or any other,
 * gets its version or a later one. Those who want it while an earlier question is on its way share the next, so that
 * however many ask, one small question at a time is under way.
 */
export class Versions {
  readonly #ask: () => Promise<ReadonlyMap<string, number>>
  #underWay: Promise<unknown> = Promise.resolve()
  #next: Promise<ReadonlyMap<string, number>> | undefined

  constructor(ask: () => Promise<ReadonlyMap<string, number>>) {
    this.#ask = ask
  }

  /** 0 for a collection that never changed. */
  async of(collection: string): Promise<number> {
    this.#next ??= this.#underWay
      .catch(() => {})
      .then(() => {
        this.#next = undefined
        const asked = this.#ask()
        this.#underWay = asked
        return asked
      })
    return (await this.#next).get(collection) ?? 0
  }
}
