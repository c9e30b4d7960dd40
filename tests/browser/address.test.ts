import type { FeatureCollection, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import { firstAddress } from '../first-address.ts'
import type { Overview } from './overview-verbs.ts'
import { RaisedView } from './raised-verbs.ts'
import { ask, openScene, picturedCounty, turnTo } from './visit.ts'

describe('the address', () => {
  it('of all that can be chosen brings the very same picture to a browser that was never here', async () => {
    const { today } = await ask<Health>('health')
    const [at, since] = [addDays(today, -20), addDays(today, -200)]
    const { features } = await ask<FeatureCollection<Point>>(
      `collections/toilets/items?limit=1&within=410122001&datetime=${at}`,
    )
    const [toilet] = features
    const [lon = 0, lat = 0] = toilet?.geometry.coordinates ?? []
    const overview = await turnTo(
      `?theme=toilets&area=410122001&level=community&at=${at}&since=${since}&pick=toilets.${toilet?.id}` +
        `&map=${(lon + 0.004).toFixed(5)},${lat.toFixed(5)},13.5`,
    )
    const flat = await overview.tab.bare()
    await overview.press('把黑臭水体衬在下面')
    await new RaisedView(overview).raise('立柱')
    const picture = await overview.tab.bare()
    expect(picture.equals(flat)).toBe(false)
    expect(Object.keys(overview.address()).sort().join()).toBe('area,at,dense,level,map,pick,since,theme,under,v')

    const other = await openScene(new URL(overview.page.url()).search, { alone: true })
    expect(await said(other)).toEqual(await said(overview))
    await other.looksLike(picture)
  })
})

describe('an address of the first version', () => {
  const home = picturedCounty()

  it('still opens what it meant when it was kept', async () => {
    const overview = await turnTo(firstAddress.overview, { home: home() })
    expect(await overview.language()).toBe('en')
    expect(await overview.ground()).toBe('rgb(13, 20, 24)')
    expect(await overview.figureShown()).toMatchObject({ place: '青年路街道', title: 'Toilet density' })
    expect((await overview.units()).map(({ name }) => name).sort()).toEqual([
      '前杨社区',
      '文博社区',
      '新圃社区',
      '水岸社区',
      '青年路社区',
    ])
    expect((await overview.day()).shown).toBe('2026-06-10')
    expect((await overview.legend()).replaceAll('\u00a0', ' ')).toContain('Underneath: Black-odorous water')
    expect(await new RaisedView(overview).shown()).toBe('Columns')
    await overview.says('Compared with 2026-01-05')
    expect((await overview.evidenceShown()).rows.length).toBeGreaterThan(3)
    expect((await overview.card()).kind).toBe('Public toilets')
    await overview.press('Close')
    expect(overview.address()['map']).toBe('114.017,34.723,13.5')
  })
})

/** All that a page says of its scene. */
async function said(overview: Overview) {
  return {
    title: await overview.title(),
    day: await overview.day(),
    figure: await overview.figureShown(),
    units: await overview.units(),
    themes: await overview.themes(),
    legend: await overview.legend(),
    card: await overview.card(),
  }
}

describe('the language', () => {
  it('is the browser’s, switches every text, and stays in the address', async () => {
    const overview = await openScene('?theme=water')
    expect(await overview.language()).toBe('zh-CN')
    const chinese = await texts()

    await overview.press('EN')
    const english = await texts()
    expect(await overview.language()).toBe('en')
    expect(overview.address()).toEqual({ v: '1', theme: 'water', lang: 'en' })
    expect(english.themes).toEqual([
      'Road chiefs',
      'Public toilets',
      'Black-odorous water',
      'Waste sorting',
      'Lamp posts',
    ])
    expect(english.figure).toMatchObject({ title: 'Black-odorous waters remaining', value: chinese.figure.value })
    expect(english.title).toBe('中牟县, Black-odorous waters remaining · Xiucheng')
    for (const part of ['heading', 'legend', 'themes', 'states'] as const) {
      expect(english[part], part).not.toEqual(chinese[part])
    }
    expect(english.states.join()).toMatch(/^[a-z ,]+$/)

    await overview.reload()
    expect([await overview.language(), await texts()]).toEqual(['en', english])
    await overview.goBack()
    expect([await overview.language(), await texts()]).toEqual(['zh-CN', chinese])

    async function texts() {
      const themes = await overview.themes()
      return {
        heading: await overview.heading(),
        title: await overview.title(),
        figure: await overview.figureShown(),
        legend: await overview.legend(),
        themes: themes.map(({ title }) => title),
        states: themes.map(({ state }) => state),
      }
    }
  })

  it('is English where the browser asks for it, unless the address says otherwise', async () => {
    const asked = await openScene('', { locale: 'en-GB' })
    expect([await asked.language(), (await asked.figureShown()).title]).toEqual(['en', 'Road chief coverage'])
    const told = await openScene('?lang=zh-CN', { locale: 'en-GB' })
    expect([await told.language(), (await told.figureShown()).title]).toEqual(['zh-CN', '路长在岗率'])
  })
})

describe('the skin', () => {
  it('changes the ground and the map, nothing that is said, and stays in the address', async () => {
    const overview = await openScene('?theme=toilets')
    const silk = await look()
    expect(silk.ground).toBe('rgb(247, 243, 234)')

    await overview.press('墨')
    const ink = await look()
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', skin: 'ink' })
    expect(ink.ground).toBe('rgb(13, 20, 24)')
    expect(ink.picture.equals(silk.picture)).toBe(false)
    expect(ink.said).toEqual(silk.said)

    await overview.reload()
    expect((await look()).ground).toBe(ink.ground)
    await overview.looksLike(ink.picture)
    await overview.goBack()
    expect((await look()).ground).toBe(silk.ground)
    await overview.looksLike(silk.picture)

    async function look() {
      return {
        ground: await overview.ground(),
        said: [await overview.figureShown(), await overview.themes(), await overview.units(), await overview.legend()],
        picture: await overview.tab.bare(),
      }
    }
  })
})

describe('an address with a fault', () => {
  it('falls back part by part, and keeps what can be read', async () => {
    const plain = await turnTo('?theme=toilets')
    const bad = await openScene(
      '?v=99&theme=toilets&area=%3Cb%3E&level=street&at=2026-02-30&map=1,2&pick=toilets&evidence=yes&skin=neon&lang=fr',
    )
    expect(await bad.figureShown()).toEqual(await plain.figureShown())
    expect(await bad.units()).toEqual(await plain.units())
    expect(await bad.ground()).toBe(await plain.ground())
    expect(await bad.language()).toBe('zh-CN')
    expect(await bad.hasCard()).toBe(false)
    await bad.looksLike(await plain.tab.bare())
  })

  it('says so where the area is unknown, and shows the county', async () => {
    const overview = await turnTo('?theme=toilets')
    const plain = await overview.figureShown()
    await overview.turn('?theme=toilets&area=999999999')
    await overview.says('没有这个单位，或它这一天还不在；下面是全县的数字。')
    expect(await overview.figureShown()).toEqual(plain)
  })

  it('says so where what was picked is gone, and its card can be closed', async () => {
    const overview = await turnTo('?theme=toilets&pick=toilets.4000000', { troubles: /404/ })
    await overview.says('这一天没有这个东西，或它已被移走。')
    await overview.press('关闭')
    expect(await overview.hasCard()).toBe(false)
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets' })
  })

  it('falls back to the first theme where the theme is unknown', async () => {
    const overview = await turnTo('?theme=trams')
    expect((await overview.themes()).filter(({ leading }) => leading).map(({ title }) => title)).toEqual(['路长制'])
  })
})
