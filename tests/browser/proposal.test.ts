import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import type { FigureTable } from '#data/model/indicator.ts'
import { textOf, tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, turnTo } from './visit.ts'

const town = '410122003'

async function desk(query: string): Promise<Overview> {
  return turnTo(query, { path: '/plan' })
}
async function reckoned(sites: unknown[]): Promise<CoverageAnswer> {
  return ask<CoverageAnswer>('coverage', {
    theme: 'toilets',
    metres: 300,
    by: 'walk',
    area: town,
    sites,
    ground: false,
  })
}
const proposal = ({ page }: Overview) => textOf(page.locator('.proposal'))
const sitesIn = (overview: Overview) =>
  (overview.address()['sites'] ?? '')
    .split('_')
    .filter(Boolean)
    .map((text) => text.split(',').map(Number))
const amount = (weight: number) => new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(weight)

describe('a proposal', () => {
  it('is asked for, seen on the map and in the list, and tried: what it promised is what is then reached', async () => {
    const overview = await desk(`?area=${town}`)
    const { page, tab } = overview
    const before = await tab.bare()
    // what cannot be taken is led to, and not answered as what stood there before
    await page.getByLabel('新增').fill('0')
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    expect(await page.getByLabel('新增').evaluate((field) => field === document.activeElement)).toBe(true)
    await overview.says('请填 1 到 60 的整数。')
    expect(await page.locator('.proposed').count()).toBe(0)
    await page.getByLabel('新增').fill('3')
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    const take = page.getByRole('button', { name: '放上去试（3 处）' })
    await take.waitFor()
    await page.getByText('已证明没有更好的。').waitFor()
    await tab.settled()
    expect(await overview.legend()).toContain('推荐的位置')
    expect((await tab.bare()).equals(before)).toBe(false)
    const promised = await proposal(overview)
    expect(await page.locator('.proposal .rows li').count()).toBe(3)
    expect(overview.address()).not.toHaveProperty('sites')
    // one click lists it as the work of the unit that answers
    await page.getByRole('button', { name: '按单位' }).first().click()
    expect(await page.locator('.proposal .rows li').allTextContents()).toEqual([
      expect.stringMatching(/^广惠街街道：3 处（1、2、3）新增/),
    ])
    await page.getByRole('button', { name: '逐处' }).click()

    await take.click()
    await tab.settled()
    const sites = sitesIn(overview)
    expect(sites).toHaveLength(3)
    const answer = await reckoned(sites)
    expect(promised).toContain(`一共够得着 ${amount(answer.covered.weight)} 户`)
    for (const { properties } of answer.tried.features) expect(promised).toContain(`新增 ${amount(properties.adds)} 户`)
    expect(await textOf(page.locator('.reach .figure'))).toBe((100 * (answer.covered.share ?? 0)).toFixed(1))
    expect(await page.locator('.proposal .rows').count()).toBe(0)

    // more of them stand beside those that are tried
    await page.getByLabel('新增').fill('1')
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    await page.getByRole('button', { name: '放上去试（1 处）' }).click()
    await tab.settled()
    expect(sitesIn(overview).slice(0, 3)).toEqual(sites)
    expect((await reckoned(sitesIn(overview))).covered.weight).toBeGreaterThan(answer.covered.weight)

    // taken back, what was proposed is there again
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: '放上去试（1 处）' }).waitFor()
    expect(sitesIn(overview)).toEqual(sites)
  })

  it('that cannot be says why, and what can be', async () => {
    const overview = await desk(`?area=${town}&metres=200`)
    const { page } = overview
    await page.getByRole('button', { name: '够到几成' }).click()
    await page.getByRole('spinbutton', { name: /^够到/ }).fill('100')
    await page.getByText('更多条件').click()
    await page.getByLabel('候选位置').selectOption({ label: '排污口' })
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    expect(await textOf(page.locator('.proposal [role="alert"]'))).toMatch(/^\d+ 处候选全用上，也只能够到 \d+\.\d %。$/)
    await page.getByLabel('候选位置').selectOption({ label: '沿街道' })

    // along the streets it can be: in so many sites, whose sum is what is then reached
    await page.getByRole('spinbutton', { name: /^够到/ }).fill('60')
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    await page.getByText(/^要新增 \d+ 处，够到/).waitFor()
    await page.getByText(/已证明没有更好的。|没有再找下去。/).waitFor()
    const told = /够到 (\d+\.\d) %/.exec(tidy(await textOf(page.locator('.proposed'))))?.[1]
    await page.getByRole('button', { name: /^放上去试/ }).click()
    await overview.tab.settled()
    expect(await textOf(page.locator('.reach .figure'))).toBe(told)
    expect(Number(told)).toBeGreaterThanOrEqual(60)
  })

  it('of sites that cost something keeps within what they may cost together', async () => {
    const overview = await desk(`?area=${town}&metres=250`)
    const { page } = overview
    await page.getByRole('button', { name: '新增几处' }).click()
    await page.getByLabel('候选位置').selectOption({ label: '小区' })
    await page.getByLabel('每处费用按').selectOption({ label: '户数' })
    await page.getByLabel('总费用至多').fill('2000')
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    await page.getByText(/已证明没有更好的。|没有再找下去。/).waitFor()
    const costs = (await page.locator('.proposal .rows li').allTextContents()).map((row) =>
      Number(/费用 ([\d,]+)/.exec(row)?.[1]?.replace(',', '')),
    )
    expect(costs.length).toBeGreaterThan(0)
    expect(costs.reduce((all, cost) => all + cost, 0)).toBeLessThanOrEqual(2000)
    await page.getByLabel('候选位置').selectOption({ label: '沿街道' })
    expect(await page.getByLabel('每处费用按').count()).toBe(0)
  })

  it('for density is of every township or, if one wishes, of every community', async () => {
    const { page } = await desk(`?area=${town}`)
    const lacking = async (level: string, within: (row: FigureTable['rows'][number]) => boolean) => {
      const { rows } = await ask<FigureTable>(`indicators/toilet_density?level=${level}`)
      return rows.filter(within).reduce((all, { missing }) => all + (missing ?? 0), 0)
    }
    const { features } = await ask<FeatureCollection>('collections/areas/items?level=community&limit=1000')
    const ours = features.filter(({ properties }) => properties?.['parent'] === town)
    await page.getByRole('button', { name: '密度达标' }).click()
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    const towns = await lacking('township', ({ area }) => area === town)
    await page.getByRole('button', { name: `放上去试（${towns} 处）` }).waitFor()
    await page.getByRole('button', { name: '各社区、村' }).click()
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    const communities = await lacking('community', ({ area }) => ours.some((one) => one.properties?.['area'] === area))
    expect(communities).not.toBe(towns)
    await page.getByRole('button', { name: `放上去试（${communities} 处）` }).waitFor()
  })

  it('puts nothing on ground that is barred by hand, which is kept in the address, taken back and let go', async () => {
    const overview = await desk(`?area=${town}`)
    const { page, tab } = overview
    const propose = async () => {
      await page.getByRole('button', { name: '推荐', exact: true }).click()
      await page.getByRole('button', { name: '放上去试（1 处）' }).waitFor()
      await page.getByText('已证明没有更好的。').waitFor()
      await tab.settled()
    }
    await page.getByRole('button', { name: '新增几处' }).click()
    await page.getByLabel('新增').fill('1')
    await propose()
    await page.getByRole('button', { name: '放上去试（1 处）' }).click()
    const [[lng = Number.NaN, lat = Number.NaN] = []] = sitesIn(overview)
    await page.getByRole('button', { name: '撤销' }).click()

    const here = `?area=${town}&map=${lng.toFixed(5)},${lat.toFixed(5)},14`
    await overview.turn(here)
    const draw = page.getByRole('button', { name: '在地图上圈' })
    if (!(await draw.isVisible())) await page.getByText('更多条件').click()
    await draw.click()
    const [half, free] = [0.004, page.getByRole('button', { name: '放开第 1 块禁放地' })]
    for (const [east, north] of [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ] as const) {
      const [x, y] = await overview.pixel(lng + east, lat + north)
      await page.mouse.click(x, y)
    }
    await page.getByRole('button', { name: '这块地不放新点' }).click()
    await free.waitFor()
    await tab.settled()
    expect(overview.address()['barred']?.split('_')).toHaveLength(4)
    expect(overview.address()).not.toHaveProperty('sketch')
    expect(await overview.legend()).toContain('圈出的禁放地')

    await page.getByLabel('新增').fill('1')
    await propose()
    await page.getByRole('button', { name: '放上去试（1 处）' }).click()
    await expect.poll(() => sitesIn(overview)).toHaveLength(1)
    const [[elsewhere = lng, northOf = lat] = []] = sitesIn(overview)
    expect(Math.max(Math.abs(elsewhere - lng), Math.abs(northOf - lat))).toBeGreaterThan(half * 0.98)

    // an address brings it along; it is taken back and done again like what is tried, and let go
    const undo = page.getByRole('button', { name: '撤销' })
    await undo.click()
    await undo.click()
    expect(overview.address()).not.toHaveProperty('barred')
    await page.getByRole('button', { name: '重做' }).click()
    const { barred } = overview.address()
    expect(barred).toBeDefined()
    await overview.turn(`${here}&barred=${barred}`)
    await free.click()
    await tab.settled()
    expect(overview.address()).not.toHaveProperty('barred')
  })

  it('for ground is told to be of households alone', async () => {
    const overview = await desk(`?area=${town}&need=built_up`)
    expect(await proposal(overview)).toContain('推荐选址按户数算')
    expect(await overview.page.getByRole('button', { name: '推荐', exact: true }).count()).toBe(0)
  })

  it('goes on until it is stopped, and keeps the best so far', async () => {
    const { page } = await desk('?metres=250')
    await page.getByRole('button', { name: '密度达标' }).click()
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    const rows = page.locator('.proposal .rows li')
    await rows.first().waitFor()
    const stop = page.getByRole('button', { name: '停下，留住现在最好的' })
    if (await stop.isVisible()) await stop.click().catch(() => {})
    await page.getByText(/停在了这里。|已证明没有更好的。/).waitFor()
    expect(await rows.count()).toBeGreaterThan(0)
  })
})
