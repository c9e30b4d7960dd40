import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import type { FigureTable, History } from '#data/model/indicator.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

describe('the strip of the year', () => {
  it('turns figure, list and map to another day by key, and says where a day was worked out afterwards', async () => {
    const { today } = await ask<Health>('health')
    const overview = await turnTo('?theme=toilets')
    const days = (await ask<History>('indicators/toilet_density/history')).days.map(({ day }) => day)
    const strip = overview.page.getByRole('slider', { name: '日期' })
    await strip.focus()
    // the last fortnight has a record for each day, then there is one a week
    for (const [presses, day] of [
      [1, addDays(today, -1)],
      [15, addDays(today, -16)],
    ] as const) {
      for (let press = 0; press < presses; press += 1) await overview.key('ArrowLeft')
      await overview.tab.settled()
      const { rows } = await ask<FigureTable>(`indicators/toilet_density?at=${day}`)
      expect(overview.address()).toEqual({ v: '1', theme: 'toilets', at: day })
      expect((await overview.day()).shown).toBe(day)
      expect(await overview.figureShown()).toMatchObject({ value: rows[0]?.value?.toFixed(1) })
      const towns = await ask<FigureTable>(`indicators/toilet_density?level=township&at=${day}`)
      const values = towns.rows.map(({ name, value }) => `${name} ${value?.toFixed(1) ?? '—'}`)
      expect((await overview.units()).map(({ name, value }) => `${name} ${value}`).sort()).toEqual(values.sort())
      expect(await stripSays(overview)).toBe(days.includes(day) ? day : `${day}事后算出`)
    }
    // while it was in hand, the strip was moved once
    await overview.goBack()
    expect(overview.address()).toEqual({ theme: 'toilets' })
  })

  it('plays on to today, each picture whole before the next comes', async () => {
    const { today } = await ask<Health>('health')
    const from = addDays(today, -20)
    // a page that has not passed over these days before, and so must ask for them
    const overview = await openScene(`?theme=toilets&at=${from}`)
    overview.tab.forget()
    await overview.page.getByRole('button', { name: '播放近一年' }).click()
    await overview.page.getByRole('button', { name: '停' }).waitFor()
    await expect.poll(() => overview.address(), { timeout: 60_000 }).toEqual({ v: '1', theme: 'toilets' })
    await overview.page.getByRole('button', { name: '播放近一年' }).waitFor()
    const asked = overview.tab.requests.map((url) => /toilet_density\?level=county&at=([\d-]+)/.exec(url)?.[1])
    // what is asked of the first day may still be on its way
    expect(asked.filter((day) => day !== undefined && day !== from)).toEqual([addDays(from, 7), addDays(from, 14)])
  })
})

describe('two days compared', () => {
  it('shows what became of each unit, and the very rows that changed', async () => {
    const { today } = await ask<Health>('health')
    const since = addDays(today, -365)
    const overview = await turnTo('?theme=toilets')
    const bare = await overview.tab.bare()
    await overview.page.getByLabel('与较早的一天比').selectOption('比一年前')
    await overview.tab.settled()
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', since })
    const now = (await ask<FigureTable>('indicators/toilet_density?level=township')).rows
    const then = (await ask<FigureTable>(`indicators/toilet_density?level=township&at=${since}`)).rows
    const before = new Map(then.map(({ area, value }) => [area, value]))
    const words = new Map(
      now.map(({ name, area, value }) => [name, signed(Number(((value ?? 0) - (before.get(area) ?? 0)).toFixed(1)))]),
    )
    for (const { name, word } of await overview.units()) expect(word.split(' ')[0], name).toBe(words.get(name))
    expect(new Set(words.values()).size).toBeGreaterThan(3)
    expect(await overview.legend()).toMatch(/变差不变变好深色：变了 [\d.]+\s座\/km² 以上/)
    expect((await overview.tab.bare()).equals(bare)).toBe(false)

    await overview.press('看哪些变了 ›')
    const list = overview.page.locator('.change')
    await list.locator('.rows').waitFor()
    const all = list.getByRole('button', { name: /^全部 \d+ 行/ })
    if ((await all.count()) > 0) await all.click()
    const amounts = await list.locator('.rows button > :last-child').allTextContents()
    const toilets = amounts.map((text) => /^([+−]\d+)\s座$/.exec(text)?.[1]?.replace('−', '-')).map(Number)
    const [county] = (await ask<FigureTable>('indicators/toilet_density')).rows
    const [earlier] = (await ask<FigureTable>(`indicators/toilet_density?at=${since}`)).rows
    expect(toilets.filter(Number.isFinite).reduce((sum, one) => sum + one, 0)).toBe(
      (county?.numerator ?? 0) - (earlier?.numerator ?? 0),
    )
    await overview.page.getByLabel('排序').selectOption('变差最多')
    const order = (await overview.units()).map(({ word }) =>
      Number(word.split(' ')[0]?.replace('−', '-').replace('±', '')),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    await list.locator('.rows button').last().hover()
    // with nothing to compare there is no such order, and the list goes by the gap again
    await overview.page.getByLabel('与较早的一天比').selectOption('不比较')
    await overview.tab.settled()
    expect(await overview.page.getByLabel('排序').inputValue()).toBe('gap')
    // nor is anything pointed at that is no longer told
    await overview.looksLike(bare)
  })

  it('is no comparison with a day that is not an earlier one', async () => {
    const { today } = await ask<Health>('health')
    const overview = await turnTo(`?theme=toilets&at=${addDays(today, -30)}&since=${today}`)
    expect(await overview.legend()).not.toContain('变差')
    expect(await overview.page.locator('.change').count()).toBe(0)
  })
})

describe('a theme laid under the leading one', () => {
  it('shows faintly, is told in the legend and the address, and leads once it is chosen', async () => {
    const overview = await turnTo('?theme=toilets')
    const picture = await overview.tab.bare()
    await overview.press('把黑臭水体衬在下面')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', under: 'water' })
    expect(await overview.legend()).toContain('衬在下面：黑臭水体')
    expect((await overview.tab.bare()).equals(picture)).toBe(false)
    await overview.press('把黑臭水体衬在下面')
    await overview.looksLike(picture)
    await overview.press('把黑臭水体衬在下面')
    await overview.chooseTheme('黑臭水体')
    expect(overview.address()).toEqual({ v: '1', theme: 'water' })
  })
})

async function stripSays(overview: Overview): Promise<string> {
  return textOf(overview.page.locator('.strip-day'))
}

function signed(by: number): string {
  return by === 0 ? '±0' : `${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(1)}`
}
