import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '#data/model/day.ts'
import type { FigureTable, History } from '#data/model/indicator.ts'
import type { Behind, Movers } from '#data/model/standing.ts'
import { countyOfFile, day } from './county.ts'

const county = countyOfFile({ sample: 'copied' })
const ask = async <T>(path: string): Promise<T> => {
  const at = path.includes('at=') ? '' : `${path.includes('?') ? '&' : '?'}at=${day}`
  return (await county().get(`/api/indicators/${path}${at}`)).json()
}
const promises = ['road_chief_coverage', 'toilet_density', 'black_water_remaining', 'waste_sorting_coverage']

describe('who is behind', () => {
  it('are the units whose figures are, the farthest from the target first, each with who answers for it', async () => {
    for (const id of promises) {
      const { rows } = await ask<FigureTable>(`${id}?level=township`)
      const late = rows.filter(({ status }) => status === 'behind')
      const { units } = await ask<Behind>(`${id}/behind?limit=100`)
      expect(units.of, id).toBe(late.length)
      expect(units.rows.map(({ area }) => area).sort(), id).toEqual(late.map(({ area }) => area).sort())
      const gaps = units.rows.map(({ area }) => late.find((row) => row.area === area)?.gap ?? Number.NaN)
      expect(gaps, id).toEqual(gaps.toSorted((a, b) => b - a))
      for (const row of units.rows) {
        expect(row).toMatchObject({ value: late.find(({ area }) => area === row.area)?.value, thing: null, says: null })
        expect(row.who, `${id} ${row.name}`).toMatch(/^[一二三四五]级路长 \S+$/)
      }
    }
  })

  it('says since when a unit has fallen short, as the record has it', async () => {
    const { units } = await ask<Behind>('toilet_density/behind?limit=3')
    for (const { area, since, longer, days, target } of units.rows) {
      const history = await ask<History>(`toilet_density/history?area=${area}&from=2000-01-01`)
      const met = history.days.findLastIndex(({ value }) => value !== null && value >= (target ?? 0))
      expect(since).toBe(history.days[met + 1]?.day)
      expect(longer).toBe(met < 0)
      expect(days).toBe(daysBetween(since ?? '', day))
    }
  })

  it('are the things that keep the promise from being met: as many as its figure lacks', async () => {
    const figure = async (id: string) => (await ask<FigureTable>(`${id}?level=county`)).rows[0]
    const of = async (id: string) => (await ask<Behind>(`${id}/behind`)).things.of
    expect(await of('road_chief_coverage')).toBe((await figure('road_chief_coverage'))?.missing)
    expect(await of('black_water_remaining')).toBe((await figure('black_water_remaining'))?.value)
    const sorting = await figure('waste_sorting_coverage')
    expect(await of('waste_sorting_coverage')).toBe((sorting?.denominator ?? 0) - (sorting?.numerator ?? 0))
    const { things } = await ask<Behind>('toilet_density/behind?limit=999')
    for (const { thing } of things.rows) {
      const item = (await county().get(`/api/collections/toilets/items/${thing?.fid}`)).json()
      expect(item.properties.state).not.toBe('open')
    }
  })

  it('says of a thing what it is, where, since when and whose it is, in either language', async () => {
    const { what, things } = await ask<Behind>('road_chief_coverage/behind?limit=3')
    expect(what).toBe('空岗的路段')
    expect(things.rows).toHaveLength(3)
    const days = things.rows.map(({ days }) => days ?? -1)
    expect(days).toEqual(days.toSorted((a, b) => b - a))
    for (const row of things.rows) {
      expect(row.says).toMatch(/^[一二三四五1-5、]+ 级空岗 · [\d.]+ km$/)
      expect(row.who).toMatch(/级路长/)
      expect(row.since).toBe(addDays(day, -(row.days ?? 0)))
      expect(row.thing).toMatchObject({ collection: 'duty_sections' })
    }
    const water = await ask<Behind>('black_water_remaining/behind')
    expect(water.things.rows[0]?.says).toMatch(/^重度黑臭 · (反弹|未销号)$/)
    const english = await ask<Behind>('black_water_remaining/behind?lang=en')
    expect(english).toMatchObject({ what: 'Waters not struck off' })
    expect(english.things.rows[0]?.says).toMatch(/^severe · (relapsed|not struck off)$/)
  })

  it('of one unit are those within it, and on a past day those of that day', async () => {
    const all = await ask<Behind>('road_chief_coverage/behind?limit=999')
    const [worst] = all.units.rows
    const within = await ask<Behind>(`road_chief_coverage/behind?area=${worst?.area}&limit=999`)
    expect(within.units.rows.map(({ area }) => area)).toEqual([worst?.area])
    expect(within.things.of).toBe(worst?.missing)
    const past = await ask<Behind>(`road_chief_coverage/behind?at=${addDays(day, -200)}&limit=999`)
    expect(past.asOf).toBe(addDays(day, -200))
    expect(past.things.of).toBeGreaterThan(all.things.of)
  })

  it('is answered of every indicator, and refused in a sentence where it cannot be', async () => {
    const { indicators } = (await county().get('/api/indicators')).json()
    for (const { id } of indicators) expect((await county().get(`/api/indicators/${id}/behind`)).status, id).toBe(200)
    expect((await county().get('/api/indicators/trams/behind')).status).toBe(404)
    expect((await county().get('/api/indicators/toilet_density/behind?limit=0')).status).toBe(400)
    expect((await county().get('/api/indicators/toilet_density/behind?area=999999')).status).toBe(404)
    expect((await county().get('/api/indicators/toilet_density/movers?at=yesterday')).status).toBe(400)
  })
})

describe('what changed most', () => {
  it('is told over a day, a week and a month, against what was recorded then', async () => {
    for (const id of promises) {
      const { rows } = await ask<FigureTable>(`${id}?level=township`)
      const { spans } = await ask<Movers>(`${id}/movers`)
      expect(spans.map(({ span }) => span)).toEqual(['day', 'week', 'month'])
      for (const { span, since, rows: moved } of spans) {
        const ago = daysBetween(since ?? '', day)
        const [least, most] = { day: [1, 2], week: [7, 14], month: [30, 60] }[span] ?? []
        expect(ago, `${id} ${span}`).toBeGreaterThanOrEqual(least ?? 0)
        expect(ago, `${id} ${span}`).toBeLessThanOrEqual(most ?? 0)
        const by = moved.map(({ change }) => Math.abs(change))
        expect(by).toEqual(by.toSorted((a, b) => b - a))
        for (const { area, before, value, change } of moved.slice(0, 2)) {
          expect(value).toBe(rows.find((row) => row.area === area)?.value)
          expect(change).toBe(value - before)
          const history = await ask<History>(`${id}/history?area=${area}&from=${since}`)
          expect(history.days[0]).toMatchObject({ day: since, value: before })
        }
      }
    }
    const month = (await ask<Movers>('toilet_density/movers')).spans[2]
    expect(month?.rows.length).toBeGreaterThan(0)
    expect(month?.rows.every(({ better, change }) => better === change > 0)).toBe(true)
  })
})
