import { median } from '../bench/table.ts'
import { openTab } from '../browser/driver.ts'
import { Meter } from '../browser/meter.ts'
import { putUp } from '../browser/put-up.ts'
import { changeScenes, countContexts, heldBy, more, scenes, type WallHeld } from '../browser/scene-changes.ts'
import type { Place } from './place.ts'

const least = 1000
/** It is looked each time the same scene is on, the first time when all is warm. */
const lookEvery = 5 * scenes.length
/** How many of the first looks are compared with as many of the last: of one alone much is chance. */
const looked = 5

/**
 * A display changes its scene a thousand times while data changes. In the end it may hold no more than in the first
 * two hundred and seventy-five: neither heap, beyond a twentieth, nor nodes, listeners, canvases or contexts of
 * graphics; and nothing may go wrong.
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
    const looks: WallHeld[] = []
    console.log('changes  heap MB  nodes  listeners  canvases  contexts')
    for (let done = 0; done < least; ) {
      await tell('/stir')
      await changeScenes(page, lookEvery, settled)
      await settled()
      done += lookEvery
      const held = await heldBy(page, meter)
      looks.push(held)
      const { heap, nodes, listeners, canvases, contexts } = held
      const columns = [done, (heap / 1e6).toFixed(2), nodes, listeners, canvases, contexts]
      console.log(columns.map((one, i) => String(one).padStart([7, 7, 5, 9, 8, 8][i] ?? 0)).join('  '))
    }
    return [...more(mostOf(looks.slice(0, looked)), usualOf(looks.slice(-looked))), ...troubles]
  } finally {
    await close()
    await takeDown()
  }
}

/** What was usually held: the median of each. */
function usualOf(looks: readonly WallHeld[]): WallHeld {
  const of = (kind: keyof WallHeld) => median(looks.map((held) => held[kind]))
  return {
    heap: of('heap'),
    nodes: of('nodes'),
    listeners: of('listeners'),
    canvases: of('canvases'),
    contexts: of('contexts'),
  }
}

/** The same of heap; of nodes and listeners, some of which go in their own time, the most there were. */
function mostOf(looks: readonly WallHeld[]): WallHeld {
  const most = (kind: 'nodes' | 'listeners') => Math.max(...looks.map((held) => held[kind]))
  return { ...usualOf(looks), nodes: most('nodes'), listeners: most('listeners') }
}
