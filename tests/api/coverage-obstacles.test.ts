import { beforeAll, describe, expect, it } from 'vitest'
import type { CoverageAnswer, CoverageQuestion } from '#data/model/coverage.ts'
import type { Job, SitingQuestion } from '#data/model/siting.ts'
import type { Language } from '#data/model/words.ts'
import { countyOfFile, day } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

// Two townships side by side, and a street through each that does not meet the other; a compound by each street.
const [west, east] = ['410122101', '410122102']
const usual = { theme: 'toilets', area: '410122', metres: 300, by: 'walk' } as const
const street = (from: number, to: number) => ({
  type: 'LineString' as const,
  coordinates: [
    [from, 34.1],
    [to, 34.1],
  ],
})

function emptyCounty() {
  const county = countyOfFile()
  const { take } = handMade(county)
  const put = {
    towns: () =>
      take('areas', [
        [box(114, 34, 114.1, 34.2), { name: '甲镇', code: west }],
        [box(114.1, 34, 114.2, 34.2), { name: '乙镇', code: east }],
      ]),
    homes: () =>
      take('compounds', [
        [point(114.05, 34.1001), { name: '甲院', households: 300 }],
        [point(114.15, 34.1001), { name: '乙院', households: 200 }],
      ]),
    streets: () =>
      take('roads', [
        [street(114.04, 114.06), { name: '甲街', class: 'street' }],
        [street(114.14, 114.16), { name: '乙街', class: 'street' }],
      ]),
    toilets: (places: [lon: number, lat: number][]) =>
      take(
        'toilets',
        places.map((place, n) => [
          point(...place),
          { name: `${n} 号`, code: `${n}`, state: 'open', kind: 'standalone' },
        ]),
      ),
  }
  const ask = async (more: Partial<CoverageQuestion> = {}, lang: Language = 'zh'): Promise<CoverageAnswer> => {
    const payload = { ...usual, ...more }
    const answer = await county().app.inject({ method: 'POST', url: `/api/coverage?lang=${lang}`, payload })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }
  const propose = async (more: Partial<SitingQuestion>, lang: Language = 'zh'): Promise<Job> => {
    const payload = { ...usual, timeLimitS: 5, ...more }
    const answer = await county().app.inject({ method: 'POST', url: `/api/siting?lang=${lang}`, payload })
    expect(answer.statusCode, answer.body).toBe(202)
    for (;;) {
      const now: Job = (await county().app.inject({ url: `/api/jobs/${answer.json().id}` })).json()
      if (now.state !== 'queued' && now.state !== 'running') return now
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { county, put, take, ask, propose }
}

/** A county whose two towns have homes by their streets, and nothing else. */
function townsAlone() {
  const made = emptyCounty()
  const { put } = made
  beforeAll(async () => {
    expect([await put.towns(), await put.homes(), await put.streets()]).toEqual([[], [], []])
  })
  return made
}

describe('where nothing is offered yet', () => {
  const { ask, propose } = townsAlone()

  it('an answer says so, and not that streets lead nowhere', async () => {
    for (const by of ['walk', 'straight'] as const) {
      const { covered, uncovered, cutOff, obstacles } = await ask({ by })
      expect([covered.weight, uncovered.weight]).toEqual([0, 500])
      expect(cutOff).toEqual({ weight: 0, reasons: [], offers: [] })
      expect(obstacles).toEqual([
        `${day} 还没有开放且计入的公厕，所以谁也够不着。可以试设新点，或推荐选址；已有的用 npm run import -- … --into toilets 导入。`,
      ])
      expect((await ask({ by }, 'en')).obstacles).toEqual([
        `There are no open toilets of the kinds that count on ${day}, so nobody is reached. Sites can be tried, or proposed; those that stand are imported by npm run import -- … --into toilets.`,
      ])
    }
  })

  it('sites can be tried and proposed, as it says', async () => {
    const { covered, obstacles, cutOff } = await ask({ sites: [[114.05, 34.1]] })
    expect([covered.weight, obstacles]).toEqual([300, []])
    // now there is something that the other street does not lead to
    expect(cutOff.reasons).toMatchObject([{ reason: 'not-connected', weight: 200 }])
    expect(await propose({ goal: 'cover-most', count: 2 })).toMatchObject({ state: 'done', objective: 500, gap: 0 })
  })
})

describe('where all that stands is too far', () => {
  const { put, ask } = townsAlone()
  beforeAll(async () => {
    expect(await put.toilets([[114.06, 34.1]])).toEqual([])
  })

  it('an answer says so, and that a longer way may do', async () => {
    expect((await ask({ area: west })).obstacles).toEqual([
      '1 处开放且计入的公厕，步行 300 米之内都到不了甲镇需要的地方。可以放远距离，试设新点，或推荐选址。',
    ])
    const straight = { area: east, by: 'straight', sites: [[114.02, 34.1]] } as const
    expect((await ask({ ...straight, sites: [[114.02, 34.1]] }, 'en')).obstacles).toEqual([
      'None of 1 open toilets of the kinds that count and 1 tried reaches within 300 metres as the crow flies whoever needs it in 乙镇. A longer way can be asked for, sites can be tried, or proposed.',
    ])
    expect(await ask({ area: west, metres: 1500 })).toMatchObject({ covered: { weight: 300 }, obstacles: [] })
  })
})

describe('where no street is known', () => {
  const { put, ask, propose } = emptyCounty()
  beforeAll(async () => {
    expect([await put.towns(), await put.homes()]).toEqual([[], []])
    expect(await put.toilets([[114.05, 34.1]])).toEqual([])
  })
  const zh = new RegExp(
    `^${day} 没有道路的数据，步行谁也走不到；直线仍可算。道路用 npm run import -- .* --into roads 导入`,
  )
  const en = new RegExp(
    `^No streets are known on ${day}, so nobody can be reached on foot; as the crow flies can be reckoned. Roads are imported by npm run import -- .* --into roads`,
  )

  it('an answer on foot says so, and as the crow flies all is as ever', async () => {
    const walk = await ask()
    expect(walk.covered.weight).toBe(0)
    expect(walk.obstacles).toEqual([expect.stringMatching(zh)])
    expect((await ask({}, 'en')).obstacles).toEqual([expect.stringMatching(en)])
    expect(await ask({ by: 'straight' })).toMatchObject({ covered: { weight: 300 }, obstacles: [] })
  })

  it('a proposal says so, and what can be proposed all the same', async () => {
    const along = await propose({ goal: 'cover-share', share: 0.9 })
    expect(along).toMatchObject({ state: 'failed', result: null, detail: expect.stringMatching(zh) })
    expect(along.detail).toMatch(/沿街道也就没有候选：候选可取自一个点图层。步行之外，可按直线（by: straight）推荐。$/)
    const straight = await propose({ goal: 'cover-most', count: 1, by: 'straight' }, 'en')
    expect(straight).toMatchObject({ state: 'failed', detail: expect.stringMatching(en) })
    expect(straight.detail).toMatch(/can be taken from a layer of points\.$/)
    const layer = { goal: 'cover-most', count: 1, candidates: 'compounds' } as const
    expect((await propose(layer, 'en')).detail).toMatch(/Sites can be proposed as the crow flies \(by: straight\)\.$/)
    expect(await propose({ ...layer, by: 'straight' })).toMatchObject({ state: 'done', objective: 500 })
  })
})

describe('where streets do not hang together', () => {
  const { put, ask } = townsAlone()
  beforeAll(async () => {
    expect(await put.toilets([[114.052, 34.1]])).toEqual([])
  })

  it('who lives by streets that lead to none is told apart, with what can be done', async () => {
    const { covered, cutOff, obstacles } = await ask()
    expect([covered.weight, obstacles]).toEqual([300, []])
    expect(cutOff).toEqual({
      weight: 200,
      reasons: [
        {
          reason: 'not-connected',
          said: '那里的街道走不到任何一处',
          possible: '在那里试设一处；那里的街道若与别处相交，导入道路时加 --node',
          weight: 200,
          rows: 1,
        },
      ],
      offers: [],
    })
    expect((await ask({}, 'en')).cutOff.reasons).toMatchObject([
      {
        said: 'its streets lead to none of them',
        possible: 'try a site there; if its streets do cross others, import the roads with --node',
      },
    ])
    const tried = await ask({ sites: [[114.15, 34.1]] })
    expect(tried).toMatchObject({ covered: { weight: 500 }, cutOff: { weight: 0, reasons: [] } })
  })
})

describe('who lies outside the county', () => {
  const { take, ask } = townsAlone()
  beforeAll(async () => {
    expect(await take('compounds', [[point(115, 34.1), { name: '县外院', households: 900 }]])).toEqual([])
    const shops = [114.05, 114.15, 115, 115.1].map((lon) => [point(lon, 34.1), { 名称: '店' }] as const)
    expect(
      await take(
        'shops',
        shops.map(([place, told]) => [place, told]),
        '--as',
        'reference',
      ),
    ).toEqual([])
  })

  it('is not counted, and an answer says how many that are', async () => {
    const { demand, assumptions } = await ask()
    expect(demand).toMatchObject({ weight: 500, rows: 2 })
    expect(assumptions.at(-1)).toBe('需求为小区住户（户），只算本县管理的单位；1 处不在其内，不计。')
    const shops = await ask({ demand: 'shops' }, 'en')
    expect(shops.demand).toMatchObject({ weight: 2, rows: 2 })
    expect(shops.assumptions.at(-1)).toMatch(
      /in units the county answers for; 2 things that lie in none of them are not counted\.$/,
    )
    // in a township they are those outside the county, and not those of the other township
    expect((await ask({ area: west })).assumptions.at(-1)).toContain('；1 处不在其内，不计')
  })
})

describe('a site in water', () => {
  const { take, ask, propose } = townsAlone()
  const within: [number, number] = [114.05, 34.0997]
  beforeAll(async () => {
    expect(await take('water_bodies', [[box(114.03, 34.09, 114.07, 34.0999), { name: '甲湖', code: 'W1' }]])).toEqual(
      [],
    )
  })

  it('says so on foot and straight, and is reckoned with all the same', async () => {
    const dry: [number, number] = [114.15, 34.1]
    const walk = await ask({ sites: [within, dry] })
    expect(walk.tried.features.map(({ properties: { adds, standsIn } }) => [adds, standsIn])).toEqual([
      [0, '在水体里（甲湖），宜挪开'],
      [200, null],
    ])
    expect(walk.cutOff.offers).toMatchObject([{ site: 0, reason: 'barred' }])
    const straight = await ask({ sites: [within, dry], by: 'straight' }, 'en')
    expect(straight.tried.features.map(({ properties: { adds, standsIn } }) => [adds, standsIn])).toEqual([
      [300, 'stands in waters (甲湖), better moved off'],
      [200, null],
    ])
  })

  it('is none that is proposed: not on a bridge either', async () => {
    const asked = { goal: 'cover-most', count: 2 } as const
    const before = await propose(asked)
    expect(before.objective).toBe(500)
    expect(await take('water_bodies', [[box(114.03, 34.0999, 114.07, 34.11), { name: '北湖', code: 'W2' }]])).toEqual(
      [],
    )
    for (const candidates of [{}, { candidates: 'compounds' }]) {
      const after = await propose({ ...asked, ...candidates })
      expect(after).toMatchObject({ state: 'done', objective: 200 })
      for (const { geometry } of after.result?.features ?? [])
        expect((geometry as { coordinates: number[] }).coordinates[0]).toBeGreaterThan(114.1)
    }
  })
})

describe('what is too much', () => {
  const { county, take, ask, propose } = townsAlone()

  it('more sites than candidates: as many as there are, and a sentence says how many', async () => {
    const layer = { goal: 'cover-most', count: 5, candidates: 'compounds' } as const
    expect(await propose(layer)).toMatchObject({
      state: 'done',
      objective: 500,
      detail: '要 5 处，只推荐 2 处：候选共 2 处，候选已全部用上。可以换别的候选，或放远距离。',
    })
    expect((await propose({ goal: 'cover-most', count: 5 }, 'en')).detail).toMatch(
      /^Of 5 sites asked for 2 are proposed: there are \d\d candidates, and another reaches nobody more, has no room, or costs too much\./,
    )
    expect((await propose({ ...layer, count: 2 })).detail).toBeNull()
    // where nobody is left to reach, nothing is missing
    const sites: [number, number][] = [
      [114.05, 34.1],
      [114.15, 34.1],
    ]
    expect(await propose({ ...layer, sites })).toMatchObject({ state: 'done', objective: 500, detail: null })
  })

  it('more sites than have room on the ground of units: it says in which, and how many have', async () => {
    const ground = [box(114.04, 34.095, 114.06, 34.105), box(114.145, 34.097, 114.155, 34.103)]
    expect(
      await take(
        'built_up',
        ground.map((one, n) => [one, { name: `${n}`, code: `${n}` }]),
      ),
    ).toEqual([])
    const { rows } = (await county().get('/api/indicators/toilet_density?level=township')).json()
    const missing = rows.map((row: { missing: number }) => row.missing)
    expect(missing).toEqual([expect.any(Number), expect.any(Number)])
    const apart = { goal: 'meet-density', spacing: 4000 } as const
    expect(await propose(apart)).toMatchObject({
      state: 'failed',
      detail: `建成区里放不下：甲镇还差 ${missing[0]} 处，只放得下 1 处；乙镇还差 ${missing[1]} 处，只放得下 1 处。请把间距放小，或换别的候选。`,
    })
    expect((await propose({ ...apart, area: west }, 'en')).detail).toBe(
      `A unit lacks room: of the sites it needs on its ground, 1 can be placed in 甲镇, which lacks ${missing[0]}. Ask for less spacing, or for other candidates.`,
    )
    expect((await propose({ ...apart, spacing: 10 })).state).toBe('done')
    // of a level of which there is no unit none can meet anything
    expect(await propose({ goal: 'meet-density', level: 'community' })).toMatchObject({
      state: 'failed',
      detail: '这一区划里没有登记的社区、村，说不了哪个密度不够：请换一个区划，或按乡镇、街道（level: township）问。',
    })
    expect((await propose({ goal: 'meet-density', level: 'community' }, 'en')).detail).toBe(
      'No community is on record in this area, whose density could be met: ask about another area, or by township (level: township).',
    )
  })

  it('a density of which nobody set a target: it says so, and what can be asked for; of some units, that they are left out', async () => {
    const put = (target: object) =>
      county().app.inject({
        method: 'PUT',
        url: '/api/targets/toilet_density',
        payload: {
          issuer: 'county',
          document: { zh: '县政府 9 号文', en: 'document 9' },
          noDate: { zh: '尽快', en: 'soon' },
          ...target,
        },
      })
    const { targets } = (await county().get('/api/targets?indicator=toilet_density')).json()
    for (const { issuer } of targets) expect((await put({ issuer, value: null })).statusCode).toBe(204)
    const dense = { goal: 'meet-density' } as const
    expect(await propose(dense)).toMatchObject({
      state: 'failed',
      objective: null,
      result: null,
      detail: `${day} 没有给“公厕密度”定目标，说不了还差多少处：可以先定目标（PUT /api/targets），或按新增几处（cover-most）、够到几成（cover-share）问。`,
    })
    expect((await propose(dense, 'en')).detail).toBe(
      `No target of “Toilet density” is set on ${day}, so nothing can meet it: set one (PUT /api/targets), or ask for the most that so many sites reach (cover-most), or the fewest that reach a share (cover-share).`,
    )
    expect((await propose({ goal: 'cover-most', count: 1 })).state).toBe('done')
    // met by what stands, and beyond it
    for (const value of [0, 6]) {
      await put({ value, area: west })
      const some = await propose(dense)
      expect(some).toMatchObject({ state: 'done', detail: '没有定密度目标的 1 个单位不在内：乙镇。' })
      expect(some.result?.features.length === 0).toBe(value === 0)
      expect(some.result?.features.every(({ properties }) => properties.township === '甲镇')).toBe(true)
    }
    expect((await propose(dense, 'en')).detail).toBe('Units without a target of density are left out (1): 乙镇.')
    expect(await propose({ ...dense, area: east })).toMatchObject({ state: 'failed' })
  })

  it('more who need it than can be walked to: it says so in the language of the question, and that less can be asked for', async () => {
    expect(await take('plots', [[point(114.05, 34.1), { 名称: '地块' }]], '--as', 'reference')).toEqual([])
    await county().database.query(
      'insert into plots (geom, valid, source) select geom, valid, source from plots, generate_series(1, 100000)',
    )
    const zh = '这一区划内的“plots”超过 100,000 处，一次算不了：请问小一些的区划。'
    const en = 'plots has more than 100,000 things in the area: ask about a smaller one.'
    for (const [lang, sentence] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const payload = { ...usual, demand: 'plots' }
      const answer = await county().app.inject({ method: 'POST', url: `/api/coverage?lang=${lang}`, payload })
      expect([answer.statusCode, answer.json().detail]).toEqual([400, sentence])
    }
    const candidates = { goal: 'cover-most', count: 1, candidates: 'plots' } as const
    expect(await propose(candidates)).toMatchObject({ state: 'failed', detail: zh })
    expect((await ask({ demand: 'plots', area: east })).demand.rows).toBe(0)
  })
})
