import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '#data/model/siting.ts'
import { Jobs, type Order } from '#server/siting/jobs.ts'
import type { Task } from '#server/siting/work.ts'

const failures: unknown[] = []
let jobs: Jobs

afterEach(() => {
  jobs.close()
  vi.useRealTimers()
  expect(failures.splice(0)).toEqual([])
})

/** Two sites for homes in a row, 100 metres from one to the next, each with a place beside it; the last weigh the most. */
function row(homes: number): Task {
  const xs = Float64Array.from({ length: homes }, (_, n) => 100 * n)
  const ys = new Float64Array(homes)
  return {
    streets: undefined,
    metres: 10,
    demands: { xs, ys, weights: xs.map((_, n) => n + 1) },
    candidates: { xs, ys: ys.map(() => 5) },
    costs: undefined,
    spacing: 0,
    wanted: { goal: 'cover-most', count: 2 },
    seconds: 60,
    stop: new SharedArrayBuffer(4),
  }
}

/** So many nearly alike that no best is proven for long. */
function endless(): Task {
  const many = 1500
  const spread = (step: number) => Float64Array.from({ length: many }, (_, n) => (n * step) % 8000)
  return {
    ...row(1),
    metres: 900,
    demands: { xs: spread(4801), ys: spread(6007), weights: new Float64Array(many).map((_, n) => 1 + (n % 97)) },
    candidates: { xs: spread(3217), ys: spread(5303) },
    wanted: { goal: 'cover-most', count: 25 },
    seconds: 600,
  }
}

function orderOf(task: Task): Order {
  return {
    seconds: task.seconds,
    prepare: async () => task,
    tell: ({ objective, bound }) => ({ objective, bound, result: null }),
    explain: () => '',
    remark: () => null,
    language: 'zh',
  }
}

const stateOf = ({ id }: Job) => jobs.look(id)?.state
const until = { timeout: 50_000, interval: 20 }

describe('threads that choose', () => {
  it('work for two planners at once, each of whom gets an answer of his own', async () => {
    jobs = new Jobs((error) => failures.push(error))
    const asked = [9, 30].map((homes) => jobs.add(orderOf(row(homes))))
    expect(asked.map(stateOf)).toEqual(['running', 'running'])
    await vi.waitFor(() => expect(asked.map(stateOf)).toEqual(['done', 'done']), until)
    const told = asked.map(({ id }) => jobs.look(id))
    expect(told).toMatchObject([
      { objective: 17, bound: 17, gap: 0 },
      { objective: 59, bound: 59, gap: 0 },
    ])
  })

  it('come to the turn of ten who wait, one after the other', async () => {
    jobs = new Jobs((error) => failures.push(error))
    const asked = Array.from({ length: 12 }, (_, n) => jobs.add(orderOf(row(n + 2))))
    expect(asked.map(stateOf)).toEqual(['running', 'running', ...Array(10).fill('queued')])
    await vi.waitFor(() => expect(asked.map(stateOf)).toEqual(Array(12).fill('done')), until)
    expect(asked.map(({ id }) => jobs.look(id)?.objective)).toEqual(asked.map((_, n) => 2 * n + 3))
  })

  it('end when nobody asks any more, with the best so far, while others go on', async () => {
    // only the clock and the rounds of whoever tidies up: threads and their messages are real
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    jobs = new Jobs((error) => failures.push(error))
    const [gone, watched] = [jobs.add(orderOf(endless())), jobs.add(orderOf(endless()))]
    const later = async (until: () => boolean) => {
      while (!until()) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await later(() => [gone, watched].every(({ id }) => (jobs.look(id)?.objective ?? 0) > 0))
    for (let second = 0; second < 75; second += 5) {
      expect(stateOf(watched)).toBe('running')
      vi.advanceTimersByTime(5000)
    }
    // a job is stopped only once its thread is gone
    await later(() => stateOf(gone) !== 'running')
    expect(jobs.look(gone.id)).toMatchObject({ state: 'stopped', objective: expect.any(Number) })
    expect(stateOf(watched)).toBe('running')
    jobs.stop(watched.id)
    await later(() => stateOf(watched) === 'stopped')
  })
})
