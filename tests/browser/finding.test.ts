import { pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { Finding } from './finding-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

interface Features {
  features: { id: number; properties: Record<string, string | number | null> }[]
}

describe('the search box', () => {
  it('finds a town by its initials and goes there by keys alone', async () => {
    const overview = await openScene()
    const finding = new Finding(overview)
    await finding.press('/')
    const lines = await finding.look('zaz')
    expect(lines[0]).toMatchObject({ name: '郑庵镇', second: '行政区 · 中牟县', current: true })
    await finding.press('Enter')
    expect(overview.address()['area']).toBe('410122106')
    expect((await overview.figureShown()).place).toBe('郑庵镇')
    expect(await finding.box.inputValue()).toBe('')
  })

  it('finds a toilet by Pinyin and by initials, brings its theme, and shows its card and its place', async () => {
    const [first] = (await ask<Features>('collections/toilets/items?limit=1')).features
    const name = String(first?.properties['name'])
    const overview = await turnTo('?theme=roads')
    const finding = new Finding(overview)
    for (const pattern of ['first', 'pinyin'] as const) {
      const typed = pinyin(name, { pattern, toneType: 'none', type: 'array' }).join('')
      expect(typed).toMatch(/^[a-z0-9]+$/)
      expect((await finding.look(typed)).map((line) => line.name)).toContain(name)
    }
    await finding.choose(name)
    expect(overview.address()).toMatchObject({ theme: 'toilets', pick: `toilets.${first?.id}` })
    expect(overview.address()['map']).toMatch(/,16$/)
    expect(await overview.card()).toMatchObject({ kind: '公共厕所', name })
  })

  it('walks through what it found, and says where nothing is', async () => {
    const overview = await turnTo('?theme=roads')
    const finding = new Finding(overview)
    const lines = await finding.look('gongce')
    expect(lines.length).toBeGreaterThan(2)
    await finding.press('ArrowDown', 'ArrowDown', 'ArrowUp')
    expect((await finding.lines()).map(({ current }) => current).indexOf(true)).toBe(1)
    await finding.press('ArrowUp', 'ArrowUp')
    expect((await finding.lines()).at(-1)?.current).toBe(true)
    await finding.look('没有这样的名字')
    expect(await finding.word()).toContain('没有名为“没有这样的名字”的地方或人')
    await finding.press('Escape')
    expect(await finding.box.inputValue()).toBe('')
    expect(overview.address()['pick']).toBeUndefined()
  })

  it('goes to coordinates, and tells where they lie, what is near and who answers there', async () => {
    const overview = await turnTo('?theme=roads')
    const finding = new Finding(overview)
    await finding.look('34.723, 114.017')
    await finding.press('Enter')
    expect(overview.address()).toMatchObject({ place: '114.017,34.723', map: '114.017,34.723,16' })
    const { areas, near } = await finding.place()
    expect(areas.slice(0, 2)).toEqual(['中牟县', '青年路街道'])
    expect(near.length).toBeGreaterThan(3)
    const posts = await finding.posts()
    expect([...new Set(posts.map((post) => post.slice(0, 3)))]).toEqual(['1 级', '2 级', '3 级'])
  })

  it('speaks English too', async () => {
    const finding = new Finding(await turnTo('?lang=en'))
    const lines = await finding.look('guandu')
    expect(lines.find(({ name }) => name === '官渡镇')?.second).toBe('Areas · 中牟县')
  })
})

describe('a place', () => {
  it('is asked about with the right button, and is in the address', async () => {
    const overview = await turnTo('?map=114.017,34.723,14')
    const finding = new Finding(overview)
    await finding.askHere()
    expect(overview.address()['place']).toMatch(/^114\.01\d*,34\.72\d*$/)
    expect((await finding.place()).areas[0]).toBe('中牟县')
    const other = await openScene(new URL(overview.tab.page.url()).search)
    expect((await new Finding(other).place()).areas[0]).toBe('中牟县')
  })

  for (const [what, selector] of [
    ['its button, whose cross shows which', '.ask-here'],
    ['the Enter key on the map', '.maplibregl-canvas'],
  ] as const) {
    it(`in the middle of the map is asked about by ${what}, with keys alone and the way back`, async () => {
      const overview = await openScene('?theme=roads&map=114.017,34.723,16')
      const finding = new Finding(overview)
      await overview.tabTo(selector)
      const before = await overview.focused()
      expect(before.visible).toBe(true)
      const crossed = await overview.page
        .locator('.map')
        .evaluate((map) => getComputedStyle(map, '::after').content !== 'none')
      expect(crossed).toBe(selector === '.ask-here')
      await overview.key('Enter')
      expect((await finding.place()).areas.slice(0, 2)).toEqual(['中牟县', '青年路街道'])
      expect(overview.address()['place']).toBe('114.017,34.723')
      expect((await finding.posts()).length).toBeGreaterThan(2)
      expect(await overview.focused()).toEqual({ name: '关闭', visible: true })
      await overview.key('Escape')
      await overview.page.locator('.place').waitFor({ state: 'detached' })
      expect(await overview.focused()).toEqual(before)
    })
  }

  it('outside the county is said to be so', async () => {
    const overview = await turnTo('?place=100,30')
    await overview.tab.page.getByText('这里不在本县').waitFor()
  })
})

describe('who answers', () => {
  it('is told of a section at every level, as the server has it', async () => {
    const [section] = (await ask<Features>('collections/duty_sections/items?limit=1&state=vacant')).features
    const { features: posts } = await ask<Features>(
      `collections/section_posts/items?section=${section?.properties['code']}`,
    )
    const finding = new Finding(await turnTo(`?theme=roads&pick=duty_sections.${section?.id}`))
    const told = (await finding.posts()).join('\n')
    for (const { properties } of posts) {
      if (properties['chief_name'] !== null) expect(told).toContain(properties['chief_name'])
    }
    expect(told).toMatch(/空岗 \d+/)
  })

  it('is told of a chief by the sections held, each leading to its card', async () => {
    const [post] = (await ask<Features>('collections/section_posts/items?limit=1&held_by=own')).features
    const overview = await turnTo('?theme=roads')
    const finding = new Finding(overview)
    await finding.look(String(post?.properties['chief_name']))
    await finding.choose(String(post?.properties['chief_name']))
    expect((await finding.posts()).length).toBeGreaterThan(0)
    await overview.tab.page.locator('.posts button').first().click()
    await overview.tab.settled()
    expect(overview.address()['pick']).toMatch(/^duty_sections\.\d+$/)
  })
})
