import { describe, expect, inject, it } from 'vitest'
import { textOf } from './driver.ts'
import { dataOf, keptWhole, shownHere, somethingChanges, switchedServer, told } from './screen-verbs.ts'
import { visit } from './visit.ts'

/** A browser of its own, in which a display keeps what it needs. */
const alone = { alone: true, kept: true, troubles: /Failed to load resource|Failed to fetch|ERR_CONNECTION_REFUSED/ }

describe('a display that starts anew while its server is away', () => {
  it('shows its last picture, figures and programme with their age, and is live again by itself', async () => {
    const server = switchedServer()
    const path = await shownHere('kept-1', ['toilets', 'water'])
    const wall = await visit({ ...alone, home: server.home, path })
    await wall.open('')
    await keptWhole(wall)
    const before = { told: await told(wall), picture: await wall.tab.bare(), scene: (await dataOf(wall))['scene'] }

    await server.off()
    const fallen = Date.now()
    await wall.reload()
    await expect.poll(async () => (await dataOf(wall))['state']).toBe('offline')
    expect(await told(wall)).toEqual(before.told)
    expect((await dataOf(wall))['scene']).toBe(before.scene)
    await wall.looksLike(before.picture)
    const asOf = Date.parse((await dataOf(wall))['asOf'] ?? '')
    expect(asOf).toBeLessThanOrEqual(fallen)
    expect(fallen - asOf).toBeLessThan(60_000)
    expect(await textOf(wall.page.locator('.wall-strip'))).toMatch(/连不上服务器 · 数据时间 \d\d:\d\d/)

    await server.on()
    await expect.poll(async () => (await dataOf(wall))['state'], { timeout: 30_000 }).toBe('live')
    expect(Date.now() - Date.parse((await dataOf(wall))['asOf'] ?? '')).toBeLessThan(30_000)
    expect(await told(wall)).toEqual(before.told)
    await wall.looksLike(before.picture)
  })

  it('has the figures of a browser that was closed meanwhile, and what was changed as soon as the server is back', async () => {
    const server = switchedServer()
    const path = await shownHere('kept-2', ['toilets'])
    const wall = await visit({ ...alone, home: server.home, path })
    await wall.open('')
    await keptWhole(wall)
    const before = await told(wall)
    await server.off()
    const density = Number(/(\d+\.\d) 座/.exec(before[1] ?? '')?.[1])
    // what is kept is another from now on, by the other server of the same county
    await shownHere('kept-2', ['toilets', 'water'])
    await somethingChanges()
    const context = wall.page.context()
    await context.route('**/api/indicators/toilet_density?level=county*', async (route) => {
      const response = await route.fetch()
      const table = await response.json()
      await route.fulfill({ response, json: { ...table, rows: [{ ...table.rows[0], value: density + 1 }] } })
    })
    const page = await context.newPage()
    await wall.page.close()
    await page.goto(server.home + path)
    const figure = page.locator('.wall-promise').nth(1).locator('b')
    await page.locator('.wall[data-state="offline"]').waitFor()
    expect(await figure.textContent()).toBe(density.toFixed(1))
    expect(await page.locator('.wall-strip li').count()).toBe(1)

    await server.on()
    await page.locator('.wall[data-state="live"]').waitFor({ timeout: 30_000 })
    await expect.poll(() => figure.textContent(), { timeout: 10_000 }).toBe((density + 1).toFixed(1))
    await expect.poll(() => page.locator('.wall-strip li').count(), { timeout: 10_000 }).toBe(2)
    await page.close()
  })
})

describe('a display whose browser keeps little', () => {
  it('keeps its figures over a restart without the database, where no page is kept for want of https', async () => {
    const path = await shownHere('kept-3', ['toilets'])
    const wall = await visit({ path, alone: true, troubles: /Failed to load resource/ })
    await wall.open('')
    const before = await told(wall)
    await wall.page.waitForTimeout(3_500)
    const restore = await wall.takeDatabaseAway()
    await wall.page.reload()
    await wall.page.locator('.wall[data-state="stale"]').waitFor()
    await expect.poll(() => told(wall), { timeout: 30_000 }).toEqual(before)
    expect(await textOf(wall.page.locator('.wall-strip'))).toMatch(/数据库暂不可用 · 数据时间 \d\d:\d\d/)
    await restore()
    await wall.page.locator('.wall[data-state="live"]').waitFor({ timeout: 30_000 })
    await wall.tab.settled()
  })

  it('goes on as ever where its storage is full', async () => {
    const path = await shownHere('kept-4', ['toilets', 'water'], 6)
    const wall = await visit({ ...alone, path })
    const session = await wall.page.context().newCDPSession(wall.page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: inject('address'), quotaSize: 20_000 })
    await wall.open('')
    const first = (await dataOf(wall))['scene']
    await expect.poll(async () => (await dataOf(wall))['scene'], { timeout: 20_000 }).not.toBe(first)
    await wall.page.waitForTimeout(3_000)
    expect(await wall.page.evaluate(async () => (await caches.match('/wall')) === undefined)).toBe(true)
    await wall.reload()
    expect((await dataOf(wall))['state']).toBe('live')
    expect(wall.tab.troubles).toEqual([])
  })

  it('keeps the last four thousand tiles, and lets the oldest go', async () => {
    const path = await shownHere('kept-5', ['toilets'])
    const wall = await visit({ ...alone, path })
    await wall.page.goto(`${inject('address')}/api/health`)
    const many = () => wall.page.evaluate(async () => (await (await caches.open('xiucheng.map')).keys()).length)
    await wall.page.evaluate(async () => {
      const shelf = await caches.open('xiucheng.map')
      for (let n = 0; n < 4_200; n += 1) await shelf.put(`/old/${n}`, new Response(''))
    })
    expect(await many()).toBe(4_200)
    await wall.open('')
    // it is counted now and then, and not at each
    await expect.poll(many, { timeout: 30_000 }).toBeLessThan(4_100)
    const kept = await wall.page.evaluate(async () =>
      (await (await caches.open('xiucheng.map')).keys()).map(({ url }) => new URL(url).pathname),
    )
    expect(kept).not.toContain('/old/0')
    expect(kept).toContain('/old/4199')
    expect(kept.some((name) => name.startsWith('/api/collections/'))).toBe(true)
  })
})
