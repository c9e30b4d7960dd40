import { describe, expect, it } from 'vitest'
import { addDays, today } from '#data/model/day.ts'
import type { Figure, FigureTable, History } from '#data/model/indicator.ts'
import { countyOfFile, day } from './county.ts'

const county = countyOfFile({ sample: 'copied' })
const indicators = ['road_chief_coverage', 'toilet_density', 'black_water_remaining', 'waste_sorting_coverage']
const days = [day, addDays(day, -30), addDays(day, -200)]

interface EvidenceRow {
  properties: { collection: string; fid: number; area: string; numerator: number; denominator: number; note: string }
  geometry: { type: string } | null
}
const figures = async (id: string, level: string, at = day): Promise<Figure[]> =>
  (await county().get(`/api/indicators/${id}?level=${level}&at=${at}`)).json<FigureTable>().rows
const evidence = async (id: string, query: string): Promise<EvidenceRow[]> =>
  (await county().get(`/api/indicators/${id}/evidence?${query}`)).json().features
const sum = (rows: EvidenceRow[], of: 'numerator' | 'denominator') =>
  rows.reduce((total, row) => total + row.properties[of], 0)

/** Sums are the same to nine digits, whatever the order in which they were added up. */
const rounded = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'number' ? part.toPrecision(9) : part))

describe.each(indicators)('%s', (id) => {
  it.each(days)('is at every level the sum of its evidence, on %s', async (at) => {
    for (const level of ['county', 'township', 'community']) {
      const rows = await figures(id, level, at)
      expect(rows.length, level).toBeGreaterThan(0)
      for (const row of rows) {
        const counted = await evidence(id, `area=${row.area}&at=${at}`)
        expect(sum(counted, 'numerator'), row.name).toBeCloseTo(row.numerator ?? 0, 9)
        expect(sum(counted, 'denominator'), row.name).toBeCloseTo(row.denominator ?? 0, 9)
        if (counted.length === 0)
          expect(row).toMatchObject({ value: null, status: 'no-data', missing: null, gap: null })
      }
    }
  })

  it('of one unit alone is the figure it has among all, on every day', async () => {
    for (const at of days) {
      for (const level of ['county', 'township', 'community']) {
        for (const row of (await figures(id, level, at)).slice(0, 4)) {
          const alone = (await county().get(`/api/indicators/${id}?area=${row.area}&at=${at}`)).json<FigureTable>()
          expect(alone).toMatchObject({ level, asOf: at })
          expect(rounded(alone.rows)).toEqual(rounded([row]))
        }
      }
    }
  })

  it('adds up from the townships to the county, and counts no row twice', async () => {
    const [whole] = await figures(id, 'county')
    const units = await figures(id, 'township')
    const total = (of: 'numerator' | 'denominator') => units.reduce((t, unit) => t + (unit[of] ?? 0), 0)
    expect(total('numerator')).toBeCloseTo(whole?.numerator ?? -1, 9)
    expect(total('denominator')).toBeCloseTo(whole?.denominator ?? -1, 9)
    const rows = await evidence(id, '')
    const told = rows.map(({ properties: p }) => `${p.collection} ${p.fid} ${p.area}`)
    expect(new Set(told).size).toBe(told.length)
    expect(sum(rows, 'numerator')).toBeCloseTo(whole?.numerator ?? -1, 9)
  })

  it('lists the units in charge only, each with its targets', async () => {
    const rows = await figures(id, 'township')
    expect(rows).toHaveLength(14)
    expect(rows.map((row) => row.name)).not.toContain('白沙镇')
    for (const row of rows) {
      expect(row.targets.length).toBeGreaterThan(0)
      expect(row.target).toBe(row.targets[0]?.value)
      if (row.gap !== null) expect(row.gap).toBeGreaterThanOrEqual(0)
    }
  })

  it('has past days on record and a pace made from them', async () => {
    const [now] = await figures(id, 'county')
    const [then] = await figures(id, 'county', addDays(day, -84))
    expect(now?.pace?.present).not.toBeNull()
    const [recorded] = await county().database.query<{ numerator: number }>(
      `select numerator from indicator_days d join areas a on a.fid = d.area and a.level = 'county'
       where indicator = $1 and day = $2::date`,
      [id, addDays(day, -84)],
    )
    expect(recorded?.numerator).toBeCloseTo(then?.numerator ?? -1, 9)
  })
})

describe('history', () => {
  const history = async (query: string) =>
    (await county().get(`/api/indicators/toilet_density/history?${query}`)).json<History>()

  it('of the county is its record: weekly for a year, daily for a fortnight, up to today', async () => {
    const { recorded, area, days } = await history('')
    expect([recorded, area]).toEqual([true, '410122'])
    expect(days[0]?.day).toBe(addDays(day, -364))
    expect(days.slice(-15).map((d) => d.day)).toEqual(Array.from({ length: 15 }, (_, i) => addDays(day, i - 14)))
    expect(days.length).toBe(50 + 15)
    const [then] = await figures('toilet_density', 'county', addDays(day, -210))
    expect(days.find((d) => d.day === addDays(day, -210))?.value).toBeCloseTo(then?.value ?? -1, 9)
  })

  it('of a community is worked out for the same days', async () => {
    const [community] = await figures('toilet_density', 'community')
    const { recorded, days } = await history(`area=${community?.area}&from=${addDays(day, -20)}`)
    expect(recorded).toBe(false)
    expect(days.at(-1)).toMatchObject({ day, numerator: community?.numerator, value: community?.value })
  })

  it('up to a past day does not know what came after', async () => {
    const { days } = await history(`at=${addDays(day, -30)}`)
    expect(days.at(-1)?.day).toBe(addDays(day, -35))
  })

  it.each(['area=999999', 'from=2027-01-01', 'at=never'])('with a bad parameter is refused: %s', async (query) => {
    const answer = await county().get(`/api/indicators/toilet_density/history?${query}`)
    expect([400, 404]).toContain(answer.status)
  })
})

