import { describe, expect, it } from 'vitest'
import type { SitingTerms } from '#data/model/siting.ts'
import { sampleCounty } from './county.ts'
import { box } from './hand-made.ts'

const county = sampleCounty()

async function post(terms: object, lang: string) {
  return county().app.inject({ method: 'POST', url: `/api/siting/terms?lang=${lang}`, payload: terms })
}
async function said(terms: SitingTerms, lang: 'zh' | 'en' = 'zh'): Promise<string[]> {
  const answer = await post(terms, lang)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().assumptions
}

describe('the terms of a proposal', () => {
  it.each<[SitingTerms, string, string]>([
    [
      { goal: 'cover-most', count: 3 },
      '推荐新点：新增 3 处，够得着的最多；候选沿街道。',
      'Sites proposed: the most that 3 reach; along the streets.',
    ],
    [
      { goal: 'cover-most', candidates: 'compounds', cost: 'households', budget: 20000, spacing: 250 },
      '推荐新点：够得着的最多，总费用至多 20,000；候选取自“小区”，费用按“户数”；相距至少 250 米。',
      'Sites proposed: the most that new ones reach, for 20,000 together at most; chosen from “Compounds”, each at what “Households” says; at least 250 metres apart.',
    ],
    [
      { goal: 'cover-share', share: 0.955 },
      '推荐新点：够到 95.5 %，处数最少；候选沿街道。',
      'Sites proposed: the fewest that reach 95.5 %; along the streets.',
    ],
    [
      { goal: 'meet-density', level: 'community' },
      '推荐新点：各社区、村都达到密度目标，处数最少；候选沿街道。',
      'Sites proposed: the fewest for every community to meet its target of density; along the streets.',
    ],
  ])('are said sentence by sentence: %j', async (terms, zh, en) => {
    expect(await said(terms)).toEqual([zh])
    expect(await said(terms, 'en')).toEqual([en])
  })

  it('name the ground on which none may stand, by its title and by its size, of which no part counts twice', async () => {
    const [one, beside] = [box(114, 34.7, 114.004, 34.704), box(114.002, 34.7, 114.006, 34.704)]
    const [{ ha = 0 } = {}] = await county().database.query<{ ha: number }>(
      `select st_area(st_transform(st_setsrid(st_geomfromgeojson($1), 4490), 4547)) / 1e4 as ha`,
      [JSON.stringify(box(114, 34.7, 114.006, 34.704))],
    )
    const terms = { goal: 'cover-most', count: 3, forbidden: 'built_up', forbiddenGround: [one, beside] } as SitingTerms
    const [, named = ''] = await said(terms)
    expect(named).toMatch(/^新点不放在：图层“建成区”；在地图上圈出的 2 块地（共 [\d.]+ 公顷）。$/)
    expect(Number(/共 ([\d.]+)/.exec(named)?.[1])).toBeCloseTo(ha, 1)
    const [, inEnglish] = await said(terms, 'en')
    expect(inEnglish).toMatch(
      /^No site is proposed on the layer “Built-up area”, nor on 2 pieces of ground drawn on the map \([\d.]+ hectares\)\.$/,
    )
    // barred to those still to come, whatever is wanted of them
    const small = { forbiddenGround: [box(114, 34.7, 114.0004, 34.7004)] } as SitingTerms
    expect(await said(small)).toEqual([
      expect.stringMatching(/^新点不放在：在地图上圈出的 1 块地（共 1,\d{3} 平方米）。$/),
    ])
    expect(await said(small, 'en')).toEqual([expect.stringMatching(/on 1 piece of ground .* \(1,\d{3} m²\)\.$/)])
  })

  it.each([
    [{ forbidden: 'toilets' }, /^forbidden must be one of .*built_up/],
    [{ goal: 'cover-most', candidates: 'built_up' }, /^candidates must be one of/],
    [{ forbiddenGround: [box(10, 34.7, 10.1, 34.8)] }, /^forbiddenGround\/0 must lie within a degree/],
    [{ colour: 'red' }, /colour/],
  ])('that are none are refused: %j', async (terms, sentence) => {
    const answer = await post(terms, 'zh')
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toMatch(sentence)
  })
})
