import type { Page } from 'playwright-core'
import type { FigureTable } from '#data/model/indicator.ts'

/** Where a display stands, and how its server is told what is to happen to it (switched-server.ts). */
export interface Stand {
  page: Page
  tell: (what: string) => Promise<unknown>
}

/** Something that goes wrong round a display. */
export interface Fault {
  name: string
  /** What follows the display's address, where it befalls one that shows something else than its programme. */
  at?: string
  /** For how long in full, in seconds. */
  lasts: number
  /** Whether nothing new comes meanwhile, so that the display is to say how old its data is. */
  ages: boolean
  /** @returns what mends it */
  begin: (stand: Stand) => Promise<() => Promise<unknown>>
}

/** Something the server is told to be without, and to have again. */
function offAndOn(what: 'server' | 'database'): Fault['begin'] {
  return async ({ tell }) => {
    await tell(`/${what}/off`)
    return () => tell(`/${what}/on`)
  }
}

/** Something that the page itself is made to do, and to undo. */
function onPage(begins: () => void, mends: () => void): Fault['begin'] {
  return async ({ page }) => {
    await page.evaluate(begins)
    return () => page.evaluate(mends)
  }
}

const tileHangs: Pick<Fault, 'lasts' | 'ages' | 'begin'> = {
  lasts: 120,
  ages: false,
  async begin({ page, tell }) {
    let first: string | undefined
    let over = false
    const hangs = (url: URL) => {
      if (over || !url.pathname.includes('/tiles/') || url.search.includes('f=')) return false
      first ??= url.pathname
      return url.pathname === first
    }
    await page.route(hangs, () => new Promise(() => {}))
    const hung = page.waitForRequest((request) => hangs(new URL(request.url())), { timeout: 60_000 })
    // its tiles are asked for anew, at once or with the next scene
    await tell('/stir')
    await hung
    return async () => {
      // whoever asked by now has no answer even then: without any such way the browser would go on with them
      over = true
      await tell('/stir')
    }
  },
}

/** All that befalls a display that runs for months and that it has to live through. */
export const faults: Fault[] = [
  { name: 'the server is killed', lasts: 120, ages: true, begin: offAndOn('server') },
  { name: 'PostgreSQL is stopped', lasts: 120, ages: true, begin: offAndOn('database') },
  {
    name: 'the network is cut',
    lasts: 600,
    ages: true,
    async begin({ page }) {
      await page.context().setOffline(true)
      return () => page.context().setOffline(false)
    },
  },
  {
    name: 'the graphics are lost and come back',
    lasts: 20,
    ages: false,
    begin: onPage(loseGraphics, giveGraphicsBack),
  },
  {
    name: 'the graphics processor crashes',
    lasts: 20,
    ages: false,
    async begin({ page }) {
      const session = await page.context().browser()?.newBrowserCDPSession()
      await session?.send('Browser.crashGpuProcess')
      await session?.detach()
      return async () => {}
    },
  },
  { name: 'a tile never answers', ...tileHangs },
  {
    name: 'the clock is moved',
    lasts: 60,
    ages: false,
    begin: onPage(
      () => window.moveClock(5 * 60_000),
      () => window.moveClock(0),
    ),
  },
  {
    name: 'the storage is full',
    lasts: 60,
    ages: false,
    async begin({ page }) {
      const session = await page.context().newCDPSession(page)
      const origin = new URL(page.url()).origin
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 0 })
      await page.evaluate(fillStorage)
      return async () => {
        await page.evaluate(() => localStorage.removeItem('full'))
        await session.send('Storage.overrideQuotaForOrigin', { origin })
        await session.detach()
      }
    },
  },
  {
    name: 'a tile never answers, and the scene stays',
    at: `?scene=${encodeURIComponent('?v=1&theme=toilets')}`,
    ...tileHangs,
  },
]

declare global {
  interface Window {
    /** Puts the clock of the machine so many milliseconds ahead of what it is. */
    moveClock: (by: number) => void
    /** What loses and gives back the graphics of the page's map. */
    graphics: WEBGL_lose_context | null
  }
}

