import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { alike } from './alike.ts'
import { type Tab, textOf, tidy } from './driver.ts'

declare global {
  interface Window {
    axe: { run: () => Promise<AxeResults> }
    faces: string[]
  }
}

/** Handed over as text: the page's own policy lets no foreign script in. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface ThemeLine {
  title: string
  figure: string
  state: string
  leading: boolean
}

export interface UnitLine {
  name: string
  value: string
  word: string
  chosen: boolean
}

export interface FigureShown {
  place: string
  title: string
  value: string
  state: string
  unit: string
}

export interface EvidenceShown {
  sum: string
  explanation: string
  rows: { name: string; counted: string }[]
}

export interface Card {
  kind: string
  name: string
  fields: Record<string, string>
}

/** The overview page as a reader uses it. */
export class Overview {
  readonly tab: Tab
  private readonly home: string
  private readonly path: string

  /**
   * @param home the server's address, without a path
   * @param path that of the page, where it is not the first
   */
  constructor(tab: Tab, home: string, path = '/') {
    this.tab = tab
    this.home = home
    this.path = path
  }

  /** Opens an address of the page; waits until the map is drawn. */
  async open(query: string): Promise<void> {
    await this.arrive(query)
    await this.tab.settled()
  }

  /** Opens an address of the page, whatever it may show. */
  async arrive(query: string): Promise<void> {
    await this.page.goto(this.home + this.path + query)
  }

  /** Turns the open page to another of its addresses, as the browser's ways back and forth do. */
  async turn(query: string): Promise<void> {
    await this.pass(query)
    await this.page.mouse.move(0, 0)
    await this.tab.settled()
  }

  /** Turns the page to an address without waiting until it is drawn. */
  async pass(query: string): Promise<void> {
    await this.page.evaluate((address) => {
      history.pushState(null, '', address)
      dispatchEvent(new PopStateEvent('popstate'))
    }, this.path + query)
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.tab.settled()
  }

  async goBack(): Promise<void> {
    await this.page.goBack()
    await this.tab.settled()
  }

  async goForward(): Promise<void> {
    await this.page.goForward()
    await this.tab.settled()
  }

  /** The scene in the address, part by part. */
  address(): Record<string, string> {
    return Object.fromEntries(new URL(this.page.url()).searchParams)
  }

  async title(): Promise<string> {
    return await this.page.title()
  }

  async heading(): Promise<string> {
    return await textOf(this.page.locator('h1'))
  }

  /** How old the data is, as the hour it is of, and how the map was approved. */
  async foot(): Promise<string> {
    return (await textOf(this.page.locator('.foot'))).replace(/· \S+/, '')
  }

  async chooseTheme(title: string): Promise<void> {
    await this.page.locator('.themes button', { hasText: title }).click()
    await this.tab.settled()
  }

  /** Chooses another figure of the leading theme. */
  async chooseFigure(title: string): Promise<void> {
    await this.page
      .locator('.figure-choice')
      .filter({ has: this.page.getByText(title, { exact: true }) })
      .click()
    await this.tab.settled()
  }

  /** The figures of the leading theme, each with its value. */
  async figures(): Promise<{ title: string; value: string; chosen: boolean }[]> {
    const found = await this.page.locator('.figure-choice').evaluateAll((buttons) =>
      buttons.map((button) => ({
        title: button.firstElementChild?.textContent ?? '',
        value: button.querySelector('b')?.textContent ?? '',
        chosen: button.getAttribute('aria-current') === 'true',
      })),
    )
    return found.map((line) => ({ ...line, value: tidy(line.value) }))
  }

  async themes(): Promise<ThemeLine[]> {
    await this.page.locator('.themes button.theme-figure').first().waitFor()
    const found = await this.page.locator('.themes li').evaluateAll((lines) =>
      lines.map((line) => ({
        title: line.firstElementChild?.textContent ?? '',
        figure: line.querySelector('b')?.textContent ?? '',
        state: line.querySelector('.theme-figure')?.getAttribute('aria-label') ?? '',
        leading: line.querySelector('[aria-current="true"]') !== null,
      })),
    )
    return found.map((line) => {
      const [told = ''] = tidy(line.state).split(/[，,]/)
      const figure = tidy(line.figure)
      return { ...line, figure, state: told.slice(`${line.title} ${figure} `.length) }
    })
  }

  /** Opens a theme's figure where it stands in the list, or closes it. */
  async openFigureOf(title: string): Promise<void> {
    await this.page
      .locator('.themes li', { has: this.page.getByRole('button', { name: title, exact: true }) })
      .locator('.theme-figure')
      .click()
    await this.tab.settled()
  }

