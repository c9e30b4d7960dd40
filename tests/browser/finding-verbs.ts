import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'

/** What the search box shows under it. */
export interface Line {
  name: string
  second: string
  current: boolean
}

/** Finding things and places, as a reader does it. */
export class Finding {
  private readonly overview: Overview

  constructor(overview: Overview) {
    this.overview = overview
  }

  /** Types into the search box and waits for its answer. */
  async look(typed: string): Promise<Line[]> {
    await this.box.fill(typed)
    await this.page.waitForResponse((response) => response.url().includes('/api/search?'))
    await this.page.locator('.found [role=option], .found[role=status]').first().waitFor()
    return this.lines()
  }

  async lines(): Promise<Line[]> {
    return this.page.locator('.found [role=option]').evaluateAll((options) =>
      options.map((option) => ({
        name: option.children[0]?.textContent ?? '',
        second: option.children[1]?.textContent ?? '',
        current: option.getAttribute('aria-selected') === 'true',
      })),
    )
  }

  /** What is said where nothing was found. */
  async word(): Promise<string> {
    return textOf(this.page.locator('.found[role=status]'))
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
    await this.overview.tab.settled()
  }

  async choose(name: string): Promise<void> {
    await this.page.getByRole('option', { name }).first().click()
    await this.overview.tab.settled()
  }

  /** Asks what is in the middle of the map. */
  async askHere(): Promise<void> {
    const box = await this.page.locator('.map').boundingBox()
    if (box === null) throw new Error('there is no map')
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: 'right' })
    await this.page.locator('.place .near, .place .quiet').first().waitFor()
    await this.overview.tab.settled()
  }

  /** The card of a place: the areas it lies in, and what is near. */
  async place(): Promise<{ areas: string[]; near: string[] }> {
    const card = this.page.locator('.place')
    await card.locator('.place-areas, .notice:not([aria-busy])').first().waitFor()
    return {
      areas: await card.locator('.place-areas button').allTextContents(),
      near: await card.locator('.near button span:first-child').allTextContents(),
    }
  }

  /** Who answers, level by level, as the card tells it. */
  async posts(): Promise<string[]> {
    await this.page.locator('.posts li').first().waitFor()
    return this.page.locator('.posts li').allInnerTexts()
  }

  get box() {
    return this.page.getByRole('combobox', { name: /查找|Search/ })
  }

  private get page() {
    return this.overview.tab.page
  }
}
