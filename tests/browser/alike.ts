import type { Page } from 'playwright-core'

/** Steps of 255 by which a colour may differ where layers are blended: a sum rounds otherwise when it is done again. */
const rounding = 2

/**
 * Whether two pictures look the same, but for how colours were rounded.
 * @param page any page of the browser, which decodes them
 */
export async function alike(page: Page, one: Buffer, other: Buffer): Promise<boolean> {
  if (one.equals(other)) return true
  return (await differences(page, one, other)).most <= rounding
}

/** By how many steps of 255 two pictures differ, all in all: what was packed with losses differs by little everywhere. */
export async function apart(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return (await differences(page, one, other)).mean
}

async function differences(page: Page, one: Buffer, other: Buffer): Promise<{ most: number; mean: number }> {
  return await page.evaluate(compare, [one.toString('base64'), other.toString('base64')])
}

/** Runs in the browser. Pictures of another size differ by all. */
async function compare(pictures: string[]): Promise<{ most: number; mean: number }> {
  const [one, other] = await Promise.all(
    pictures.map(async (picture) => {
      const image = new Image()
      image.src = `data:image/png;base64,${picture}`
      await image.decode()
      const { width, height } = image
      const context = new OffscreenCanvas(width, height).getContext('2d')
      context?.drawImage(image, 0, 0)
      return context?.getImageData(0, 0, width, height)
    }),
  )
  if (!one || !other || one.width !== other.width || one.height !== other.height) return { most: 255, mean: 255 }
  const steps = one.data.map((value, at) => Math.abs(value - (other.data[at] ?? 0)))
  return {
    most: steps.reduce((most, step) => Math.max(most, step), 0),
    mean: steps.reduce((sum, step) => sum + step, 0) / steps.length,
  }
}
