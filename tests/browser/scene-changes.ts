import type { Page } from 'playwright-core'
import type { Held, Meter } from './meter.ts'

declare global {
  interface Window {
    /** How many canvases of graphics the page has ever made. */
    contexts: number
  }
}

/** After every so many changes the camera flies, and the picture is waited for. */
const flies = 20

/** Each theme at home and in a township, and density raised. */
export const scenes = [
  ...['roads', 'toilets', 'water', 'sorting', 'lamps'].flatMap((theme) => [
    `?v=1&theme=${theme}`,
    `?v=1&theme=${theme}&area=410122102`,
  ]),
  '?v=1&theme=toilets&dense=hexagons',
]

/** Counts the page's contexts of graphics from its start; to be called before it is opened. */
export async function countContexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.contexts = 0
    const given = HTMLCanvasElement.prototype.getContext
    const known = new WeakSet<HTMLCanvasElement>()
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
      const context = Reflect.apply(given, this, [kind, ...more])
      if (context && kind.startsWith('webgl') && !known.has(this)) window.contexts += 1
      known.add(this)
      return context
    } as typeof given
  })
}

/**
 * Presses the clicker so many times, each as soon as the scene of the last is there: the camera jumps, and every
 * twentieth time it flies and is waited for.
 * @param settled waits until the picture stands
 */
export async function changeScenes(page: Page, changes: number, settled: () => Promise<void>): Promise<void> {
  for (let change = 1; change <= changes; change++) {
    const awaited = change % flies === 0
    await page.emulateMedia({ reducedMotion: awaited ? 'no-preference' : 'reduce' })
    const before = await page.locator('.wall').getAttribute('data-scene')
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((was) => document.querySelector<HTMLElement>('.wall')?.dataset['scene'] !== was, before)
    if (awaited) await settled()
  }
}

export interface WallHeld extends Held {
  contexts: number
}

/** What the page of a display holds, with nothing on its way. */
export async function heldBy(page: Page, meter: Meter): Promise<WallHeld> {
  await page.waitForLoadState('networkidle')
  return { ...(await meter.read()), contexts: await page.evaluate(() => window.contexts) }
}

/** By how much of the heap a page may grow: what was let go of is swept away in its own time. */
const slack = 0.05

/** Of what a page holds more than it did before, in words; none of what it holds as much of, or less. */
export function more(before: WallHeld, after: WallHeld): string[] {
  const grown = after.heap / before.heap - 1
  return [
    ...(grown > slack ? [`${(100 * grown).toFixed(1)} % more heap`] : []),
    ...(['nodes', 'listeners'] as const).filter((kind) => after[kind] > before[kind]),
    ...(['canvases', 'contexts'] as const).filter((kind) => after[kind] !== before[kind]),
  ]
}