describe('the figures of the sample', () => {
  it('tell toilets as points that count 1, and built-up ground as polygons with its km²', async () => {
    const rows = await evidence('toilet_density', 'area=410122001')
    const toilets = rows.filter((row) => row.properties.collection === 'toilets')
    const ground = rows.filter((row) => row.properties.collection === 'built_up')
    expect(toilets.every((row) => row.geometry?.type === 'Point' && row.properties.numerator === 1)).toBe(true)
    expect(ground.every((row) => row.geometry?.type.endsWith('Polygon') && row.properties.denominator > 0)).toBe(true)
    expect(rows).toHaveLength(toilets.length + ground.length)
  })

  it('show both targets of sorting, the county’s leading, and none with a date for water', async () => {
    const [sorting] = await figures('waste_sorting_coverage', 'county')
    expect(sorting?.targets.map(({ issuer, value }) => [issuer, value])).toEqual([
      ['county', 70],
      ['city', 40],
    ])
    expect(sorting?.targets.map(({ document }) => document)).toEqual([
      expect.stringMatching(/^演示（仿中牟时报 2019-05/),
      expect.stringMatching(/^演示（仿郑州市 2019-07/),
    ])
    const [water] = await figures('black_water_remaining', 'county')
    expect(water).toMatchObject({ due: null, pace: { needed: null, reaches: null } })
    expect(water?.targets[0]?.noDate).toMatch(/尽快/)
  })

  it('explain themselves with their numbers, sources and settings', async () => {
    const [seat] = (await figures('toilet_density', 'township')).slice(0, 1)
    expect(seat?.explanation).toContain(`建成区内开放的公厕 ${seat?.numerator}\u00a0座`)
    expect(seat?.explanation).toContain('活动式不计、社会开放的计入')
    expect(seat?.explanation).toContain(`演示数据 ${today()}`)
    expect(seat?.explanation).not.toContain('事后算出')
    const [past] = await figures('toilet_density', 'county', addDays(day, -30))
    expect(past?.explanation).toContain('事后算出')
  })

  it('speak the language asked for', async () => {
    const english = (await county().get('/api/indicators/toilet_density?lang=en')).json<FigureTable>()
    const browser = (
      await county().get('/api/indicators/toilet_density', { 'accept-language': 'en-GB,en' })
    ).json<FigureTable>()
    expect(english.formula).toMatch(
      /^Open toilets on built-up ground \(toilets\) ÷ built-up area \(km²\)\. Closed ones/,
    )
    expect(browser.formula).toBe(english.formula)
    expect((await county().get('/api/indicators/toilet_density')).json<FigureTable>().formula).toMatch(
      /建成区内开放的公厕/,
    )
    for (const { properties } of await evidence('black_water_graded', 'lang=en')) {
      expect(properties.note).toMatch(/ · (clear|mild|severe|no verdict)$/)
    }
    expect((await evidence('waste_sorting_passed', 'lang=en')).map((row) => row.properties.note)).toEqual(
      expect.arrayContaining([expect.stringMatching(/ · not sorted$/), expect.stringMatching(/ · failed its latest/)]),
    )
  })
})

describe('a unit', () => {
  it('stops counting when it is no longer in the county’s charge', async () => {
    const [before] = await figures('toilet_density', 'county')
    const [unit] = (await figures('toilet_density', 'township')).filter((row) => row.name === '刁家乡')
    await county().database.query(`update areas set in_charge = false where name = '刁家乡'`)
    try {
      const [after] = await figures('toilet_density', 'county')
      expect(after?.numerator).toBe((before?.numerator ?? 0) - (unit?.numerator ?? 0))
      expect(await figures('toilet_density', 'township')).toHaveLength(13)
    } finally {
      await county().database.query(`update areas set in_charge = true where name = '刁家乡'`)
    }
  })
})

it('a figure is asked for an area there is, at its level or for those within it', async () => {
  const ask = (query: string) => county().get(`/api/indicators/toilet_density?${query}`)
  const [first] = await figures('toilet_density', 'township')
  expect((await ask('area=999999')).status).toBe(404)
  expect((await ask('area=x')).status).toBe(400)
  expect((await ask(`area=${first?.area}&level=township`)).status).toBe(200)
  const below = (await ask(`area=${first?.area}&level=community`)).json<FigureTable>().rows
  const everywhere = await figures('toilet_density', 'community')
  expect(below.map(({ name }) => name)).toEqual(['青年路社区', '文博社区', '新圃社区', '水岸社区', '前杨社区'])
  expect(everywhere.length).toBeGreaterThan(below.length)
  expect(everywhere.filter(({ area }) => area.startsWith(`${first?.area}`))).toEqual(below)
  const other = await ask(`area=${first?.area}&level=county`)
  expect([other.status, other.json().detail]).toEqual([400, `area ${first?.area} is a township: no county lies in it.`])
})
