import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '#data/model/day.ts'
import { countyOfFile } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

// One township with four toilets since January. What comes later: one closed in March, one moved off the ground by
// a correction of January, one that a file of June no longer holds, and one that a file of today adds.
const county = countyOfFile()
const { take, figure } = handMade(county)
const toilet = (code: string, more: object = {}, lon = 114.05): Parameters<typeof take>[1][number] => [
  point(lon, 34.05),
  { name: code, code, ...more },
]
const on = async (at: string) => (await figure('toilet_density', at)).numerator
const march = '2026-03-01'
const june = '2026-06-01'
const days = { february: '2026-02-10', april: '2026-04-10', july: '2026-07-10' }
const recorded = async () =>
  county().database.query<{ day: string; numerator: number }>(
    `select d.day, d.numerator from indicator_days d join areas a on a.fid = d.area
     where d.indicator = 'toilet_density' and a.level = 'county' order by d.day`,
  )

beforeAll(async () => {
  await take('areas', [[box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }]])
  await take('built_up', [[box(114.04, 34.04, 114.06, 34.06), { name: '镇区' }]])
  await take(
    'toilets',
    ['A', 'B', 'C', 'D'].map((code) => toilet(code)),
  )
})

describe('a figure at a past date', () => {
  it('does not change when a row is closed and another opened', async () => {
    expect([await on(days.february), await on(days.april)]).toEqual([4, 4])
    expect(await take('toilets', [toilet('A', { state: 'closed' })], '--as-of', march)).toEqual([])
    expect([await on(days.february), await on(days.april)]).toEqual([4, 3])
    const versions = await county().database.query(
      `select state, valid::text from toilets where code = 'A' order by lower(valid)`,
    )
    expect(versions).toEqual([
      { state: 'open', valid: `[2026-01-01,${march})` },
      { state: 'closed', valid: `[${march},)` },
    ])
  })

  it('changes when what was written is corrected, and the correction is recorded', async () => {
    await take('toilets', [toilet('B', {}, 114.01)], '--as-of', '2026-01-01')
    expect([await on(days.february), await on(days.april)]).toEqual([3, 2])
    const [kept] = await county().database.query<{ code: string }>(
      `select before ->> 'code' as code from corrections where collection = 'toilets'`,
    )
    expect(kept?.code).toBe('B')
  })

  it('does not change when a file replaces what stands: what it no longer holds is closed, never deleted', async () => {
    await take(
      'toilets',
      [toilet('A', { state: 'closed' }), toilet('B', {}, 114.01), toilet('C')],
      '--as-of',
      june,
      '--replace',
    )
    expect([await on(days.february), await on(days.april), await on(days.july)]).toEqual([3, 2, 1])
    const [gone] = await county().database.query<{ valid: string }>(`select valid::text from toilets where code = 'D'`)
    expect(gone?.valid).toBe(`[2026-01-01,${june})`)
  })

  it('does not change when the present does, nor does its record', async () => {
    const before = await recorded()
    expect(before.at(-1)).toEqual({ day: today(), numerator: 1 })
    await take('toilets', [toilet('E')], '--as-of', today())
    expect([await on(days.february), await on(days.april), await on(days.july), await on(today())]).toEqual([
      3, 2, 1, 2,
    ])
    expect(await recorded()).toEqual([...before.slice(0, -1), { day: today(), numerator: 2 }])
  })

  it('says that it was worked out afterwards, where no record of it stands', async () => {
    const past = (await county().get(`/api/indicators/toilet_density?at=${days.april}`)).json()
    expect(past.workedOutAfterwards).toBe(true)
    const present = (await county().get('/api/indicators/toilet_density')).json()
    expect(present.workedOutAfterwards).toBe(false)
  })
})
