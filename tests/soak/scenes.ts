import { openTab } from '../browser/driver.ts'
import { Meter } from '../browser/meter.ts'
import { putUp } from '../browser/put-up.ts'
import { changeScenes, countContexts, heldBy, more, scenes, type WallHeld } from '../browser/scene-changes.ts'
import type { Place } from './place.ts'

const changes = 1000
const warmUp = 50
const lookEvery = 50

/**
 * A display changes its scene a thousand times while data changes. After the first fifty it may hold no more than then:
 * neither heap, beyond a twentieth, nor nodes, listeners, canvases or contexts of graphics; and nothing may go wrong.
 * @returns what was wrong
 */
export async function soakScenes({ address, tell }: Place, browser: string): Promise<string[]> {
  const { path, takeDown } = await putUp(address, 'soak', scenes)
  const { page, settled, troubles, close } = await openTab(browser)
  try {
    await countContexts(page)
    await page.goto(address + path)
    await settled()
    const meter = await Meter.at(page)
    let first: WallHeld | undefined
    let grown: string[] = []
    console.log('changes  heap MB  nodes  listeners  canvases  contexts')
    for (let done = 0; done < changes; ) {
      await tell('/stir')
      await changeScenes(page, lookEvery, settled)
      done += lookEvery
      const held = await heldBy(page, meter)
      if (done === warmUp) first = held
      // the last word counts: what was let go of is swept away in its own time
      grown = first ? more(first, held) : []
      const { heap, nodes, listeners, canvases, contexts } = held
      const columns = [done, (heap / 1e6).toFixed(2), nodes, listeners, canvases, contexts]
      console.log(columns.map((one, i) => String(one).padStart([7, 7, 5, 9, 8, 8][i] ?? 0)).join('  '))
    }
    return [...grown, ...troubles]
  } finally {
    await close()
    await takeDown()
  }
}
