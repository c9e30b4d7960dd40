import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../pictures/baseline', import.meta.url))

/** Whether this run takes the pictures anew instead of looking at them: `UPDATE_PICTURES=1`. */
const anew = process.env['UPDATE_PICTURES'] === '1'

/** In how many of a hundred places a picture may differ from its baseline. */
export const tolerated = 0.2

/** A picture beside its baseline: both at half size, and the share of places at which they differ, in percent. */
interface Compared {
  differs: number
  half: string
}

/**
 * Compares a picture with its baseline, or makes it the baseline where this run takes them anew.
 * @param page any page of the browser, which decodes and measures
 * @returns in how many of a hundred places they differ, and where what was seen is kept if these are too many
 */
export async function besideBaseline(
  page: Page,
  name: string,
  picture: Buffer,
): Promise<{ differs: number; seen: string }> {
  if (anew) {
    const { half } = await page.evaluate(compare, [picture.toString('base64'), null] as const)
    mkdirSync(folder, { recursive: true })
    writeFileSync(fileOf(name), half, 'base64')
  }
  const { differs, half } = await measure(page, name, picture)
  if (differs <= tolerated) return { differs, seen: '' }
  const seen = join(mkdtempSync(join(tmpdir(), 'xiucheng-pictures-')), `${name}.webp`)
  writeFileSync(seen, half, 'base64')
  return { differs, seen }
}

/** In how many of a hundred places a picture differs from a baseline. */
export async function differsFrom(page: Page, name: string, picture: Buffer): Promise<number> {
  return (await measure(page, name, picture)).differs
}

function measure(page: Page, name: string, picture: Buffer): Promise<Compared> {
  const baseline = existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'base64') : null
  return page.evaluate(compare, [picture.toString('base64'), baseline] as const)
}

function fileOf(name: string): string {
  return join(folder, `${name}.webp`)
}

/** Runs in the browser, so everything it needs stands within it. */
async function compare([picture, baseline]: readonly [string, string | null]): Promise<Compared> {
  // A place is a square of this many pixels at half size: edges are softened otherwise on another machine, but a square
  // keeps its mean colour. What is told of a place is by how many of 255 steps its most different colour differs.
  const square = 4
  const step = 4
  const bitmap = async (base64: string) =>
    createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]))
  const drawn = (image: ImageBitmap, width: number, height: number) => {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, 0, 0, width, height)
    return { canvas, context }
  }
  const means = (image: ImageBitmap, width: number, height: number) => {
    const { data } = drawn(image, width, height).context.getImageData(0, 0, width, height)
    const [across, down] = [Math.floor(width / square), Math.floor(height / square)]
    return Array.from({ length: across * down * 3 }, (_, index) => {
      const place = Math.floor(index / 3)
      const [left, top] = [(place % across) * square, Math.floor(place / across) * square]
      let sum = 0
      for (let y = top; y < top + square; y += 1)
        for (let x = left; x < left + square; x += 1) sum += data[(y * width + x) * 4 + (index % 3)] ?? 0
      return sum / square ** 2
    })
  }
  const whole = await bitmap(picture)
  const [width, height] = [Math.round(whole.width / 2), Math.round(whole.height / 2)]
  // without loss, as this browser understands the highest quality
  const blob = await drawn(whole, width, height).canvas.convertToBlob({ type: 'image/webp', quality: 1 })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const half = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  if (baseline === null) return { differs: 100, half }
  const kept = await bitmap(baseline)
  if (kept.width !== width || kept.height !== height) return { differs: 100, half }
  const [now, before] = [means(whole, width, height), means(kept, width, height)]
  let other = 0
  for (let place = 0; place < now.length; place += 3) {
    const by = [0, 1, 2].map((colour) => Math.abs((now[place + colour] ?? 0) - (before[place + colour] ?? 0)))
    if (Math.max(...by) > step) other += 1
  }
  return { differs: (100 * other) / (now.length / 3), half }
}
