import { textOf, tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'

/** What a reader does with density raised from the ground. */
export class RaisedView {
  private readonly overview: Overview

  constructor(overview: Overview) {
    this.overview = overview
  }

  /** Chooses how density is told. */
  async raise(how: '平面' | '立柱' | '蜂窝'): Promise<void> {
    await this.overview.press(how)
  }

  /** Which way of telling it the switch shows. */
  async shown(): Promise<string> {
    return await textOf(this.page.locator('.raised-key [aria-pressed="true"]'))
  }

  /** What the legend says of the heights. */
  async words(): Promise<string> {
    return await textOf(this.page.locator('.raised-key p'))
  }

  /** Clicks the middle of the map, where the address says that the camera stands, this many pixels above it. */
  async clickAboveMiddle(pixels: number): Promise<void> {
    const box = await this.page.locator('.map').boundingBox()
    if (box === null) throw new Error('no map')
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 - pixels)
    await this.overview.tab.settled()
  }

  /** The hexagon that is open: where it lies, its count, how it is made, and each of its rows. */
  async hexagon(): Promise<{ where: string; count: string; made: string; rows: [name: string, amount: string][] }> {
    await this.card.locator('.rows').first().waitFor()
    const all = this.card.locator('> .link[aria-expanded="false"]')
    if ((await all.count()) > 0) await all.click()
    const rows = await this.card
      .locator('> .rows button')
      .evaluateAll((lines) => lines.map((line) => [...line.children].map(({ textContent }) => textContent)))
    return {
      where: await textOf(this.card.locator('header p')),
      count: await textOf(this.card.locator('h2')),
      made: await textOf(this.card.locator('.explanation')),
      rows: rows.map(([name = '', amount = '']) => [tidy(name), tidy(amount)]),
    }
  }

  async isOpen(): Promise<boolean> {
    return await this.card.isVisible()
  }

  /** Follows a row of the open hexagon to its place. */
  async followRow(name: string): Promise<void> {
    await this.card
      .locator('> .rows button')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .click()
    await this.overview.tab.settled()
  }

  /** From now on deck.gl cannot be fetched. */
  async cutOff(): Promise<void> {
    await this.page.route(/raised-layers/, (route) => route.abort())
  }

  async canvases(): Promise<number> {
    return await this.page.locator('canvas').count()
  }

  /** The parts of deck.gl that were asked for. */
  fetched(): string[] {
    return this.overview.tab.requests.filter((url) => /raised-layers|deck/.test(url))
  }

  private get card() {
    return this.page.locator('.hexagon')
  }

  private get page() {
    return this.overview.page
  }
}
