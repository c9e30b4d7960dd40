import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { Turn, turnsFor } from '#server/siting/turns.ts'

const [most, ready, ended, first] = [1, 2, 3, 4]

/** So many threads that take turns until they are told to end. */
function threads(many: number, atOnce: number) {
  const turns = turnsFor(atOnce)
  const counts = new SharedArrayBuffer(4 * (first + many))
  const cells = new Int32Array(counts)
  const all = Array.from({ length: many }, (_, n) => {
    const turn = new SharedArrayBuffer(4)
    const worker = new Worker(new URL('./turns-worker.mjs', import.meta.url), {
      execArgv: [],
      workerData: { turns, turn, counts, n },
    })
    const gone = new Promise((resolve) => worker.once('exit', resolve))
    return { worker, gone, leave: () => new Turn(turns, turn).leave() }
  })
  return {
    all,
    read: (cell: number) => Atomics.load(cells, cell),
    taken: () => all.map((_, n) => Atomics.load(cells, first + n)),
    async end() {
      Atomics.store(cells, ended, 1)
      await Promise.all(all.map(({ gone }) => gone))
    },
  }
}

const until = { timeout: 50_000, interval: 5 }

describe('turns', () => {
  it.each([
    [1, 3],
    [2, 4],
  ])('are had by %i of %i threads at once, and each comes to its own', async (atOnce, many) => {
    const { read, taken, end } = threads(many, atOnce)
    await vi.waitFor(() => expect(read(ready)).toBe(many), until)
    const before = taken()
    await vi.waitFor(() => expect(Math.min(...taken().map((n, i) => n - (before[i] ?? 0)))).toBeGreaterThan(20), until)
    expect(read(most)).toBe(atOnce)
    await end()
  })

  it('go on where one was ended that had a turn or waited for one', async () => {
    const { all, read, taken, end } = threads(3, 1)
    await vi.waitFor(() => expect(read(ready)).toBe(3), until)
    for (const { worker, gone, leave } of all.slice(1)) {
      await worker.terminate()
      await gone
      leave()
    }
    const [before = 0] = taken()
    await vi.waitFor(() => expect(taken()[0]).toBeGreaterThan(before + 20), until)
    await end()
  })
})
