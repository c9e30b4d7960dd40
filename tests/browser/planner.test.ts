import type { FeatureCollection, Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Cells, ReachRow } from '#client/api/plan-queries.ts'
import { pointOn } from '#client/things/point-on.ts'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import type { FigureTable } from '#data/model/indicator.ts'
import { textOf, tidy } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { Things } from './thing-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

const town = '410122003'
/** The planner's desk is another page: each of these tests opens it, or turns it to another of its scenes. */
async function desk(query = ''): Promise<Overview> {
  return turnTo(query, { path: '/plan' })
}

async function reckoned(question: object): Promise<CoverageAnswer> {
  return ask<CoverageAnswer>('coverage', { theme: 'toilets', metres: 300, by: 'walk', area: '410122', ...question })
}
const percent = (share: number | null) => `${(100 * (share ?? Number.NaN)).toFixed(1)}`
const whole = (weight: number) => new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(weight)

describe('the planner’s desk', () => {
  it('has the list equal to the map too, whose rows lead to their cards and back', async () => {
    const overview = await desk('?area=410122106')
    const things = new Things(overview)
    await things.openList()
    await things.counts('共')
    const [[name = ''] = []] = await things.rows()
    await things.openRow(name)
    expect((await overview.card()).name).toBe(name)
    expect(new URL(overview.page.url()).pathname).toBe('/plan')
    expect(overview.address()).toMatchObject({ pick: expect.stringMatching(/^toilets\./) })
  })

  it.each([
    [1366, 768],
    [1920, 1080],
  ])('asks who needs it in one line, in either language and on either skin, %i × %i', async (width, height) => {
    const overview = await turnTo(`?area=${town}`, { path: '/plan', size: { width, height } })
    for (const lang of ['zh-CN', 'en'])
      for (const skin of ['silk', 'ink']) {
        await overview.turn(`?area=${town}&lang=${lang}&skin=${skin}`)
        const choice = overview.page.getByRole('group', { name: lang === 'en' ? 'Who needs it' : '为谁' })
        const tops = await choice
          .getByRole('button')
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, height }) => [top, height]))
        expect(tops, `${lang} ${skin}`).toHaveLength(3)
        expect(new Set(tops.map(String)).size, `${lang} ${skin}: ${tops}`).toBe(1)
        expect(tops[0]?.[1], `${lang} ${skin}`).toBeLessThan(35)
      }
  })

  it('says what is wrong with a number below it, and moves nothing beside it', async () => {
    const { page } = await desk(`?area=${town}`)
    const usual = page.getByRole('group', { name: '常用距离' })
    const before = await usual.boundingBox()
    await page.getByLabel('走多远').fill('9000')
    const said = page.getByText('请填 1 到 5000 的整数。')
    const box = await said.boundingBox()
    expect(await usual.boundingBox()).toEqual(before)
    expect(box?.y).toBeGreaterThan((before?.y ?? Number.NaN) + (before?.height ?? Number.NaN) - 1)
    await page.getByLabel('走多远').fill('300')
    await said.waitFor({ state: 'detached' })
  })

  it('is one click from the overview, which takes the scene along', async () => {
    const overview = await openScene(`?theme=toilets&area=${town}&skin=ink`)
    await overview.page.getByRole('link', { name: '规划' }).click()
    await overview.page.getByRole('heading', { name: '公共厕所：哪里够不着' }).waitFor()
    expect(new URL(overview.page.url()).pathname).toBe('/plan')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', area: town, skin: 'ink' })
    await overview.page.getByRole('link', { name: '总览' }).click()
    await overview.tab.settled()
    expect(new URL(overview.page.url()).pathname).toBe('/')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', area: town, skin: 'ink' })
  })

  it('tells what is reached on foot beside what would be straight, as the server has it', async () => {
    const { page } = await desk(`?area=${town}`)
    const [walk, straight] = [await reckoned({ area: town }), await reckoned({ area: town, by: 'straight' })]
    expect(await textOf(page.locator('.reach .figure'))).toBe(percent(walk.covered.share))
    const reach = await textOf(page.locator('.reach'))
    expect(reach).toContain(`${whole(walk.covered.weight)} 户 / ${whole(walk.demand.weight)} 户`)
    expect(reach).toContain(`还有 ${whole(walk.uncovered.weight)} 户走不到`)
    expect(reach).toContain(`直线同样远${percent(straight.covered.share)} %`)
    for (const sentence of walk.assumptions) expect(reach).toContain(tidy(sentence))
  })

  it('opens its figure to the rows that make it', async () => {
    const { page } = await desk(`?area=${town}`)
    const rows = await ask<FeatureCollection>('coverage/rows', {
      ...{ theme: 'toilets', metres: 300, by: 'walk', area: town },
    })
    await page.locator('.reach .figure').click()
    const list = page.locator('#reach-rows')
    await list.locator('.rows').waitFor()
    const all = list.getByRole('button', { name: /^全部 \d+ 行/ })
    if ((await all.count()) > 0) await all.click()
    expect(await list.locator('.rows li').count()).toBe(rows.features.length)
    await list.locator('.rows button').first().click()
    await page.locator('.thing').waitFor()
    // who lives on a piece of ground out of reach adds up to what the piece says
    const answer = await reckoned({ area: town })
    const gap = answer.uncovered.ground.features[0]?.properties
    await page.locator('.gaps > .rows button').first().click()
    const who = page.locator('.gaps .evidence')
    await who.locator('.rows').waitFor()
    const said = await who.locator('.rows .second').allTextContents()
    const households = said.map((one) => Number(/^([\d,]+) 户走不到/.exec(tidy(one))?.[1]?.replaceAll(',', '')))
    expect(households.reduce((sum, one) => sum + one, 0)).toBe(gap?.weight)
    expect(await textOf(page.locator('.assumptions'))).toContain(answer.assumptions[0])
  })

  it('opens what is not walked to, what is straight and the difference, each to the rows it is the sum of', async () => {
    const { page } = await desk(`?area=${town}`)
    const asked = { theme: 'toilets', metres: 300, area: town }
    const rows = async (by: string) =>
      (await ask<FeatureCollection<Geometry, ReachRow>>('coverage/rows', { ...asked, by })).features
    const [walk, straight] = [await rows('walk'), await rows('straight')]
    const flown = new Map(straight.map(({ id, properties }) => [id, properties.covered]))
    const more = (lists: number[]) => lists.filter((one) => one > 0).sort((a, b) => b - a)
    const open = async (figure: RegExp, id: string) => {
      await page.getByRole('button', { name: figure }).click()
      const list = page.locator(id)
      await list.locator('.rows').waitFor()
      const all = list.getByRole('button', { name: /^全部 \d+ 行/ })
      if ((await all.count()) > 0) await all.click()
      return (await list.locator('.rows .second').allTextContents()).map((one) =>
        Number(/^([\d,]+) 户走不到/.exec(tidy(one))?.[1]?.replaceAll(',', '')),
      )
    }
    const { uncovered } = await reckoned({ area: town })
    const left = await open(/^还有 [\d,]+ 户走不到，打开/u, '#left-rows')
    expect(left).toEqual(more(walk.map(({ properties: { weight, covered } }) => weight - covered)))
    expect(left.reduce((sum, one) => sum + one, 0)).toBe(uncovered.weight)
    // the compounds that the streets alone keep away
    const only = await open(/^[\d.]+ 个百分点 [\d,]+ 户，打开/u, '#only-rows')
    expect(only).toEqual(more(walk.map(({ id, properties: { covered } }) => (flown.get(id) ?? 0) - covered)))
    const sum = whole(only.reduce((all, one) => all + one, 0))
    expect(await textOf(page.locator('#only-rows .sum'))).toMatch(new RegExp(`− .* = ${sum} 户$`))
    expect(await textOf(page.locator('.beside div').last())).toContain(`个百分点 ${sum} 户`)
    await page.locator('#only-rows .rows button').first().click()
    await page.locator('.thing').waitFor()
    // one that opens closes what is open beside it
    await page.locator('.beside').getByRole('button').first().click()
    await page.locator('#straight-rows .rows').waitFor()
    expect(await page.locator('#only-rows').count()).toBe(0)
  })

  it('asks for any other layer, of which each thing weighs one or a number it has', async () => {
    const overview = await desk(`?area=${town}`)
    const { page } = overview
    await page.getByRole('button', { name: '其他图层' }).click()
    await page.getByLabel('图层').selectOption({ label: '行政村' })
    await overview.tab.settled()
    const each = await reckoned({ area: town, demand: 'villages' })
    await expect.poll(() => textOf(page.locator('.promise-side'))).toContain(`/ ${each.demand.rows} 处`)
    await page.getByLabel('每处算多少').selectOption({ label: '户数' })
    await overview.tab.settled()
    const households = await reckoned({ area: town, demand: 'villages', weight: 'households' })
    await expect
      .poll(() => textOf(page.locator('.promise-side')))
      .toContain(`/ ${whole(households.demand.weight)} 户数`)
    expect(overview.address()).toEqual({ v: '1', area: town, need: 'villages', weight: 'households' })
    await page.getByRole('button', { name: '小区住户' }).click()
    await overview.tab.settled()
    expect(overview.address()).toEqual({ v: '1', area: town, need: 'households' })
  })

  it('plans for any theme that says who needs it', async () => {
    const overview = await desk(`?area=410122001`)
    const { page } = overview
    await page.getByLabel('规划什么').selectOption({ label: '路灯' })
    await overview.tab.settled()
    await page.getByRole('heading', { name: '路灯：哪里够不着' }).waitFor()
    const answer = await reckoned({ theme: 'lamps', area: '410122001', metres: 100 })
    await expect.poll(() => textOf(page.locator('.reach .figure'))).toBe(percent(answer.covered.share))
    // without a density there is only what is reached
    expect(await page.getByRole('button', { name: '六边形' }).count()).toBe(0)
  })

  it('adds up what is out of reach for each unit, the most needed first', async () => {
    const { page } = await desk('?metres=500')
    const { uncovered } = await reckoned({ metres: 500 })
    const units = new Map<string, number>()
    for (const { properties } of uncovered.ground.features) {
      const { areaName, weight } = properties
      units.set(areaName, (units.get(areaName) ?? 0) + weight)
    }
    const [[most = '', weight = 0] = []] = [...units].sort(([, a], [, b]) => b - a)
    await page.getByRole('button', { name: '按单位', exact: true }).click()
    expect(await page.locator('.gaps .rows li').first().textContent()).toContain(`${most}${whole(weight)}\u00a0户`)
    await page.getByRole('button', { name: '逐块', exact: true }).click()
    const empty = uncovered.ground.features.filter(({ properties }) => properties.weight === 0).length
    expect(await textOf(page.locator('.gaps'))).toContain(`${empty} 块够不着的地上面没有需要的，不列。`)
  })

  it('asks for another need, another distance and another unit, all of it in the address', async () => {
    const overview = await desk(`?area=${town}`)
    const { page } = overview
    await page.getByRole('button', { name: '建成区' }).click()
    await page.getByLabel('走多远').fill('450')
    await page.getByLabel('走多远').press('Enter')
    await overview.tab.settled()
    expect(overview.address()).toEqual({ v: '1', area: town, need: 'built_up', metres: '450' })
    const answer = await reckoned({ area: town, demand: 'built_up', metres: 450 })
    await expect.poll(() => textOf(page.locator('.reach .figure'))).toBe(percent(answer.covered.share))
    await page.getByLabel('走多远').fill('6000')
    await overview.says('请填 1 到 5000 的整数。')
    expect(overview.address()).toMatchObject({ metres: '450' })
    await overview.goBack()
    expect(overview.address()).toEqual({ v: '1', area: town, need: 'built_up' })
  })

  it('draws the ground out of reach, and leads to each piece of it, worst first', async () => {
    const overview = await desk(`?area=${town}`)
    const { page } = overview
    const { uncovered } = await reckoned({ area: town })
    const rows = await page.locator('.gaps .rows li').allTextContents()
    const [worst] = uncovered.ground.features
    expect(rows[0]).toContain(worst?.properties.areaName)
    expect(rows[0]).toContain(`${whole(worst?.properties.weight ?? Number.NaN)}`)
    const near = await overview.tab.bare()
    await page.getByLabel('走多远').fill('2000')
    await page.getByLabel('走多远').press('Enter')
    await overview.tab.settled()
    expect((await overview.tab.bare()).equals(near)).toBe(false)
    await overview.goBack()
    await overview.looksLike(near)
    await page.locator('.gaps .rows button').first().click()
    await overview.tab.settled()
    expect(overview.address()).toHaveProperty('map')
  })

  it('tells which piece of ground one has clicked on', async () => {
    const { uncovered } = await reckoned({ area: town })
    const nth = 9
    const gap = uncovered.ground.features[nth]
    const [lng = Number.NaN, lat = Number.NaN] = pointOn((gap?.geometry ?? null) as Geometry | null) ?? []
    const overview = await desk(`?area=${town}&map=${lng.toFixed(5)},${lat.toFixed(5)},17`)
    const { page } = overview
    await overview.pickOnMap(lng, lat)
    const marked = page.locator('.gaps [aria-current]')
    expect(await textOf(marked)).toContain(`${nth + 1}. ${gap?.properties.areaName}`)
    await page.getByLabel('走多远').fill('450')
    await page.getByLabel('走多远').press('Enter')
    await overview.tab.settled()
    expect(await marked.count()).toBe(0)
    // nor once what it was chosen of comes back
    await page.getByLabel('走多远').fill('300')
    await page.getByLabel('走多远').press('Enter')
    await overview.tab.settled()
    expect(await marked.count()).toBe(0)
  })

  it('tells density by unit, in hexagons and in squares of a size one sets', async () => {
    // not by way of the whole county's reach, which the embedded engine takes its time over
    const overview = await desk('?tell=hexagon')
    const { page } = overview
    await page.getByRole('button', { name: '单位密度' }).click()
    await overview.tab.settled()
    expect((await overview.units()).length).toBe(14)
    await page.getByRole('heading', { name: '公共厕所：哪里还稀' }).waitFor()
    await page.getByRole('button', { name: '方格' }).click()
    await page.getByRole('spinbutton', { name: '每格' }).fill('4')
    await page.getByRole('spinbutton', { name: '每格' }).press('Enter')
    await overview.tab.settled()
    expect(overview.address()).toEqual({ v: '1', tell: 'square', km2: '4' })
    const cells = await ask<FeatureCollection>('coverage/cells?theme=toilets&area=410122&cell=square&km2=4')
    const short = cells.features.filter(({ properties }) => properties?.['missing'] > 0)
    await expect
      .poll(() => textOf(page.locator('.gaps')))
      .toContain(`${cells.features.length} 格有建成区，其中 ${short.length} 格不到 6.0 座/km²`)
    const missing = short.map(({ properties }) => Number(properties?.['missing']))
    expect(await textOf(page.locator('.cells tbody tr').first().locator('td').last())).toBe(`${Math.max(...missing)}`)
    await page.locator('.cells tbody button').first().click()
    const made = page.locator('.gaps .evidence')
    await made.locator('.rows').waitFor()
    const most = short.find(({ properties }) => properties?.['missing'] === Math.max(...missing))
    const rows = await ask<FeatureCollection>(
      `coverage/cells/${most?.id}/evidence?theme=toilets&area=410122&cell=square&km2=4`,
    )
    const all = made.getByRole('button', { name: /^全部 \d+ 行/ })
    if ((await all.count()) > 0) await all.click()
    expect(await made.locator('.rows li').count()).toBe(rows.features.length)
  })

  it('lists the cells one wants to see in the order one likes, and what they lack opens to them', async () => {
    const { page } = await desk(`?area=${town}&tell=hexagon`)
    const { features } = await ask<Cells>(`coverage/cells?theme=toilets&area=${town}&cell=hexagon&km2=1`)
    const cells = features.map(({ properties }) => properties)
    const short = cells.filter(({ missing }) => (missing ?? 0) > 0)
    const together = short.reduce((sum, { missing }) => sum + (missing ?? 0), 0)
    const column = async (nth: number) => {
      const texts = await page.locator(`.cells tbody tr > :nth-child(${nth})`).allTextContents()
      return texts.map((text) => Number(text.replaceAll(',', '')))
    }
    const figure = page.getByRole('button', { name: `各格所缺相加：${together} 座` })
    expect((await column(5)).length).toBe(8)
    await figure.click()
    expect(await figure.getAttribute('aria-expanded')).toBe('true')
    const lacking = await column(5)
    expect(lacking).toEqual(short.map(({ missing }) => missing).sort((a, b) => (b ?? 0) - (a ?? 0)))
    expect(lacking.reduce((sum, one) => sum + one, 0)).toBe(together)
    expect(await textOf(page.locator('.cells tfoot'))).toMatch(new RegExp(`^${short.length} 格合计.*${together}$`))
    // the thinnest first, and the other way round
    const value = page.getByRole('button', { name: '座/km²', exact: true })
    await page.getByRole('button', { name: `全部 ${cells.length}` }).click()
    await value.click()
    const up = await column(4)
    expect(up).toEqual(up.toSorted((a, b) => a - b))
    expect(up.length).toBe(cells.length)
    await value.click()
    expect(await column(4)).toEqual(up.toReversed())
    await page.getByRole('button', { name: `达标 ${cells.length - short.length}`, exact: true }).click()
    expect((await column(4)).length).toBe(cells.length - short.length)
    await page.getByRole('button', { name: `全部 ${cells.length}` }).click()
    const [{ areaName } = { areaName: '' }] = cells
    await page.getByLabel('名称含有').fill(areaName)
    const names = await page.locator('.cells tbody th').allTextContents()
    expect(names).toEqual(cells.filter((cell) => cell.areaName.includes(areaName)).map(() => areaName))
    await page.getByLabel('名称含有').fill('没有这样的')
    expect(await page.locator('.cells').count()).toBe(0)
    await page.getByText('没有这样的格').waitFor()
    // and what is asked for again is what the figure says
    await figure.click()
    expect(await column(5)).toEqual(lacking)
    await figure.click()
    expect(await column(5)).toEqual(lacking.slice(0, 8))
  })

  it('marks in the table the cell that is chosen on the map, also one that is not wanted there, and the other way', async () => {
    const { features } = await ask<Cells>(`coverage/cells?theme=toilets&area=${town}&cell=hexagon&km2=1`)
    const bare = features.filter(({ properties }) => properties.numerator === 0)
    // that lacks least, and stands far down
    const far = bare.toSorted((a, b) => a.properties.denominator - b.properties.denominator)[0]
    const [lng = Number.NaN, lat = Number.NaN] = pointOn(far?.geometry ?? null) ?? []
    const overview = await desk(`?area=${town}&tell=hexagon&map=${lng.toFixed(5)},${lat.toFixed(5)},16`)
    const { page } = overview
    const marked = page.locator('.cells [aria-current="true"]')
    const whichIs = async () => tidy((await marked.getAttribute('aria-label')) ?? '')
    const map = page.locator('.map')
    // with all of them listed, it is far below in a list that scrolls beneath its sum
    await page.locator('.gaps .opens').first().click()
    const bared = await map.screenshot()
    await overview.pickOnMap(lng, lat)
    const whose = `${far?.properties.areaName} · 0 座`
    expect(await whichIs()).toContain(whose)
    await expect
      .poll(() =>
        marked.evaluate((one) => {
          const box = one.getBoundingClientRect()
          return one.contains(document.elementFromPoint(box.left + 2, box.top + box.height / 2))
        }),
      )
      .toBe(true)
    expect(await page.getByText('图上选的一格不在此列').count()).toBe(0)
    expect((await map.screenshot()).equals(bared)).toBe(false)
    await page.getByRole('button', { name: /^达标 \d+$/ }).click()
    expect(await whichIs()).toContain(whose)
    await page.getByText('图上选的一格不在此列').waitFor()
    expect(await textOf(page.locator('.cells tfoot'))).toContain(
      `${features.filter(({ properties }) => properties.missing === 0).length} 格合计`,
    )
    // a row, by the keys alone, leads the map to its cell
    await page.getByRole('button', { name: /^未达标 \d+$/ }).focus()
    await overview.key('Enter')
    await overview.tabTo('.cells tbody button')
    const first = await overview.focused()
    expect(first.visible).toBe(true)
    await overview.key('Enter')
    await overview.tab.settled()
    expect(await whichIs()).toBe(first.name)
    expect(overview.address()['map']).not.toContain(`${lng.toFixed(5)},${lat.toFixed(5)}`)
  })

  it('lists the units one wants to see, by how they stand and by name, and one chosen on the map among them', async () => {
    const overview = await desk('?tell=units')
    const { page } = overview
    const figures = await ask<FigureTable>('indicators/toilet_density?level=township')
    const named = (rows: { name: string }[]) => rows.map(({ name }) => name).sort()
    const met = figures.rows.filter(({ status }) => status === 'met')
    const short = figures.rows.filter(({ status }) => status !== 'met')
    // where there is little else to click on
    const [far] = short.toSorted((a, b) => (a.numerator ?? 0) - (b.numerator ?? 0))
    await page.getByRole('button', { name: `未达标 ${short.length}` }).click()
    expect(named(await overview.units())).toEqual(named(short))
    await page.getByRole('button', { name: `达标 ${met.length}`, exact: true }).click()
    expect(named(await overview.units())).toEqual(named(met))
    // pointed at in the list, a unit is seen on the map, and no longer
    const map = page.locator('.map')
    const flat = await map.screenshot()
    await page.locator('.unit').first().hover()
    await expect.poll(async () => (await map.screenshot()).equals(flat)).toBe(false)
    await page.locator('.side h2').hover()
    await expect.poll(async () => (await map.screenshot()).equals(flat)).toBe(true)
    const { features } = await ask<FeatureCollection>('collections/areas/items?level=township&limit=100')
    const unit = features.find(({ properties }) => properties?.['code'] === far?.area)
    const [lng = Number.NaN, lat = Number.NaN] = pointOn(unit?.geometry ?? null) ?? []
    await overview.turn(`?tell=units&map=${lng.toFixed(5)},${lat.toFixed(5)},12`)
    await overview.pickOnMap(lng, lat)
    await page.getByRole('button', { name: `达标 ${met.length}`, exact: true }).click()
    const listed = await overview.units()
    expect(named(listed)).toEqual(named([...met, ...(far ? [far] : [])]))
    expect(listed.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual([far?.name])
    await page.getByRole('button', { name: `全部 ${figures.rows.length}` }).click()
    await page.getByLabel('名称含有').fill('街道')
    const streets = figures.rows.filter(({ name, area }) => name.includes('街道') || area === far?.area)
    expect(named(await overview.units())).toEqual(named(streets))
  })

  it('breaks no rule of accessibility in either skin, and fits a phone', async () => {
    const overview = await desk(`?area=${town}`)
    for (const skin of ['silk', 'ink']) {
      await overview.turn(`?area=${town}&skin=${skin}`)
      expect(await overview.violations(), skin).toEqual([])
      await overview.turn(`?area=${town}&tell=hexagon&skin=${skin}`)
      await overview.page.locator('.gaps .opens').first().click()
      await overview.page.locator('.cells tbody button').first().click()
      await overview.page.locator('.gaps .evidence .rows').waitFor()
      expect(await overview.violations(), `${skin} cells`).toEqual([])
    }
    const phone = await turnTo(`?area=${town}`, { path: '/plan', size: { width: 390, height: 844 }, touch: true })
    expect(await phone.overhang()).toBe(0)
    expect(await phone.reaches('.gaps')).toBe(true)
    expect(await phone.reaches('.map-buttons')).toBe(true)
    await phone.turn(`?area=${town}&tell=hexagon&lang=en`)
    expect(await phone.overhang()).toBe(0)
    expect(await phone.reaches('.cells tfoot')).toBe(true)
  })
})
