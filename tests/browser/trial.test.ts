import type { Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, turnTo } from './visit.ts'

const town = '410122003'
type Place = readonly [lng: number, lat: number]

async function desk(query = ''): Promise<Overview> {
  return turnTo(query, { path: '/plan' })
}
async function reckoned(question: object): Promise<CoverageAnswer> {
  return ask<CoverageAnswer>('coverage', { theme: 'toilets', metres: 300, by: 'walk', area: town, ...question })
}
const percent = ({ covered: { share } }: CoverageAnswer) => (100 * (share ?? Number.NaN)).toFixed(1)
const whole = (weight: number) => new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(weight)
const figure = ({ page }: Overview) => textOf(page.locator('.reach .figure'))
const trial = ({ page }: Overview) => textOf(page.locator('.trial'))
/** The sites of the address, as the server is asked about them. */
const sitesIn = (overview: Overview) =>
  (overview.address()['sites'] ?? '')
    .split('_')
    .filter(Boolean)
    .map((text) => text.split(',').map(Number))

/** Where most live who cannot reach one: a site there is of use. */
async function whereItIsNeeded(): Promise<Place> {
  const { uncovered } = await reckoned({ ground: false })
  const [worst] = uncovered.places.features as { geometry: Point }[]
  const [lng = Number.NaN, lat = Number.NaN] = worst?.geometry.coordinates ?? []
  return [lng, lat]
}

