import type { Browser, BrowserContext, Page } from 'playwright-core'
import { desk } from '../browser/driver.ts'

/** One opening of a page in a browser that was never there. */
export interface Opened {
  /** From the navigation to the first idle of the map, in milliseconds. */
  took: number
  /** Bytes as they were sent before that. */
  bytes: Record<Kind, number>
  /** How far what stood in the window was pushed about, as browsers sum it, until nothing more was loaded. */
  pushed: number
  /** The map without what lies over it. */
  picture: Buffer
}

const kinds = ['scripts', 'styles', 'fonts', 'answers'] as const
export type Kind = (typeof kinds)[number]

declare global {
  interface Window {
    opened: { took: number; pushed: number }
  }
}

/** Opens a page with nothing kept from before and waits until its map is idle and nothing more is loaded. */
export async function openAnew(browser: Browser, address: string): Promise<Opened> {
  const context = await newReader(browser)
  try {
    const page = await context.newPage()
    await page.addInitScript(watch)
    await page.goto(address)
    await idle(page)
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry as PerformanceResourceTiming)
        .map(({ name, responseEnd, encodedBodySize }) => ({ name, ended: responseEnd, size: encodedBodySize })),
    )
    await page.waitForLoadState('networkidle')
    const { took, pushed } = await page.evaluate(() => window.opened)
    const bytes = Object.fromEntries(
      kinds.map((kind) => [kind, sum(asked.filter(({ name, ended }) => kindOf(name) === kind && ended <= took))]),
    ) as Opened['bytes']
    return { took, pushed, bytes, picture: await pictureOf(page) }
  } finally {
    await context.close()
  }
}

/** A reader of the page who has never been there. */
export function newReader(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: desk, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
}

export async function idle(page: Page): Promise<void> {
  await page.locator('.map[data-idle="true"]').waitFor({ state: 'attached' })
}

/** The share of pixels in which two pictures of the same size are plainly not the same, from 0 to 1. */
export async function difference(browser: Browser, one: Buffer, other: Buffer): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(
      compare,
      [one, other].map((picture) => picture.toString('base64')),
    )
  } finally {
    await page.close()
  }
}

/** Runs in the page, before anything of it. */
function watch(): void {
  window.opened = { took: 0, pushed: 0 }
  new MutationObserver((_, observer) => {
    if (document.querySelector('.map[data-idle="true"]') === null) return
    window.opened.took = performance.now()
    observer.disconnect()
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-idle'] })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.opened.pushed += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Runs in a page. */
async function compare(pictures: string[]): Promise<number> {
  const [one, other] = await Promise.all(
    pictures.map(async (picture) => {
      const image = new Image()
      image.src = `data:image/png;base64,${picture}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const pen = canvas.getContext('2d')
      pen?.drawImage(image, 0, 0)
      return pen?.getImageData(0, 0, image.width, image.height).data
    }),
  )
  if (one === undefined || other === undefined || one.length !== other.length) return 1
  let differ = 0
  for (let at = 0; at < one.length; at += 4) {
    // an eye does not see less
    if ([0, 1, 2].some((part) => Math.abs((one[at + part] ?? 0) - (other[at + part] ?? 0)) > 8)) differ++
  }
  return (4 * differ) / one.length
}

/** What the themes, the legend and the other cards over our map would hide of it. */
const uncovered = '.map-area > :not(.map), .foot { visibility: hidden }'

function pictureOf(page: Page): Promise<Buffer> {
  return page.locator('.map').screenshot({ style: uncovered })
}

function kindOf(address: string): Kind | undefined {
  const { pathname } = new URL(address)
  if (pathname.startsWith('/api/')) return 'answers'
  const endings: [RegExp, Kind][] = [
    [/\.js$/, 'scripts'],
    [/\.css$/, 'styles'],
    [/\.woff2$/, 'fonts'],
  ]
  return endings.find(([ending]) => ending.test(pathname))?.[1]
}

function sum(asked: { size: number }[]): number {
  return asked.reduce((all, { size }) => all + size, 0)
}
