import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '#data/model/siting.ts'
import { DatabaseBusy } from '#server/database/database.ts'
import { Jobs, type Order } from '#server/siting/jobs.ts'

const answer = { objective: 7, bound: 7, result: null }
const failures: unknown[] = []
let jobs: Jobs

/** Work that goes on until it is let go on, or is called back. */
function work(): Order & { finish: () => void; begun: () => boolean } {
  let finish = () => {}
  let begun = false
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  return {
    seconds: 600,
    finish: () => finish(),
    begun: () => begun,
    prepare(signal) {
      begun = true
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        void done.then(() => resolve({ best: answer }))
      })
    },
    tell: () => answer,
    explain: () => '',
    remark: () => null,
    language: 'zh',
  }
}
const stateOf = ({ id }: Job) => jobs.look(id)?.state
const soon = () => vi.advanceTimersByTimeAsync(0)

function begin(): void {
  vi.useFakeTimers()
  jobs = new Jobs((error) => failures.push(error))
}
afterEach(() => {
  jobs.close()
  vi.useRealTimers()
  expect(failures.splice(0)).toEqual([])
})

describe('jobs', () => {
  it('of two planners are worked on at once; ten more wait their turn, and beyond them the server is busy', async () => {
    begin()
    const orders = Array.from({ length: 12 }, work)
    const asked = orders.map((order) => jobs.add(order))
    expect(asked.map(({ state }) => state)).toEqual(['running', 'running', ...Array(10).fill('queued')])
    expect(() => jobs.add(work())).toThrow(DatabaseBusy)
    orders[1]?.finish()
    await soon()
    expect(asked.map(stateOf)).toEqual(['running', 'done', 'running', ...Array(9).fill('queued')])
    expect(orders.map(({ begun }) => begun())).toEqual([true, true, true, ...Array(9).fill(false)])
    for (const order of orders) order.finish()
    await vi.advanceTimersByTimeAsync(10)
    expect(asked.map(stateOf)).toEqual(Array(12).fill('done'))
    expect(jobs.look(asked[11]?.id ?? '')).toMatchObject({ objective: 7, gap: 0, progress: 1 })
  })

  it('of somebody who is gone end, running or waiting, and make room for others', async () => {
    begin()
    const [gone, kept] = [work(), work()]
    const [running, watched, waiting, also] = [gone, kept, work(), work()].map((order) => jobs.add(order))
    for (let second = 0; second < 75; second += 5) {
      if (watched) jobs.look(watched.id)
      if (also) jobs.look(also.id)
      await vi.advanceTimersByTimeAsync(5000)
    }
    expect(watched && stateOf(watched)).toBe('running')
    expect(running && stateOf(running)).toBe('stopped')
    expect(waiting && stateOf(waiting)).toBe('stopped')
    expect(also && stateOf(also)).toBe('running')
  })

  it('that are done can be fetched for a while, and are then forgotten', async () => {
    begin()
    const order = work()
    const job = jobs.add(order)
    order.finish()
    await vi.advanceTimersByTimeAsync(14 * 60_000)
    expect(stateOf(job)).toBe('done')
    await vi.advanceTimersByTimeAsync(2 * 60_000)
    expect(jobs.look(job.id)).toBeUndefined()
  })

  it('that go wrong say that they did, and are told to whoever keeps the server', async () => {
    begin()
    const fault = new Error('the disk is on fire')
    const job = jobs.add({ ...work(), prepare: () => Promise.reject(fault) })
    await soon()
    expect(stateOf(job)).toBe('failed')
    expect(jobs.look(job.id)?.detail).not.toContain('fire')
    expect(failures.splice(0)).toEqual([fault])
  })
})
