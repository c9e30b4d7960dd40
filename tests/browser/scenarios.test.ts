import { afterAll, describe, expect, inject, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import type { Scenario } from '#data/model/scenario.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

const town = '410122003'
const [one, other] = ['113.97,34.71', '114.02,34.72']

async function kept(): Promise<Scenario[]> {
  return (await ask<{ scenarios: Scenario[] }>('scenarios')).scenarios
}
async function desk(query: string): Promise<Overview> {
  return turnTo(query, { path: '/plan' })
}
async function keep({ page, tab }: Overview, name: string, note = ''): Promise<void> {
  await page.getByRole('button', { name: '存为方案' }).click()
  await page.getByLabel('名称', { exact: true }).fill(name)
  await page.getByLabel('说明', { exact: true }).fill(note)
  await page.getByRole('button', { name: '存下' }).click()
  await page.locator('.scenarios').getByText(name, { exact: false }).first().waitFor()
  await tab.settled()
}
/** Moves the first map by hand. */
async function drag({ page }: Overview, right: number, down: number): Promise<void> {
  const box = await page.locator('.map').first().boundingBox()
  if (box === null) throw new Error('there is no map')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + right, y + down, { steps: 4 })
  await page.mouse.up()
}
const list = ({ page }: Overview) => textOf(page.locator('.scenarios .sites'))

afterAll(async () => {
  for (const { id } of await kept()) await fetch(`${inject('address')}/api/scenarios/${id}`, { method: 'DELETE' })
})

