import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import type { FigureTable } from '#data/model/indicator.ts'
import { openTab } from './driver.ts'
import { Taking } from './taking-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

interface Placed {
  features: { id: number; properties: { township: string | null } }[]
}

describe('what is shown is taken along', () => {
  it('as a link that opens the same scene', async () => {
    const overview = await turnTo('?theme=toilets&area=410122106')
    const taking = new Taking(overview)
    await taking.open()
    const link = await taking.field('这一画面的链接')
    await taking.close()
    expect(await overview.focused()).toMatchObject({ name: '带走' })
    const other = await openScene(new URL(link).search)
    expect(await other.figureShown()).toEqual(await overview.figureShown())
    expect(await other.units()).toEqual(await overview.units())
  })

  it('as a picture with its words and its map', async () => {
    const overview = await turnTo('?theme=toilets&area=410122106')
    const taking = new Taking(overview)
    await taking.open()
    const picture = await taking.picture()
    expect(picture.name).toMatch(/^中牟县 郑庵镇 公厕密度 \d{4}-\d{2}-\d{2}\.png$/)
    expect(picture.width).toBeGreaterThanOrEqual(1600)
    expect(picture.mapColours).toBeGreaterThan(100)
    expect(picture.darkInHead).toBeGreaterThan(500)
    await taking.close()
  })

  it('as data: the file has a line for each unit that is ranked', async () => {
    const overview = await turnTo('?theme=toilets')
    const taking = new Taking(overview)
    await taking.open()
    const file = await fetch(inject('address') + (await taking.file('各单位的数字 CSV')))
    const lines = (await file.text()).trim().split('\r\n')
    const { rows } = await ask<FigureTable>('indicators/toilet_density?level=township')
    expect(lines).toHaveLength(rows.length + 1)
    const ground = await fetch(inject('address') + (await taking.file('各单位的数字 GeoJSON')))
    const { features } = (await ground.json()) as FeatureCollection<MultiPolygon, { area: string; value: number }>
    expect(features.map(({ properties: { area, value } }) => [area, value])).toEqual(
      rows.map(({ area, value }) => [area, value]),
    )
    for (const { geometry, properties } of features) expect(geometry.type, properties.area).toBe('MultiPolygon')
    await taking.close()
  })

  it('as data: the things of the area that is chosen alone, on the day shown, and those laid under it', async () => {
    const { today } = await ask<Health>('health')
    const day = addDays(today, -20)
    const overview = await turnTo(`?theme=toilets&under=sorting&area=410122106&at=${day}`)
    const taking = new Taking(overview)
    await taking.open()
    for (const [title, collection] of [
      ['郑庵镇：公厕', 'toilets'],
      ['郑庵镇：小区', 'compounds'],
    ] as const) {
      const [json = '', csv = '', xlsx = ''] = await Promise.all(
        ['GeoJSON', 'CSV', 'XLSX'].map((format) => taking.file(`${title} ${format}`)),
      )
      const { features } = await ask<Placed>(`${json.slice('/api/'.length)}&placed=true`)
      const all = await ask<Placed>(`collections/${collection}/items?limit=10000&datetime=${day}&placed=true`)
      const there = all.features.filter(({ properties }) => properties.township === '410122106')
      expect(there.length).toBeGreaterThan(0)
      expect(features.map(({ id }) => id)).toEqual(there.map(({ id }) => id))
      const lines = (await (await fetch(inject('address') + csv)).text()).trim().split('\r\n')
      expect(lines).toHaveLength(there.length + 1)
      const table = Buffer.from(await (await fetch(inject('address') + xlsx)).arrayBuffer())
      expect(table.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    }
    await taking.close()
  })

  it('on paper of the size chosen, on one page, with all that must be known of it', async () => {
    const overview = await turnTo('?theme=toilets')
    const taking = new Taking(overview)
    for (const [paper, width, height] of [
      ['A4 竖', 595, 842],
      ['A4 横', 842, 595],
      ['A3 竖', 842, 1191],
      ['A3 横', 1191, 842],
    ] as const) {
      await taking.open()
      await taking.choosePaper(paper)
      await taking.close()
      expect(await taking.printed(), paper).toEqual({ pages: 1, width, height })
    }
    const sheet = await taking.sheet()
    const { today } = await ask<Health>('health')
    for (const word of ['公厕密度', today, '演示数据', '目标', '北', ' km', '来源', '审图号', '雁鸣湖镇', '刁家乡'])
      expect(sheet.text).toContain(word)
    for (const word of ['公厕密度', '座/km²', '目标', '计入', '未开放，不计']) expect(sheet.legend).toContain(word)
    expect(await overview.page.locator('.sheet').count()).toBe(0)
  })

  it('with both days where two are compared: in its head, its legend and its name, and what changed in its table', async () => {
    const { today } = await ask<Health>('health')
    const since = addDays(today, -365)
    const overview = await turnTo(`?theme=toilets&since=${since}`)
    const taking = new Taking(overview)
    const sheet = await taking.sheet()
    expect(sheet.head).toMatch(new RegExp(`${since} → ${today} 演示数据.*与 ${since} 相比 [+−±][\\d.]+`))
    expect(sheet.legend).toContain(`${since} → ${today}变差不变变好`)
    const words = new Map((await overview.units()).map(({ name, word }) => [name, word.split(' ')[0]]))
    expect(sheet.rows).toHaveLength(words.size)
    for (const [name = '', ...cells] of sheet.rows) expect(cells.at(-1), name).toBe(words.get(name))
    await taking.open()
    expect((await taking.picture()).name).toBe(`中牟县 公厕密度 ${since} → ${today}.png`)
    await taking.close()
  })

  for (const skin of ['silk', 'ink']) {
    it(`by a menu that breaks no rule of accessibility in ${skin}`, async () => {
      const overview = await turnTo(`?theme=toilets&skin=${skin}`)
      const taking = new Taking(overview)
      await taking.open()
      expect(await overview.violations()).toEqual([])
      await taking.close()
    })
  }
})

describe('a map within another page', () => {
  it('stands in a frame of any site, says whose figure it shows, and leads to the whole page', async () => {
    const tab = await openTab(inject('browser'))
    onTestFinished(() => tab.close())
    const body = `<iframe src="${inject('address')}/?theme=toilets&embed=1" width="900" height="600"></iframe>`
    const portal = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(body))
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void portal.close())
    await tab.page.goto(`http://127.0.0.1:${(portal.address() as AddressInfo).port}/`)
    const frame = tab.page.frameLocator('iframe')
    await frame.locator('.map[data-idle="true"]').waitFor({ state: 'attached' })
    const [county] = (await ask<FigureTable>('indicators/toilet_density')).rows
    const head = (await frame.locator('.embed-head').textContent()) ?? ''
    expect(head).toContain('公厕密度')
    expect(head).toContain(county?.value?.toFixed(1))
    expect(head).toContain('演示数据')
    for (const part of ['.top', '.side', '.strip', '.themes']) expect(await frame.locator(part).count(), part).toBe(0)
    expect(await frame.getByRole('link', { name: '打开整页' }).getAttribute('href')).toBe('?v=1&theme=toilets')
  })

  it('is all that other sites may frame', async () => {
    const policy = async (path: string) =>
      (await fetch(inject('address') + path)).headers.get('content-security-policy') ?? ''
    expect(await policy('/?embed=1')).toContain('frame-ancestors *')
    for (const path of ['/', '/?embed=0', '/api/docs/', '/api?embed=1'])
      expect(await policy(path), path).toContain(`frame-ancestors 'self'`)
  })
})
