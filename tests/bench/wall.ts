import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { tokenNames } from '#client/skin/tokens.ts'
import { touchThings } from '#server/county-changes.ts'
import { desk, startBrowser } from '../browser/driver.ts'
import { putUp } from '../browser/put-up.ts'
import { findChromium } from '../setup/chromium.mjs'
import { buildBarePage, type Seen } from './bare-page.ts'
import { type Served, serveCounties } from './county.ts'
import { idle } from './opened.ts'
import { type Line, median } from './table.ts'

/** How often each goes there and back. */
const rounds = 11
/** How long a page is left alone before it is said to rest, and watched while it does, in milliseconds. */
const calm = 5000
/** The text size at which the map is drawn at scale 1 (use-look.ts). */
const base = 14
const town = '410122102'
/** Of the same theme, so that the same tiles are drawn. */
const scenes = ['?v=1&theme=toilets', `?v=1&theme=toilets&area=${town}`]
/** What is updated at once, and how long that may take the main thread: a frame, in milliseconds. */
const updated = 1000
const frame = 1000 / 60

/**
 * What the main thread of a display does for a change of scene, all its tasks together, from the press of the clicker until
 * the picture stands; against a page of MapLibre alone that flies between the same cameras over the same tiles. And what it
 * does for a live update of a thousand things, until that is on the map: against MapLibre alone that is told of the same new
 * tiles, and the longest of its tasks, for which a picture of the map would have to wait. All of it is time in which the thread
 * ran, without what it does as long while nothing happens: the server and the database, which work out the change on the same
 * machine, take cores from it, and beside a wall they do not.
 *
 * Pages are put together by the graphics, as on the machines displays have: work is counted, and not how long a page waits for
 * pictures of the map to be fetched back.
 */
