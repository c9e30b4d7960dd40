import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Display, Displays } from '#data/model/display.ts'
import { textOf } from './driver.ts'
import { putUp } from './put-up.ts'
import { shownHere, somethingChanges } from './screen-verbs.ts'
import { ask, openScene, visit } from './visit.ts'

const phone = { width: 390, height: 844 }
const kept = (id: string) => ask<Display>(`displays/${id}`)
const arranged = async (id: string) => (await ask<Displays>('displays')).displays.find((one) => one.id === id)
const slot = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }
const scenes = ({ programme }: Display) => programme.map(({ turns }) => turns.map(({ scene }) => scene))
/** The page of all displays, which has no map to wait for. */
async function desk(options: Parameters<typeof visit>[0] = {}) {
  const overview = await visit({ path: '/wall', ...options })
  await overview.page.goto(`${inject('address')}/wall`)
  await overview.page.locator('.display-editor').waitFor()
  return overview
}

describe('the page of all displays', () => {
  it('puts one up, arranges what it shows and when, and takes it down', async () => {
    onTestFinished(async () => void (await fetch(`${inject('address')}/api/displays/hall-1`, { method: 'DELETE' })))
    const { page } = await desk()
    expect(await textOf(page.locator('.display-list'))).toContain('演示 Demo')
    await page.getByRole('button', { name: '立一块屏' }).click()
    await page.locator('.display-new').getByLabel('叫什么').fill('一楼大厅')
    await page.getByLabel('地址里的名字').fill('hall-1')
    await page.getByRole('button', { name: '立起来' }).click()
    await page.getByRole('heading', { name: '一楼大厅' }).waitFor()
    const turns = page.locator('.turns li')
    const told = () => turns.locator('.turn-told').allInnerTexts()
    const first = ['路长在岗率', '公厕密度', '未销号黑臭水体', '垃圾分类覆盖率', '亮灯率']
    expect(await told()).toEqual(first)

    // by hand, and by key
    await turns.nth(3).dragTo(turns.nth(0))
    expect(await told()).toEqual([first[3], first[0], first[1], first[2], first[4]])
    await page.getByRole('button', { name: '“垃圾分类覆盖率”下移' }).press('Enter')
    expect(await told()).toEqual([first[0], first[3], first[1], first[2], first[4]])
    await page.getByRole('button', { name: '去掉“亮灯率”' }).click()
    await page.getByLabel('“公厕密度”停留几秒').fill('45')

    const address = `${inject('address')}/?v=1&theme=toilets&area=410122102&skin=ink&lang=en&pick=toilets.3&map=114,34.7,12`
    await page.getByLabel('贴上总览页的地址').fill(address)
    await page.getByRole('button', { name: '照它加' }).click()
    expect((await told()).at(-1)).toMatch(/^公厕密度 · .*镇$/)
    await page.getByLabel('贴上总览页的地址').fill('https://example.org/else')
    await page.getByRole('button', { name: '照它加' }).click()
    await page.getByText('这不是总览页的地址。').waitFor()

    await page.getByRole('button', { name: '星期六' }).click()
    await page.getByLabel('从', { exact: true }).fill('08:30')
    await page.getByRole('button', { name: '加一个时段' }).click()
    const keep = page.getByRole('button', { name: '存下', exact: true })
    // a slot that shows nothing
    expect(await keep.isDisabled()).toBe(true)
    await page.locator('.slot').nth(1).getByRole('combobox').selectOption({ label: '黑臭水体' })
    await page
      .locator('.slot')
      .nth(1)
      .getByRole('button', { name: /^逐个乡镇加 \d+ 幕$/ })
      .click()
    await page.locator('.slot').nth(1).getByLabel('到', { exact: true }).fill('07:0')
    await page.getByText('写成 08:00 这样', { exact: false }).waitFor()
    expect(await keep.isDisabled()).toBe(true)
    await page.locator('.slot').nth(1).getByLabel('到', { exact: true }).fill('07:00')
    await keep.click()
    await expect.poll(() => keep.isDisabled()).toBe(true)
    // the button is off while it is kept, too
    await expect
      .poll(async () => (await kept('hall-1')).programme)
      .toMatchObject([
        { days: [1, 2, 3, 4, 5, 7], from: '08:30', to: '24:00' },
        { ...slot, to: '07:00' },
      ])
    const { programme } = await kept('hall-1')
    expect(programme[0]?.turns).toEqual([
      { scene: '?v=1&theme=roads', seconds: 20 },
      { scene: '?v=1&theme=sorting', seconds: 20 },
      { scene: '?v=1&theme=toilets', seconds: 45 },
      { scene: '?v=1&theme=water', seconds: 20 },
      { scene: '?v=1&theme=toilets&area=410122102&map=114,34.7,12', seconds: 20 },
    ])
    expect(programme[1]?.turns).toHaveLength(14)

    await page.getByRole('button', { name: '撤下这块屏' }).click()
    await page.getByRole('button', { name: '确定撤下“一楼大厅”' }).click()
    await expect.poll(() => arranged('hall-1')).toBeUndefined()
    await expect.poll(() => textOf(page.locator('.display-list'))).not.toContain('一楼大厅')
  })

  it('keeps what was begun while another display is looked at, and goes back to what is kept', async () => {
    await shownHere('hall-2', ['water'])
    const { page } = await desk()
    await page.getByRole('button', { name: /大厅.*hall-2/ }).click()
    await page.getByRole('button', { name: '加一幕' }).click()
    expect(await page.locator('.turns li').count()).toBe(2)
    await page.getByRole('button', { name: /演示.*demo/ }).click()
    expect(await textOf(page.locator('.display-list'))).toContain('有改动未存')
    await page.getByRole('button', { name: /大厅.*hall-2/ }).click()
    expect(await page.locator('.turns li').count()).toBe(2)
    await page.getByRole('button', { name: '回到存下的' }).click()
    expect(await page.locator('.turns li').count()).toBe(1)
    expect(scenes(await kept('hall-2'))).toEqual([['?v=1&theme=water']])
  })

  it('shows a scene before it is kept, as its display will', async () => {
    const before = (await arranged('demo'))?.screens.map(({ heard }) => heard)
    const { page } = await desk()
    await page.getByRole('button', { name: '预览“公厕密度”' }).click()
    const wall = page.frameLocator('.display-preview iframe')
    await wall.locator('.wall[data-state="live"]').waitFor()
    expect(await wall.locator('.wall-promise[aria-current] h2').textContent()).toBe('公厕密度')
    expect(await wall.locator('.wall-strip li').count()).toBe(1)
    // a preview is no screen
    expect((await arranged('demo'))?.screens.map(({ heard }) => heard)).toEqual(before)
    await page.getByRole('button', { name: '收起预览' }).click()
    expect(await page.locator('.display-preview').count()).toBe(0)
  })

  it('says that nothing is kept where the server cannot, and how to go on', async () => {
    const { page } = await desk({ troubles: /Failed to load resource/ })
    await page.route('**/api/displays/*', (route) => route.abort())
    await page.getByRole('button', { name: '加一幕' }).click()
    await page.getByRole('button', { name: '存下', exact: true }).click()
    await page.getByText('没有存下，请再试。').waitFor()
    expect(await page.locator('.turns li').count()).toBe(6)
  })

  it('breaks no rule of accessibility in either skin, and fits a phone in either language', async () => {
    for (const skin of ['silk', 'ink']) {
      const overview = await desk()
      await overview.page.goto(`${inject('address')}/wall?skin=${skin}`)
      await overview.page.locator('.display-editor').waitFor()
      expect(await overview.violations(), skin).toEqual([])
    }
    for (const lang of ['zh-CN', 'en']) {
      const small = await desk({ size: phone, touch: true })
      await small.page.goto(`${inject('address')}/wall?lang=${lang}`)
      await small.page.locator('.display-editor').waitFor()
      expect(await small.overhang(), lang).toBe(0)
    }
  })
})

