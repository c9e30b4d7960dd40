import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import { phone } from './driver.ts'
import { ask, openScene, turnTo } from './visit.ts'

describe('with the keyboard alone', () => {
  it('one skips to the map, the figure or the list', async () => {
    const overview = await openScene('?theme=toilets')
    for (const [name, part] of [
      ['跳到地图', 'map'],
      ['跳到数字', 'figure'],
      ['跳到排名', 'ranking'],
    ] as const) {
      await overview.tabTo(`[href="#${part}"]`, part === 'map' ? 'Tab' : 'Shift+Tab')
      expect(await overview.focused()).toEqual({ name, visible: true })
      await overview.key('Enter')
      expect(await overview.focusedPart()).toBe(part)
      expect(overview.address()).toEqual({ theme: 'toilets' })
    }
    await overview.tabTo('.unit')
    expect(await overview.focused()).toMatchObject({ visible: true })
  })

  it('one chooses a theme, opens its figure, and sees at each step where one is', async () => {
    const overview = await openScene()
    await overview.tabTo('.themes')
    expect(await overview.focused()).toMatchObject({ name: '路长制', visible: true })
    await overview.key('Tab')
    await overview.key('Tab')
    await overview.key('Enter')
    await overview.tab.settled()
    expect(await overview.figureShown()).toMatchObject({ title: '公厕密度' })
    expect(await overview.focused()).toMatchObject({ name: '公共厕所', visible: true })
    await overview.tabTo('button.figure')
    expect(await overview.focused()).toMatchObject({ visible: true })
    await overview.key('Enter')
    expect((await overview.evidenceShown()).rows.length).toBeGreaterThan(100)
  })

  it('one opens a figure where it stands in the list of themes, goes on to its rows, and closes it where it is', async () => {
    const overview = await openScene('?theme=roads')
    await overview.tabTo('[aria-label^="垃圾分类"]')
    const { name } = await overview.focused()
    expect(name).toMatch(/^垃圾分类 [\d.]+ % \S+，打开看这个数怎么来的$/)
    await overview.key('Enter')
    await overview.tab.settled()
    expect(overview.address()).toMatchObject({ theme: 'sorting', evidence: '1' })
    const figure = await overview.focused()
    expect(figure.visible).toBe(true)
    expect(name).toContain(figure.name.replace(/，.*/, ''))
    await overview.tabTo('#evidence .rows button')
    await overview.tabTo('button.figure', 'Shift+Tab')
    await overview.key('Enter')
    expect(overview.address()['evidence']).toBeUndefined()
  })

  it('one follows a row to its card, and Escape closes it and leads back to the row', async () => {
    const overview = await openScene('?theme=toilets&evidence=1')
    await overview.evidenceShown()
    await overview.tabTo('#evidence .rows button')
    const row = await overview.focused()
    expect(row.visible).toBe(true)
    await overview.key('Enter')
    await overview.card()
    expect(await overview.focused()).toEqual({ name: '关闭', visible: true })
    await overview.key('Escape')
    await expect.poll(() => overview.hasCard()).toBe(false)
    expect(overview.address()['pick']).toBeUndefined()
    expect(await overview.focused()).toEqual(row)
  })
})

describe('for everyone', () => {
  for (const skin of ['silk', 'ink']) {
    it(`the full page breaks no rule of accessibility in ${skin}`, async () => {
      const [toilet] = (await ask<FeatureCollection>('collections/toilets/items?limit=1')).features
      const overview = await turnTo(`?theme=toilets&area=410122102&evidence=1&pick=toilets.${toilet?.id}&skin=${skin}`)
      await overview.evidenceShown()
      await overview.card()
      expect(await overview.violations()).toEqual([])
      await overview.chooseTheme('路长制')
      expect(await overview.violations()).toEqual([])
      const { today } = await ask<Health>('health')
      const compared = `level=community&area=410122001&at=${addDays(today, -20)}&since=${addDays(today, -200)}&under=water`
      await overview.turn(`?theme=toilets&${compared}&skin=${skin}`)
      await overview.press('看哪些变了 ›')
      expect(await overview.violations()).toEqual([])
    })
  }
})

describe('while it opens', () => {
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    it(`nothing is pushed about at a width of ${width}`, async () => {
      const overview = await openScene('', { size: { width, height } })
      expect(await overview.pushedAbout()).toBeLessThan(0.02)
    })
  }
})

describe('on a display of 3840 by 2160', () => {
  it('nothing runs over the edge, all is within reach, and its letters are twice those of a desk', async () => {
    const overview = await openScene('?theme=toilets&evidence=1', { size: { width: 3840, height: 2160 } })
    await overview.evidenceShown()
    expect([await overview.overhang(), await overview.overrun()]).toEqual([0, 0])
    for (const part of ['.top', '.themes', '.strip', '.promise', '#evidence .rows', '.trend', '.unit', '.foot']) {
      expect(await overview.reaches(part), part).toBe(true)
    }
    const { usual, smallest } = await overview.letters()
    expect(usual).toBe(28)
    expect(smallest).toBeGreaterThan(24)
  })
})

describe('on a phone', () => {
  it('nothing is pushed about as it opens or runs over the edge; figure, rows, list and foot are all within reach', async () => {
    const overview = await openScene('?theme=toilets', { size: phone, touch: true })
    expect(await overview.pushedAbout()).toBeLessThan(0.02)
    expect(await overview.overhang()).toBe(0)
    for (const part of ['.themes', '.promise', '.ranking', '.unit', '.foot']) {
      expect(await overview.reaches(part), part).toBe(true)
    }
    await overview.openFigure()
    await overview.chooseUnit('官渡镇')
    expect(await overview.figureShown()).toMatchObject({ place: '官渡镇' })
    expect((await overview.evidenceShown()).rows.length).toBeGreaterThan(1)
    expect(await overview.overhang()).toBe(0)
    expect(await overview.violations()).toEqual([])
    await overview.press('EN')
    expect(await overview.overhang()).toBe(0)
    await overview.press('Ink')
    expect(await overview.violations()).toEqual([])
  })
})
