import type { Feature, FeatureCollection, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import { day } from '../api/county.ts'
import { phone, tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

type Found = FeatureCollection<Point, Record<string, string | number | null>>
const items = async (query: string) => (await ask<Found>(`collections/${query}`)).features
async function body(name: string): Promise<Feature> {
  const found = (await items('water_bodies/items?limit=100')).find(({ properties }) => properties['name'] === name)
  if (found === undefined) throw new Error(`no water ${name}`)
  return found
}
const scene = async (name: string, more = '') => `?theme=water&pick=water_bodies.${(await body(name)).id}${more}`
const chart = (overview: Overview) => overview.page.locator('.water-chart svg')
async function openTable(overview: Overview): Promise<string[][]> {
  const table = overview.page.locator('.water-table')
  if ((await table.getAttribute('open')) === null) await table.locator('summary').click()
  const rows = overview.page.locator('.water-table tbody tr')
  await rows.first().waitFor()
  return await rows.evaluateAll((lines) =>
    lines.map((line) => [...line.children].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim() ?? '')),
  )
}

describe('the page of waters', () => {
  it('names those that are left, the worst first, each leading to its card', async () => {
    const overview = await turnTo('?theme=water')
    const worst = overview.page.locator('.worst li button')
    await worst.first().waitFor()
    const told = (await worst.allTextContents()).map(tidy)
    const left = [
      ...(await items('water_bodies/items?course=remaining')),
      ...(await items('water_bodies/items?course=relapsed')),
    ]
    expect(told).toHaveLength(left.length)
    const severe = left.filter(({ properties }) => properties['verdict'] === 'severe')
    expect(severe.length).toBeGreaterThan(0)
    for (const [i, text] of told.entries()) expect(/重度黑臭/.test(text), text).toBe(i < severe.length)
    await worst.first().click()
    await overview.tab.settled()
    expect(told[0]).toContain((await overview.card()).name)
    await overview.press('关闭')
  })
})

describe('the panel of a water', () => {
  it('is fetched with the first water that is picked, and not before', async () => {
    const overview = await openScene('?theme=water')
    const panels = () => overview.tab.requests.filter((url) => /assets\/water-.*\.js/.test(url)).length
    expect(panels()).toBe(0)
    await overview.turn(await scene('丁村沟'))
    await chart(overview).waitFor()
    expect(panels()).toBe(1)
  })

  it('that cannot be fetched leaves the card standing, and says so', async () => {
    const overview = await openScene('?theme=water', { troubles: /ERR_FAILED|Failed to (fetch|load)/ })
    await overview.page.route('**/assets/water-*.js', (route) => route.abort())
    await overview.openFigure()
    await overview.followRow('丁村沟 · 未销号')
    await overview.says('没有取到数据。')
    expect((await overview.card()).name).toBe('丁村沟')
  })

  it('draws each point’s series with its limits, and says the same in a table', async () => {
    const overview = await turnTo(await scene('丁村沟'))
    await chart(overview).waitFor()
    const points = await items('water_points/items?limit=100&water=410122W06')
    const buttons = overview.page.locator('.water-points button')
    expect(await buttons.allTextContents()).toEqual(points.map(({ properties: p }) => `${p['name']}轻度黑臭`))
    expect(await overview.page.locator('.water-points [aria-pressed="true"]').textContent()).toBe('丁村沟1号点轻度黑臭')
    expect(await overview.page.locator('.water-why').textContent()).toBe(points[0]?.properties['verdict_reasons'])
    const drawn = (await chart(overview).locator('text').allTextContents()).map(tidy)
    for (const words of [
      '透明度 cm',
      '氨氮 mg/L',
      '轻度 25',
      '重度 10',
      '轻度 2',
      '重度 0.2',
      '轻度 50',
      '重度 −200',
      '重度 15',
    ])
      expect(drawn).toContain(words)

    const samples = (await items('water_samples/items?limit=1000&point=410122W06D1')).map(
      ({ properties }) => properties,
    )
    const table = await openTable(overview)
    expect(table).toHaveLength(samples.length)
    const [newest, last] = [samples.at(-1), table[0]]
    expect(last?.[0]).toBe(newest?.['taken_on'])
    expect(last?.slice(1).map((text) => Number.parseFloat(text.replace('−', '-')))).toEqual(
      ['transparency', 'dissolved_oxygen', 'orp', 'ammonia'].map((name) => newest?.[name]),
    )
    expect(last?.[4]).toMatch(/轻度黑臭$/)
  })

  it('shows another point, chosen with the keys', async () => {
    const overview = await turnTo(await scene('丁村沟'))
    await chart(overview).waitFor()
    const before = await overview.page.locator('.water-chart').getAttribute('aria-label')
    await overview.page.locator('.water-points button').nth(1).focus()
    await overview.key('Enter')
    await overview.page.locator('.water-points [aria-pressed="true"]', { hasText: '2号点' }).waitFor()
    const after = await overview.page.locator('.water-chart').getAttribute('aria-label')
    expect(before).toMatch(/^丁村沟1号点近一年 \d+ 次水样/)
    expect(after).toMatch(/^丁村沟2号点近一年 \d+ 次水样/)
  })

  it('keeps to the day looked at, and lets shallow water’s limits follow its depth', async () => {
    const overview = await turnTo(await scene('刁家排水沟', `&at=${addDays(day, -150)}`))
    await chart(overview).waitFor()
    const table = await openTable(overview)
    expect(table.length).toBeGreaterThan(20)
    expect(table.every(([taken = '9999']) => taken <= addDays(day, -150))).toBe(true)
    const limits = (await chart(overview).locator('text').allTextContents()).map(tidy)
    expect(limits).not.toContain('轻度 25')
    expect(limits.filter((text) => /^轻度 (1\d|2[0-4])$/.test(text))).toHaveLength(1)
  })

  it('says so where a point has no samples, and reads in English', async () => {
    const early = await turnTo(await scene('丁村沟', `&at=${addDays(day, -400)}`))
    await early.says('近一年没有水样。')
    const english = await turnTo(await scene('姚家沟', '&lang=en'))
    await english.says('Sampling points')
    await english.says(/Of 5 graded points 5 are severe/)
    expect(Object.keys((await english.card()).fields).filter((name) => name === 'Reasons')).toHaveLength(1)
    const drawn = (await chart(english).locator('text').allTextContents()).map(tidy)
    expect(drawn).toContain('severe −200')
  })

  it.each(['silk', 'ink'])('can be read by everyone, in %s', async (skin) => {
    const overview = await turnTo(await scene('姚家沟', `&skin=${skin}`))
    await chart(overview).waitFor()
    await openTable(overview)
    expect(await overview.violations()).toEqual([])
  })

  it('fits a phone', async () => {
    const overview = await openScene(await scene('丁村沟'), { size: phone, touch: true })
    await chart(overview).waitFor()
    expect(await overview.overhang()).toBe(0)
    expect(await overview.reaches('.water-chart')).toBe(true)
  })
})