/** Lets the page's clock be moved; to be called before it is opened. */
export async function holdClock(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Real = Date
    let ahead = 0
    window.moveClock = (by) => {
      ahead = by
    }
    const now = () => Real.now() + ahead
    window.Date = new Proxy(Real, {
      construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    })
  })
}

function loseGraphics(): void {
  const canvas = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')
  window.graphics = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? null
  window.graphics?.loseContext()
}

function giveGraphicsBack(): void {
  window.graphics?.restoreContext()
}

function fillStorage(): void {
  for (let size = 1 << 20; size > 0; size >>= 1) {
    try {
      localStorage.setItem('full', (localStorage.getItem('full') ?? '') + 'x'.repeat(size))
    } catch {
      // no room for so much
    }
  }
}

/** What is to be seen of a display, and what it tells of itself. */
interface Seen {
  state: string
  /** How old it says that its data is, in seconds. */
  age: number
  /** The promises with their figures. */
  promises: string
  idle: boolean
}

/** Within so many seconds a display says how old its data is, and is right again once all is well. */
const saysWithin = 60
const rightWithin = 30
/** A picture of the map with nothing on it is far smaller than this, in bytes. */
const leastPicture = 10_000

/** What a display tells of a promise whose figure changes as the county is stirred. */
export async function figuresAt(address: string): Promise<string[]> {
  const { rows } = (await (await fetch(`${address}/api/indicators/toilet_density`)).json()) as FigureTable
  return rows.map(({ value }) => `${value?.toFixed(1)} 座/km²`)
}

/**
 * Has a display live through a fault: a picture stays throughout, its age is said in time, and it is right again in time.
 * @param seconds how long the fault lasts
 * @param figures what the promises tell once all is well
 * @returns what was wrong
 */
export async function liveThrough(
  { begin, ages }: Fault,
  stand: Stand,
  seconds: number,
  figures: () => Promise<string[]>,
): Promise<string[]> {
  const wrong: string[] = []
  const { page } = stand
  const mend = await begin(stand)
  const begun = Date.now()
  const since = (moment: number) => Math.round((Date.now() - moment) / 1000)
  try {
    for (let told = false; since(begun) < seconds; ) {
      const { state, age, promises } = await seenOn(page)
      if (promises === '') wrong.push(`no promises after ${since(begun)} s`)
      if (await isBlank(page)) wrong.push(`no map after ${since(begun)} s`)
      told ||= state !== 'live' && age > 0
      if (ages && !told && since(begun) > saysWithin) wrong.push(`does not say how old it is after ${since(begun)} s`)
      if (wrong.length > 0) break
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  } finally {
    await mend()
  }
  const mended = Date.now()
  for (;;) {
    const { state, promises, idle } = await seenOn(page)
    // a server that was killed takes a while until it answers
    const told = await figures().catch(() => ['an answer'])
    const missing = told.filter((figure) => !promises.includes(figure))
    if (state === 'live' && idle && missing.length === 0 && !(await isBlank(page))) return wrong
    if (since(mended) > rightWithin)
      return [
        ...wrong,
        `${state}, ${idle ? 'idle' : 'not idle'}, without ${missing.join(', ') || 'nothing'} ${since(mended)} s afterwards`,
      ]
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function seenOn(page: Page): Promise<Seen> {
  // the page itself may be on its way to be loaded anew
  await page.locator('.wall-promise').first().waitFor({ timeout: 15_000 })
  return page.evaluate(() => {
    const { state = '', asOf = '' } = document.querySelector<HTMLElement>('.wall')?.dataset ?? {}
    const promises = [...document.querySelectorAll('.wall-promise')].map((one) => one.textContent).join(' ')
    const idle = document.querySelector<HTMLElement>('.map')?.dataset['idle'] === 'true'
    return { state, age: (Date.now() - Date.parse(asOf)) / 1000, promises, idle }
  })
}

/** Twice in a row, for a browser whose graphics processor crashed draws nothing for a moment, of any page. */
export async function isBlank(page: Page): Promise<boolean> {
  const nothing = async () => (await page.locator('.wall-map').screenshot()).length < leastPicture
  if (!(await nothing())) return false
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return nothing()
}
