import type { Geometry } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CoverageAnswer } from '#data/model/coverage.ts'
import { countyOfFile } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

const county = countyOfFile()
const { take } = handMade(county)
const line = (...coordinates: [lon: number, lat: number][]): Geometry => ({ type: 'LineString', coordinates })

async function ask(): Promise<CoverageAnswer> {
  const payload = { theme: 'toilets', area: '410122', metres: 900, by: 'walk' }
  const answer = await county().app.inject({ method: 'POST', url: '/api/coverage?lang=en', payload })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

// a street from west to east, 44 metres south of those who live beyond a railway
describe('a railway that a file brought along', () => {
  beforeAll(async () => {
    await take('areas', [[box(113.9, 34.6, 114.1, 34.8), { name: '中牟县', code: '410122' }]])
    await take('built_up', [[box(113.99, 34.699, 114.02, 34.702), { name: '镇区' }]])
    await take('roads', [[line([114, 34.7], [114.005, 34.7], [114.01, 34.7]), { code: 'S', name: '南街' }]])
    await take('toilets', [[point(114.001, 34.7), { name: '公厕', code: 'T' }]])
    await take('compounds', [[point(114.0052, 34.7004), { name: '北院', households: 30 }]])
  })

  it('stops a walk, and a crossing lets it pass', async () => {
    const before = await ask()
    expect(before).toMatchObject({ covered: { weight: 30 }, cutOff: { weight: 0 } })

    const report = await take(
      'railways',
      [[line([113.99, 34.7002], [114.02, 34.7002]), { name: '铁路' }]],
      '--as',
      'reference',
    )
    expect(report).toEqual([])
    const barred = await ask()
    expect(barred).toMatchObject({ covered: { weight: 0 }, cutOff: { weight: 30, reasons: [{ reason: 'barred' }] } })
    expect(barred.assumptions.join(' ')).toMatch(/railways/)
    expect(barred.uncovered.ground.features.reduce((all, { properties: { km2 } }) => all + km2, 0)).toBeGreaterThan(
      before.uncovered.ground.features.reduce((all, { properties: { km2 } }) => all + km2, 0) + 0.02,
    )

    await take('roads', [[line([114.005, 34.7], [114.005, 34.701]), { code: 'C', name: '道口' }]])
    expect(await ask()).toMatchObject({ covered: { weight: 30 }, cutOff: { weight: 0 } })
  })
})
