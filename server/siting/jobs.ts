import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Job } from '#data/model/siting.ts'
import type { Language } from '#data/model/words.ts'
import { DatabaseBusy } from '../database/database.ts'
import { toProblem } from '../http/problem.ts'
import { Turn, type Turns, turnsFor } from './turns.ts'
import type { News, Task } from './work.ts'

/** How many are worked on at once, and how many wait. */
const atOnce = 2
const mostWaiting = 10
/** After so long without anyone asking how it is, a job is nobody's, in milliseconds. */
const patience = 60_000
/** How long what is finished can be fetched. */
const kept = 15 * 60_000
/** How long a thread may take to stop by itself. */
const grace = 5_000

type State = Job['state']
type Best = Pick<Job, 'objective' | 'bound' | 'result'>

/** What a job is made of. */
export interface Order {
  /** Gathers all that choosing takes; where there is nothing to choose, `best` then says so, or why there can be none. */
  prepare: (signal: AbortSignal) => Promise<Task | { best: Best } | { impossible: string }>
  /** What is told of what was found. */
  tell: (news: Extract<News, { kind: 'found' }>) => Best
  explain: (news: Extract<News, { kind: 'impossible' }>) => string
  /** That what was found is less than was asked for, and why; null where it is not. */
  remark: () => string | null
  language: Language
  seconds: number
}

interface Running {
  id: string
  order: Order
  state: State
  best: Best
  detail: string | null
  seen: number
  begun: number
  ended: number
  stopping: AbortController
}

const nothing: Best = { objective: null, bound: null, result: null }

/** Jobs in their order: some at once, others wait; one that nobody asks about any more ends. */
export class Jobs {
  readonly #jobs = new Map<string, Running>()
  readonly #turns = turnsFor(Math.max(1, availableParallelism() - 1))
  readonly #failed: (error: unknown) => void
  readonly #sweep: ReturnType<typeof setInterval>

  /** @param failed hears of what went wrong by itself */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
    this.#sweep = setInterval(() => this.#tidy(), patience / 6)
    this.#sweep.unref()
  }

  /** @throws {DatabaseBusy} when too many wait already */
  add(order: Order): Job {
    if (this.#count('queued') >= mostWaiting) throw new DatabaseBusy()
    const now = Date.now()
    const job: Running = {
      id: randomUUID(),
      order,
      state: 'queued',
      best: nothing,
      detail: null,
      seen: now,
      begun: now,
      ended: 0,
      stopping: new AbortController(),
    }
    this.#jobs.set(job.id, job)
    this.#next()
    return told(job)
  }

  /** How a job is; undefined where there is none of that id, or it was finished long ago. */
  look(id: string): Job | undefined {
    const job = this.#jobs.get(id)
    if (job) job.seen = Date.now()
    return job && told(job)
  }

  /** Has a job stop; what it found so far stays. */
  stop(id: string): Job | undefined {
    const job = this.#jobs.get(id)
    if (job?.state === 'queued') this.#end(job, 'stopped')
    if (job?.state === 'running') job.stopping.abort()
    return this.look(id)
  }

  /** Stops all of them. */
  close(): void {
    clearInterval(this.#sweep)
    for (const { id } of this.#jobs.values()) this.stop(id)
  }

  #count(state: State): number {
    return [...this.#jobs.values()].filter((job) => job.state === state).length
  }

  #next(): void {
    for (const job of this.#jobs.values()) {
      if (job.state !== 'queued' || this.#count('running') >= atOnce) continue
      job.state = 'running'
      job.begun = Date.now()
      void this.#run(job)
    }
  }

  async #run(job: Running): Promise<void> {
    const { order, stopping } = job
    // it gets ready while the order is prepared
    const thread = threadForTask(this.#turns)
    try {
      const task = await order.prepare(stopping.signal)
      if ('best' in task) {
        job.best = task.best
        job.detail = order.remark()
        return this.#end(job, 'done')
      }
      if ('impossible' in task) {
        job.detail = task.impossible
        return this.#end(job, 'failed')
      }
      const news = await thread.choose(task, stopping.signal, (found) => {
        job.best = order.tell(found)
      })
      if (!stopping.signal.aborted) job.detail = news ? order.explain(news) : order.remark()
      this.#end(job, stopping.signal.aborted ? 'stopped' : news ? 'failed' : 'done')
    } catch (error) {
      if (!stopping.signal.aborted) {
        this.#failed(error)
        job.detail = toProblem(error as Error, order.language).detail
      }
      this.#end(job, stopping.signal.aborted ? 'stopped' : 'failed')
    } finally {
      thread.end()
    }
  }

  #end(job: Running, state: State): void {
    job.state = state
    job.ended = Date.now()
    this.#next()
  }

  #tidy(): void {
    const now = Date.now()
    for (const job of this.#jobs.values()) {
      const going = job.state === 'queued' || job.state === 'running'
      if (going && now - job.seen > patience) {
        if (job.state === 'queued') this.#end(job, 'stopped')
        else job.stopping.abort()
      } else if (!going && now - job.ended > kept) this.#jobs.delete(job.id)
    }
  }
}

type Impossible = Extract<News, { kind: 'impossible' }>

/** A thread that waits for what it is to choose, and looks for better choices in turn with others. */
function threadForTask(turns: Turns) {
  const worker = new Worker(new URL('./siting-worker.mjs', import.meta.url), { execArgv: [] })
  const over = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
  const turn = new SharedArrayBuffer(4)
  const leave = () => new Turn(turns, turn).leave()
  // whoever waits for it hears of it
  over.then(leave, leave)
  return {
    /**
     * @returns why there is nothing to choose
     * @throws what the thread threw
     */
    async choose(
      task: Task,
      signal: AbortSignal,
      found: (news: Extract<News, { kind: 'found' }>) => void,
    ): Promise<Impossible | undefined> {
      let impossible: Impossible | undefined
      const stop = () => {
        Atomics.store(new Int32Array(task.stop), 0, 1)
        setTimeout(() => void worker.terminate(), grace).unref()
      }
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop, { once: true })
      worker.on('message', (news: News) => {
        if (news.kind === 'found') found(news)
        else impossible = news
      })
      worker.postMessage({ task, turns, turn })
      try {
        await over
      } finally {
        signal.removeEventListener('abort', stop)
      }
      return impossible
    },
    end: () => void worker.terminate(),
  }
}

function told({ id, state, best, detail, begun, order }: Running): Job {
  const { objective, bound } = best
  const elapsed = (Date.now() - begun) / 1000 / order.seconds
  const going = { queued: 0, running: Math.min(0.99, elapsed), done: 1, failed: 1, stopped: 1 }
  const apart = objective === null || bound === null ? null : Math.abs(bound - objective)
  return {
    id,
    state,
    progress: going[state],
    ...best,
    gap: apart === null ? null : apart === 0 ? 0 : objective ? apart / objective : null,
    detail,
  }
}
