import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { tokenNames } from '#client/skin/tokens.ts'
import { desk, startBrowser } from '../browser/driver.ts'
import { putUp } from '../browser/put-up.ts'
import { findChromium } from '../setup/chromium.mjs'
import { buildBarePage, type Seen } from './bare-page.ts'
import { type Served, serveCounties } from './county.ts'
import { idle } from './opened.ts'
import { type Line, median } from './table.ts'

/** How often each goes there and back. */
const rounds = 11
/** The text size at which the map is drawn at scale 1 (use-look.ts). */
const base = 14
const town = '410122102'
/** Of the same theme, so that the same tiles are drawn. */
const scenes = ['?v=1&theme=toilets', `?v=1&theme=toilets&area=${town}`]
/** What is updated at once, and what its main thread may take for it: a frame, in milliseconds. */
const updated = 1000
const frame = 1000 / 60

/**
 * What the main thread of a display does for a change of scene, all its tasks together, from the press of the clicker until
 * the picture stands; against a page of MapLibre alone that flies between the same cameras over the same tiles. And what it
 * does for a live update of a thousand things, until that is on the map.
 */
export async function wall(url: string, day: string): Promise<Line[]> {
  const executable = await findChromium()
  if (executable === undefined) throw new Error('The benchmark needs Chromium or Chrome: set CHROMIUM_PATH.')
  const county = await serveCounties(url, 1, day)
  const { endpoint, close } = await startBrowser(executable)
  try {
    const browser = await chromium.connect(endpoint)
    const { path, takeDown } = await putUp(county.address, 'bench', scenes)
    const ours = await openPage(browser, county.address + path)
    const takeAway = await buildBarePage(county.address, await seenIn(ours.page))
    try {
      const bare = await openPage(browser, `${county.address}/bare/`)
      return [await changes(ours, bare), await update(ours, county)]
    } finally {
      takeAway()
      await takeDown()
    }
  } finally {
    await close()
    await county.close()
  }
}

interface Open {
  page: Page
  session: CDPSession
}

async function openPage(browser: Browser, address: string): Promise<Open> {
  const context = await browser.newContext({ viewport: desk, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await page.goto(address)
  await idle(page)
  return { page, session }
}

async function seenIn(page: Page): Promise<Seen> {
  const box = await page.locator('.map').boundingBox()
  if (box === null) throw new Error('the display has no map')
  const { tokens, size } = await page.evaluate((names) => {
    const style = getComputedStyle(document.documentElement)
    const tokens = names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])
    return { tokens, size: Number.parseFloat(style.fontSize) }
  }, tokenNames)
  const look = { skin: 'ink' as const, scale: size / base, tokens: Object.fromEntries(tokens) }
  return { box, look, theme: 'toilets', alone: true, places: [null, town] }
}

/** What the main thread did meanwhile, all its tasks together, in milliseconds. */
async function workOf({ page, session }: Open, happens: () => Promise<unknown>): Promise<number> {
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const before = await spent()
  await happens()
  await idle(page)
  // what comes after the picture, such as the year
  await page.waitForTimeout(500)
  return (await spent()) - before
}

async function changes(ours: Open, bare: Open): Promise<Line> {
  const spent: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] }
  // what is fetched for the first time is not counted
  for (let round = -2; round < 2 * rounds; round++) {
    const place = (round + 3) % 2
    const work = {
      ours: await workOf(ours, () => pressed(ours.page)),
      bare: await workOf(bare, () => bare.page.evaluate((n) => window.goTo(n), place)),
    }
    if (round >= 0) for (const one of ['ours', 'bare'] as const) spent[one].push(work[one])
  }
  const [took, rival] = [median(spent.ours), median(spent.bare)]
  return {
    what: 'a change of scene, work of the main thread',
    ours: `${took.toFixed(0)} ms`,
    rival: `${rival.toFixed(0)} ms MapLibre alone`,
    ratio: rival / took,
    goal: 0.67,
  }
}

async function pressed(page: Page): Promise<void> {
  const before = await page.locator('.wall').getAttribute('data-scene')
  await page.keyboard.press('ArrowRight')
  await page.waitForFunction((was) => document.querySelector<HTMLElement>('.wall')?.dataset['scene'] !== was, before)
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.map')?.dataset['idle'] === 'false')
}

/** Things that lie on the map are changed, all at once, and back, as an import changes them. */
async function update(ours: Open, { database }: Served): Promise<Line> {
  const spent: number[] = []
  for (let round = -1; round < rounds; round++) {
    const tiles = ours.page.waitForResponse((response) => response.url().includes('/tiles/'))
    const work = await workOf(ours, async () => {
      await database.query(
        `with changed as (
           update roads set name = case when name like '%·' then rtrim(name, '·') else name || '·' end
           where fid in (select fid from roads where upper_inf(valid) order by fid limit ${updated})
         ), dated as (update imports set at = now() where at = (select max(at) from imports))
         select touch('roads')`,
      )
      await tiles
    })
    if (round >= 0) spent.push(work)
  }
  const took = median(spent)
  return {
    what: `a live update of ${updated} things, work of the main thread`,
    ours: `${took.toFixed(0)} ms`,
    rival: `${frame.toFixed(0)} ms allowed`,
    ratio: frame / took,
    goal: 1,
  }
}