export async function wall(url: string, day: string): Promise<Line[]> {
  const executable = await findChromium()
  if (executable === undefined) throw new Error('The benchmark needs Chromium or Chrome: set CHROMIUM_PATH.')
  const county = await serveCounties(url, 1, day)
  const { endpoint, close } = await startBrowser(executable, [])
  try {
    const browser = await chromium.connect(endpoint)
    const { path, takeDown } = await putUp(county.address, 'bench', scenes)
    const ours = await openPage(browser, county.address + path)
    const takeAway = await buildBarePage(county.address, await seenIn(ours.page))
    try {
      const bare = await openPage(browser, `${county.address}/bare/`)
      return [await changes(ours, bare), ...(await updates(browser, ours, bare, county))]
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
  /** What it does while nothing happens: milliseconds of each second. */
  rest: number
}

async function openPage(browser: Browser, address: string): Promise<Open> {
  const context = await browser.newContext({ viewport: desk, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(address)
  await idle(page)
  await page.waitForTimeout(calm)
  const before = await ran(session)
  await page.waitForTimeout(calm)
  console.log('rest', ((await ran(session)) - before) / (calm / 1000))
  return { page, session, rest: ((await ran(session)) - before) / (calm / 1000) }
}

/** How long the main thread has run, in milliseconds. */
async function ran(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
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

/** How long the main thread ran meanwhile for what happened, all its tasks together, in milliseconds. */
async function workOf({ page, session, rest }: Open, happens: () => Promise<unknown>): Promise<number> {
  const [begun, before] = [performance.now(), await ran(session)]
  await happens()
  await become(page, '.map', 'data-idle', 'true')
  // what comes after the picture, such as the year
  await page.waitForTimeout(500)
  return (await ran(session)) - before - (rest * (performance.now() - begun)) / 1000
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
  const before = await sceneOf(page)
  await page.keyboard.press('ArrowRight')
  await become(page, '.wall', 'data-scene', before, false)
  await become(page, '.map', 'data-idle', 'false')
}

function sceneOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('.wall')?.getAttribute('data-scene') ?? '')
}

/** Waits until an attribute is something, or no longer is. The page is told to say so: to be asked all the time is work too. */
function become(page: Page, selector: string, name: string, value: string, wanted = true): Promise<void> {
  return page.evaluate(
    ([selector, name, value, wanted]) =>
      new Promise<void>((resolve, reject) => {
        const place = document.querySelector(selector)
        if (place === null) return reject(new Error(`the page has no ${selector}`))
        if ((place.getAttribute(name) === value) === wanted) return resolve()
        const watch = new MutationObserver(() => {
          if ((place.getAttribute(name) === value) !== wanted) return
          watch.disconnect()
          resolve()
        })
        watch.observe(place, { attributeFilter: [name] })
      }),
    [selector, name, value, wanted] as const,
  )
}

/** Many streets under the leading promise are changed, which no figure rests on; and then all of its own things. */
async function updates(browser: Browser, ours: Open, bare: Open, county: Served): Promise<Line[]> {
  // both look at the same place
  const place = Number((await sceneOf(ours.page)).split('.')[1])
  await workOf(bare, () => bare.page.evaluate((n) => window.goTo(n), place))
  const told = async () => {
    const description = await fetch(`${county.address}/api/collections/roads/tiles/WebMercatorQuad?f=tilejson`)
    const { tiles } = (await description.json()) as { tiles: string[] }
    return () => bare.page.evaluate((tiles) => window.turnTo('roads', tiles), tiles)
  }
  const alone: number[] = []
  const streets = await update(browser, ours, changeOf(county, 'roads'), async () => {
    alone.push(await workOf(bare, await told()))
  })
  const { path, takeDown } = await putUp(county.address, 'bench-leading', ['?v=1&theme=roads'])
  const leading = await openPage(browser, county.address + path)
  const sections = await update(browser, leading, changeOf(county, 'duty_sections'))
  await takeDown()
  const rival = median(alone.slice(1))
  return [
    besideFrame(`a live update of ${updated} things, work of the main thread`, streets.work),
    {
      what: 'the same, beside a map told of the same new tiles',
      ours: `${streets.work.toFixed(1)} ms`,
      rival: `${rival.toFixed(1)} ms MapLibre alone`,
      ratio: rival / streets.work,
      goal: 0,
    },
    besideFrame('its longest task, for which a frame would wait', streets.longest),
    { ...besideFrame('of all things of the leading promise, and its figures', sections.work), goal: 0 },
    besideFrame('the longest task of that', sections.longest),
  ]
}

function besideFrame(what: string, took: number): Line {
  return { what, ours: `${took.toFixed(1)} ms`, rival: `${frame.toFixed(1)} ms a frame`, ratio: frame / took, goal: 1 }
}

/** Changes things that lie on the map, all at once, or back, as an import changes them. */
function changeOf({ database, catalogue }: Served, collection: 'roads' | 'duty_sections'): () => Promise<void> {
  return () =>
    database.transaction(async (inside) => {
      await inside.query(
        `update ${collection} set name = case when name like '%·' then rtrim(name, '·') else name || '·' end
         where fid in (select fid from ${collection} where upper_inf(valid) order by fid limit ${updated})`,
      )
      await inside.query('update imports set at = now() where at = (select max(at) from imports)')
      await touchThings(inside, catalogue, collection)
    })
}

/**
 * What a change takes the main thread of a display, and the longest of its tasks, in milliseconds; medians.
 * @param between what is measured in turn with it
 */
async function update(
  browser: Browser,
  on: Open,
  change: () => Promise<void>,
  between: () => Promise<void> = async () => {},
): Promise<{ work: number; longest: number }> {
  const happens = async () => {
    const tiles = on.page.waitForResponse((response) => response.url().includes('/tiles/'))
    await change()
    await tiles
  }
  const [work, longest]: [number[], number[]] = [[], []]
  for (let round = -1; round < rounds; round++) {
    work.push(await workOf(on, happens))
    await between()
    longest.push(await longestTask(browser, on.page, happens))
  }
  // what is fetched for the first time is not counted
  return { work: median(work.slice(1)), longest: median(longest.slice(1)) }
}

interface Task {
  name: string
  ph: string
  pid: number
  tid: number
  /** How long the thread ran, in microseconds. */
  tdur?: number
  args: { name?: string }
}

/** The longest task of a page's main thread meanwhile, in milliseconds; other pages rest. */
async function longestTask(browser: Browser, page: Page, happens: () => Promise<unknown>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await happens()
  await become(page, '.map', 'data-idle', 'true')
  await page.waitForTimeout(500)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Task[] }
  const threadOf = ({ pid, tid }: Task) => `${pid} ${tid}`
  const isMain = ({ name, args }: Task) => name === 'thread_name' && args.name === 'CrRendererMain'
  const main = new Set(traceEvents.filter(isMain).map(threadOf))
  const tasks = traceEvents.filter((one) => one.name === 'ThreadControllerImpl::RunTask' && main.has(threadOf(one)))
  if (tasks.length === 0) throw new Error('the browser tells of no task')
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000
}
