import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { read } from '../reading.ts'
import { tidy } from './driver.ts'
import { Taking } from './taking-verbs.ts'
import { turnTo } from './visit.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), '绣城 plan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const town = '410122003'

/** Keeps what a click has the browser keep. */
async function kept(page: Page, click: () => Promise<void>): Promise<{ name: string; file: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  const name = download.suggestedFilename()
  const file = join(folder, name)
  await download.saveAs(file)
  return { name, file }
}

describe('a plan is taken out', () => {
  it('from the first page to a file of the proposal in a dozen clicks and fields', async () => {
    const overview = await turnTo('')
    const { page } = overview
    let actions = 0
    const click = async (target: Locator) => {
      actions++
      await target.click()
    }
    await click(page.getByRole('button', { name: '公共厕所', exact: true }))
    await click(page.getByRole('button', { name: /^广惠街街道/ }))
    await click(page.getByRole('link', { name: '规划' }))
    await page.getByLabel('新增').fill('3')
    actions++
    await click(page.getByRole('button', { name: '推荐', exact: true }))
    await page.getByText('已证明没有更好的。').waitFor()
    const listed = await page.locator('.proposal .rows li').allTextContents()
    await click(page.getByRole('button', { name: '带走' }))
    const { name, file } = await kept(page, () => click(page.getByRole('button', { name: '新点 GeoPackage' })))
    expect(actions).toBeLessThanOrEqual(12)
    expect(name).toMatch(/^新点-\d{4}-\d\d-\d\d\.gpkg$/)
    const { rows } = await read(file)
    expect(rows).toHaveLength(3)
    for (const [n, { properties, geometry }] of rows.entries()) {
      expect(geometry?.type).toBe('Point')
      expect(listed[n]).toContain(`${n + 1}. ${String(properties['所在区划'])}`)
      expect(listed[n]).toContain(Math.round(Number(properties['新增（户）'])).toLocaleString('zh-CN'))
      expect(properties['负责单位']).toBe('广惠街街道')
    }
    await new Taking(overview).close()
  })

  it('in the coordinates chosen, and says what cannot be', async () => {
    const overview = await turnTo(`?area=${town}`, { path: '/plan', troubles: /400/ })
    const { page } = overview
    const taking = new Taking(overview)
    await taking.open()
    await page.getByLabel('坐标系').fill('EPSG:4547')
    expect(await page.getByRole('button', { name: '够不着的地方 KML' }).count()).toBe(0)
    const { file } = await kept(page, () => page.getByRole('button', { name: '够不着的地方 Shapefile' }).click())
    const { stdout } = await run('unzip', ['-p', file, 'gaps.prj'])
    expect(stdout).toContain('CGCS2000_3_Degree_GK_CM_114E')
    const drawing = page.getByRole('button', { name: '够不着的地方 DXF' })
    await page.getByLabel('坐标系').fill('火星')
    await page.getByText('坐标系“火星”不认得').waitFor()
    expect(await drawing.isDisabled()).toBe(true)
    // of what looks like a code only the server knows
    await page.getByLabel('坐标系').fill('EPSG:999999')
    await drawing.click()
    await page.getByText('坐标系“EPSG:999999”不认得').waitFor()
    await page.getByLabel('坐标系').fill('EPSG:4490')
    await taking.close()
  })

  it('and is left where it was: the key that closes the dialog leads nowhere else, whatever was pressed in it', async () => {
    const overview = await turnTo(`?area=${town}`, { path: '/plan' })
    const taking = new Taking(overview)
    await taking.open()
    // pressed, it cannot be pressed until the file is made, and has no focus any more
    await kept(overview.page, () => overview.page.getByRole('button', { name: '够不着的地方 XLSX' }).click())
    await taking.close()
    expect(overview.address()['area']).toBe(town)
  })

  it('as a report with its picture, its tables and all that was taken for granted; and on paper', async () => {
    const overview = await turnTo(`?area=${town}&sites=113.97039,34.71422_113.97067,34.72274`, { path: '/plan' })
    const { page } = overview
    const taking = new Taking(overview)
    await taking.open()
    const picture = await taking.picture()
    expect(picture.name).toMatch(/^中牟县 广惠街街道 公共厕所：哪里够不着 \d{4}-\d\d-\d\d\.png$/)
    expect(picture.mapColours).toBeGreaterThan(100)
    const { name, file } = await kept(page, () => page.getByRole('button', { name: '存为 Word 报告' }).click())
    expect(name).toMatch(/\.docx$/)
    const { stdout: listed } = await run('unzip', ['-l', file])
    expect(listed).toMatch(/word\/media\/\S+\.png/)
    const { stdout: document } = await run('unzip', ['-p', file, 'word/document.xml'])
    const assumptions = await page.locator('.assumptions li').allTextContents()
    expect(assumptions.length).toBeGreaterThan(2)
    for (const text of ['中牟县 广惠街街道', '新点', '按负责单位列的任务', '113.97039, 34.71422', ...assumptions])
      expect(document).toContain(text)
    await taking.choosePaper('A4 竖')
    await taking.close()
    expect(await taking.printed()).toMatchObject({ width: 595, height: 842 })
    const { text: sheet } = await taking.sheet()
    for (const word of ['按负责单位列的任务', '够不着的地方', '审图号', '北', ...assumptions])
      expect(sheet).toContain(tidy(word))
  })

  it('of a proposal with its terms, and the ground on which none is to stand; tried, and by a link, still with that ground', async () => {
    // far from all compounds of the town
    const barred = '113.9370,34.7000_113.9400,34.7000_113.9400,34.7030_113.9370,34.7030'
    const overview = await turnTo(`?area=${town}&barred=${barred}`, { path: '/plan' })
    const { page } = overview
    const taking = new Taking(overview)
    const wanted = '推荐新点：新增 1 处，够得着的最多；候选沿街道；相距至少 50 米。'
    const drawn = /在地图上圈出的 1 块地（共 [\d.]+ 公顷）/
    const report = async () => {
      await taking.open()
      const { file } = await kept(page, () => page.getByRole('button', { name: '存为 Word 报告' }).click())
      const { stdout } = await run('unzip', ['-p', file, 'word/document.xml'])
      return stdout
    }
    const book = async () => {
      const { file } = await kept(page, () => page.getByRole('button', { name: '新点 XLSX' }).click())
      const { stdout } = await run('unzip', ['-p', file, 'xl/sharedStrings.xml'])
      await taking.close()
      return stdout
    }
    await page.getByLabel('新增').fill('1')
    await page.getByLabel('相距至少').fill('50')
    await page.getByLabel('不能放的地').selectOption({ label: '建成区' })
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    await page.getByText('已证明没有更好的。').waitFor()
    for (const text of [await report(), await book()]) {
      expect(text).toContain(wanted)
      expect(text).toContain('新点不放在：图层“建成区”；')
      expect(text).toMatch(drawn)
    }
    await page.getByRole('button', { name: '放上去试（1 处）' }).click()
    await overview.tab.settled()
    for (const text of [await report(), await book()]) {
      expect(text).toContain(wanted)
      expect(text).toMatch(drawn)
    }
    const { text: sheet } = await taking.sheet()
    expect(sheet).toContain(tidy('新点不放在：图层“建成区”；'))
    // a link holds what was drawn, and nothing of what else was wished
    await overview.reload()
    for (const text of [await report(), await book()]) {
      expect(text).toMatch(/新点不放在：在地图上圈出的 1 块地（共 [\d.]+ 公顷）。/)
      expect(text).not.toContain('推荐新点')
    }
  })

  it('of cells as cells', async () => {
    const overview = await turnTo(`?area=${town}&tell=hexagon`, { path: '/plan' })
    const { page } = overview
    const taking = new Taking(overview)
    await taking.open()
    const { file } = await kept(page, () => page.getByRole('button', { name: '每格的密度与缺口 GeoJSON' }).click())
    const { rows } = await read(file)
    expect(rows.length).toBeGreaterThan(3)
    expect(rows[0]?.properties).toHaveProperty('还差（处）')
    await taking.close()
  })

  it('breaks no rule of accessibility while it is chosen', async () => {
    for (const skin of ['silk', 'ink']) {
      const overview = await turnTo(`?area=${town}&skin=${skin}`, { path: '/plan' })
      const taking = new Taking(overview)
      await taking.open()
      expect(await overview.violations()).toEqual([])
      await taking.close()
    }
  })
})
