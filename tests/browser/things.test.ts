import { describe, expect, it } from 'vitest'
import { phone } from './driver.ts'
import { Things } from './thing-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

interface Features {
  features: { id: number; properties: Record<string, string | number | boolean | null> }[]
}
const today = 'collections/toilets/items?limit=1000'

/** A toilet that has had more than one state. */
async function changedToilet() {
  for (const { id, properties } of (await ask<Features>(today)).features) {
    if (String(properties['valid']).startsWith('20') === false) continue
    const { features } = await ask<Features>(`collections/toilets/items/${id}/versions`)
    if (new Set(features.map((one) => one.properties['state'])).size > 1) return { id, properties, versions: features }
  }
  throw new Error('no toilet of the sample ever changed')
}

describe('the card of a thing', () => {
  it('says where it lies, who answers there, what is near and what became of it', async () => {
    const toilet = await changedToilet()
    const overview = await openScene(`?theme=toilets&pick=toilets.${toilet.id}`)
    const things = new Things(overview)
    const areas = await things.liesIn()
    expect([areas[0], areas.length]).toEqual(['中牟县', 3])
    expect(await things.folds()).toEqual(['这里谁负责', '附近 500 米', '历史'])
    await things.unfold('历史')
    const steps = await things.history()
    expect(steps).toHaveLength(toilet.versions.length)
    expect(steps[0]?.[0]).toBe(`${String(toilet.versions[0]?.properties['valid']).slice(0, 10)} 起变化`)
    expect(steps.at(-1)?.[0]).toMatch(/起有记录$/)
    expect(steps.flat().join()).toMatch(/状态 \S+ → 开放|状态 开放 → /)
    await things.unfold('附近 500 米')
    const [neighbour = ''] = await things.neighbours()
    expect(neighbour).not.toBe(toilet.properties['name'])
    await things.goToNeighbour(neighbour)
    expect((await overview.card()).name).toBe(neighbour)
    // of another thing all is folded again
    expect(await things.neighbours()).toEqual([])
  })

  it('of a street names the sections somebody answers for, from one end to the other, each leading to its card', async () => {
    const sections = (await ask<Features>('collections/duty_sections/items?limit=1000')).features
    const [road] = (await ask<Features>('collections/roads/items?limit=1000')).features.filter(
      ({ properties }) => sections.filter((one) => one.properties['road'] === properties['code']).length > 2,
    )
    const overview = await turnTo(`?theme=roads&pick=roads.${road?.id}`)
    const named = overview.page.locator('.sections li button')
    await named.first().waitFor()
    const names = sections.filter((one) => one.properties['road'] === road?.properties['code'])
    expect((await named.allTextContents()).sort()).toEqual(names.map(({ properties }) => properties['name']).sort())
    const last = (await named.last().textContent()) ?? ''
    await named.last().click()
    await overview.tab.settled()
    expect((await overview.card()).name).toBe(last)
    // and to where it lies
    await expect.poll(() => overview.address()).toHaveProperty('map')
  })

  it('has one sentence for what never changed, and asks for no history before it is wanted', async () => {
    const [section] = (await ask<Features>('collections/duty_sections/items?limit=1')).features
    const overview = await turnTo(`?theme=roads&pick=duty_sections.${section?.id}`)
    const things = new Things(overview)
    expect(overview.tab.requests.some((url) => url.includes('/versions'))).toBe(false)
    // its own panel says who answers
    await things.liesIn()
    expect(await things.folds()).toEqual(['附近 500 米', '历史'])
    await things.unfold('历史')
    await overview.says(/起有记录，没有变化。/)
  })

  it('shows its photos small in a row, and each large, by keys alone too; and nothing where it has none', async () => {
    const [toilet, other] = (await ask<Features>('collections/toilets/items?limit=2')).features
    const name = String(toilet?.properties['name'])
    const overview = await turnTo(`?theme=toilets&pick=toilets.${toilet?.id}`)
    const things = new Things(overview)
    await things.liesIn()
    const [upright, large] = await things.photos()
    expect([upright?.alt, upright?.own, large?.alt, large?.own]).toEqual([
      `${name} · 正门`,
      [32, 48],
      name,
      [3000, 2000],
    ])
    expect(upright?.height).toBe(large?.height)
    await things.enlarge(`${name} · 正门`)
    expect(await things.enlarged()).toEqual({ says: `${name} · 正门 第 1 张，共 2 张`, fits: true })
    expect(await overview.violations()).toEqual([])
    await overview.key('ArrowRight')
    expect(await things.enlarged()).toEqual({ says: `${name} 第 2 张，共 2 张`, fits: true })
    await overview.key('ArrowRight')
    expect(await things.enlarged()).toMatchObject({ says: `${name} · 正门 第 1 张，共 2 张` })
    await overview.key('Escape')
    await expect.poll(() => things.isEnlarged()).toBe(false)
    expect(await overview.focused()).toMatchObject({ visible: true })
    expect((await overview.card()).name).toBe(name)
    await overview.turn(`?theme=toilets&pick=toilets.${other?.id}`)
    await things.liesIn()
    expect(await things.photos()).toEqual([])
  })

  it('gives its link, and prints alone', async () => {
    const [toilet] = (await ask<Features>('collections/toilets/items?limit=1')).features
    const overview = await turnTo(`?theme=toilets&pick=toilets.${toilet?.id}`)
    const things = new Things(overview)
    await things.liesIn()
    expect(await things.linkToCopy()).toContain(`pick=toilets.${toilet?.id}`)
    expect(await things.printCard()).toEqual({ onPaper: ['.thing', '.on-paper'], after: undefined })
  })
})