describe('sites that are tried', () => {
  it('are put on the map by a click, told by what they add, taken back and done again', async () => {
    const [lng, lat] = await whereItIsNeeded()
    const overview = await desk(`?area=${town}&map=${lng.toFixed(5)},${lat.toFixed(5)},15`)
    const { page } = overview
    const [stands, before] = [await figure(overview), await overview.tab.bare()]
    await page.getByRole('button', { name: '在地图上放新点' }).click()
    await overview.pickOnMap(lng, lat)
    const sites = sitesIn(overview)
    expect(sites).toHaveLength(1)
    expect(sites[0]?.[0]).toBeCloseTo(lng, 4)
    expect(sites[0]?.[1]).toBeCloseTo(lat, 4)
    const answer = await reckoned({ sites })
    const [site] = answer.tried.features
    expect(site?.properties.adds).toBeGreaterThan(0)
    expect(await figure(overview)).toBe(percent(answer))
    expect(await trial(overview)).toContain(`1新增 ${whole(site?.properties.adds ?? 0)} 户`)
    expect(await trial(overview)).toContain(`比现状（${stands} %）多 ${whole(site?.properties.adds ?? 0)} 户`)
    expect(await overview.legend()).toContain('试设的新点走得到')
    const after = await overview.tab.bare()
    expect(after.equals(before)).toBe(false)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('button', { name: '在地图上放新点' }).getAttribute('aria-pressed')).toBe('false')

    await page.getByRole('button', { name: '撤销' }).click()
    await overview.tab.settled()
    expect(overview.address()).not.toHaveProperty('sites')
    expect(await figure(overview)).toBe(stands)
    await overview.looksLike(before)
    await page.keyboard.press('Control+Shift+z')
    await overview.tab.settled()
    expect(sitesIn(overview)).toEqual(sites)
    await overview.looksLike(after)
  })

  it('are dragged, the figures following as an estimate, and settle where they are let go', async () => {
    const [lng, lat] = await whereItIsNeeded()
    const [fromLng, fromLat] = [Number((lng + 0.006).toFixed(5)), lat]
    const query = `?area=${town}&map=${lng.toFixed(5)},${lat.toFixed(5)},15&sites=${fromLng.toFixed(5)},${fromLat.toFixed(5)}`
    const overview = await desk(query)
    const { page } = overview
    const far = await figure(overview)
    await page.mouse.move(...(await overview.pixel(fromLng, fromLat)))
    await page.mouse.down()
    for (const step of [0.004, 0.002, 0]) await page.mouse.move(...(await overview.pixel(lng + step, lat)))
    const there = await reckoned({ sites: [[Number(lng.toFixed(5)), Number(lat.toFixed(5))]] })
    expect(percent(there)).not.toBe(far)
    await expect.poll(() => figure(overview)).toBe(`≈${percent(there)}`)
    expect(await textOf(page.locator('.reach'))).toContain('估算')
    // it is still in hand: the address does not change with each step
    expect(sitesIn(overview)[0]?.[0]).toBeCloseTo(fromLng, 5)
    await page.mouse.up()
    await overview.tab.settled()
    await expect.poll(() => figure(overview)).toBe(percent(await reckoned({ sites: sitesIn(overview) })))
    expect(sitesIn(overview)[0]?.[0]).toBeCloseTo(lng, 4)
    expect(overview.address()['map']).toBe(`${Number(lng.toFixed(5))},${Number(lat.toFixed(5))},15`)
    await page.getByRole('button', { name: '撤销' }).click()
    await overview.tab.settled()
    expect(sitesIn(overview)[0]?.[0]).toBeCloseTo(fromLng, 5)
  })

  it('are put back by Escape, and in hand heed no other step', async () => {
    const [lng, lat] = await whereItIsNeeded()
    const place = `${lng.toFixed(5)},${lat.toFixed(5)}`
    const overview = await desk(`?area=${town}&map=${place},15`)
    const { page } = overview
    await page.getByRole('button', { name: '放在地图中央' }).click()
    await page.getByRole('button', { name: '放在地图中央' }).click()
    await overview.tab.settled()
    // twice at one place is once
    expect(sitesIn(overview)).toHaveLength(1)
    const before = overview.address()
    const [x, y] = await overview.pixel(lng, lat)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 60, y + 40, { steps: 3 })
    await page.keyboard.press('Control+z')
    expect(overview.address()).toEqual(before)
    await page.keyboard.press('Escape')
    await page.mouse.move(x + 90, y + 60, { steps: 3 })
    await page.mouse.up()
    await overview.tab.settled()
    expect(overview.address()).toEqual(before)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 60, y + 40, { steps: 3 })
    await page.goBack()
    await page.mouse.up()
    await page.getByRole('heading', { name: '试一试' }).waitFor()
  })

  it('are put, moved and taken away by keyboard', async () => {
    const [lng, lat] = await whereItIsNeeded()
    const overview = await desk(`?area=${town}&map=${lng.toFixed(5)},${lat.toFixed(5)},15&sites=114.3,34.3`)
    const { page } = overview
    expect(await trial(overview)).toContain('160 米之内没有街道')
    await page.getByRole('button', { name: '放在地图中央' }).press('Enter')
    await overview.tab.settled()
    expect(sitesIn(overview)).toEqual([
      [114.3, 34.3],
      [Number(lng.toFixed(5)), Number(lat.toFixed(5))],
    ])
    await page.locator('.sites li button').first().press('Delete')
    await overview.tab.settled()
    expect(sitesIn(overview)).toHaveLength(1)
    await page.getByRole('button', { name: '移走第 1 处' }).press('Enter')
    await overview.tab.settled()
    expect(overview.address()).not.toHaveProperty('sites')
    await page.keyboard.press('Control+z')
    await overview.tab.settled()
    expect(sitesIn(overview)).toHaveLength(1)
  })

  it('stand beside what is left out, or moved, of what stands', async () => {
    const { features } = await ask<{ features: { id: number; properties: { name: string } }[] }>(
      `collections/toilets/items?within=${town}&counted=yes&limit=1`,
    )
    const [{ id, properties } = { id: 0, properties: { name: '' } }] = features
    const overview = await desk(`?area=${town}&need=built_up&pick=toilets.${id}`)
    const { page } = overview
    await page.locator('.trial').getByRole('button', { name: '不计它' }).click()
    await overview.tab.settled()
    expect(overview.address()).toMatchObject({ without: String(id) })
    const less = await reckoned({ demand: 'built_up', without: [id] })
    expect(await figure(overview)).toBe(percent(less))
    expect(await trial(overview)).toContain(`不计${properties.name}`)
    await page.getByRole('button', { name: `仍计${properties.name}` }).click()
    await overview.tab.settled()
    expect(overview.address()).not.toHaveProperty('without')
    await page.locator('.trial').getByRole('button', { name: '挪动它' }).click()
    await overview.tab.settled()
    expect(overview.address()).toMatchObject({ without: String(id) })
    expect(sitesIn(overview)).toHaveLength(1)
    expect(await trial(overview)).toContain('一样多')
  })

  it('leave out what counts here though not towards density, and nothing that does not count at all', async () => {
    const one = async (counted: string) => {
      const { features } = await ask<{ features: { id: number }[] }>(
        `collections/toilets/items?counted=${counted}&limit=1`,
      )
      return features[0]?.id ?? 0
    }
    const [offGround, closed] = [await one('off-ground'), await one('not-open')]
    const overview = await desk(`?area=${town}&pick=toilets.${offGround}`)
    await overview.page.locator('.trial').getByRole('button', { name: '不计它' }).click()
    await overview.tab.settled()
    expect(overview.address()).toMatchObject({ without: String(offGround) })
    await overview.turn(`?area=${town}&pick=toilets.${closed}`)
    await expect.poll(() => trial(overview)).toContain('本来就不计入')
    expect(await overview.page.locator('.trial').getByRole('button', { name: '不计它' }).count()).toBe(0)
  })

  it('say why they add nothing, and of many the first are listed', async () => {
    const [lng, lat] = await whereItIsNeeded()
    const place = `${lng.toFixed(5)},${lat.toFixed(5)}`
    // beside the first, whose reach is the same
    const more = Array.from({ length: 9 }, (_, n) => `${(lng + 0.00002 * (n + 1)).toFixed(5)},${lat.toFixed(5)}`)
    const overview = await desk(`?area=${town}&sites=${[place, ...more].join('_')}`)
    expect(sitesIn(overview)).toHaveLength(10)
    const { tried } = await reckoned({ sites: sitesIn(overview) })
    const why = tried.features[1]?.properties.said
    expect(why).toMatch(/^它走得到的 [\d,.]+\s户，别处都已走得到/)
    expect(await trial(overview)).toContain(`2没有新增：${why?.replace(/\s/g, ' ')}`)
    const rows = overview.page.locator('.trial .sites li')
    expect(await rows.count()).toBe(8)
    await overview.page.locator('.trial').getByRole('button', { name: '全部 10' }).click()
    expect(await rows.count()).toBe(10)
  })

  it('are moved by a finger, and neither the map nor the page with them', async () => {
    const [lng, lat] = await whereItIsNeeded()
    const place = `${lng.toFixed(5)},${lat.toFixed(5)}`
    const phone = await turnTo(`?area=${town}&map=${place},15&sites=${place}`, {
      path: '/plan',
      size: { width: 390, height: 844 },
      touch: true,
    })
    const { page } = phone
    const [x, y] = await phone.pixel(lng, lat)
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints })
    const scrolled = () => page.evaluate(() => scrollY)
    const before = await scrolled()
    await touch('touchStart', { x, y })
    for (let step = 1; step <= 5; step++) await touch('touchMove', { x: x + 10 * step, y: y + 10 * step })
    await touch('touchEnd')
    await phone.tab.settled()
    const [[movedLng = 0, movedLat = 0] = []] = sitesIn(phone)
    expect(movedLng).toBeGreaterThan(lng + 0.0005)
    expect(movedLat).toBeLessThan(lat - 0.0005)
    expect(phone.address()['map']).toBe(`${Number(lng.toFixed(5))},${Number(lat.toFixed(5))},15`)
    expect(await scrolled()).toBe(before)
  })
})
