import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { tokenNames } from '#client/skin/tokens.ts'
import { desk, mapAlone, startBrowser } from '../browser/driver.ts'
import { findChromium } from '../setup/chromium.mjs'
import { buildBarePage, type Seen } from './bare-page.ts'
import { serveCounties } from './county.ts'
import { difference, idle, newReader, type Opened, openAnew } from './opened.ts'
import { type Line, median } from './table.ts'

const pairs = 9
/** A new window otherwise makes the lists of its address bar for two seconds, beside the page. */
const quietWindow = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup'
/** The most of the pixels in which the two maps may differ. */
const alike = 0.001

/**
 * From the navigation to the first idle of the first scene, with nothing in the browser's cache; against a page that has
 * nothing but MapLibre and draws the same picture. In turns, after a pair that is not counted, for then the server has
 * not been asked before.
 * @param folder where the two pictures are kept, to be looked at
 * @throws where the two are not the same picture
 */
export async function opening(url: string, day: string, folder?: string): Promise<Line> {
  const executable = await findChromium()
  if (executable === undefined) throw new Error('The benchmark needs Chromium or Chrome: set CHROMIUM_PATH.')
  const county = await serveCounties(url, 1, day)
  const { endpoint, close } = await startBrowser(executable, [mapAlone, quietWindow])
  try {
    const browser = await chromium.connect(endpoint)
    const takeAway = await buildBarePage(county.address, await look(browser, county.address))
    try {
      return await race(browser, { ours: `${county.address}/`, bare: `${county.address}/bare/` }, folder)
    } finally {
      takeAway()
    }
  } finally {
    await close()
    await county.close()
  }
}

async function race(browser: Browser, pages: Record<'ours' | 'bare', string>, folder?: string): Promise<Line> {
  const opened: Record<keyof typeof pages, Opened[]> = { ours: [], bare: [] }
  for (let pair = 0; pair <= pairs; pair++) {
    for (const one of pair % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      opened[one].push(await openAnew(browser, pages[one]))
    }
  }
  const [ours = [], bare = []] = [opened.ours, opened.bare].map((all) => all.slice(1))
  const differ = await difference(browser, pictureIn(ours), pictureIn(bare))
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    for (const [name, all] of Object.entries({ ours, bare })) writeFileSync(join(folder, `${name}.png`), pictureIn(all))
  }
  tell('ours', ours)
  tell('bare', bare)
  if (differ > alike) throw new Error(`${(100 * differ).toFixed(2)} % of the pixels of the two maps differ`)
  const [took, rival] = [ours, bare].map((all) => median(all.map(({ took }) => took / 1000))) as [number, number]
  return {
    what: `the page opened, ${desk.width} × ${desk.height}`,
    ours: `${took.toFixed(2)} s`,
    rival: `${rival.toFixed(2)} s MapLibre alone`,
    // as a rate, like all others: 0.67 is 1.5 times as long
    ratio: rival / took,
    goal: 0.67,
  }
}

/** How our page draws its map, and where in the window. */
async function look(browser: Browser, address: string): Promise<Seen> {
  const context = await newReader(browser)
  try {
    const page = await context.newPage()
    await page.goto(address)
    await idle(page)
    const box = await page.locator('.map').boundingBox()
    if (box === null) throw new Error('the page has no map')
    const tokens = await page.evaluate((names) => {
      const style = getComputedStyle(document.documentElement)
      return names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])
    }, tokenNames)
    return { box, look: { skin: 'silk', scale: 1, tokens: Object.fromEntries(tokens) } }
  } finally {
    await context.close()
  }
}

function tell(who: string, all: Opened[]): void {
  const [{ bytes, pushed } = { bytes: {}, pushed: 0 }] = all
  const sizes = Object.entries(bytes).map(([kind, size]) => `${kind} ${Math.round(size / 1000)} kB`)
  const times = all.map(({ took }) => Math.round(took)).join(' ')
  console.log(`${who}: ${times} ms; as sent: ${sizes.join(', ')}; pushed about ${pushed.toFixed(4)}`)
}

function pictureIn(all: Opened[]): Buffer {
  const last = all.at(-1)
  if (last === undefined) throw new Error('nothing was opened')
  return last.picture
}
