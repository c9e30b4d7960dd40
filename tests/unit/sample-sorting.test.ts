import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import { distance, isNear, toPlane } from '#data/sample/plane.ts'
import { at, county, find, now, of, on, shares, streets, today } from './sample-rows.ts'

describe('compounds', () => {
  it('are points in blocks, at most 50 m from a street', () => {
    expect(now('compounds').length).toBeGreaterThanOrEqual(60)
    for (const compound of now('compounds')) {
      const p = toPlane(at(compound))
      expect(streets.some((line) => isNear(p, line, 50))).toBe(true)
      expect(streets.some((line) => isNear(p, line, 4))).toBe(false)
      expect(find.isBuiltUp(at(compound)) && !find.isWet(at(compound))).toBe(true)
    }
  })

  it('sort 68.9 % in all, one unit well ahead, one badly behind', () => {
    expect(100 * sharing('compounds', today)).toBeCloseTo(68.9, 1)
    const share = shares('compounds', sorts)
    expect(share.get('雁鸣湖镇')).toBe(1)
    expect(share.get('韩寺镇')).toBeLessThan(0.4)
  })
})

describe('villages', () => {
  const country = county.roads.filter((road) => road.class === 'country').map((road) => road.line.map(toPlane))

  it('are points on dry land beside a country road, not in a town and not in one another, each of a name', () => {
    const points = now('villages').map((village) => toPlane(at(village)))
    expect(points).toHaveLength(180)
    for (const [i, village] of now('villages').entries()) {
      const p = points[i] ?? [0, 0]
      expect(country.some((line) => isNear(p, line, 100) && !isNear(p, line, 4))).toBe(true)
      expect(find.isBuiltUp(at(village)) || find.isWet(at(village))).toBe(false)
      expect(points.filter((q) => distance(p, q) < 300)).toHaveLength(1)
    }
    expect(new Set(now('villages').map(({ properties }) => properties['name'])).size).toBe(180)
  })

  it('sort in half the cases, everywhere in one unit, hardly at all in another', () => {
    expect(sharing('villages', today)).toBeCloseTo(0.494, 3)
    const share = shares('villages', sorts)
    expect(share.get('雁鸣湖镇')).toBe(1)
    expect(share.get('刁家乡')).toBeLessThan(0.2)
  })
})

describe('sorting', () => {
  const year = [365, 270, 180, 90, 0].map((ago) => addDays(today, -ago))

  it('has spread over the year, to compounds and to villages', () => {
    for (const kind of ['compounds', 'villages'] as const) {
      const grown = year.map((day) => sharing(kind, day))
      expect(grown).toEqual([...grown].sort())
      expect((grown[4] ?? 0) - (grown[0] ?? 0), kind).toBeGreaterThan(0.1)
    }
  })

  it('is inspected all year long, only where it is done; some fail after they passed, some are not there yet', () => {
    const all = of('sorting_inspections')
    expect(all.length).toBeGreaterThan(700)
    expect(all.length).toBeLessThanOrEqual(1500)
    const lost: unknown[] = []
    for (const kind of ['compounds', 'villages'] as const) {
      for (const thing of now(kind)) {
        const code = thing.properties['code']
        const own = all.filter(({ properties: p }) => p['compound'] === code || p['village'] === code)
        if (!sorts(thing)) expect(own, String(code)).toEqual([])
        else for (const { properties: p } of own) expect(p['inspected_on']).toBe(p['valid_from'])
        const passed = own.map(({ properties: p }) => p['passed'])
        if (passed.indexOf(true) >= 0 && passed.at(-1) === false) lost.push(code)
        for (const { properties: p } of own)
          expect(String(p['inspected_on']) >= String(thing.properties['valid_from']), String(code)).toBe(true)
      }
      const passing = (day: string) => now(kind).filter(({ properties }) => latest(properties['code'], day)).length
      expect(passing(today)).toBeGreaterThan(passing(year[1] ?? ''))
      expect(passing(today)).toBeLessThan(now(kind).filter(sorts).length)
    }
    expect(lost.length).toBeGreaterThan(5)

    function latest(code: unknown, day: string): boolean {
      const known = all.filter(({ properties: p }) => (p['compound'] ?? p['village']) === code)
      return known.findLast(({ properties: p }) => String(p['inspected_on']) <= day)?.properties['passed'] === true
    }
  })
})

function sorts({ properties }: Thing): boolean {
  return properties['sorted'] === true
}

function sharing(collection: 'compounds' | 'villages', day: string): number {
  return on(day, collection).filter(sorts).length / on(day, collection).length
}
