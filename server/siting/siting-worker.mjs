// Sites are chosen in a thread of their own: HiGHS does not let go of it until it is done. Whoever waits for a map goes first.
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// of this thread alone, where the system tells threads apart; elsewhere nothing is changed
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
register()
const [{ work }, { Turn }] = await Promise.all([import('./work.ts'), import('./turns.ts')])
parentPort.once('message', ({ task, turns, turn }) =>
  work(task, new Turn(turns, turn), (news) => parentPort.postMessage(news)),
)
