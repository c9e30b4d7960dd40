import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { phone, type TabOptions } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { happens, openScene, turnTo, visit } from './visit.ts'

describe('a page whose server is away', () => {
  it('says so, keeps what it has, and goes on by itself when the server is back', async () => {
    const overview = await visit({ troubles: /Failed to load resource/ })
    await overview.holdClock()
    await overview.open('?theme=toilets')
    const before = [await overview.figureShown(), await overview.units(), await overview.themes()]

    const restore = await overview.cutServerOff()
    await overview.letPass(31)
    await overview.says(/^连不上服务器，所示为 \d\d:\d\d 取得的数据；本页自己会再连。$/)
    expect([await overview.figureShown(), await overview.units(), await overview.themes()]).toEqual(before)

    await restore()
    await overview.letPass(3)
    await overview.saysNoMore(/^连不上服务器/)
    expect([await overview.figureShown(), await overview.units(), await overview.themes()]).toEqual(before)
  })

  it('whose process ends while one reads keeps all it has, says how old it is, and goes on with the next', async () => {
    const { address: home } = inject('switched')
    onTestFinished(() => happens('/server/on'))
    const overview = await visit({ home, troubles: /Failed to load resource/ })
    await overview.holdClock()
    await overview.open('?theme=toilets&evidence=1')
    const before = await read(overview)
    const picture = await overview.tab.bare()

    await happens('/server/off')
    await overview.letPass(31)
    await overview.says(/^连不上服务器，所示为 \d\d:\d\d 取得的数据；本页自己会再连。$/)
    expect(await read(overview)).toEqual(before)

    await happens('/server/on')
    await overview.inTime(() => overview.saysNoMore(/^连不上服务器/))
    expect(await read(overview)).toEqual(before)
    // the sentence took some of the map's room
    await overview.looksLike(picture)
    await overview.chooseTheme('路长制')
    expect(await overview.figureShown()).toMatchObject({ title: '路长在岗率' })
    expect((await overview.evidenceShown()).rows.length).toBeGreaterThan(100)

    async function read(it: Overview) {
      return [await it.figureShown(), await it.units(), await it.themes(), await it.evidenceShown()]
    }
  })

  for (const [what, skin, fall] of [
    ['is away', 'silk', (overview: Overview) => overview.cutServerOff()],
    ['is without its database', 'ink', (overview: Overview) => overview.takeDatabaseAway()],
  ] as const) {
    it(`says so of a theme first opened while it ${what}, and shows it whole by itself afterwards`, async () => {
      const near = `&map=114.017,34.723,12&skin=${skin}`
      const whole = await (await turnTo(`?theme=toilets${near}`)).tab.bare()
      const overview = await visit({ troubles: /Failed to load resource/ })
      await overview.holdClock()
      await overview.open(`?theme=roads${near}`)
      const told = [await overview.heading(), await overview.foot()]
      expect(told.join()).toMatch(/中牟县.*数据时间/)

      const restore = await fall(overview)
      await overview.pass(`?theme=toilets${near}`)
      // it is asked for again and again before it is given up
      await overview.inTime(() => overview.says(/^没有取到数据/))
      await overview.says(/^连不上服务器，所示为 \d\d:\d\d 取得的数据；本页自己会再连。$/)
      expect([await overview.heading(), await overview.foot()]).toEqual(told)
      await overview.says('演示数据')
      expect(await overview.violations()).toEqual([])

      await restore()
      await overview.inTime(() => overview.saysNoMore(/^没有取到数据/))
      await overview.saysNoMore(/^连不上服务器/)
      expect(await overview.figureShown()).toMatchObject({ title: '公厕密度' })
      expect(await overview.units()).toHaveLength(14)
      await overview.looksLike(whole)
    })
  }

  it('says why rows could not be fetched, and fetches them when asked again', async () => {
    const overview = await openScene('?theme=toilets', { troubles: /400/ })
    const restore = await overview.refuse('**/evidence?*', '此路暂时不通')
    await overview.page.locator('button.figure').click()
    await overview.says('没有取到数据：此路暂时不通')
    expect(await overview.violations()).toEqual([])
    await restore()
    await overview.press('再试一次')
    expect((await overview.evidenceShown()).rows.length).toBeGreaterThan(100)
  })

  it('goes by the day of the server, whatever its own clock says', async () => {
    const overview = await visit()
    await overview.serverSaysItIs('2024-02-29')
    await overview.open('?theme=toilets')
    await expect.poll(() => overview.day()).toEqual({ shown: '2024-02-29', last: '2024-02-29' })
  })

  it('waits in sight while the county is prepared, and opens by itself', async () => {
    const overview = await visit({ troubles: /503/ })
    const release = await overview.keepPreparing()
    await overview.arrive('?theme=toilets&skin=ink')
    await overview.says('正在准备这个县的数据，第一次启动要一两分钟。')
    expect(await overview.violations()).toEqual([])
    expect(overview.tab.requests.filter((url) => /\/api\/(?!health)/.test(url))).toEqual([])
    await release()
    await overview.tab.settled()
    expect(await overview.figureShown()).toMatchObject({ title: '公厕密度' })
  })
})

describe('a map whose graphics are lost', () => {
  it('comes back with the same picture', async () => {
    const overview = await openScene('?theme=toilets&map=114.09,34.746,12', { troubles: /context lost/i })
    const before = await overview.tab.bare()
    await overview.loseGraphics()
    await overview.looksLike(before)
  })
})

describe('a browser without graphics', () => {
  it('has no map, says so, and is told the figures all the same', async () => {
    const overview = await withoutGraphics()
    await overview.says('这台电脑的浏览器画不了地图（没有 WebGL）。数字与清单照常可用。')
    expect(await overview.figureShown()).toMatchObject({ title: '公厕密度' })
    expect((await overview.units()).length).toBe(14)
    expect(await overview.violations()).toEqual([])
    await overview.says(/^请换一个浏览器，.*“硬件加速”/)
    await overview.page.getByRole('button', { name: '打开清单，内容与地图相同' }).click()
    await overview.page.locator('.listing tbody tr').first().waitFor()
    expect(overview.address()).toMatchObject({ list: 'toilets' })
  })

  it('says so within reach on a phone too', async () => {
    const overview = await withoutGraphics({ size: phone })
    await overview.page.locator('.map-word .link').waitFor()
    expect(await overview.reaches('.map-word .link')).toBe(true)
    expect(await overview.overhang()).toBe(0)
  })
})

/** Opens the page in a browser that draws on nothing. */
async function withoutGraphics(options: TabOptions = {}): Promise<Overview> {
  const overview = await visit(options)
  await overview.page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  await overview.arrive('?theme=toilets')
  return overview
}
