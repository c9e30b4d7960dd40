import { describe, expect, it, onTestFinished } from 'vitest'
import { apart } from './alike.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { dataOf, shownHere, told } from './screen-verbs.ts'
import { happens, visit } from './visit.ts'

/** A display in a browser of its own, whose time goes by at the test's word, and how often its page has begun. */
async function hung(path: string, troubles = /context lost|CONTEXT_LOST/i) {
  const wall = await visit({ path, alone: true, troubles })
  let begun = 0
  wall.page.on('load', () => {
    begun += 1
  })
  await wall.holdClock()
  await wall.open('')
  await wall.page.locator('.trend-chart path').first().waitFor({ state: 'attached' })
  return { wall, begun: () => begun }
}

/** Its graphics are gone, and do not come back. */
async function loseForGood({ page }: Overview): Promise<void> {
  await page.locator('.map canvas').evaluate(async (canvas) => {
    const lost = new Promise((done) => canvas.addEventListener('webglcontextlost', done, { once: true }))
    ;(canvas as HTMLCanvasElement).getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
    await lost
  })
}

/** Lets time go by as it does, second by second. */
async function live({ page }: Overview, seconds: number): Promise<void> {
  await page.clock.runFor(seconds * 1000)
}

describe('a display that loses its graphics', () => {
  it('has its picture back by itself the first time, begins anew the second, and the next time only after a minute', async () => {
    const { wall, begun } = await hung(await shownHere('watch-1', ['toilets']))
    const picture = await wall.tab.bare()
    await wall.loseGraphics()
    await wall.looksLike(picture)
    expect(begun()).toBe(1)
    await wall.loseGraphics()
    await live(wall, 2)
    await expect.poll(begun).toBe(2)
    await wall.looksLike(picture)

    await wall.loseGraphics()
    await wall.looksLike(picture)
    await wall.loseGraphics()
    await live(wall, 20)
    await wall.tab.settled()
    expect(begun()).toBe(2)
    await live(wall, 60)
    await expect.poll(begun).toBe(3)
    await wall.looksLike(picture)
  })

  it('shows its last picture while they are away, and begins anew where they do not come back', async () => {
    const { wall, begun } = await hung(await shownHere('watch-2', ['toilets']))
    const before = await told(wall)
    await live(wall, 3)
    const picture = await wall.page.locator('.map').screenshot()
    await loseForGood(wall)
    expect(await apart(wall.page, await wall.page.locator('.map').screenshot(), picture)).toBeLessThan(3)
    expect(await told(wall)).toEqual(before)
    expect(begun()).toBe(1)
    // the new page has the picture before it has its map
    const waiting: (() => void)[] = []
    await wall.page.route('**/tiles/WebMercatorQuad/*/*/*', async (route) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      await route.fallback()
    })
    await live(wall, 21)
    await expect.poll(begun).toBe(2)
    await wall.page.locator('.map[data-pictured]').waitFor()
    expect(await apart(wall.page, await wall.page.locator('.map').screenshot(), picture)).toBeLessThan(3)
    await wall.page.unroute('**/tiles/WebMercatorQuad/*/*/*')
    for (const go of waiting) go()
    await wall.tab.settled()
    expect(await wall.page.locator('.map[data-pictured]').count()).toBe(0)
    await expect.poll(() => told(wall)).toEqual(before)
  })

  it('keeps what it shows rather than begin anew while its page cannot be had', async () => {
    const { wall, begun } = await hung(await shownHere('watch-3', ['toilets']), /context lost|Failed to load resource/i)
    const before = await told(wall)
    await wall.page.context().setOffline(true)
    await loseForGood(wall)
    await live(wall, 60)
    expect(begun()).toBe(1)
    expect(await told(wall)).toEqual(before)
    await wall.page.context().setOffline(false)
    await live(wall, 21)
    await expect.poll(begun).toBe(2)
    await wall.tab.settled()
  })
})

describe('a display of which something fails', () => {
  it('keeps all else, and has it again as soon as what it is given is right', async () => {
    const { wall, begun } = await hung(await shownHere('watch-4', ['toilets']), /./)
    const before = await told(wall)
    await wall.page.route('**/api/indicators/*/behind?*', (route) => route.fulfill({ json: { wrong: true } }))
    await wall.letPass(601)
    await wall.page.locator('.wall-behind').waitFor({ state: 'detached' })
    const [promise] = await wall.page.locator('.wall-promise').all()
    expect(promise && (await textOf(promise))).toBe(before[0])
    expect((await dataOf(wall))['scene']).toBe('0.0')
    await wall.page.unroute('**/api/indicators/*/behind?*')
    await live(wall, 10)
    await wall.page.locator('.wall-behind').waitFor()
    expect(await told(wall)).toEqual(before)
    expect(begun()).toBeLessThan(3)
  })

  it('begins anew when its map has not been whole for three minutes, though the server is there', async () => {
    const { wall, begun } = await hung(await shownHere('watch-6', ['toilets']), /Failed to load resource/)
    const isIdle = () => wall.page.locator('.map').getAttribute('data-idle')
    await wall.page.route('**/toilets/tiles/WebMercatorQuad/*/*/*', (route) =>
      begun() > 1 ? route.fallback() : route.fulfill({ status: 503 }),
    )
    // told twice, so that all is as it was
    await happens('/stir')
    onTestFinished(() => happens('/stir'))
    while ((await isIdle()) === 'true') await live(wall, 1)
    // in steps, each with what it asks the server for
    const goOn = async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 10) {
        await live(wall, 10)
        await wall.page.waitForTimeout(200)
      }
    }
    await goOn(160)
    expect(begun()).toBe(1)
    expect(await isIdle()).toBe('false')
    await goOn(40)
    await expect.poll(begun).toBe(2)
    await wall.tab.settled()
  })

  it('begins anew when its scene does not change in time', async () => {
    const wall = await visit({ path: await shownHere('watch-5', ['toilets', 'water'], 6), alone: true })
    await wall.open('')
    // whatever waits for a moment waits for ever
    await wall.page.evaluate(() => {
      window.setTimeout = (() => 0) as unknown as typeof setTimeout
    })
    const begun = wall.page.waitForEvent('load')
    const first = (await dataOf(wall))['scene']
    // the turn after the one after it
    await wall.page.waitForTimeout(13_000)
    expect((await dataOf(wall))['scene']).toBe(first)
    await begun
    await wall.page.locator(`.wall[data-scene]:not([data-scene="${first}"])`).waitFor()
  })
})
