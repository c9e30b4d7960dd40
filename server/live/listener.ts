import type { Database } from '../database/database.ts'
import type { LiveStream } from './stream.ts'

/** How long to wait before the database is listened to again, in milliseconds. */
const patience = 2_000

/**
 * Listens to what the database tells and passes it on. A connection that breaks is made again; what was told meanwhile
 * nobody knows, so all are told that they may have missed something.
 */
export class LiveListener {
  readonly #database: () => Database
  readonly #stream: LiveStream
  #stop: Promise<() => Promise<void>> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(database: () => Database, stream: LiveStream) {
    this.#database = database
    this.#stream = stream
  }

  /** Begins to listen, unless it does already; waits until it does, or cannot yet. */
  async begin(): Promise<void> {
    if (!this.#closed && this.#stop === undefined && this.#timer === undefined) this.#begin()
    await this.#stop?.catch(() => {})
  }

  #begin(): void {
    const heard = (payload: string) => {
      const [kind, data] = payload.split(' ')
      if (kind === 'data') this.#stream.tell('data')
      else if (kind === 'display' && data) this.#stream.tell('display', data)
    }
    const stop = this.#listen(heard)
    this.#stop = stop
    stop.catch(() => this.#again())
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await (await this.#stop?.catch(() => undefined))?.()
  }

  // the county may not stand yet, which is told as an error and not as a promise of one
  async #listen(heard: (payload: string) => void): Promise<() => Promise<void>> {
    return this.#database().listen('live', heard, () => this.#again())
  }

  #again(): void {
    if (this.#closed || this.#timer !== undefined) return
    this.#stop = undefined
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#begin()
      void this.#stop?.then(
        () => this.#stream.tell('missed'),
        () => {},
      )
    }, patience).unref()
  }
}