describe('the list equal to the map', () => {
  it('has every thing of the leading theme in words, and is in the address', async () => {
    const { features } = await ask<Features>(today)
    const overview = await turnTo('?theme=toilets')
    const things = new Things(overview)
    await things.openList()
    expect(overview.address()).toMatchObject({ list: 'toilets' })
    expect(await things.headings()).toEqual(['名称', '计入密度', '所在乡镇', '类别', '形式', '状态', '权属'])
    await things.counts(`共 ${features.length} 行`)
    const names = new Set(features.map(({ properties }) => properties['name']))
    const rows = await things.rows()
    expect(rows).toHaveLength(50)
    expect(rows.every(([name]) => names.has(name ?? ''))).toBe(true)
    await things.turnPage('下一页')
    await things.counts('第 51–')
    const other = await openScene(new URL(overview.tab.page.url()).search)
    expect(await new Things(other).rows()).toEqual(rows)
  })

  it('is filtered by state, by the unit chosen and by a text, and sorted by a column', async () => {
    const overview = await turnTo('?theme=toilets&area=410122106&list=toilets')
    const things = new Things(overview)
    await things.filterByText('')
    const { features } = await ask<Features>(`${today}&within=410122106`)
    await things.counts(`共 ${features.length} 行`)
    expect(new Set((await things.rows()).map((row) => row[2]))).toEqual(new Set(['郑庵镇']))
    await things.sortBy('计入密度')
    const states = (await things.rows()).map((row) => row[1])
    expect(states[0]).toBe('未开放，不计')
    await things.filterByState('未开放，不计')
    const closed = features.filter(({ properties }) => properties['counted'] === 'not-open')
    await things.counts(`共 ${closed.length} 行`)
    const name = String(closed[0]?.properties['name'])
    await things.filterByText(name)
    await things.counts('共 1 行')
    expect((await things.rows()).map(([first]) => first)).toEqual([name])
    await things.filterByText('没有这样的名字')
    await overview.says('没有符合的。')
    await things.filterByText('')
    await things.filterByState('全部状态')
    await overview.press('看全县')
    await things.counts('第 1–50 行')
    expect(overview.address()['area']).toBeUndefined()
  })

  it('leads from a row to its card on the map, and back to that row', async () => {
    const overview = await openScene('?theme=toilets&list=toilets')
    const things = new Things(overview)
    await things.sortBy('名称')
    await things.counts('共')
    await things.turnPage('下一页')
    const rows = await things.rows()
    const name = rows[7]?.[0] ?? ''
    await things.openRow(name)
    expect((await overview.card()).name).toBe(name)
    expect(overview.address()).toMatchObject({ pick: expect.stringMatching(/^toilets\./), map: expect.any(String) })
    expect(await things.hasList()).toBe(false)
    await things.backToList()
    expect(await things.rows()).toEqual(rows)
    expect(await overview.focused()).toEqual({ name, visible: true })
    await overview.key('Escape')
    await expect.poll(() => things.hasList()).toBe(false)
    expect(await overview.focusedPart()).toBe('map')
  })

  it('is opened by keys alone, and each kind a theme draws has its own', async () => {
    const overview = await openScene('?theme=water')
    await overview.page.keyboard.press('Tab')
    await overview.page.keyboard.press('Tab')
    expect(await overview.focused()).toEqual({ name: '打开地图的清单', visible: true })
    await overview.key('Enter')
    const things = new Things(overview)
    expect((await things.rows()).length).toBeGreaterThan(5)
    expect(await overview.focusedPart()).toBe('list')
    await overview.press('排污口')
    expect(overview.address()['list']).toBe('outfalls')
    expect((await things.rows()).length).toBeGreaterThan(5)
  })

  it('is as wide as a phone', async () => {
    const overview = await openScene('?theme=toilets&list=toilets', { size: phone, touch: true })
    await new Things(overview).rows()
    expect(await overview.overhang()).toBe(0)
    expect(await overview.reaches('.listing tbody th')).toBe(true)
  })
})

describe('for everyone', () => {
  for (const skin of ['silk', 'ink']) {
    it(`neither the list nor an unfolded card breaks a rule of accessibility in ${skin}`, async () => {
      const [toilet] = (await ask<Features>('collections/toilets/items?limit=1')).features
      const overview = await turnTo(`?theme=toilets&skin=${skin}&pick=toilets.${toilet?.id}`)
      const things = new Things(overview)
      await things.liesIn()
      for (const fold of await things.folds()) await things.unfold(fold)
      expect(await overview.violations()).toEqual([])
      await overview.turn(`?theme=toilets&skin=${skin}&list=toilets`)
      await things.rows()
      expect(await overview.violations()).toEqual([])
    })
  }
})
