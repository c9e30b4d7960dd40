import { textOf, tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'

/** The card of one thing, and the list that is equal to the map, as a reader uses them. */
export class Things {
  private readonly overview: Overview

  constructor(overview: Overview) {
    this.overview = overview
  }

  /** Where the card says that its thing lies, the largest first. */
  async liesIn(): Promise<string[]> {
    await this.card.locator('.place-areas button').first().waitFor()
    return this.card.locator('.place-areas button').allTextContents()
  }

  /** The parts of the card that open when wanted. */
  async folds(): Promise<string[]> {
    return this.card.locator('.fold summary').allTextContents()
  }

  /** Opens a part of the card by its name and waits for what it has to say. */
  async unfold(name: string): Promise<void> {
    const fold = this.card.locator('.fold').filter({ has: this.page.locator('summary', { hasText: name }) })
    await fold.locator('summary').click()
    await fold.locator('li, p:not(.notice)').first().waitFor()
  }

  /** What became of the thing, step by step, each line of it. */
  async history(): Promise<string[][]> {
    return this.card
      .locator('.history li')
      .evaluateAll((steps) =>
        steps.map((step) => [...step.querySelectorAll('p')].map((line) => line.textContent?.trim() ?? '')),
      )
  }

  async neighbours(): Promise<string[]> {
    return this.card.locator('.near button span:first-child').allTextContents()
  }

  async goToNeighbour(name: string): Promise<void> {
    await this.card.locator('.near button').filter({ hasText: name }).first().click()
    await this.overview.tab.settled()
  }

  /** The photos on the card: what each shows in words, its height there, and its own size, once it is seen. */
  async photos(): Promise<{ alt: string; height: number; own: number[] }[]> {
    const pictures = this.card.locator('.photos img')
    return pictures.evaluateAll((all) =>
      Promise.all(
        all.map(async (one) => {
          const picture = one as HTMLImageElement
          await picture.decode()
          const { alt, naturalWidth, naturalHeight } = picture
          return { alt, height: picture.clientHeight, own: [naturalWidth, naturalHeight] }
        }),
      ),
    )
  }

  /** Opens a photo by its words, as the keyboard does. */
  async enlarge(alt: string): Promise<void> {
    await this.card.getByRole('button', { name: alt, exact: true }).press('Enter')
    await this.large.waitFor()
  }

  /** The photo that stands over the page: its words, and whether all of it is in the window. */
  async enlarged(): Promise<{ says: string; fits: boolean }> {
    const picture = this.large.locator('img')
    const fits = await picture.evaluate(async (one) => {
      await (one as HTMLImageElement).decode()
      const { left, top, right, bottom } = one.getBoundingClientRect()
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && right > left
    })
    return { says: await textOf(this.large.locator('figcaption')), fits }
  }

  async isEnlarged(): Promise<boolean> {
    return (await this.large.count()) > 0
  }

  /** Copies the link of the card, in a browser that lets no page reach the clipboard: what is shown to be copied. */
  async linkToCopy(): Promise<string> {
    await this.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await this.card.getByRole('button', { name: '复制链接' }).click()
    return this.card.locator('.card-foot input').inputValue()
  }

  /** Prints the card: which parts of the page are on the sheet, and whether the page is as before afterwards. */
  async printCard(): Promise<{ onPaper: string[]; after: string | undefined }> {
    await this.page.emulateMedia({ media: 'print' })
    const onPaper = await this.page.evaluate(() => {
      let seen: string[] = []
      window.print = () => {
        const parts = ['.top', '.side', '.map', '.legend', '.thing', '.card-foot', '.on-paper']
        seen = parts.filter((part) => document.querySelector(part)?.checkVisibility())
        dispatchEvent(new Event('afterprint'))
      }
      document.querySelectorAll<HTMLButtonElement>('.card-foot button')[1]?.click()
      return seen
    })
    await this.page.emulateMedia({ media: null })
    return { onPaper, after: await this.page.evaluate(() => document.body.dataset['printing']) }
  }

  async openList(): Promise<void> {
    await this.page.locator('.map-buttons button').first().click()
    await this.rowsStand()
  }

  /** The rows of the list, cell by cell. */
  async rows(): Promise<string[][]> {
    await this.rowsStand()
    const rows = await this.list
      .locator('tbody tr')
      .evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? '')))
    return rows.map((cells) => cells.map(tidy))
  }

  async headings(): Promise<string[]> {
    return (await this.list.locator('thead th').allTextContents()).map(tidy)
  }

  /** How many rows there are, in the list's own words. */
  async count(): Promise<string> {
    return textOf(this.list.locator('[role=status]'))
  }

  /** Waits until the list says this of its rows. */
  async counts(words: string): Promise<void> {
    await this.list.locator('[role=status]', { hasText: words }).waitFor()
  }

  async sortBy(heading: string): Promise<void> {
    await this.list.locator('thead button').filter({ hasText: heading }).click()
  }

  async filterByState(word: string): Promise<void> {
    await this.list.locator('select').selectOption({ label: word })
  }

  async filterByText(text: string): Promise<void> {
    await this.list.getByRole('searchbox').fill(text)
  }

  async turnPage(name: '上一页' | '下一页'): Promise<void> {
    await this.list.getByRole('button', { name }).click()
  }

  async openRow(name: string): Promise<void> {
    await this.list.locator('tbody button').filter({ hasText: name }).first().click()
    await this.card.locator('dl').waitFor()
    await this.overview.tab.settled()
  }

  /** By a key, so that the focus is seen where it goes. */
  async backToList(): Promise<void> {
    await this.card.getByRole('button', { name: '回到清单' }).press('Enter')
    await this.rowsStand()
  }

  async hasList(): Promise<boolean> {
    return (await this.list.count()) > 0
  }

  private async rowsStand(): Promise<void> {
    await this.list.locator('tbody tr').first().waitFor()
  }

  private get card() {
    return this.page.locator('.thing')
  }

  private get large() {
    return this.page.locator('dialog.photo')
  }

  private get list() {
    return this.page.locator('.listing')
  }

  private get page() {
    return this.overview.tab.page
  }
}
