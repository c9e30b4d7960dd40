import { describe, expect, inject, it } from 'vitest'
import type { Display } from '#data/model/display.ts'
import type { FigureTable } from '#data/model/indicator.ts'
import { turnAt } from '#data/model/programme.ts'
import type { Behind } from '#data/model/standing.ts'
import { textOf } from './driver.ts'
import { illegible } from './illegible.ts'
import { dataOf } from './screen-verbs.ts'
import { ask, happens, openScene, visit } from './visit.ts'

const path = '/wall/demo'
/** The turn the display's programme is at, and for how long yet, as anyone would work it out. */
async function turnNow() {
  const { programme, now } = await ask<Display>('displays/demo')
  const moment = Date.parse(now)
  const at = turnAt(programme, moment)
  return {
    name: `${at.slot}.${at.turn}`,
    left: at.until - moment,
    query: programme[at.slot]?.turns[at.turn ?? -1]?.scene,
  }
}

describe('a display of the wall', () => {
  it('shows each promise with its figure, state and target, and the scene its programme is at', async () => {
    const wall = await openScene('', { path })
    const { page } = wall
    const titles = ['路长在岗率', '公厕密度', '未销号黑臭水体', '垃圾分类覆盖率', '亮灯率']
    expect(await page.locator('.wall-promise h2').allInnerTexts()).toEqual(titles)
    const [density] = (await ask<FigureTable>('indicators/toilet_density?level=county')).rows
    const told = await textOf(page.locator('.wall-promise').nth(1))
    expect(told).toContain(`${density?.value?.toFixed(1)} 座/km²`)
    expect(told).toMatch(/落后\d+\.\d 座\/km²目标 ≥ 6还差 \d+ 座余 \d+ 天/)
    expect(await page.locator('.wall-standing li').count()).toBe(14)
    // who is behind: a unit with what it lacks, a thing with how long, each with whose it is
    const behind = await textOf(page.locator('.wall-behind'))
    expect(behind).toMatch(/落后与责任人/)
    expect(behind).toMatch(/\d+ 个单位落后.*[一二三]级路长 [^ ]+/)
    const { things } = await ask<Behind>('indicators/black_water_remaining/behind?limit=1')
    const [worst] = things.rows
    expect(behind).toContain(`${worst?.name}${worst?.days} 天`)
    expect(behind).toContain(`${worst?.says} · ${worst?.areaName} · ${worst?.who}`)
    expect(behind).toMatch(/变化最大.*一天.*一周.*一月.*本月到期/)

    const { name, query } = await turnNow()
    const { scene, asOf = '', state } = await dataOf(wall)
    // a turn may have ended between the two
    if ((await turnNow()).name === name) {
      expect(scene).toBe(name)
      const theme = new URLSearchParams(query).get('theme')
      expect(titles[['roads', 'toilets', 'water', 'sorting', 'lamps'].indexOf(theme ?? '')]).toBe(
        await textOf(page.locator('.wall-strip [aria-current]')),
      )
    }
    expect(state).toBe('live')
    expect(asOf).toBe(new Date(asOf).toISOString())
    expect(Date.now() - Date.parse(asOf)).toBeLessThan(60_000)
    expect(await textOf(page.locator('.wall-strip'))).toMatch(/数据时间 \d\d:\d\d.*审图号/)
  })

  it.each([
    ['lang=zh-CN', 1280, 720],
    ['lang=en', 1280, 720],
    ['lang=zh-CN', 2560, 720],
    ['lang=en', 2560, 720],
    ['lang=zh-CN', 720, 1280],
    ['lang=en', 720, 1280],
    ['lang=zh-CN&fit=contain', 2560, 720],
    ['lang=zh-CN&stretch=2', 1280, 720],
  ])(
    'is read from afar with %s at %i × %i: no small text, none off the stage or cut, nothing to click',
    async (query, width, height) => {
      const wall = await openScene(`?${query}`, { path, size: { width, height } })
      expect(await illegible(wall.page)).toEqual([])
      expect(await wall.violations()).toEqual([])
    },
  )

  it.each([
    ...['roads', 'toilets', 'water', 'sorting', 'lamps'].map((theme) => [`theme=${theme}`, 1920, 1080] as const),
    ['theme=toilets&area=410122102', 1920, 1080],
    ['theme=toilets&dense=hexagons', 1920, 1080],
    ['theme=water', 3840, 2160],
    ['theme=sorting', 7680, 2160],
    ['theme=roads', 1080, 1920],
  ] as const)(
    'shows ?%s at %i × %i so that it is read from afar, on a map as sharp as the display',
    async (scene, width, height) => {
      const wall = await openScene(`?scene=${encodeURIComponent(`?v=1&${scene}`)}`, { path, size: { width, height } })
      expect(await illegible(wall.page)).toEqual([])
      const map = await wall.page.locator('.map').evaluate((one) => [one.clientWidth, one.clientHeight])
      const drawn = await wall.page
        .locator('.maplibregl-canvas')
        .evaluate((one) => [(one as HTMLCanvasElement).width, (one as HTMLCanvasElement).height])
      // tabs of tests are drawn at half size, to the whole point
      for (const side of [0, 1]) expect(Math.abs(2 * (drawn[side] ?? 0) - (map[side] ?? 0))).toBeLessThanOrEqual(2)
    },
  )

  it('has a test card, whose circles are round as they are seen', async () => {
    for (const stretch of [1, 2]) {
      const wall = await visit({ path })
      await wall.page.goto(`${inject('address')}${path}?card=1&stretch=${stretch}`)
      await wall.page.locator('.test-card').waitFor()
      const shapes = await wall.page
        .locator('.test-card svg')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))
      expect(shapes).toHaveLength(5)
      for (const { width, height } of shapes) expect(width * stretch).toBeCloseTo(height, 0)
      const edge = await wall.page.locator('.test-card').boundingBox()
      expect(edge).toMatchObject({ x: 0, y: 0, width: 1280, height: 720 })
    }
  })

  it('of a township marks its row, and says whose year it draws', async () => {
    const wall = await openScene(`?scene=${encodeURIComponent('?v=1&theme=toilets&area=410122003')}`, { path })
    expect(await wall.page.locator('.wall-standing [aria-current] > :first-child').allInnerTexts()).toEqual([
      '广惠街街道',
    ])
    expect(await textOf(wall.page.locator('.trend h3'))).toBe('广惠街街道近一年')
  })

  it('whose scene names a theme or a unit that is gone shows the county and goes on', async () => {
    const wall = await openScene(`?scene=${encodeURIComponent('?v=1&theme=nowhere&area=410122999&figure=none')}`, {
      path,
    })
    expect(await textOf(wall.page.locator('.wall-standing h2'))).toMatch(/^路长在岗率/)
    expect(await wall.page.locator('.wall-standing li').count()).toBe(14)
    expect(await textOf(wall.page.locator('.trend h3'))).toBe('近一年')
  })

  it('marches in step with another, and keeps its map and its chart from scene to scene', async () => {
    const displays = [await openScene('', { path }), await openScene('', { path })]
    for (const { page } of displays) {
      for (const kept of ['.map canvas', '.trend-chart'])
        await page.locator(kept).evaluate((one) => one.setAttribute('data-first', ''))
    }
    const { left } = await turnNow()
    // across a change of scenes
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left - 2000)))
    const seen = new Set<string>()
    let apart = 0
    for (let moment = 0; moment < 20; moment++) {
      const [one, other] = await Promise.all(displays.map(async (wall) => (await dataOf(wall))['scene'] ?? ''))
      seen.add(one ?? '')
      if (one !== other) apart += 1
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(seen.size).toBe(2)
    // the moment of the change itself is not the same to the millisecond
    expect(apart).toBeLessThanOrEqual(2)
    for (const { page, tab } of displays) {
      await tab.settled()
      expect(await page.locator('.map canvas').count()).toBe(1)
      expect(await page.locator('.map canvas[data-first]').count()).toBe(1)
      expect(await page.locator('.trend-chart[data-first]').count()).toBe(1)
      expect(new URL(page.url()).search).toBe('')
    }
  })

  it('asks anew for the tiles and the figures of what has changed, and for no others', async () => {
    const wall = await openScene('', { path: `${path}?scene=${encodeURIComponent('?v=1&theme=toilets')}` })
    const { requests } = wall.tab
    const before = requests.length
    const asked = (part: string) => requests.slice(before).filter((address) => address.includes(part))
    const tiles = () => asked('/tiles/')
    // told twice, so that all is as it was
    for (const _ of ['there', 'back']) {
      const told = tiles().length
      await happens('/stir')
      await expect.poll(() => tiles().length).toBeGreaterThan(told)
      await wall.tab.settled()
    }
    const of = tiles().map((address) => /collections\/(\w+)\/tiles/.exec(address)?.[1])
    expect(new Set(of)).toEqual(new Set(['toilets']))
    const figures = asked('/api/indicators/').map((address) => /indicators\/(\w+)/.exec(address)?.[1])
    expect(new Set(figures)).toEqual(new Set(['toilet_density', 'toilet_stalls', 'toilet_stalls_met']))
    expect(asked('/collections/areas/items')).toEqual([])
  })

  it('says so while its server is away, keeps its picture, and is live again by itself', async () => {
    const wall = await visit({ path, troubles: /Failed to load resource/ })
    await wall.holdClock()
    await wall.open('')
    const promises = await textOf(wall.page.locator('.wall-promise').first())
    const asOf = async () => Date.parse((await dataOf(wall))['asOf'] ?? '')
    // what is shown is told to be as old as the server's word on it, however long the page has stood
    await wall.letPass(1200)
    await expect.poll(async () => Math.abs((await asOf()) - Date.now())).toBeLessThan(60_000)
    const restore = await wall.cutServerOff()
    await wall.letPass(31)
    await expect.poll(async () => (await dataOf(wall))['state']).toBe('offline')
    expect(await textOf(wall.page.locator('.wall-promise').first())).toBe(promises)
    expect(await textOf(wall.page.locator('.wall-strip'))).toMatch(/连不上服务器 · 数据时间/)
    const fallen = await asOf()
    await wall.letPass(120)
    expect(Math.abs((await asOf()) - fallen)).toBeLessThan(2_000)
    await restore()
    await wall.letPass(3)
    await expect.poll(async () => (await dataOf(wall))['state']).toBe('live')
  })

  it('says so of a server that hangs and answers nothing, too', async () => {
    const wall = await visit({ path })
    await wall.holdClock()
    await wall.open('')
    const promises = await textOf(wall.page.locator('.wall-promise').first())
    const hanging: (() => void)[] = []
    await wall.page.route('**/api/**', (route) => {
      hanging.push(() => void route.abort().catch(() => {}))
    })
    await wall.letPass(31)
    expect((await dataOf(wall))['state']).toBe('live')
    await wall.letPass(21)
    await expect.poll(async () => (await dataOf(wall))['state']).toBe('offline')
    expect(await textOf(wall.page.locator('.wall-promise').first())).toBe(promises)
    await wall.page.unroute('**/api/**')
    await wall.letPass(3)
    await expect.poll(async () => (await dataOf(wall))['state']).toBe('live')
    for (const end of hanging) end()
  })

  it('says of no promise that it has no date before its figure has come', async () => {
    const wall = await visit({ path })
    await wall.page.route('**/api/indicators/**', (route) =>
      route.request().url().includes('level=county') ? undefined : route.continue(),
    )
    await wall.open('')
    await wall.page.locator('.wall-movers dt').first().waitFor()
    expect(await wall.page.locator('.wall-behind').textContent()).toContain('本月到期')
    expect(await wall.page.locator('.wall-behind').textContent()).not.toContain('没有定下日期的')
  })

  it('says what it waits for where it has nothing to show yet', async () => {
    // in a browser that never showed it
    const wall = await visit({ path, troubles: /Failed to load resource|503/, alone: true })
    const restore = await wall.keepPreparing()
    await wall.arrive('')
    await wall.page.getByText('正在准备这个县的数据').waitFor()
    await restore()
    await wall.tab.settled()
  })

  it('that does not exist says so', async () => {
    const wall = await visit({ path: '/wall/nowhere', troubles: /404/ })
    await wall.arrive('')
    await wall.page.getByText('没有“nowhere”这块屏。').waitFor()
  })
})
