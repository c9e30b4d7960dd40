import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'

/** A picture taken along: its size, how many colours its map has, and whether words stand in its head. */
export interface Taken {
  name: string
  width: number
  height: number
  mapColours: number
  darkInHead: number
}

/** Taking what is shown along, as a reader does it. */
export class Taking {
  private readonly overview: Overview

  constructor(overview: Overview) {
    this.overview = overview
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: '带走' }).click()
    await this.page.locator('.taking[open]').waitFor()
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.page.locator('.taking[open]').waitFor({ state: 'detached' })
  }

  /** The text of one of the fields that are there to be copied. */
  async field(name: string): Promise<string> {
    return await this.page.getByRole('textbox', { name }).inputValue()
  }

  /** The address of a file. */
  async file(name: string): Promise<string> {
    return (await this.page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''
  }

  async picture(): Promise<Taken> {
    const [kept] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: '存为 PNG 图片' }).click(),
    ])
    const folder = mkdtempSync(join(tmpdir(), 'xiucheng-taken-'))
    const file = join(folder, 'picture.png')
    await kept.saveAs(file)
    const bytes = [...readFileSync(file)]
    rmSync(folder, { recursive: true })
    const seen = await this.page.evaluate(async (data) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(data)], { type: 'image/png' }))
      const { width, height } = image
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
      context?.drawImage(image, 0, 0)
      const pixels = (from: number, to: number) =>
        new Uint32Array(context?.getImageData(0, from * height, width, (to - from) * height).data.buffer ?? [])
      const dark = (pixel: number) => (pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255) < 200
      return {
        width,
        height,
        mapColours: new Set(pixels(0.3, 0.6)).size,
        darkInHead: pixels(0, 0.08).filter(dark).length,
      }
    }, bytes)
    return { name: kept.suggestedFilename(), ...seen }
  }

  async choosePaper(size: string): Promise<void> {
    await this.page.getByLabel('纸张').selectOption(size)
  }

  /** What comes out of the browser's own print: the size of its pages in points, and how many there are. */
  async printed(): Promise<{ pages: number; width: number; height: number }> {
    const file = (await this.page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const boxes = [...file.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)]
    return {
      pages: [...file.matchAll(/\/Type\s*\/Page\b/g)].length,
      width: Math.round(Number(boxes[0]?.[1])),
      height: Math.round(Number(boxes[0]?.[2])),
    }
  }

  /** What stands on the sheet while it is printed: all of it, its head and legend, and its rows cell by cell. */
  async sheet(): Promise<{ text: string; head: string; legend: string; rows: string[][] }> {
    const { rows, ...texts } = await this.page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'))
      const sheet = document.querySelector('.sheet')
      const text = (selector: string) => sheet?.querySelector(selector)?.textContent ?? ''
      const lines = [...(sheet?.querySelectorAll('tbody tr') ?? [])]
      const found = {
        text: sheet?.textContent ?? '',
        head: text('header'),
        legend: text('.legend'),
        rows: lines.map((line) => [...line.children].map((cell) => cell.textContent)),
      }
      dispatchEvent(new Event('afterprint'))
      return found
    })
    return { text: tidy(texts.text), head: tidy(texts.head), legend: tidy(texts.legend), rows }
  }

  private get page() {
    return this.overview.page
  }
}
