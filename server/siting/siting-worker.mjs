// Sites are chosen in a thread of their own: HiGHS does not let go of it until it is done.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { work } = await import('./work.ts')
await work(workerData, (news) => parentPort.postMessage(news))
