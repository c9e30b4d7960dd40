import type { Page } from 'playwright-core'

/** Steps of 255 by which a colour may differ where layers are blended: a sum rounds otherwise when it is done again. */
const rounding = 2

/**
 * Whether two pictures look the same, but for how colours were rounded.
 * @param page any page of the browser, which decodes them
 */
export async function alike(page: Page, one: Buffer, other: Buffer): Promise<boolean> {
  if (one.equals(other)) return true
  const pictures = [one.toString('base64'), other.toString('base64')]
  return (await page.evaluate(furthest, pictures)) <= rounding
}

/** Runs in the browser. By how much the two differ where they differ most; pictures of another size differ by all. */
async function furthest(pictures: string[]): Promise<number> {
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
  if (!one || !other || one.width !== other.width || one.height !== other.height) return 255
  return one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (other.data[at] ?? 0))), 0)
}
