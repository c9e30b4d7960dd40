import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import { countyOfFile, day } from './county.ts'

const county = countyOfFile({ sample: 'copied' })
const put = (url: string, payload: object, headers: Record<string, string> = {}) =>
  county().app.inject({ method: 'PUT', url, payload, headers })
const figure = async (at: string, id = 'toilet_density') =>
  (await county().get(`/api/indicators/${id}?at=${at}&lang=zh`)).json().rows[0]
const history = async (name: string) =>
  (await county().get('/api/settings?lang=zh')).json().settings.find((s: { name: string }) => s.name === name).history

describe('a setting', () => {
  it('is changed from a day on; figures before it stay, those after it follow, and its history is kept', async () => {
    const [before, past] = [await figure(day), await figure(addDays(day, -30))]
    const change = { value: { mobile: true, opened: true }, from: addDays(day, -10), note: '县办公会' }
    expect((await put('/api/settings/toilets_counted', change)).statusCode).toBe(204)
    expect((await figure(day)).numerator).toBeGreaterThan(before.numerator)
    expect((await figure(addDays(day, -30))).numerator).toBe(past.numerator)
    expect(await history('toilets_counted')).toMatchObject([
      { says: '活动式计入、社会开放的计入', from: addDays(day, -10), to: null, note: '县办公会' },
      { says: '活动式不计、社会开放的计入', from: null, to: addDays(day, -10) },
    ])
    const recorded = await county().database.query<{ numerator: number }>(
      `select d.numerator from indicator_days d join areas a on a.fid = d.area
       where d.indicator = 'toilet_density' and a.level = 'county' and d.day = $1::date`,
      [addDays(day, -1)],
    )
    expect(recorded).toEqual([{ numerator: (await figure(addDays(day, -1))).numerator }])
  })

  it('set again on the same day is corrected; set for an earlier day it lasts until what comes after', async () => {
    await put('/api/settings/toilets_counted', { value: { mobile: true, opened: false }, from: addDays(day, -10) })
    await put('/api/settings/toilets_counted', { value: { mobile: false, opened: false }, from: addDays(day, -20) })
    expect((await history('toilets_counted')).map((h: { says: string; to: string }) => [h.says, h.to])).toEqual([
      ['活动式计入、社会开放的不计', null],
      ['活动式不计、社会开放的不计', addDays(day, -10)],
      ['活动式不计、社会开放的计入', addDays(day, -20)],
    ])
  })

  it.each([
    ['toilets_counted', { mobile: 'yes', opened: true }],
    ['toilets_counted', { mobile: true }],
    ['toilets_counted', true],
    ['road_levels', []],
    ['road_levels', ['one']],
    ['road_levels', null],
  ])('%s is not set to %j', async (name, value) => {
    const before = await history(name)
    const answer = await put(`/api/settings/${name}`, { value })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toMatch(/must be/)
    expect(await history(name)).toEqual(before)
  })

  it('says where it comes from, and whether that was read', async () => {
    const { settings } = (await county().get('/api/settings?lang=en')).json()
    const counted = settings.find((s: { name: string }) => s.name === 'toilets_counted')
    expect(counted).toMatchObject({ checked: false, source: expect.stringMatching(/Zhengzhou/) })
  })

  it('that is unknown, or set from another machine, is refused', async () => {
    expect((await put('/api/settings/colour', { value: 1 })).statusCode).toBe(404)
    const far = await put('/api/settings/road_levels', { value: [1] }, { 'x-forwarded-for': '10.0.0.9' })
    expect(far.statusCode).toBe(403)
    expect(far.json().detail).toMatch(/machine itself/)
  })
})

describe('a target', () => {
  const document = { zh: '县政府 2026 年 9 号文', en: 'county document 9 of 2026' }
  it('is changed from a day on, and the one before keeps its days', async () => {
    const from = addDays(day, -10)
    const change = { issuer: 'county', value: 5, due: '2027-06-30', document, from }
    expect((await put('/api/targets/toilet_density', change)).statusCode).toBe(204)
    expect(await figure(day)).toMatchObject({ target: 5, due: '2027-06-30' })
    expect(await figure(addDays(day, -11))).toMatchObject({ target: 6 })
    const { targets } = (await county().get('/api/targets?indicator=toilet_density')).json()
    expect(targets.map((t: { value: number; from: string; to: string }) => [t.value, t.from, t.to])).toEqual([
      [5, from, null],
      [6, null, from],
    ])
  })

  it('of one unit holds for it alone, and can be ended', async () => {
    const [unit] = (await county().get('/api/indicators/toilet_density?level=township')).json().rows
    const own = { issuer: 'county', value: 3, noDate: { zh: '另定', en: 'to be set' }, document, area: unit.area }
    expect((await put('/api/targets/toilet_density', own)).statusCode).toBe(204)
    const rows = (await county().get('/api/indicators/toilet_density?level=township')).json().rows
    expect(rows.map((row: { target: number }) => row.target)).toEqual([3, ...Array(13).fill(5)])
    expect(rows[0]).toMatchObject({ due: null, pace: { needed: null } })
    const end = await put('/api/targets/toilet_density', { issuer: 'county', value: null, area: unit.area })
    expect(end.statusCode).toBe(204)
    const [after] = (await county().get('/api/indicators/toilet_density?level=township')).json().rows
    expect(after.target).toBe(5)
  })

  it('of a second issuer stands beside the county’s, which leads', async () => {
    await put('/api/targets/toilet_density', { issuer: 'city', value: 4, due: '2026-12-31', document })
    const { targets, target } = await figure(day)
    expect(target).toBe(5)
    expect(targets.map((t: { issuer: string; value: number }) => [t.issuer, t.value])).toEqual([
      ['county', 5],
      ['city', 4],
    ])
  })

  it.each([
    [{ issuer: 'county', value: 5, due: '2026-12-31' }, /document/],
    [{ issuer: 'county', value: 5, document }, /noDate/],
    [{ issuer: 'king', value: 5, due: '2026-12-31', document }, /issuer/],
    [{ issuer: 'county', value: 'five', due: '2026-12-31', document }, /value/],
    [{ issuer: 'county', value: 5, due: 'soon', document }, /due/],
    [{ issuer: 'county', value: 5, due: '2026-12-31', document, colour: 1 }, /colour/],
  ])('that is none is refused: %j', async (body, sentence) => {
    const before = (await county().get('/api/targets')).json()
    const answer = await put('/api/targets/toilet_density', body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toMatch(sentence)
    expect((await county().get('/api/targets')).json()).toEqual(before)
  })
})
