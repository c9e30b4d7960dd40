import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

/**
 * Drawing without a graphics card and in plain colours, the same on every machine: by what comes with Chromium, or by
 * Mesa, which is faster, where `CHROMIUM_ANGLE` says that it is there. Only the map is drawn so; to put the page
 * together in the same way takes as long as all the rest.
 */
const angle = process.env['CHROMIUM_ANGLE'] ?? 'swiftshader'
const args = [
  '--no-sandbox',
  `--use-angle=${angle}`,
  ...(angle === 'swiftshader' ? ['--enable-unsafe-swiftshader'] : ['--use-gl=angle', '--ignore-gpu-blocklist']),
  '--force-color-profile=srgb',
]

/** Pages are put together without graphics. Each picture of a map is then fetched back from the graphics, and the page waits for it. */
export const mapAlone = '--disable-gpu-compositing'

/** What the software renderer says of its own slowness; it is no fault of the page. */
const ofTheRenderer = /GPU stall due to ReadPixels|GL Driver Message/
/** Nor is what the driver says of what it was told to keep away. */
const ofTheDriver = /Service Worker registration blocked by Playwright/

export const desk = { width: 1280, height: 720 }
export const phone = { width: 390, height: 844 }

/**
 * Starts the one browser of a run; tabs reach it by `endpoint`.
 * @param more further switches of Chromium, instead of the one by which only the map is drawn by graphics
 */
export async function startBrowser(
  executablePath: string,
  more: readonly string[] = [mapAlone],
): Promise<{ endpoint: string; close: () => Promise<void> }> {
  // a browser names the files it keeps in the encoding of the system, which may be none that knows Chinese
  const env = { ...process.env, LANG: 'C.UTF-8' }
  const server = await chromium.launchServer({ executablePath, args: [...args, ...more], env })
  return { endpoint: server.wsEndpoint(), close: () => server.close() }
}

export interface TabOptions {
  size?: { width: number; height: number }
  /** The language the browser asks for. */
  locale?: string
  touch?: boolean
  /** Drawn at its full size. Else at half: most tests read words, and to draw in software is what takes longest. */
  sharp?: boolean
  /** In a context of its own, as the browser of someone else is: nothing that other tabs fetched or kept is in it. */
  alone?: boolean
  /** Lets a service worker keep what a display needs to start again; it would come between a page and a test that cuts it off. */
  kept?: boolean
}

/** A browser tab, and what happened in it. */
export interface Tab {
  page: Page
  /** The address of everything it asked for. */
  requests: string[]
  /** Errors and warnings of the console, and errors nobody caught. */
  troubles: string[]
  /** Waits until the map is drawn and nothing is on its way to it. */
  settled(): Promise<void>
  /** Whether the map says that it is whole, after its next pictures. */
  wholeOnceDrawn(): Promise<boolean>
  /** What the map looks like, and nothing of what lies over it. */
  bare(): Promise<Buffer>
  /** What the whole window looks like, with nothing pointed at or focused. */
  whole(): Promise<Buffer>
  /** From now on only what happens next is told: `requests` and `troubles` are empty. */
  forget(): void
  close(): Promise<void>
}

export async function openTab(endpoint: string, options: TabOptions = {}): Promise<Tab> {
  const context = await contextFor(endpoint, options)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const requests: string[] = []
  const troubles: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => {
    const bad = message.type() === 'error' || message.type() === 'warning'
    if (bad && ![ofTheRenderer, ofTheDriver].some((known) => known.test(message.text()))) troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(String(error)))
  return {
    page,
    requests,
    troubles,
    settled: () => settled(page),
    wholeOnceDrawn: () => wholeOnceDrawn(page),
    // the panel's edge falls on the map's last column or beside it, as its layer was put together
    bare: () => picture(page, '.foot, .map-area > :not(.map) { visibility: hidden } .side { opacity: 0 }'),
    whole: () => whole(page),
    forget() {
      requests.length = 0
      troubles.length = 0
    },
    close: () => (options.alone ? context.close() : page.close()),
  }
}

const connections = new Map<string, Promise<Browser>>()
const contexts = new Map<string, Promise<BrowserContext>>()

/** Tabs alike share what the browser has fetched before, as a reader's second visit does; nothing else is kept. */
async function contextFor(endpoint: string, options: TabOptions): Promise<BrowserContext> {
  const { size = desk, locale = 'zh-CN', touch = false, sharp = false, alone = false, kept = false } = options
  const key = JSON.stringify([endpoint, size, locale, touch, sharp, kept])
  const connection = connections.get(endpoint) ?? chromium.connect(endpoint)
  connections.set(endpoint, connection)
  if (alone) return (await connection).newContext(settings())
  const context = contexts.get(key) ?? connection.then((browser) => browser.newContext(settings()))
  contexts.set(key, context)
  return context

  function settings() {
    return {
      viewport: size,
      locale,
      timezoneId: 'Asia/Shanghai',
      // Without motion a picture is there at once.
      reducedMotion: 'reduce' as const,
      hasTouch: touch,
      isMobile: touch,
      deviceScaleFactor: sharp ? 1 : 0.5,
      serviceWorkers: kept ? ('allow' as const) : ('block' as const),
    }
  }
}

async function picture(page: Page, style: string): Promise<Buffer> {
  // Nothing is pointed at.
  await page.mouse.move(0, 0)
  await settled(page)
  return await page.locator('.map').screenshot({ style })
}

async function whole(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0)
  await settled(page)
  await page.waitForLoadState('networkidle')
  return await page.screenshot()
}

async function settled(page: Page): Promise<void> {
  await nextFrames(page)
  await page.locator('.map[data-idle="true"]').first().waitFor({ state: 'attached' })
  // the planner may look at two
  await page.locator('.map[data-idle="false"]').first().waitFor({ state: 'detached' })
}

async function wholeOnceDrawn(page: Page): Promise<boolean> {
  for (let frames = 0; frames < 20; frames += 1) await nextFrames(page)
  return (await page.locator('.map').getAttribute('data-idle')) === 'true'
}

/** A change is put on the map in the frame after it; until then the map does not know that it is not idle. */
async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
}

/** The texts of some elements, with the spaces a reader sees. */
export async function textOf(locator: Locator): Promise<string> {
  return tidy((await locator.textContent()) ?? '')
}

export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