describe('a screen', () => {
  it('tells what it shows, how large it is and what went wrong, and is seen from the desk', async () => {
    const path = await shownHere('hall-3', ['water', 'water'], 5)
    const wall = await openScene('', { path, troubles: /a fault/ })
    const size = await wall.page.evaluate(() => ({
      width: Math.round(innerWidth * devicePixelRatio),
      height: Math.round(innerHeight * devicePixelRatio),
    }))
    const screens = async () => (await arranged('hall-3'))?.screens
    await expect.poll(screens).toMatchObject([{ state: 'live', ...size, errors: [] }])
    await wall.page.evaluate(() => {
      setTimeout(() => {
        throw new Error('a fault of this page')
      })
    })
    // told as the next scene begins
    const fault = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+ a fault of this page$/)
    await expect.poll(screens, { timeout: 40_000 }).toMatchObject([{ errors: [fault] }])
    // it goes by the same name after it starts anew
    const [before] = (await screens()) ?? []
    await wall.page.reload()
    await expect.poll(async () => (await screens())?.[0]?.heard, { timeout: 40_000 }).not.toBe(before?.heard)
    expect(await screens()).toMatchObject([{ screen: before?.screen, errors: [] }])

    const { page } = await desk()
    await page.getByRole('button', { name: /大厅.*hall-3.*1 块屏幕，1 块在线/ }).click()
    expect(await textOf(page.locator('.screens tbody'))).toContain(
      `正常未销号黑臭水体${size.width} × ${size.height}最新—`,
    )
  })

  it('shows what changes as it changes, and marks it for a moment', async () => {
    const { page } = await openScene('', { path: await shownHere('hall-6', ['toilets']) })
    const density = page.locator('.wall-promise').nth(1)
    const before = Number(await density.locator('b').textContent())
    // another figure comes with the next answer; that something changed comes from the server itself
    await page.route('**/api/indicators/toilet_density?level=county*', async (route) => {
      const response = await route.fetch()
      const table = await response.json()
      await route.fulfill({ response, json: { ...table, rows: [{ ...table.rows[0], value: before + 1 }] } })
    })
    await somethingChanges()
    await page.locator('.wall-promise[data-changed]').waitFor({ timeout: 30_000 })
    expect(await density.locator('b').textContent()).toBe((before + 1).toFixed(1))
    expect(await page.locator('[data-changed]').count()).toBe(1)
    await page.locator('.wall-promise[data-changed]').waitFor({ state: 'detached', timeout: 15_000 })

    expect(await page.locator('.wall-strip li').count()).toBe(1)
    const others = ['water', 'roads'].map((theme) => `?v=1&theme=${theme}`)
    await putUp(inject('address'), 'hall-6', others)
    await expect.poll(() => page.locator('.wall-strip li').count(), { timeout: 30_000 }).toBe(2)
  })

  it('has asked for all of a scene before its time', async () => {
    const path = await shownHere('hall-5', ['toilets', 'sorting'], 12)
    // in a browser that has none of it yet
    const overview = await visit({ path, alone: true })
    const { page } = overview
    const asked: { at: number; path: string }[] = []
    page.on('request', (request) => asked.push({ at: Date.now(), path: new URL(request.url()).pathname }))
    await overview.open('')
    const wall = page.locator('.wall')
    const change = async () => {
      const before = await wall.getAttribute('data-scene')
      await page.waitForFunction(
        (scene) => document.querySelector('.wall')?.getAttribute('data-scene') !== scene,
        before,
      )
      return Date.now()
    }
    const changed = await change()
    const [leads] = await page.locator('.wall-promise[aria-current] h2').allTextContents()
    const wanted =
      leads === '公厕密度'
        ? ['/api/indicators/toilet_density/history', '/api/collections/toilets/tiles/']
        : ['/api/indicators/waste_sorting_coverage/history', '/api/collections/compounds/tiles/']
    const since = await change()
    // of the scene that began at the first change nothing was asked for after it
    const ofIt = (path: string) => wanted.some((one) => path.startsWith(one))
    expect(asked.filter(({ at, path }) => ofIt(path) && at > changed + 50 && at < since - 6_000)).toEqual([])
    for (const one of wanted) {
      expect(
        asked.some(({ at, path }) => path.startsWith(one) && at < changed),
        one,
      ).toBe(true)
    }
  })

  it('takes a new build as a turn ends, once', async () => {
    const path = await shownHere('hall-4', ['roads', 'water'], 5)
    const wall = await visit({ path, troubles: /404/ })
    const { page } = wall
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    await page.route('**/api/displays/hall-4', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), build: 'wall-another' } })
    })
    await page.goto(inject('address') + path)
    await page.locator('.wall[data-scene]').waitFor()
    // what cannot be had yet does not take the place of what is shown
    await page.waitForTimeout(6_000)
    expect(loads).toBe(1)
    // the page it would be, which is asked for before it is opened
    await page.route('**/wall/hall-4', async (route) => {
      if (route.request().isNavigationRequest()) return await route.continue()
      const response = await route.fetch()
      const body = (await response.text()).replace(/\/assets\/wall-[\w-]+\.js/, '/assets/wall-another.js')
      await route.fulfill({ response, body })
    })
    await page.waitForTimeout(6_000)
    expect(loads).toBe(1)
    await page.route('**/assets/wall-another.js', (route) => route.fulfill({ body: '' }))
    await expect.poll(() => loads, { timeout: 20_000 }).toBe(2)
    await page.locator('.wall[data-scene]').waitFor()
    await page.waitForTimeout(11_000)
    expect(loads).toBe(2)
  })
})

