import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import { Finding } from './finding-verbs.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, turnTo } from './visit.ts'

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

/** The states of a page that no other test brings about, each in one of the skins: where one does, it looks there. */
const states: Record<string, State> = {
  'a day without data': {
    skin: 'ink',
    query: 'theme=toilets&at=2000-01-01',
    reach: (overview) => overview.says('这一天还没有数据，请另选一天。'),
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
})
