import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Imported into a process whose memory is to be known (memory.ts): at each SIGUSR2 it collects its garbage and says what
// it holds, in bytes.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
let times = 0
process.on('SIGUSR2', () => {
  collect()
  const { rss, heapUsed } = process.memoryUsage()
  times += 1
  console.log(`memory ${times}: ${heapUsed} of ${rss}`)
})
