import { textOf } from './driver.ts'
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

  private get page() {
    return this.overview.page
  }
}
