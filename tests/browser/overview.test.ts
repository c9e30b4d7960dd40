import type { Feature, FeatureCollection, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import type { Figure, FigureTable, Indicator } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import { countMoves } from './inner-map.ts'
import { Telling } from './telling-verbs.ts'
import { ask, openScene, turnTo, visit } from './visit.ts'

const stateWords = { met: '达标', 'at-risk': '有风险', behind: '落后', 'no-data': '没有数据', 'no-target': '未定目标' }

describe('the overview', () => {
  it('opens on the county, with every promise, its figure and its state, as the server has them', async () => {
    const overview = await openScene()
    expect(await overview.pushedAbout()).toBeLessThan(0.02)
    const promised: { theme: Theme; indicator: Indicator; figure: Figure }[] = []
    for (const theme of (await ask<{ themes: Theme[] }>('themes')).themes) {
      const [indicator] = theme.indicators
      if (indicator) promised.push({ theme, indicator, figure: await countyFigure(indicator.id) })
    }
    expect(promised.map(({ theme }) => theme.title.zh)).toEqual(['路长制', '公共厕所', '黑臭水体', '垃圾分类', '路灯'])
    expect(await overview.heading()).toBe('中牟县城市精细化管理')
    expect(await overview.themes()).toEqual(
      promised.map(({ theme, indicator, figure }, index) => ({
        title: theme.title.zh,
        figure: `${number(figure.value, indicator.decimals)} ${indicator.unit.zh}`,
        state: stateWords[figure.status],
        leading: index === 0,
      })),
    )
    const [first] = promised
    expect(await overview.figureShown()).toEqual({
      place: '中牟县',
      title: first?.indicator.title.zh,
      value: number(first?.figure.value ?? null, first?.indicator.decimals ?? 0),
      unit: first?.indicator.unit.zh,
      state: stateWords[first?.figure.status ?? 'no-data'],
    })
    expect(await overview.title()).toBe(`中牟县 ${first?.indicator.title.zh} · 绣城`)
    expect(overview.address()).toEqual({})
  })

  it('sets its words in a face of the machine until its first picture stands; for who was here, in its own at once', async () => {
    const overview = await visit({ alone: true })
    await overview.keepFaces()
    await overview.open('')
    expect(await overview.faces()).toEqual(['Xiucheng Figures Bold', 'Noto Sans SC Variable'])
    await overview.open('')
    expect(await overview.faces()).toEqual(['Noto Sans SC Variable'])
  })

  it('ranks every unit in charge, the widest gap first, with the figures the server has', async () => {
    const overview = await turnTo('?theme=toilets')
    const { rows } = await ask<FigureTable>('indicators/toilet_density?level=township')
    const units = await overview.units()
    const byName = new Map(rows.map((row) => [row.name, row]))
    expect(units.map(({ name }) => name).sort()).toEqual([...byName.keys()].sort())
    expect(units).toEqual(
      units.map(({ name }) => {
        const row = byName.get(name)
        const short = row?.status === 'met' ? '达标' : `差 ${row?.missing} 座 ${stateWords[row?.status ?? 'no-data']}`
        return { name, value: number(row?.value ?? null, 1), word: short, chosen: false }
      }),
    )
    const gaps = units.map(({ name }) => byName.get(name)?.gap ?? Number.NaN)
    expect(gaps).toEqual([...gaps].sort((a, b) => b - a))

    await overview.orderUnits('按数值')
    const values = (await overview.units()).map(({ name }) => byName.get(name)?.value ?? Number.NaN)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    await overview.orderUnits('按名称')
    const names = (await overview.units()).map(({ name }) => name)
    expect(names).toEqual([...names].sort(new Intl.Collator('zh-CN').compare))
    expect(names).not.toEqual(units.map(({ name }) => name))
    await overview.orderUnits('离目标最远')
    expect(await overview.units()).toEqual(units)
  })

  for (const id of ['toilets', 'sorting', 'water']) {
    it(`tells how far ${id} is, what is missing, how long is left and what it takes, as the server has it`, async () => {
      const [indicator] =
        (await ask<{ themes: Theme[] }>('themes')).themes.find((one) => one.id === id)?.indicators ?? []
      if (indicator === undefined) throw new Error(`${id} promises nothing`)
      const { asOf } = await ask<FigureTable>(`indicators/${indicator.id}`)
      const { value, target, missing, due, denominator, pace, targets } = await countyFigure(indicator.id)
      if (value === null || target === null || missing === null) throw new Error(`${id} has nothing to tell`)
      expect(missing).toBeGreaterThan(0)
      const overview = await turnTo(`?theme=${id}`)
      const { sewn, target: tick, missing: lacking, time } = await new Telling(overview).promiseShown()
      const unit = indicator.missingUnit.zh
      expect(lacking).toBe(`${indicator.missing === 'left' ? '还剩' : '还差'} ${missing} ${unit}`)
      if (due === null) {
        // the target is the end of the way, and what was there at the beginning the whole of it
        expect(tick).toBe(0.998)
        expect(sewn).toBeCloseTo(1 - value / (denominator ?? 0), 3)
        expect(time).toEqual([targets[0]?.noDate])
        return
      }
      // the way goes on a little past the target
      expect(tick).toBeCloseTo(0.86, 3)
      expect(sewn / tick).toBeCloseTo(value / target, 3)
      const days = (Date.parse(due) - Date.parse(asOf)) / 86_400_000
      const [left, need] = (time[0] ?? '').split(' · ')
      expect(left).toBe(`余 ${days} 天`)
      const [, each, count] = /^需每(?: (\d+) )?天 ([\d.]+) /.exec(need ?? '') ?? []
      // told as a whole number of days or in tenths: near enough to be there in time
      expect(need).toContain(` ${unit}`)
      expect((Number(count) / Number(each ?? 1)) * days).toBeGreaterThan(missing * 0.97)
      expect((Number(count) / Number(each ?? 1)) * days).toBeLessThan(missing * 2)
      const reached = `${number(pace?.reaches ?? null, indicator.decimals)} ${indicator.unit.zh}`
      expect(time[1]).toBe(`按现在的速度，到期时为 ${reached}`)
    })
  }

  it('says what is shown, whenever it is another figure or the figure of another unit or day', async () => {
    const { today } = await ask<Health>('health')
    const day = addDays(today, -1)
    const overview = await turnTo('?theme=roads')
    const telling = new Telling(overview)
    const heard = await telling.hear()
    await overview.chooseTheme('公共厕所')
    const density = await countyFigure('toilet_density')
    const says = (title: string, area: string, { value, status }: Figure) =>
      `${title}，${area}：${number(value, 1)} 座/km²，${stateWords[status]}。`
    await expect.poll(() => telling.announced()).toContain(says('公厕密度', '中牟县', density))
    await overview.chooseUnit('官渡镇')
    const { rows } = await ask<FigureTable>('indicators/toilet_density?level=township')
    const unit = rows.find(({ name }) => name === '官渡镇') ?? density
    await expect.poll(() => telling.announced()).toContain(says('公厕密度', '官渡镇', unit))
    await overview.turn(`?theme=toilets&area=${unit.area}&at=${day}`)
    const then = await ask<FigureTable>(`indicators/toilet_density?level=township&at=${day}`)
    const before = then.rows.find(({ name }) => name === '官渡镇') ?? density
    await expect.poll(() => telling.announced()).toContain(says('公厕密度', `官渡镇，${day}`, before))
    await overview.turn(`?theme=toilets&area=${unit.area}`)
    await expect.poll(() => telling.announced()).toContain(says('公厕密度', '官渡镇', unit))
    // all of it by one element, which those who listen were told of before
    expect(new Set(await heard()).size).toBeGreaterThanOrEqual(3)
  })

  it('brings another theme to figure, ranking, map and address when it is chosen, and back and forth again', async () => {
    const overview = await turnTo('?theme=roads')
    const before = await seen()
    const tilesBefore = tiles()

    await overview.chooseTheme('公共厕所')
    const after = await seen()
    expect(after.address).toEqual({ v: '1', theme: 'toilets' })
    expect(after.figure).toMatchObject({ title: '公厕密度', unit: '座/km²' })
    expect(after.legend).toContain('公厕密度')
    expect(after.legend).not.toContain('1 级')
    for (const part of ['figure', 'units', 'legend'] as const) expect(after[part], part).not.toEqual(before[part])
    expect(after.picture.equals(before.picture)).toBe(false)
    expect([tilesBefore.has('toilets'), tiles().has('toilets')]).toEqual([false, true])

    await overview.goBack()
    expect({ ...(await seen()), picture: null }).toEqual({ ...before, picture: null })
    await overview.looksLike(before.picture)
    await overview.goForward()
    expect({ ...(await seen()), picture: null }).toEqual({ ...after, picture: null })
    await overview.looksLike(after.picture)

    async function seen() {
      return {
        address: overview.address(),
        figure: await overview.figureShown(),
        units: await overview.units(),
        legend: await overview.legend(),
        leading: (await overview.themes()).filter(({ leading }) => leading).map(({ title }) => title),
        picture: await overview.tab.bare(),
      }
    }
    function tiles(): Set<string | undefined> {
      return new Set(overview.tab.requests.map((url) => /collections\/(\w+)\/tiles\/.*\d$|$/.exec(url)?.[1]))
    }
  })

  it('tells every figure of the theme, and the one that is chosen in panel, ranking and legend', async () => {
    const overview = await turnTo('?theme=roads')
    // the levels the county does not use have no figure, and so are no choice
    expect((await overview.figures()).map(({ title }) => title)).toEqual([
      '路长在岗率',
      '一级路长在岗率',
      '二级路长在岗率',
      '三级路长在岗率',
    ])
    await overview.chooseFigure('三级路长在岗率')
    const third = await countyFigure('road_chief_level_3')
    expect(overview.address()).toEqual({ v: '1', theme: 'roads', figure: 'road_chief_level_3' })
    expect(await overview.figureShown()).toMatchObject({ title: '三级路长在岗率', value: number(third.value, 1) })
    expect((await overview.figures()).filter(({ chosen }) => chosen)).toEqual([
      { title: '三级路长在岗率', value: `${number(third.value, 1)} %`, chosen: true },
    ])
    expect(await overview.legend()).toContain('三级路长在岗率')
    expect(await overview.units()).toHaveLength(14)
    await overview.openFigure()
    expect((await overview.evidenceShown()).explanation).toBe(third.explanation)
    await overview.chooseTheme('公共厕所')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', evidence: '1' })
  })

  it('shows a theme that is a folder and nothing else, down to its rows', async () => {
    const overview = await turnTo('')
    await overview.chooseTheme('路灯')
    await overview.openFigure()
    const state = stateWords[(await countyFigure('lamps_lit')).status]
    expect(await overview.figureShown()).toEqual({ place: '中牟县', title: '亮灯率', value: '80.0', unit: '%', state })
    const { rows, sum } = await overview.evidenceShown()
    expect(sum).toBe('8 盏 ÷ 10 盏 = 80.0 %')
    expect(rows.map(({ name }) => name).sort()).toEqual(['L1', 'L10', ...'23456789'].map((n) => n.padStart(2, 'L')))
    expect(rows.filter(({ counted }) => counted === '1 盏')).toHaveLength(8)
    expect(rows.filter(({ counted }) => counted === '未达，只计入总数')).toHaveLength(2)
  })

  it('shows the figures of the day in the address', async () => {
    const { asOf } = await ask<FigureTable>('indicators/toilet_density')
    const day = new Date(Date.parse(asOf) - 200 * 86_400_000).toISOString().slice(0, 10)
    const then = await countyFigure('toilet_density', `&at=${day}`)
    const now = await countyFigure('toilet_density')
    expect(number(then.value, 1)).not.toBe(number(now.value, 1))
    const overview = await turnTo(`?theme=toilets&at=${day}&evidence=1`)
    expect(await overview.figureShown()).toMatchObject({ value: number(then.value, 1) })
    const picture = await overview.tab.bare()
    expect((await overview.evidenceShown()).explanation).toContain(`，${day}：`)
    await overview.press('回到今天')
    expect(await overview.figureShown()).toMatchObject({ value: number(now.value, 1) })
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', evidence: '1' })
    expect((await overview.tab.bare()).equals(picture)).toBe(false)
  })
})

describe('a figure opened', () => {
  it('shows its rule, source and day, and the very rows that make it', async () => {
    const overview = await turnTo('?theme=toilets')
    await overview.openFigure()
    const table = await ask<FigureTable>('indicators/toilet_density')
    const [figure] = table.rows
    const rows = await evidence('toilet_density', figure?.area)
    const shown = await overview.evidenceShown()
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', evidence: '1' })
    expect(shown.explanation).toBe(figure?.explanation)
    expect(shown.rows).toHaveLength(rows.length)
    const toilets = shown.rows.map(({ counted }) => /^(\d+) 座$/.exec(counted)?.[1]).map(Number)
    const ground = shown.rows.map(({ counted }) => /^([\d.]+) km²$/.exec(counted)?.[1]).map(Number)
    expect(sum(toilets)).toBe(sum(rows.map(({ properties }) => properties.numerator)))
    expect(sum(toilets)).toBe(figure?.numerator)
    // each piece of ground is rounded to a hectare
    expect(Math.abs(sum(ground) - (figure?.denominator ?? 0))).toBeLessThan(rows.length * 0.005)
    expect(shown.sum).toBe(
      `${figure?.numerator} 座 ÷ ${round(figure?.denominator)} km² = ${number(figure?.value ?? null, 1)} 座/km²`,
    )
  })

  it('is that of any theme, where it stands in the list: the county’s, whoever is chosen', async () => {
    const overview = await turnTo('?theme=toilets&under=sorting&area=410122106')
    expect(await overview.openedInList()).toEqual([])
    await overview.openFigureOf('垃圾分类')
    expect(overview.address()).toEqual({ v: '1', theme: 'sorting', evidence: '1' })
    const [figure] = (await ask<FigureTable>('indicators/waste_sorting_coverage')).rows
    expect((await overview.evidenceShown()).explanation).toBe(figure?.explanation)
    expect(await overview.openedInList()).toEqual(['垃圾分类'])
    await overview.chooseUnit('郑庵镇')
    expect(await overview.openedInList()).toEqual([])
    await overview.goBack()
    await overview.openFigureOf('垃圾分类')
    expect(overview.address()).toEqual({ v: '1', theme: 'sorting' })
    expect(await overview.openedInList()).toEqual([])
    await overview.goBack()
    await overview.goBack()
    expect(overview.address()).toEqual({ theme: 'toilets', under: 'sorting', area: '410122106' })
  })

  it('leads from a row to its place on the map and to its card', async () => {
    const overview = await turnTo('?theme=toilets&evidence=1')
    const [figure] = (await ask<FigureTable>('indicators/toilet_density')).rows
    const row = (await evidence('toilet_density', figure?.area)).find(({ geometry }) => geometry.type === 'Point')
    const [lon = Number.NaN, lat = Number.NaN] = row?.geometry.type === 'Point' ? row.geometry.coordinates : []
    await overview.evidenceShown()
    await overview.followRow(row?.properties.note ?? '')
    const { map = '', ...rest } = overview.address()
    expect(rest).toEqual({ v: '1', theme: 'toilets', evidence: '1', pick: `toilets.${row?.properties.fid}` })
    const [lng = Number.NaN, middle = Number.NaN, zoom] = map.split(',').map(Number)
    // left of the middle, for its card lies at the right
    expect(lng - lon).toBeGreaterThan(0.002)
    expect(lng - lon).toBeLessThan(0.0045)
    expect(Math.abs(middle - lat)).toBeLessThan(0.00002)
    expect(zoom).toBe(15)
    expect(await overview.card()).toMatchObject({ kind: '公共厕所', name: row?.properties.note })
  })
})

describe('the map', () => {
  it('shows the card of what is clicked, in plain words', async () => {
    const toilet = await someToilet()
    const [lon = 0, lat = 0] = toilet.geometry.coordinates
    const overview = await turnTo(`?theme=toilets&map=${(lon + 0.002).toFixed(5)},${(lat + 0.001).toFixed(5)},15`)
    await overview.pickOnMap(lon, lat)
    const { code, name, address, stalls_women, stalls_men } = toilet.properties
    expect(overview.address()['pick']).toBe(`toilets.${toilet.id}`)
    const card = await overview.card()
    expect({ kind: card.kind, name: card.name }).toEqual({ kind: '公共厕所', name })
    expect(card.fields).toMatchObject({ 公厕编号: code, 形式: '独立式', 权属: '环卫', 状态: '开放', 计入密度: '计入' })
    expect([card.fields['女厕位'], card.fields['男厕位（不含小便位）']]).toEqual([stalls_women, stalls_men].map(String))
    if (address) expect(card.fields['地址']).toBe(address)
    expect(Object.keys(card.fields).join()).not.toMatch(/[a-z]/)
    await overview.press('关闭')
    expect(await overview.hasCard()).toBe(false)
    expect(overview.address()['pick']).toBeUndefined()
  })

  it('chooses the unit that is clicked; one that others run is named with who runs it', async () => {
    const foreign = await unitNamed('白沙镇')
    const { label_lon: lon, label_lat: lat, area, run_by } = foreign.properties
    const overview = await turnTo(`?theme=sorting&map=${lon},${lat},11`)
    await overview.pickOnMap(Number(lon), Number(lat))
    expect(overview.address()).toEqual({ v: '1', theme: 'sorting', area })
    expect(await overview.figureShown()).toMatchObject({ place: '白沙镇' })
    await overview.says(`由${run_by}代管，不计入本县；下面是全县的数字。`)
    expect((await overview.units()).map(({ name }) => name)).not.toContain('白沙镇')
  })

  it('flies to what is chosen, but for those who would have nothing move', async () => {
    const overview = await turnTo('?theme=toilets')
    const moves = await countMoves(overview.page)
    await overview.chooseUnit('官渡镇')
    expect(await moves()).toBe(1)
    await overview.prefersMotion('no-preference')
    await overview.press('看全县')
    expect(await moves()).toBeGreaterThan(3)
    await overview.prefersMotion('reduce')
  })

  it('moves to the unit chosen in the ranking, and a link opens the same picture for someone else', async () => {
    const overview = await turnTo('?theme=toilets')
    const whole = { figure: await overview.figureShown(), picture: await overview.tab.bare() }
    await overview.chooseUnit('官渡镇')
    const { properties } = await unitNamed('官渡镇')
    const row = (await ask<FigureTable>('indicators/toilet_density?level=township')).rows.find(
      ({ area }) => area === properties.area,
    )
    const one = await overview.figureShown()
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', area: properties.area })
    expect(one).toMatchObject({ place: '官渡镇', title: whole.figure.title, value: number(row?.value ?? null, 1) })
    expect((await overview.units()).filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual(['官渡镇'])
    const picture = await overview.tab.bare()
    expect(picture.equals(whole.picture)).toBe(false)

    await overview.chooseUnit('官渡镇')
    expect(await overview.figureShown()).toEqual(whole.figure)
    await overview.goBack()
    expect(await overview.figureShown()).toEqual(one)
    await overview.goBack()
    expect(overview.address()).toEqual({ theme: 'toilets' })
    await overview.looksLike(whole.picture)
    await overview.goForward()
    expect(await overview.figureShown()).toEqual(one)
    await overview.looksLike(picture)

    const other = await openScene(new URL(overview.page.url()).search)
    expect(await other.figureShown()).toEqual(one)
    expect(await other.units()).toEqual(await overview.units())
    await other.looksLike(picture)
  })
})

type EvidenceRow = Feature<Point | { type: 'Polygon'; coordinates: number[][][] }, Row>
interface Row {
  fid: number
  numerator: number
  denominator: number
  note: string
}

async function countyFigure(indicator: string, more = ''): Promise<Figure> {
  const [figure] = (await ask<FigureTable>(`indicators/${indicator}?level=county${more}`)).rows
  if (figure === undefined) throw new Error(`${indicator} has no figure`)
  return figure
}

async function evidence(indicator: string, area: string | undefined): Promise<EvidenceRow[]> {
  return (await ask<{ features: EvidenceRow[] }>(`indicators/${indicator}/evidence?area=${area}`)).features
}

/** An open toilet that counts, with no other near enough to be hit in its stead. */
async function someToilet() {
  const { features } = await ask<FeatureCollection<Point, Record<string, string | number>>>(
    'collections/toilets/items?limit=1000&counted=yes&kind=standalone&ownership=public',
  )
  const near = ([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]) =>
    Math.abs(a - c) < 0.002 && Math.abs(b - d) < 0.002
  const alone = features.find((one) => {
    const { coordinates } = one.geometry
    return features.every((other) => other === one || !near(coordinates, other.geometry.coordinates))
  })
  if (alone === undefined) throw new Error('no toilet stands alone')
  return alone
}

async function unitNamed(name: string) {
  const { features } = await ask<FeatureCollection<Point, Record<string, string | number>>>(
    `collections/areas/items?level=township&limit=100&name=${encodeURIComponent(name)}`,
  )
  const [unit] = features
  if (unit === undefined) throw new Error(`no unit is called ${name}`)
  return unit
}

/** A figure as it stands on the page. */
function number(value: number | null, decimals: number): string {
  if (value === null) return '没有数据'
  return value.toLocaleString('zh-CN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

function round(value: number | null | undefined): string {
  return (value ?? Number.NaN).toLocaleString('zh-CN', { maximumFractionDigits: 2 })
}

function sum(values: number[]): number {
  return values.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0)
}
