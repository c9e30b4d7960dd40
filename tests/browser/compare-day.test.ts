import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import type { FigureTable, History } from '#data/model/indicator.ts'
import { phone, textOf } from './driver.ts'
import { ask, openScene, turnTo } from './visit.ts'

const compare = '与较早的一天比'
const anyDay = '较早的那一天'

describe('any earlier day', () => {
  it('is compared with once it is written, from the first that was recorded to the day before the one shown', async () => {
    const { today } = await ask<Health>('health')
    const shown = addDays(today, -10)
    const since = addDays(today, -47)
    const overview = await turnTo(`?theme=toilets&at=${shown}`)
    const { page } = overview
    await page.getByLabel(compare).selectOption('比另一天……')
    const field = page.getByLabel(anyDay)
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    const { days } = await ask<History>(`indicators/toilet_density/history?from=1900-01-01&at=${shown}`)
    await expect.poll(() => field.getAttribute('min'), { timeout: 30_000 }).toBe(days[0]?.day)
    expect(await field.getAttribute('max')).toBe(addDays(shown, -1))
    // neither the day shown nor one of which nothing is known
    for (const day of [shown, addDays(days[0]?.day ?? '', -1)]) await field.fill(day)
    expect(overview.address()['since']).toBeUndefined()

    await field.fill(since)
    await overview.tab.settled()
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', at: shown, since })
    const [now] = (await ask<FigureTable>(`indicators/toilet_density?at=${shown}`)).rows
    const [then] = (await ask<FigureTable>(`indicators/toilet_density?at=${since}`)).rows
    const told = [then, now].map((row) => row?.value?.toFixed(1))
    await overview.says(`与 ${since} 相比`)
    const way = await textOf(page.locator('.change-way'))
    expect(way).toBe(told.map((value) => `${value} 座/km²`).join(' → '))
    expect(await overview.legend()).toContain(`${since} → ${shown}`)

    // an address that holds such a day says which it is
    const other = await openScene(new URL(page.url()).search)
    expect(await other.page.getByLabel(compare).locator('option:checked').textContent()).toBe(`比 ${since}`)
    // and one that is chosen by how long ago it was puts the field away
    await page.getByLabel(compare).selectOption('比 30 天前')
    await field.waitFor({ state: 'detached' })
    await expect.poll(() => overview.address()['since']).toBe(addDays(shown, -30))
  })

  for (const [name, size] of [
    ['a phone', phone],
    ['a screen of 1366', { width: 1366, height: 768 }],
  ] as const) {
    it(`has its field in view on ${name}, and pushes nothing over the edge`, async () => {
      const overview = await openScene('?theme=toilets&lang=en', { size })
      await overview.page.getByLabel('Compare with an earlier day').selectOption('vs another day …')
      expect(await overview.reaches('.strip-since input')).toBe(true)
      expect(await overview.reaches('.strip-since select')).toBe(true)
      expect(await overview.overhang()).toBeLessThanOrEqual(0)
      // at a desk the panel scrolls, and not the page
      const below = await overview.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
      if (size !== phone) expect(below).toBe(0)
    })
  }
})