describe('scenarios', () => {
  it('are kept with a name and a note, and opened again from the list and from a short link', async () => {
    const overview = await desk(`?area=${town}&metres=450&sites=${one}`)
    const { page } = overview
    await keep(overview, '两处 “试”', '先补老城')
    const [scenario] = await kept()
    expect(scenario).toMatchObject({ name: '两处 “试”', note: '先补老城' })
    expect(overview.address()['scenario']).toBe(scenario?.id)
    expect(await list(overview)).toContain('两处 “试”先补老城')

    await page.getByRole('button', { name: '移走第 1 处' }).click()
    await overview.tab.settled()
    await page.getByRole('button', { name: '更新“两处 “试””' }).waitFor()
    await page.locator('.scenarios .sites li button').first().click()
    await overview.tab.settled()
    expect(overview.address()).toMatchObject({ area: town, metres: '450', sites: one, scenario: scenario?.id })
    expect(await page.getByRole('button', { name: /^更新/ }).count()).toBe(0)

    await page.getByRole('button', { name: '移走第 1 处' }).click()
    await overview.tab.settled()
    // what was opened by a link is not opened again once nothing is left of it
    expect(overview.address()).not.toHaveProperty('sites')

    const short = await openScene(`?scenario=${scenario?.id}&skin=ink`, { path: '/plan' })
    await expect.poll(() => short.address()).toMatchObject({ area: town, metres: '450', sites: one, skin: 'ink' })
  })

  it('are brought up to date, renamed and let go', async () => {
    const overview = await desk(`?area=${town}&sites=${one}`)
    const { page } = overview
    await keep(overview, '甲')
    await page.getByRole('button', { name: '放在地图中央' }).click()
    await overview.tab.settled()
    await page.getByRole('button', { name: '更新“甲”' }).click()
    const scene = async () => (await kept()).find(({ name }) => name === '甲')?.scene ?? ''
    await expect.poll(scene).toMatch(/sites=[^&]*_/)
    await page.getByRole('button', { name: '改“甲”的名称和说明' }).click()
    await page.getByLabel('名称', { exact: true }).fill('乙')
    await page.getByRole('button', { name: '存下' }).click()
    await expect.poll(async () => (await kept()).map(({ name }) => name)).toContain('乙')
    await page.getByRole('button', { name: '删去“乙”' }).click()
    await page.getByRole('button', { name: '算了' }).click()
    expect((await kept()).map(({ name }) => name)).toContain('乙')
    await page.getByRole('button', { name: '删去“乙”' }).click()
    await page.getByRole('button', { name: '删去“乙”' }).click()
    await expect.poll(async () => (await kept()).map(({ name }) => name)).not.toContain('乙')
    await expect.poll(() => overview.address()).not.toHaveProperty('scenario')
  })

  it('are compared on two maps that move together, and in a table', async () => {
    const overview = await desk(`?area=${town}&map=113.99,34.71,12&sites=${other}`)
    const { page, tab } = overview
    await keep(overview, '对比的')
    const [scenario] = await kept()
    await overview.turn(`?area=${town}&map=113.99,34.71,12&beside=${scenario?.id}`)
    await page.locator('.compare table').waitFor()
    await tab.settled()
    expect(await page.locator('.map').count()).toBe(2)
    const reckon = (sites?: number[][]) =>
      ask<CoverageAnswer>('coverage', {
        theme: 'toilets',
        metres: 300,
        by: 'walk',
        area: town,
        ...(sites ? { sites } : {}),
      })
    const [here, there] = [await reckon(), await reckon([other.split(',').map(Number)])]
    const percent = ({ covered }: CoverageAnswer) => (100 * (covered.share ?? Number.NaN)).toFixed(1)
    const table = await textOf(page.locator('.compare table'))
    expect(table).toContain(`走得到（%）${percent(here)}${percent(there)}`)
    expect(table).toContain('新点01−1')

    const second = page.locator('.map').nth(1)
    const before = await second.screenshot()
    await drag(overview, 120, 60)
    await tab.settled()
    expect((await second.screenshot()).equals(before)).toBe(false)
    const moved = overview.address()['map']
    await page.getByRole('button', { name: '不再对比', exact: true }).click()
    await tab.settled()
    expect(await page.locator('.map').count()).toBe(1)
    expect(overview.address()['map']).toBe(moved)
    expect(overview.address()).not.toHaveProperty('beside')
  })

  it('need not be kept to be compared with what stands', async () => {
    const overview = await desk(`?area=${town}&map=113.99,34.71,12&sites=${other}`)
    const { page, tab } = overview
    await page.getByRole('button', { name: '两张图对比现状' }).click()
    await page.locator('.compare table').waitFor()
    await tab.settled()
    expect(overview.address()['beside']).toBe('stands')
    expect(await page.locator('.map').count()).toBe(2)
    expect(await textOf(page.locator('.compare h3'))).toBe('与“现状”对比')
    expect(await textOf(page.locator('.compare table'))).toContain('新点10+1')
    await page.getByRole('button', { name: '不再对比现状' }).click()
    await tab.settled()
    expect(await page.locator('.map').count()).toBe(1)
  })

  it('of another area are said to be, and leave this map where it is', async () => {
    const overview = await desk(`?area=410122102&sites=${one}`)
    await keep(overview, '别处')
    const [scenario] = await kept()
    // what the pointer was left over would be ringed on the map once a row comes to lie there
    await overview.page.mouse.move(1, 1)
    const { tab } = await desk(`?area=${town}`)
    const before = await tab.bare()
    await overview.turn(`?area=${town}&beside=${scenario?.id}`)
    await overview.says('两边的范围、日期或距离不同，差别不全是方案带来的。')
    await overview.turn(`?area=${town}`)
    await overview.looksLike(before)
    expect(overview.address()).not.toHaveProperty('map')
  })

  it('that are no longer there are said to be gone', async () => {
    const overview = await openScene(`?area=${town}&beside=aaaaaaaa`, { path: '/plan', troubles: /404/ })
    await overview.says('这个方案已经不在了。')
    expect(await overview.page.locator('.map').count()).toBe(1)
  })

  it('break no rule of accessibility side by side, and fit a phone', async () => {
    const [scenario] = await kept()
    const query = `?area=${town}&sites=${one}&beside=${scenario?.id}`
    const overview = await desk(query)
    expect(await overview.violations()).toEqual([])
    const phone = await turnTo(`${query}&lang=en`, { path: '/plan', size: { width: 390, height: 844 }, touch: true })
    expect(await phone.overhang()).toBe(0)
    expect(await phone.reaches('.compare table')).toBe(true)
  })
})