describe('a display', () => {
  const control = async () => (await kept('hall-7')).control
  const shown = () => shownHere('hall-7', ['toilets', 'water', 'roads'])

  it('is steered from a phone: the next, any other, stay, and back to its programme', async () => {
    const wall = await openScene('', { path: await shown() })
    const shows = () => wall.page.locator('.wall').getAttribute('data-scene')
    const first = Number((await shows())?.split('.')[1])
    const turn = (n: number) => `0.${(first + n) % 3}`
    const titles = ['公厕密度', '未销号黑臭水体', '路长在岗率']

    const phoneTab = await visit({ path: '/wall/hall-7/control', size: phone, touch: true })
    const { page } = phoneTab
    await page.goto(`${inject('address')}/wall/hall-7/control`)
    await page.getByRole('heading', { name: '大厅' }).waitFor()
    expect(await textOf(page.locator('.control-now'))).toBe(`在放 ${titles[first]}`)
    await page.getByRole('button', { name: '下一幕' }).tap()
    await expect.poll(shows, { timeout: 30_000 }).toBe(turn(1))
    await expect.poll(() => textOf(page.locator('.control-now'))).toBe(`在放 ${titles[(first + 1) % 3]}`)
    await page.getByRole('button', { name: '停在这一幕' }).tap()
    await expect.poll(() => textOf(page.locator('.control-now'))).toBe(`停在 ${titles[(first + 1) % 3]}`)
    expect(await control()).toMatchObject({ stays: true })
    await page.getByRole('button', { name: titles[(first + 2) % 3] ?? '' }).tap()
    await expect.poll(shows, { timeout: 30_000 }).toBe(turn(2))
    expect(await control()).toMatchObject({ stays: true })
    await page.getByRole('button', { name: '接着放' }).tap()
    await expect.poll(control).toMatchObject({ stays: false })
    await page.getByRole('button', { name: '上一幕' }).tap()
    await expect.poll(shows, { timeout: 30_000 }).toBe(turn(1))
    expect(await phoneTab.violations()).toEqual([])
    expect(await phoneTab.overhang()).toBe(0)
    await page.getByRole('button', { name: '回到节目单' }).tap()
    await expect.poll(shows, { timeout: 30_000 }).toBe(turn(0))
    expect(await control()).toBeNull()
    await expect.poll(() => page.getByRole('button', { name: '回到节目单' }).count()).toBe(0)
  })

  it('is steered by the keys of a clicker at the screen, which shows nothing of it', async () => {
    const { page } = await openScene('', { path: await shown() })
    const shows = () => page.locator('.wall').getAttribute('data-scene')
    const first = Number((await shows())?.split('.')[1])
    await page.keyboard.press('PageDown')
    await expect.poll(shows).toBe(`0.${(first + 1) % 3}`)
    await page.keyboard.press('b')
    await expect.poll(control).toMatchObject({ stays: true })
    await page.keyboard.press('PageUp')
    await expect.poll(shows).toBe(`0.${first}`)
    await page.keyboard.press('Escape')
    await expect.poll(control).toBeNull()
    expect(await page.locator('.wall :is(button, a, input)').count()).toBe(0)
  })

  it('says from where it may be steered, where it may not', async () => {
    await shown()
    const { page } = await visit({ path: '/wall/hall-7/control', troubles: /403/ })
    // as the server answers whoever asks from elsewhere without the token
    await page.route('**/api/displays/hall-7/control', async (route) => {
      const headers = { ...route.request().headers(), 'x-forwarded-for': '192.168.1.7' }
      await route.continue({ headers })
    })
    await page.goto(`${inject('address')}/wall/hall-7/control`)
    await page.getByRole('button', { name: '下一幕' }).click()
    await page.getByText('这里不能遥控', { exact: false }).waitFor()
    expect(await control()).toBeNull()
    const token = (await arranged('hall-7'))?.token
    await page.goto('about:blank')
    await page.goto(`${inject('address')}/wall/hall-7/control#${token}`)
    await page.getByRole('button', { name: '下一幕' }).click()
    await expect.poll(control).toMatchObject({ stays: false })
  })
})
