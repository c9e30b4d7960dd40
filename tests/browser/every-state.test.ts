import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import { phone } from './driver.ts'
import { Finding } from './finding-verbs.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, turnTo, visit } from './visit.ts'

interface State {
  skin: 'silk' | 'ink'
  query: string | (() => Promise<string>)
  /** Brings the page there, and waits until it stands. */
  reach: (overview: Overview) => Promise<unknown>
}

const seat = 'map=114.017,34.723,12'
const picked = (collection: string, more: string) => async () => {
  const { features } = await ask<FeatureCollection>(`collections/${collection}/items?limit=1${more}`)
  return `theme=roads&pick=${collection}.${features[0]?.id}`
}
const posts = (overview: Overview) => new Finding(overview).posts()

/** The states of a page that other tests do not look at, each in one of the skins. */
const states: Record<string, State> = {
  'a day without data': {
    skin: 'ink',
    query: 'theme=toilets&at=2000-01-01',
    reach: (overview) => overview.says('这一天还没有数据。'),
  },
  'what was found': {
    skin: 'silk',
    query: 'theme=roads',
    reach: (overview) => new Finding(overview).look('gongce'),
  },
  'that nothing was found': {
    skin: 'ink',
    query: 'theme=roads',
    reach: async (overview) => {
      await new Finding(overview).look('没有这样的名字')
      await overview.says('没有名为“没有这样的名字”的地方或人')
    },
  },
  'the card of a place': {
    skin: 'ink',
    query: 'theme=roads&place=114.017,34.723',
    reach: posts,
  },
  'the card of a chief': {
    skin: 'silk',
    query: picked('chiefs', ''),
    reach: posts,
  },
  'the card of a section': {
    skin: 'ink',
    query: picked('duty_sections', '&state=vacant'),
    reach: posts,
  },
  columns: { skin: 'silk', query: `theme=toilets&dense=columns&${seat}`, reach: (overview) => overview.says('柱高') },
  hexagons: {
    skin: 'ink',
    query: `theme=toilets&dense=hexagons&${seat}`,
    reach: (overview) => overview.says('每格宽'),
  },
  'a map within another page': {
    skin: 'silk',
    query: 'theme=toilets&embed=1',
    reach: (overview) => overview.says('打开整页'),
  },
  English: {
    skin: 'ink',
    query: 'theme=water&lang=en&evidence=1',
    reach: (overview) => overview.evidenceShown(),
  },
}

describe('for everyone', () => {
  for (const [name, { skin, query, reach }] of Object.entries(states)) {
    it(`no rule of accessibility is broken by ${name}, in ${skin}`, async () => {
      const overview = await turnTo(`?${typeof query === 'string' ? query : await query()}&skin=${skin}`)
      await reach(overview)
      expect(await overview.violations()).toEqual([])
      // nothing typed is left to the next
      await overview.key('Escape')
    })
  }

  it('none is broken by rows that could not be fetched', async () => {
    const overview = await turnTo('?theme=sorting', { troubles: /400/ })
    const restore = await overview.refuse('**/evidence?*', '此路暂时不通')
    await overview.page.locator('button.figure').click()
    await overview.says('没有取到数据：此路暂时不通')
    expect(await overview.violations()).toEqual([])
    await restore()
    await overview.press('再试一次')
  })

  it('none on a page whose server is away, in either skin', async () => {
    const overview = await visit({ troubles: /Failed to load resource/ })
    await overview.holdClock()
    await overview.open('?theme=roads')
    const restore = await overview.cutServerOff()
    await overview.pass('?theme=toilets')
    await overview.inTime(() => overview.says(/^没有取到数据/))
    await overview.says(/^连不上服务器/)
    expect(await overview.violations()).toEqual([])
    await overview.pass('?theme=toilets&skin=ink')
    await expect.poll(() => overview.ground()).toBe('rgb(13, 20, 24)')
    expect(await overview.violations()).toEqual([])
    await restore()
  })

  it('none while the county is prepared', async () => {
    const overview = await visit({ troubles: /503/ })
    const release = await overview.keepPreparing()
    await overview.arrive('?skin=ink')
    await overview.says('正在准备这个县的数据，第一次启动要一两分钟。')
    expect(await overview.violations()).toEqual([])
    await release()
  })

  it('none in a browser without graphics', async () => {
    const overview = await visit()
    await overview.page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null
    })
    await overview.arrive('?theme=toilets')
    await overview.says('这台电脑的浏览器画不了地图（没有 WebGL）。数字与清单照常可用。')
    expect(await overview.violations()).toEqual([])
  })

  it('none on a phone, in either skin', async () => {
    const overview = await visit({ size: phone, touch: true })
    await overview.open('?theme=toilets&evidence=1')
    await overview.evidenceShown()
    expect(await overview.violations()).toEqual([])
    await overview.turn('?theme=water&skin=ink')
    await overview.units()
    expect(await overview.violations()).toEqual([])
  })
})
