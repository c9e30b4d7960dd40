import { beforeAll, describe, expect, it } from 'vitest'
import { countyOfFile } from '../api/county.ts'
import { box, handMade, point } from '../api/hand-made.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { turnTo } from './visit.ts'

// A town with homes by a lake, in which first no street is known, and nothing stands.
const county = countyOfFile()
const { take } = handMade(county)
let home = ''
beforeAll(async () => {
  expect(await take('areas', [[box(114, 34, 114.1, 34.2), { name: '甲镇', code: '410122101' }]])).toEqual([])
  const homes = [point(114.05, 34.1001), point(115, 34.1)]
  expect(
    await take(
      'compounds',
      homes.map((one, n) => [one, { name: `${n} 号院`, households: 300 }]),
    ),
  ).toEqual([])
  home = await county().address()
})

async function desk(query = ''): Promise<Overview> {
  return turnTo(query, { path: '/plan', home })
}
const reach = ({ page }: Overview) => textOf(page.locator('.reach'))

describe('the planner’s desk of a county that lacks something', () => {
  it('says that no street is known and nothing stands yet, and what is still possible', async () => {
    const overview = await desk('?lang=zh-CN')
    await overview.says(/没有道路的数据，步行谁也走不到；直线仍可算。/)
    await overview.says(/还没有开放且计入的公厕，所以谁也够不着。可以试设新点，或推荐选址/)
    await overview.says(/1 处不在其内，不计/)
    const { page } = overview
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    await page
      .locator('.proposal [role="alert"]')
      .getByText(/沿街道也就没有候选：候选可取自一个点图层。/)
      .waitFor()
    expect(await reach(overview)).not.toContain('走不到任何一处')
  })

  it('says that a site stands in water, and how many candidates there were', async () => {
    const street = {
      type: 'LineString' as const,
      coordinates: [
        [114.04, 34.1],
        [114.06, 34.1],
      ],
    }
    expect(await take('roads', [[street, { name: '甲街', class: 'street' }]])).toEqual([])
    expect(await take('water_bodies', [[box(114.03, 34.09, 114.07, 34.0999), { name: '甲湖', code: 'W1' }]])).toEqual(
      [],
    )
    const overview = await desk('?lang=zh-CN&sites=114.05,34.0997')
    await overview.says(/在水体里（甲湖），宜挪开 · 到街道要穿过水体/)
    await overview.saysNoMore(/没有道路的数据/)
    const { page } = overview
    await page.getByLabel('新增').fill('7')
    await page.getByRole('button', { name: '推荐', exact: true }).click()
    await overview.says(/^要 7 处，只推荐 1 处：候选共 \d+ 处，其余的不会让更多人够得着/)
  })
})
