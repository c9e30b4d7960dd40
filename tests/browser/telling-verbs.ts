import { textOf, tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'

/** The thread to the target and what is said under it; how far along, as shares of its whole way. */
export interface PromiseShown {
  sewn: number
  target: number
  missing: string
  time: string[]
}

/** What the overview tells in words of the promise it shows, to those who see it and those who do not. */
export class Telling {
  private readonly page: Overview['page']

  constructor({ page }: Overview) {
    this.page = page
  }

  /** How far the figure in the panel is from its target, and how long is left. */
  async promiseShown(): Promise<PromiseShown> {
    const promise = this.page.locator('#figure .promise')
    await promise.locator('.promise-time').waitFor()
    const along = async (selector: string) =>
      Number.parseFloat((await promise.locator(selector).getAttribute('x2')) ?? '') / 100
    return {
      sewn: await along('.thread-sewn'),
      target: await along('.thread-tick'),
      missing: await textOf(promise.locator('.missing')),
      time: (await promise.locator('.promise-time .second').allTextContents()).map(tidy),
    }
  }

  /** What is said to those who do not see the page change. */
  async announced(): Promise<string> {
    return await textOf(this.announcements)
  }

  /** What is said there at each change from now on, by the very element that stands there now. */
  async hear(): Promise<() => Promise<string[]>> {
    const heard = await this.announcements.evaluateHandle((element) => {
      const said: string[] = []
      new MutationObserver(() => said.push(element.textContent ?? '')).observe(element, {
        subtree: true,
        childList: true,
        characterData: true,
      })
      return said
    })
    return async () => (await heard.jsonValue()).map(tidy)
  }

  private get announcements() {
    return this.page.locator('.overview > [aria-live]')
  }
}