  /** The theme whose figure in the list is open. */
  async openedInList(): Promise<string[]> {
    return await this.page.locator('.themes li:has([aria-expanded="true"]) > :first-child').allTextContents()
  }

  /** The figure in the panel, and whose it is. */
  async figureShown(): Promise<FigureShown> {
    const side = this.page.locator('#figure')
    await side.locator('.promise').waitFor()
    return {
      place: await textOf(side.locator('.crumbs [aria-current="page"]')),
      title: await textOf(side.locator('h2')),
      value: await textOf(side.locator('.promise-figure > :first-child')),
      unit: await textOf(side.locator('.promise-figure > .second')),
      state: await textOf(side.locator('.promise-side .state-word')),
    }
  }

  /** Waits until the panel tells a figure of this title, with its value and the units beside each other. */
  async tells(title: string): Promise<void> {
    const side = this.page.locator('#figure', { has: this.page.getByRole('heading', { name: title, exact: true }) })
    await side.locator('.promise').waitFor()
    await side.locator('.unit').first().waitFor()
  }

  async openFigure(): Promise<void> {
    await this.page.locator('button.figure').click()
    await this.page.locator('#evidence .rows').waitFor()
  }

  /** The figure opened: how it is made, and every row of it. */
  async evidenceShown(): Promise<EvidenceShown> {
    const panel = this.page.locator('#evidence')
    await panel.locator('.rows').waitFor()
    const all = panel.locator('button.link[aria-expanded="false"]')
    if ((await all.count()) > 0) await all.click()
    const rows = await panel.locator('.rows button').evaluateAll((buttons) =>
      buttons.map((button) => ({
        name: button.firstElementChild?.textContent ?? '',
        counted: button.lastElementChild?.textContent ?? '',
      })),
    )
    return {
      sum: await textOf(panel.locator('.sum')),
      explanation: (await panel.locator('.explanation').textContent()) ?? '',
      rows: rows.map(({ name, counted }) => ({ name: tidy(name), counted: tidy(counted) })),
    }
  }

  /** Follows a row of the opened figure to its place. */
  async followRow(name: string): Promise<void> {
    await this.page
      .locator('#evidence .rows button')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .first()
      .click()
    await this.page.locator('.thing dl').waitFor()
    await this.tab.settled()
  }

  async chooseUnit(name: string): Promise<void> {
    await this.page
      .locator('.unit')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .click()
    await this.tab.settled()
  }

