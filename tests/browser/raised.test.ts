import type { FeatureCollection, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { AreaProperties } from '#client/api/types.ts'
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

describe('density raised from the ground', () => {
  it('stands as columns when asked, and lies flat again as before; a click on one chooses its unit', async () => {
    const { label_lon, label_lat, area } = await placeOf('东风路街道')
    const overview = await openScene(`?theme=toilets&map=${label_lon.toFixed(5)},${label_lat.toFixed(5)},10.5`)
    const raised = new RaisedView(overview)
    expect(raised.fetched()).toEqual([])
    const { bare } = overview.tab
    const flat = await bare()

    await raised.raise('立柱')
    expect(raised.fetched()).not.toEqual([])
    expect(overview.address()).toMatchObject({ dense: 'columns' })
    expect(await raised.words()).toMatch(/^柱高按数值，自 0 至 \d+(\.\d)? 座\/km²；圈是目标，线是所缺。$/)
    const standing = await bare()
    expect(standing.equals(flat)).toBe(false)

    await raised.raise('平面')
    expect(overview.address()['dense']).toBeUndefined()
    await overview.looksLike(flat)
    await overview.goBack()
    await overview.looksLike(standing)

    // So far up, the column stands before the ground of the next unit to the north.
    await raised.clickAboveMiddle(55)
    expect(overview.address()).toMatchObject({ area, dense: 'columns' })
    expect(await overview.figureShown()).toMatchObject({ place: '东风路街道' })
  })

  it('stands as hexagons, each of which tells what is in it', async () => {
    const overview = await turnTo('?theme=toilets&dense=hexagons&map=114.01700,34.72300,12')
    const raised = new RaisedView(overview)
    expect(await raised.words()).toMatch(
      /^每格宽 500 m，高按格内公厕的个数，自 0 至 \d+，不论是否计数；颜色同高。 点一格看数。$/,
    )
    await raised.clickAboveMiddle(0)
    const told = /所点一格：公厕 (\d+)。$/.exec(await raised.words())
    expect(Number(told?.[1])).toBeGreaterThan(0)
    await overview.chooseTheme('路长制')
    expect(await raised.words()).toMatch(
      /^每格宽 500 m，高按格内责任路段的里程，自 0 至 [\d.]+ km；颜色同高。 点一格看数。$/,
    )
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
