// A thread that computes in turn with others, and counts how many are at it.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { Turn } = await import('../../server/siting/turns.ts')
const { turns, turn, counts, n } = workerData
const cells = new Int32Array(counts)
const [atIt, most, ready, ended] = [0, 1, 2, 3]
const mine = new Turn(turns, turn)
const isOver = () => Atomics.load(cells, ended) === 1
Atomics.add(cells, ready, 1)
while (!isOver()) {
  mine.pass(isOver)
  if (isOver()) break
  const now = Atomics.add(cells, atIt, 1) + 1
  if (now > Atomics.load(cells, most)) Atomics.store(cells, most, now)
  Atomics.add(cells, 4 + n, 1)
  Atomics.wait(cells, ended, 0, 2)
  Atomics.sub(cells, atIt, 1)
}
mine.leave()