  async units(): Promise<UnitLine[]> {
    await this.page.locator('.unit').first().waitFor()
    const found = await this.page.locator('.unit').evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('.unit-name')?.textContent ?? '',
        value: row.querySelector('.unit-value')?.textContent ?? '',
        word: row.querySelector('.unit-word')?.textContent ?? '',
        chosen: row.getAttribute('aria-pressed') === 'true',
      })),
    )
    return found.map((row) => ({ ...row, value: tidy(row.value), word: tidy(row.word) }))
  }

  /** Orders the units otherwise; the page keeps to it. */
  async orderUnits(by: string): Promise<void> {
    await this.page.getByLabel('排序').selectOption(by)
  }

  async legend(): Promise<string> {
    return await textOf(this.page.locator('.legend'))
  }

  /** Where a place lies on the screen, given in degrees; the address must hold the camera. */
  async pixel(lon: number, lat: number): Promise<[x: number, y: number]> {
    const box = await this.page.locator('.map').boundingBox()
    const [lng = Number.NaN, middle = Number.NaN, zoom = Number.NaN] = (this.address()['map'] ?? '')
      .split(',')
      .map(Number)
    if (box === null || Number.isNaN(zoom)) throw new Error('no camera in the address to find a place by')
    const world = 512 * 2 ** zoom
    const x = box.x + box.width / 2 + ((lon - lng) / 360) * world
    const y = box.y + box.height / 2 + (mercator(lat) - mercator(middle)) * world
    return [x, y]
  }

  async pickOnMap(lon: number, lat: number): Promise<void> {
    await this.page.mouse.click(...(await this.pixel(lon, lat)))
    await this.tab.settled()
  }

  async card(): Promise<Card> {
    const card = this.page.locator('.thing:not([hidden])')
    await card.locator('dl').waitFor()
    const fields = await card
      .locator('dl > div')
      .evaluateAll((lines) =>
        lines.map((line): [string, string] => [
          line.querySelector('dt')?.textContent ?? '',
          line.querySelector('dd')?.textContent ?? '',
        ]),
      )
    return {
      kind: await textOf(card.locator('header p')),
      name: await textOf(card.locator('h2')),
      fields: Object.fromEntries(fields.map(([name, value]) => [name, tidy(value)])),
    }
  }

  async hasCard(): Promise<boolean> {
    return (await this.page.locator('.thing:not([hidden])').count()) > 0
  }

  /** Presses one of the switches in the page's head, or any other button with this name. */
  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click()
    await this.tab.settled()
  }

  async ground(): Promise<string> {
    return await this.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  }

  async language(): Promise<string | null> {
    return await this.page.locator('html').getAttribute('lang')
  }

  /** The day looked at, and the last one that can be. */
  async day(): Promise<{ shown: string; last: string | null }> {
    const field = this.page.locator('.date input')
    return { shown: await field.inputValue(), last: await field.getAttribute('max') }
  }

  /** The server says that it is this day, to a page opened after. */
  async serverSaysItIs(day: string): Promise<void> {
    await this.page.route('**/api/health', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...(await answer.json()), today: day } })
    })
  }

  /** Waits until a sentence stands on the page. */
  async says(sentence: string | RegExp): Promise<void> {
    await this.page.getByText(sentence).first().waitFor()
  }

  /** Waits until a sentence has gone from the page. */
  async saysNoMore(sentence: string | RegExp): Promise<void> {
    await this.page.getByText(sentence).first().waitFor({ state: 'detached' })
  }

  /** From now on the page's clock can be moved on; call it before opening a page. */
  async holdClock(): Promise<void> {
    await this.page.clock.install()
  }

  async letPass(seconds: number): Promise<void> {
    await this.page.clock.fastForward(seconds * 1000)
  }

  /** Lets time pass, some seconds at once, until something is so. */
  async inTime(so: () => Promise<void>): Promise<void> {
    let waiting = true
    const done = so().finally(() => {
      waiting = false
    })
    while (waiting) {
      await this.letPass(5)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await done
  }

  /** The server no longer answers, until the function returned is called. */
  async cutServerOff(): Promise<() => Promise<void>> {
    await this.page.route('**/api/**', (route) => route.abort('connectionrefused'))
    return () => this.page.unroute('**/api/**')
  }

  /** The server answers as it does without its database, until the function returned is called. */
  async takeDatabaseAway(): Promise<() => Promise<void>> {
    await this.page.route('**/api/**', (route) =>
      route.fulfill({
        status: 503,
        json: { title: 'Service Unavailable', status: 503, detail: 'The database is away.' },
      }),
    )
    const putBack = await this.healthIs('database-away')
    return async () => {
      await putBack()
      await this.page.unroute('**/api/**')
    }
  }

  /** The server answers as it does while it prepares the county, until the function returned is called. */
  async keepPreparing(): Promise<() => Promise<void>> {
    const page = /^[^?]*\/(\?.*)?$/
    await this.page.route(page, async (route) => {
      const response = await route.fetch()
      // then it has the page ask for nothing ahead
      const { link: _, ...headers } = response.headers()
      await route.fulfill({ response, headers })
    })
    const ready = await this.healthIs('preparing')
    return async () => {
      await this.page.unroute(page)
      await ready()
    }
  }

  private async healthIs(status: 'preparing' | 'database-away'): Promise<() => Promise<void>> {
    const database = { engine: 'embedded', version: null, postgis: null }
    const health = { status, version: '', today: '', database, county: { code: '', name: '' } }
    const json = { ...health, sample: false, mapApproval: null, dataAsOf: null }
    await this.page.route('**/api/health', (route) => route.fulfill({ status: 503, json }))
    return () => this.page.unroute('**/api/health')
  }

  /** The server answers this of its addresses with a refusal, until the function returned is called. */
  async refuse(path: string, detail: string): Promise<() => Promise<void>> {
    await this.page.route(path, (route) => route.fulfill({ status: 400, json: { status: 400, detail } }))
    return () => this.page.unroute(path)
  }

  /** Takes the map's graphics away, as a driver's crash does, and gives them back. */
  async loseGraphics(): Promise<void> {
    await this.page.locator('.map canvas').evaluate(async (canvas) => {
      const lose = (canvas as HTMLCanvasElement).getContext('webgl2')?.getExtension('WEBGL_lose_context')
      const lost = new Promise((done) => canvas.addEventListener('webglcontextlost', done, { once: true }))
      lose?.loseContext()
      await lost
      // Given back only once the loss has been told to all.
      await new Promise(requestAnimationFrame)
      const back = new Promise((done) => canvas.addEventListener('webglcontextrestored', done, { once: true }))
      lose?.restoreContext()
      await back
    })
  }

  async key(name: string): Promise<void> {
    await this.page.keyboard.press(name)
  }

  /** Presses Tab, or Shift and Tab, until something under this selector has the focus. */
  async tabTo(selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    // once round the whole page
    for (let presses = 0; presses < 80; presses += 1) {
      await this.key(key)
      if (await this.page.evaluate((inside) => document.activeElement?.closest(inside) != null, selector)) return
    }
    throw new Error(`the Tab key does not lead to ${selector}`)
  }

  /** What has the focus, and whether a reader sees that it has. */
  async focused(): Promise<{ name: string; visible: boolean }> {
    const found = await this.page.evaluate(() => {
      const one = document.activeElement
      if (!(one instanceof HTMLElement)) return { name: '', visible: false }
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      const box = one.getBoundingClientRect()
      const inView = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
      return {
        name: one.getAttribute('aria-label') ?? one.textContent ?? '',
        visible: inView && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      }
    })
    return { ...found, name: tidy(found.name) }
  }

  /** The id of the part of the page the focus is in. */
  async focusedPart(): Promise<string | undefined> {
    return await this.page.evaluate(() => document.activeElement?.closest('[id]')?.id)
  }

  /** How far the page is wider than its window. */
  async overhang(): Promise<number> {
    return await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  }

  /** How far the page is taller than its window. */
  async overrun(): Promise<number> {
    return await this.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  }

  /** The size of the page's letters, and of the smallest words in sight, in pixels. */
  async letters(): Promise<{ usual: number; smallest: number }> {
    return await this.page.evaluate(() => {
      const size = (one: Element) => Number.parseFloat(getComputedStyle(one).fontSize)
      const words = [...document.querySelectorAll('#root *')].filter(
        (one) =>
          [...one.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim()) &&
          one.checkVisibility() &&
          one.closest('.unseen, .skip') === null,
      )
      return { usual: size(document.documentElement), smallest: Math.min(...words.map(size)) }
    })
  }

  /** Scrolls to a part of the page; whether it then stands in view, over its whole width. */
  async reaches(selector: string): Promise<boolean> {
    const part = this.page.locator(selector).first()
    await part.scrollIntoViewIfNeeded()
    return await part.evaluate((one) => {
      const box = one.getBoundingClientRect()
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2)
      return box.left >= 0 && box.right <= innerWidth && box.width > 0 && one.contains(top)
    })
  }

  /** What axe finds wrong on the page: each rule with the elements that break it. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(axe)
    return await this.page.evaluate(async () => {
      const { violations } = await window.axe.run()
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    })
  }

  /** Keeps, at each opening from now on, in which faces the page's words are set, one after the other. */
  async keepFaces(): Promise<void> {
    await this.page.addInitScript(() => {
      window.faces = []
      const keep = () => {
        const [first = ''] = document.body ? getComputedStyle(document.body).fontFamily.split(',') : []
        const face = first.replaceAll('"', '')
        if (document.querySelector('h1') !== null && window.faces.at(-1) !== face) window.faces.push(face)
      }
      new MutationObserver(keep).observe(document, { subtree: true, childList: true, attributes: true })
    })
  }

  faces(): Promise<string[]> {
    return this.page.evaluate(() => window.faces)
  }

  /** How much of what stood in the window was pushed about since the page was opened, by the measure of browsers. */
  async pushedAbout(): Promise<number> {
    await this.page.waitForLoadState('networkidle')
    return this.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
              if (!shift.hadRecentInput) sum += shift.value
            }
          }).observe({ type: 'layout-shift', buffered: true })
          // what is kept for an observer comes in the next task
          setTimeout(() => resolve(sum), 100)
        }),
    )
  }

  /**
   * Waits until the map looks as it did, whatever lies over it: words may be drawn anew, softened otherwise at their edges.
   * @throws when it does not come to that within half a minute, keeping both
   */
  async looksLike(picture: Buffer): Promise<void> {
    const last = Date.now() + 30_000
    for (;;) {
      const seen = await this.tab.bare()
      if (await alike(this.page, seen, picture)) return
      if (Date.now() < last) continue
      const folder = mkdtempSync(join(tmpdir(), 'xiucheng-pictures-'))
      writeFileSync(join(folder, 'wanted.png'), picture)
      writeFileSync(join(folder, 'seen.png'), seen)
      throw new Error(`the map does not look as it did: ${folder}`)
    }
  }

  /** Whether whoever sits before it has asked for as little motion as can be; tests' readers have. */
  async prefersMotion(motion: 'reduce' | 'no-preference'): Promise<void> {
    await this.page.emulateMedia({ reducedMotion: motion })
  }

  get page() {
    return this.tab.page
  }
}

/** Web Mercator northing, as a share of the world from the north. */
function mercator(lat: number): number {
  const angle = (lat * Math.PI) / 180
  return (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2
}
