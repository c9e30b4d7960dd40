import '../setup/clock.mjs'
import { parseArgs } from 'node:util'
import { startBrowser } from '../browser/driver.ts'
import { findChromium } from '../setup/chromium.mjs'
import { soakFaults } from './faults.ts'
import { soakLoad } from './load.ts'
import { openPlace, type Place } from './place.ts'
import { soakScenes } from './scenes.ts'
import { soakUnattended } from './unattended.ts'

const { values: options } = parseArgs({
  options: {
    /** One part alone. */
    only: { type: 'string' },
    /** How long the load lasts, and how long a display runs by itself. */
    minutes: { type: 'string', default: '60' },
    /** Where the pictures are put of a display that runs by itself. */
    pictures: { type: 'string', default: 'pictures' },
  },
})
const minutes = Number(options.minutes)

// whoever ends it early leaves nothing running
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

// What each part looks for is said in the README.
const parts: Record<string, () => Promise<string[]>> = {
  load: () => soakLoad(minutes),
  scenes: () => onWall(soakScenes),
  faults: () => onWall(soakFaults),
  unattended: () => onWall((place, browser) => soakUnattended(place, browser, minutes, options.pictures)),
}
if (options.only !== undefined && !(options.only in parts)) {
  throw new Error(`--only takes one of ${Object.keys(parts).join(', ')}.`)
}
for (const [part, soak] of Object.entries(parts)) {
  if (options.only !== undefined && options.only !== part) continue
  console.log(`\n${part}`)
  const wrong = await soak()
  for (const one of wrong) console.log(`✗ ${one}`)
  if (wrong.length > 0) process.exitCode = 1
}

/** Has a display stand in a browser beside a server that may be broken. */
async function onWall(soak: (place: Place, browser: string) => Promise<string[]>): Promise<string[]> {
  const executable = await findChromium()
  if (executable === undefined) throw new Error('The soak needs Chromium or Chrome: set CHROMIUM_PATH.')
  const place = await openPlace()
  const browser = await startBrowser(executable)
  try {
    return await soak(place, browser.endpoint)
  } finally {
    await browser.close()
    await place.close()
  }
}
