import { booleanPointInPolygon } from '@turf/turf'
import type { FeatureCollection, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { AreaProperties, Areas } from '#client/api/types.ts'
import { type Grid, middleOfKey, outlineOf } from '#client/map/hexagon-grid.ts'
import { homeOf } from '#client/map/place.ts'
import type { FigureTable } from '#data/model/indicator.ts'
import { RaisedView } from './raised-verbs.ts'
import { ask, openScene, turnTo, visit } from './visit.ts'

async function placeOf(name: string): Promise<AreaProperties> {
  const { features } = await ask<FeatureCollection<Point, AreaProperties>>(
    'collections/areas/items?level=township&limit=100',
  )
  const found = features.find(({ properties }) => properties.name === name)
  if (!found) throw new Error(`no unit ${name}`)
  return found.properties
}

interface Named {
  name: string
}

/** The hexagons of the county: they begin in its middle. */
async function gridOf(across: Grid['across']): Promise<Grid> {
  const { features } = await ask<Areas>('collections/areas/items?level=township&limit=100')
  const [west = 0, south = 0, east = 0, north = 0] = homeOf(features, null) ?? []
  return { across, middle: [(west + east) / 2, (south + north) / 2] }
}

function sum(amounts: number[]): number {
  return amounts.reduce((all, one) => all + one, 0)
}

describe('density raised from the ground', () => {
  it('stands as columns when asked, and lies flat again as before; a click on one opens its unit’s figure', async () => {
    const { label_lon, label_lat, area } = await placeOf('东风路街道')
    const overview = await openScene(`?theme=toilets&map=${label_lon.toFixed(5)},${label_lat.toFixed(5)},10.5`)
    const raised = new RaisedView(overview)
    expect(raised.fetched()).toEqual([])
    const { bare } = overview.tab
    const flat = await bare()

    await raised.raise('立柱')
    expect(raised.fetched()).not.toEqual([])
    expect(overview.address()).toMatchObject({ dense: 'columns' })
    expect(await raised.words()).toMatch(
      /^柱高按数值，自 0 至 \d+(\.\d)? 座\/km²；圈是目标，线是所缺。 点一柱看它的每一行。$/,
    )
    const standing = await bare()
    expect(standing.equals(flat)).toBe(false)

    await raised.raise('平面')
    expect(overview.address()['dense']).toBeUndefined()
    await overview.looksLike(flat)
    await overview.goBack()
    await overview.looksLike(standing)

    // So far up, the column stands before the ground of the next unit to the north.
    await raised.clickAboveMiddle(55)
    expect(overview.address()).toMatchObject({ area, dense: 'columns', evidence: '1' })
    expect(await overview.figureShown()).toMatchObject({ place: '东风路街道' })
    const { rows } = await ask<FigureTable>(`indicators/toilet_density?level=township&area=${area}`)
    expect((await overview.evidenceShown()).explanation).toBe(rows[0]?.explanation)
  })

  it('stands as hexagons, each of which opens to the very things it counts, at their places, and back', async () => {
    const overview = await openScene('?theme=toilets&dense=hexagons&map=114.01700,34.72300,12')
    const raised = new RaisedView(overview)
    expect(await raised.words()).toMatch(
      /^每格宽 500 m，高按格内公厕的个数，自 0 至 \d+，不论是否计数；颜色同高。 点一格看它的每一行。$/,
    )
    await raised.clickAboveMiddle(0)
    const [across, q, r] = (overview.address()['cell'] ?? '').split(',')
    const grid = await gridOf(Number(across) as 500)
    const ground = outlineOf(`${q},${r}`, grid)
    const { features } = await ask<FeatureCollection<Point, Named>>('collections/toilets/items?limit=10000')
    const within = features.filter(({ geometry }) => booleanPointInPolygon(geometry, ground))
    expect(within.length).toBeGreaterThan(0)
    const opened = await raised.hexagon()
    const units = await ask<Areas>('collections/areas/items?level=township&limit=100')
    const unit = units.features.find(({ geometry }) => booleanPointInPolygon(middleOfKey(`${q},${r}`, grid), geometry))
    expect(opened.where).toBe(`${unit?.properties.name} · 宽 500 m 的一格`)
    expect(opened.count).toBe(`公厕 ${within.length}`)
    expect(await raised.words()).toContain(`所点一格：公厕 ${within.length}。`)
    const { asOf } = await ask<FigureTable>('indicators/toilet_density')
    expect(opened.made).toContain(`${asOf}，格内公厕 ${within.length}：`)
    expect(opened.made).toContain('数据：演示数据。')
    expect(opened.rows.map(([name]) => name).sort()).toEqual(within.map(({ properties }) => properties.name).sort())

    const [name = ''] = opened.rows.at(-1) ?? []
    const thing = within.find(({ properties }) => properties.name === name)
    await raised.followRow(name)
    expect(overview.address()).toMatchObject({ pick: `toilets.${thing?.id}`, cell: `500,${q},${r}` })
    expect(await overview.card()).toMatchObject({ name })
    const [lng = 0, lat = 0] = (overview.address()['map'] ?? '').split(',').map(Number)
    // it stands left of the middle, for its card lies at the right
    expect(Math.abs(lng - (thing?.geometry.coordinates[0] ?? 0))).toBeLessThan(0.005)
    expect(Math.abs(lat - (thing?.geometry.coordinates[1] ?? 0))).toBeLessThan(0.001)
    expect(await raised.isOpen()).toBe(false)
    await overview.key('Escape')
    await expect.poll(() => raised.isOpen()).toBe(true)
    expect(await overview.focused()).toMatchObject({ name: expect.stringContaining(name) })
    expect(await raised.hexagon()).toEqual(opened)

    // a link opens the same one for someone else, however far they are from it; there its theme may be another
    const other = await openScene(new URL(overview.page.url()).search)
    const theirs = new RaisedView(other)
    expect(await theirs.hexagon()).toEqual(opened)
    await other.chooseTheme('路长制')
    expect(await theirs.words()).toMatch(/^每格宽 500 m，高按格内责任路段的里程，自 0 至 [\d.]+ km；颜色同高。/)
    const roads = await theirs.hexagon()
    const km = Number(/^责任路段 ([\d.]+) km$/.exec(roads.count)?.[1])
    const pieces = roads.rows.map(([, amount]) => Number(amount.replace(' km', '')))
    expect(km).toBeGreaterThan(0)
    expect(Math.abs(sum(pieces) - km)).toBeLessThan(0.005 * (pieces.length + 1))
    await theirs.raise('平面')
    expect(await theirs.isOpen()).toBe(false)
    expect(other.address()['cell']).toBeUndefined()
  })

  it('opens a hexagon, and all others from it, by the keys alone', async () => {
    const overview = await turnTo('?theme=toilets&dense=hexagons')
    const raised = new RaisedView(overview)
    const [, most] = /自 0 至 (\d+)，/.exec(await raised.words()) ?? []
    await overview.tabTo('.raised-key .link')
    await overview.key('Enter')
    await overview.tab.settled()
    expect(await overview.focused()).toEqual({ name: '关闭', visible: true })
    const highest = await raised.hexagon()
    expect(highest.count).toBe(`公厕 ${most}`)
    expect(highest.rows).toHaveLength(Number(most))
    const first = overview.address()['cell']
    await overview.tabTo('.hexagon summary')
    await overview.key('Enter')
    await overview.page.locator('.hexagon .fold .rows').waitFor()
    await overview.tabTo('.hexagon .fold li:nth-child(2) button')
    await overview.key('Enter')
    await overview.tab.settled()
    expect(overview.address()['cell']).not.toBe(first)
    const second = await raised.hexagon()
    expect(second.count).toBe(`公厕 ${second.rows.length}`)
    expect(second.rows.length).toBeLessThanOrEqual(Number(most))
    expect(second).not.toEqual(highest)
    expect(await overview.focused()).toEqual({ name: '关闭', visible: true })
    await overview.key('Escape')
    await expect.poll(() => raised.isOpen()).toBe(false)
    expect(await overview.focused()).toEqual({ name: '看最多的一格 ›', visible: true })
  })

  for (const skin of ['silk', 'ink']) {
    it(`breaks no rule of accessibility while a hexagon is open in ${skin}`, async () => {
      const overview = await turnTo(`?theme=toilets&dense=hexagons&cell=1000,3,-2&skin=${skin}`)
      expect(await new RaisedView(overview).isOpen()).toBe(true)
      expect(await overview.violations()).toEqual([])
    })
  }

  it('says of an open hexagon that there is nothing in it on a day when there was not', async () => {
    const overview = await turnTo('?theme=toilets&dense=hexagons&cell=500,900,900')
    await overview.says(/^\d{4}-\d{2}-\d{2}，格内没有公厕。$/)
  })

  it('may be put up and taken down twenty times without another canvas', async () => {
    const overview = await turnTo('?theme=toilets&dense=columns')
    const raised = new RaisedView(overview)
    const before = await raised.canvases()
    for (let round = 0; round < 10; round += 1) {
      await raised.raise(round % 2 === 0 ? '蜂窝' : '平面')
      await raised.raise('立柱')
    }
    expect(await raised.canvases()).toBe(before)
    expect(await raised.shown()).toBe('立柱')
  })

  it('comes back after the graphics were lost', async () => {
    const overview = await openScene('?theme=toilets&dense=columns&map=114.09,34.746,11', {
      troubles: /context|WebGL/i,
    })
    const before = await overview.tab.bare()
    await overview.loseGraphics()
    await overview.looksLike(before)
  })

  it('stays flat, with a calm sentence, where it cannot be fetched', async () => {
    const overview = await visit({ troubles: /Failed to (load resource|fetch)/ })
    const raised = new RaisedView(overview)
    await raised.cutOff()
    await overview.open('?theme=toilets&dense=columns')
    await overview.says('这个浏览器画不出立体图，仍按平面显示。')
    expect(await raised.shown()).toBe('平面')
    expect(overview.address()).toMatchObject({ dense: 'columns' })
  })
})
