import { describe, expect, it } from 'vitest'
import type { Measured } from '#data/model/measure.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, turnTo } from './visit.ts'

type Place = [lng: number, lat: number]
const seat = '?area=410122003&map=114.02,34.72,13'
const corners: Place[] = [
  [114.0, 34.71],
  [114.04, 34.71],
  [114.04, 34.73],
]

async function desk(query: string): Promise<Overview> {
  return turnTo(query, { path: '/plan' })
}
const sketched = (overview: Overview): Place[] =>
  (overview.address()['sketch'] ?? '')
    .split('_')
    .slice(1)
    .map((text) => text.split(',').map(Number) as Place)
const card = ({ page }: Overview) => textOf(page.locator('.measure'))

describe('what is sketched on the planner’s map', () => {
  it('is ground with the server’s size and figures, which open to their rows; a corner is moved by hand', async () => {
    const overview = await desk(seat)
    const { page, tab } = overview
    const before = await tab.bare()
    await page.getByRole('button', { name: '量一量' }).click()
    await page.getByRole('button', { name: '圈一块地' }).click()
    for (const [lng, lat] of corners) await overview.pickOnMap(lng, lat)
    await page.keyboard.press('Escape')
    const drawn = sketched(overview)
    expect(drawn).toHaveLength(3)
    const measured = async () => {
      const places = sketched(overview)
      const geometry = { type: 'Polygon', coordinates: [[...places, places[0]]] }
      return ask<Measured>('measure', { geometry })
    }
    const { km2, figures } = await measured()
    await page.getByText(`面积 ${(km2 ?? 0).toFixed(2)} km²`).waitFor()
    const density = figures.find(({ indicator }) => indicator === 'toilet_density')
    expect(density?.rows).toBeGreaterThan(1)
    expect(await card(overview)).toContain(`公厕密度${density?.value?.toFixed(1)} 座/km²`)
    const row = page.locator('.measure .rows > li', { hasText: '公厕密度' })
    await row.getByRole('button').first().click()
    await row.getByText(`全部 ${density?.rows} 行`).waitFor()

    await page.mouse.move(...(await overview.pixel(...(drawn[2] ?? corners[0] ?? [0, 0]))))
    await page.mouse.down()
    await page.mouse.move(...(await overview.pixel(114.05, 34.735)), { steps: 3 })
    await page.mouse.up()
    await tab.settled()
    const moved = sketched(overview)
    expect(moved.slice(0, 2)).toEqual(drawn.slice(0, 2))
    expect(moved[2]?.[0]).toBeCloseTo(114.05, 3)
    await page.getByText(`面积 ${((await measured()).km2 ?? 0).toFixed(2)} km²`).waitFor()

    await page.locator('.measure .close').click()
    await tab.settled()
    expect(overview.address()).not.toHaveProperty('sketch')
    await overview.looksLike(before)
  })

  it('is a way with its length, opened by a link and taken back corner by corner', async () => {
    const link = corners.map((place) => place.join(',')).join('_')
    const overview = await desk(`${seat}&sketch=way_${link}`)
    const { page } = overview
    const { metres } = await ask<Measured>('measure', { geometry: { type: 'LineString', coordinates: corners } })
    await page.getByText(`长 ${(metres / 1000).toFixed(1)} km`).waitFor()
    await page.getByRole('button', { name: '退一步' }).click()
    await overview.tab.settled()
    expect(sketched(overview)).toEqual(corners.slice(0, 2))
    await page.getByRole('button', { name: '清除' }).click()
    await overview.tab.settled()
    expect(overview.address()).not.toHaveProperty('sketch')
  })

  it('that crosses itself says so, and can be mended', async () => {
    const overview = await desk(`${seat}&sketch=ground_114,34.71_114.04,34.73_114.04,34.71_114,34.73`)
    expect(await card(overview)).toContain('边线交叉了')
    await overview.page.getByRole('button', { name: '退一步' }).click()
    await overview.page.getByText(/^面积 /).waitFor()
    expect(await card(overview)).not.toContain('边线交叉了')
  })
})
