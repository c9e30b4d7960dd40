import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import { isNear, toPlane } from '#data/sample/plane.ts'
import { at, charged, find, now, of, on, streets, today } from './sample-rows.ts'

describe('toilets', () => {
  const counts = (t: Thing) =>
    t.properties['state'] === 'open' && t.properties['kind'] !== 'mobile' && find.isBuiltUp(at(t))
  const counted = now('toilets').filter(counts)
  const density = charged.map(
    (township) => counted.filter((t) => find.townshipAt(at(t)) === township).length / find.builtKm2(township),
  )

  it('stand within 20 m of a street, nearly all on built-up ground', () => {
    expect(now('toilets').length).toBeGreaterThanOrEqual(200)
    const far = now('toilets').filter((t) => !streets.some((line) => isNear(toPlane(at(t)), line, 20)))
    expect(far).toEqual([])
    expect(counted.length / now('toilets').length).toBeGreaterThan(0.9)
    expect(now('toilets').some((t) => find.isWet(at(t)))).toBe(false)
  })

  it('are from under 2 to over 6 for each square kilometre, 4.7 in all', () => {
    expect(Math.min(...density)).toBeLessThan(2)
    expect(Math.max(...density)).toBeGreaterThan(6)
    const whole = counted.length / charged.reduce((sum, township) => sum + find.builtKm2(township), 0)
    expect(whole).toBeGreaterThan(4.5)
    expect(whole).toBeLessThan(4.9)
  })

  it('grew by an eighth within the year', () => {
    const grown = counted.length / on(addDays(today, -365), 'toilets').filter(counts).length - 1
    expect(grown).toBeGreaterThan(0.09)
    expect(grown).toBeLessThan(0.17)
  })

  it('are versions without a gap: some closed half a year ago, rebuilt and opened again with more for women', () => {
    const lives = new Map<unknown, Thing[]>()
    for (const t of of('toilets')) lives.set(t.properties['code'], [...(lives.get(t.properties['code']) ?? []), t])
    for (const life of lives.values())
      for (const [i, { properties: p }] of life.entries())
        expect(p['valid_to'] ?? null, String(p['code'])).toBe(life[i + 1]?.properties['valid_from'] ?? null)
    const rebuilt = [...lives.values()].filter((life) => life.length === 3)
    expect(rebuilt.length).toBeGreaterThanOrEqual(8)
    for (const life of rebuilt) {
      expect(life.map(({ properties }) => properties['state'])).toEqual(['open', 'rebuilding', 'open'])
      const [before, , after] = life.map(ratio)
      expect(before ?? 0).toBeLessThan(after ?? 0)
    }
  })

  it('have enough stalls for women nearly everywhere in one unit, nearly nowhere in another, unknown in some', () => {
    const share = charged.map((township) => {
      const own = counted.filter((t) => find.townshipAt(at(t)) === township && ratio(t) !== null)
      return own.filter((t) => (ratio(t) ?? 0) >= (t.properties['crowded'] ? 2 : 1.5)).length / own.length
    })
    expect(Math.max(...share)).toBeGreaterThan(0.95)
    expect(Math.min(...share)).toBeLessThan(0.4)
    expect(counted.filter((t) => ratio(t) === null).length).toBeGreaterThan(4)
    expect(counted.filter((t) => t.properties['crowded']).length).toBeGreaterThan(9)
  })

  function ratio({ properties: { stalls_women: women, stalls_men: men, urinals } }: Thing): number | null {
    return women === null ? null : Number(women) / (Number(men) + Number(urinals))
  }
})
