import { randomBytes } from 'node:crypto'
import type { LiveKind } from '#data/model/live.ts'

/** Something that changed, as it is sent: `data` is a display's id, or empty. */
export interface LiveEvent {
  id: string
  kind: LiveKind
  data: string
}

/** How many changes are remembered for those who were away for a moment. */
const remembered = 500

/**
 * Changes in the order in which they came, told to all who hear. Each has an id under which whoever was cut off goes on
 * after it. Ids of another process, or of what is forgotten, are not known: then all may have changed.
 */
export class LiveStream {
  readonly #epoch = randomBytes(4).toString('hex')
  readonly #hearers = new Set<(event: LiveEvent) => void>()
  #events: LiveEvent[] = []
  #count = 0

  /** The id after which all comes that is told from now on. */
  get last(): string {
    return `${this.#epoch}-${this.#count}`
  }

  tell(kind: LiveKind, data = ''): void {
    this.#count += 1
    const event = { id: this.last, kind, data }
    this.#events = [...this.#events, event].slice(-remembered)
    for (const hear of this.#hearers) hear(event)
  }

  /**
   * Hears all that is told from now on, and first what was told after `last`.
   * @param last the id last heard; none of whoever hears for the first time
   * @returns what ends it
   */
  hear(last: string | undefined, hear: (event: LiveEvent) => void): () => void {
    for (const event of this.#since(last)) hear(event)
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  #since(last: string | undefined): readonly LiveEvent[] {
    if (last === undefined) return []
    const [epoch, number] = last.split('-')
    const missed = this.#count - Number(number)
    if (epoch !== this.#epoch || !(missed >= 0 && missed <= this.#events.length)) {
      return [{ id: this.last, kind: 'missed', data: '' }]
    }
    return missed === 0 ? [] : this.#events.slice(-missed)
  }
}
