import type { Page } from 'playwright-core'

/** Where a display stands, and how its server is told what is to happen to it (switched-server.ts). */
export interface Stand {
  page: Page
  tell: (what: string) => Promise<unknown>
}

/** Something that goes wrong round a display. */
export interface Fault {
  name: string
  /** For how long in full, in seconds. */
  lasts: number
  /** Whether nothing new comes meanwhile, so that the display is to say how old its data is. */
  ages: boolean
  /** @returns what mends it */
  begin: (stand: Stand) => Promise<() => Promise<unknown>>
}

/** All that befalls a display that runs for months and that it has to live through. */
export const faults: Fault[] = [
  {
    name: 'the server is killed',
    lasts: 120,
    ages: true,
    async begin({ tell }) {
      await tell('/server/off')
      return () => tell('/server/on')
    },
  },
  {
    name: 'PostgreSQL is stopped',
    lasts: 120,
    ages: true,
    async begin({ tell }) {
      await tell('/database/off')
      return () => tell('/database/on')
    },
  },
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
    async begin({ page }) {
      await page.evaluate(loseGraphics)
      return () => page.evaluate(giveGraphicsBack)
    },
  },
  {
    name: 'a tile never answers',
    lasts: 120,
    ages: false,
    async begin({ page, tell }) {
      let first: string | undefined
      const hangs = (url: URL) => {
        if (!url.pathname.includes('/tiles/') || url.search.includes('f=')) return false
        first ??= url.pathname
        return url.pathname === first
      }
      await page.route(hangs, () => new Promise(() => {}))
      // its tiles are asked for anew
      await tell('/stir')
      return async () => {
        await page.unroute(hangs, undefined)
        await tell('/stir')
      }
    },
  },
  {
    name: 'the clock is moved',
    lasts: 60,
    ages: false,
    async begin({ page }) {
      await page.evaluate(() => window.moveClock(5 * 60_000))
      return () => page.evaluate(() => window.moveClock(0))
    },
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

async function loseGraphics(): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>('.map canvas')
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
export interface Seen {
  state: string
  scene: string
  asOf: number
  promises: string
  strip: string
  idle: boolean
}

/** What a display shows; nothing is empty while a picture stands. */
export async function seenOn(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const textOf = (selector: string) => document.querySelector(selector)?.textContent ?? ''
    const { state = '', scene = '', asOf = '' } = document.querySelector<HTMLElement>('.wall')?.dataset ?? {}
    const promises = [...document.querySelectorAll('.wall-promise')].map((one) => one.textContent).join(' ')
    const idle = document.querySelector<HTMLElement>('.map')?.dataset['idle'] === 'true'
    return { state, scene, asOf: Date.parse(asOf), promises, strip: textOf('.wall-strip'), idle }
  })
}
