import { Stopped } from './database/database.ts'

interface Run<T> {
  result: Promise<T>
  stop: AbortController
  wanted: number
}

/** One run for all who want the same thing at once. It is stopped when the last of them has left, and not before. */
export class Together<T> {
  readonly #runs = new Map<string, Run<T>>()

  /**
   * @param signal of whoever wants it
   * @param work is told by a signal of its own when nobody wants it any more
   */
  async want(key: string, signal: AbortSignal, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw new Stopped()
    const run = this.#runs.get(key) ?? this.#start(key, work)
    const leave = () => {
      run.wanted--
      if (run.wanted > 0) return
      this.#forget(key, run)
      run.stop.abort()
    }
    run.wanted++
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await run.result
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #start(key: string, work: (stop: AbortSignal) => Promise<T>): Run<T> {
    const stop = new AbortController()
    const run: Run<T> = { stop, wanted: 0, result: work(stop.signal).finally(() => this.#forget(key, run)) }
    this.#runs.set(key, run)
    return run
  }

  #forget(key: string, run: Run<T>): void {
    if (this.#runs.get(key) === run) this.#runs.delete(key)
  }
}
