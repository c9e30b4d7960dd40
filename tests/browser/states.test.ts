import { describe, expect, it } from 'vitest'
import type { FigureTable } from '#data/model/indicator.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, openScene, turnTo, visit } from './visit.ts'

/** From now on the page is told this at an address of the server, in place of what stands there. */
async function told(overview: Overview, path: string, json: object): Promise<void> {
  await overview.page.route(path, (route) => route.fulfill({ json }))
}

describe('the sample', () => {
  for (const [lang, badge, words] of [
    ['zh-CN', '演示数据', /npm run import .*--drop-sample.*README/],
    ['en', 'sample data', /npm run import .*--drop-sample.*README/],
  ] as const) {
    it(`says by keys alone how one’s own data comes in its place, in ${lang}`, async () => {
      const overview = await openScene(`?theme=toilets&area=410122106&lang=${lang}`)
      const more = overview.page.locator('.sample-more')
      await overview.tabTo('button.sample')
      expect(await overview.focused()).toEqual({ name: badge, visible: true })
      expect(await more.isVisible()).toBe(false)
      await overview.key('Enter')
      await more.waitFor()
      expect(await more.textContent()).toMatch(words)
      expect(await overview.violations()).toEqual([])
      expect(await overview.overhang()).toBe(0)
      await overview.key('Escape')
      await more.waitFor({ state: 'hidden' })
      // it was the sentence that was left, and not the township
      expect(overview.address()['area']).toBe('410122106')
    })
  }
})

describe('where there is nothing to tell', () => {
  it('a day before all data says so, and leads to today', async () => {
    const overview = await turnTo('?theme=toilets&at=1950-01-01')
    await overview.says('这一天还没有数据，请另选一天。')
    await overview.says('这一天没有登记的乡镇、街道。')
    await overview.press('看今天')
    expect(overview.address()['at']).toBeUndefined()
    await overview.saysNoMore('这一天还没有数据，请另选一天。')
    expect(await overview.figureShown()).toMatchObject({ title: '公厕密度' })
  })

  it('a county without anything is told to bring its townships in', async () => {
    const overview = await visit()
    const table = await ask<FigureTable>('indicators/toilet_density')
    await told(overview, '**/api/indicators/*?*level=county*', { ...table, rows: [] })
    await overview.arrive('?theme=toilets')
    await overview.says(/^还没有数据。请先.*npm run import/)
  })

  it('a server without themes says where one is put', async () => {
    const overview = await visit()
    await told(overview, '**/api/themes', { themes: [] })
    await overview.arrive('')
    await overview.says('这个县还没有设主题。')
    await overview.says(/data\/themes，重新启动服务/)
  })

  it('a figure without a value opens by key, and says why there is none and that nothing is counted', async () => {
    const overview = await turnTo('?theme=roads&figure=road_chief_level_5')
    const [county] = (await ask<FigureTable>('indicators/road_chief_level_5')).rows
    expect(county?.value).toBeNull()
    await overview.tabTo('button.figure')
    expect(await overview.focused()).toEqual({ name: '没有数据，打开看为什么没有', visible: true })
    await overview.key('Enter')
    const panel = overview.page.getByRole('region', { name: '为什么没有这个数' })
    await panel.getByText('没有可数的行：这里没有，或资料还没有导入。').waitFor()
    expect(await panel.locator('.explanation').textContent()).toBe(county?.explanation)
    expect(county?.explanation).toContain('因此没有数字')
    expect(overview.address()).toMatchObject({ evidence: '1' })
    expect(await overview.violations()).toEqual([])
  })

  it('a level without units says which other there is', async () => {
    const overview = await visit()
    const table = await ask<FigureTable>('indicators/toilet_density?level=community')
    expect(table.rows.length).toBeGreaterThan(0)
    await told(overview, '**/api/indicators/*?*level=community*', { ...table, rows: [] })
    await overview.open('?theme=toilets&level=community')
    await overview.says(/^这里没有登记下一级的社区、村。请看各乡镇、街道，/)
  })
})
