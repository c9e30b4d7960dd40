import { kinks, polygon } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import type { Ground } from '#data/sample/county.ts'
import { isNear, type LonLat, length, signedArea, toPlane } from '#data/sample/plane.ts'
import { skeleton } from '#data/sample/skeleton.ts'
import { blindCrossings, loose, networkShare, positionsOf, ringsOf, sum } from './sample-geometry.ts'
import { charged, county, everything, find, now, of, rows, themes, today } from './sample-rows.ts'

function km2(shape: Ground): number {
  const ring = (r: LonLat[]) => Math.abs(signedArea(r.map(toPlane)))
  return (
    shape.reduce((sum, [outside, ...holes]) => sum + ring(outside ?? []) - holes.reduce((s, h) => s + ring(h), 0), 0) /
    1e6
  )
}

describe('the make-believe county', () => {
  it('is a pure function of the seed and of today', () => {
    expect(everything(today).rows).toEqual(rows)
    expect(JSON.stringify(skeleton(7).roads)).not.toBe(JSON.stringify(county.roads))
    const later = everything(addDays(today, 30)).rows
    expect(later['toilets']?.map(({ geometry }) => geometry)).toEqual(of('toilets').map(({ geometry }) => geometry))
    expect(later['toilets']?.[0]?.properties['valid_from']).not.toBe(of('toilets')[0]?.properties['valid_from'])
  })

  it('has 24 townships, 14 in charge, that tile the county edge by edge', () => {
    const townships = county.areas.filter((area) => area.level === 'township')
    expect([townships.length, charged.length, townships.filter((t) => t.code === null).length]).toEqual([24, 14, 7])
    for (const { inCharge, runBy } of townships) expect(runBy === null).toBe(inCharge)
    const whole = county.areas.filter((area) => area.level === 'county')
    expect(
      loose(
        townships.map((t) => t.ground),
        whole.map((c) => c.ground),
      ),
    ).toBe(0)
    expect(
      loose(
        townships.slice(1).map((t) => t.ground),
        whole.map((c) => c.ground),
      ),
    ).toBeGreaterThan(0)
    const total = townships.reduce((sum, t) => sum + km2(t.ground), 0)
    expect(total).toBeCloseTo(1378.6, 0)
  })

  it('has communities that tile the three units of the seat', () => {
    const parents = new Set(county.areas.flatMap((a) => (a.level === 'community' ? [a.parent] : [])))
    expect([...parents].sort()).toEqual(['410122001', '410122002', '410122003'])
    for (const parent of parents) {
      const own = county.areas.filter((a) => a.parent === parent)
      expect(own.length).toBeGreaterThanOrEqual(3)
      expect(own.every((a) => a.code?.length === 12 && a.code.startsWith(parent ?? '-'))).toBe(true)
      const township = county.areas.filter((a) => a.key === parent)
      expect(
        loose(
          own.map((a) => a.ground),
          township.map((a) => a.ground),
        ),
      ).toBe(0)
    }
  })

  it('has 75 to 85 square kilometres of built-up ground, all in the units in charge, most at the seat', () => {
    const whole = county.builtUp.reduce((sum, patch) => sum + km2(patch.ground), 0)
    const inUnits = charged.reduce((sum, township) => sum + find.builtKm2(township), 0)
    expect(inUnits).toBeGreaterThan(75)
    expect(inUnits).toBeLessThan(85)
    expect(whole - inUnits).toBeLessThan(0.5)
    const sizes = county.builtUp.map((patch) => km2(patch.ground)).sort((a, b) => b - a)
    expect(sizes).toHaveLength(12)
    expect(sizes[0]).toBeGreaterThan(5 * (sizes[1] ?? 0))
  })

  it('has one network of streets: 98 % of its length hangs together by shared vertices', () => {
    expect(networkShare(county.roads.map((road) => road.line))).toBeGreaterThanOrEqual(0.98)
    const cutApart = county.roads.map((road) =>
      road.line.map(([lon, lat]): LonLat => [lon + Number(road.code.slice(-4)), lat]),
    )
    expect(networkShare(cutApart)).toBeLessThan(0.1)
    expect(county.roads.length).toBeGreaterThan(900)
    expect(county.roads.length).toBeLessThan(2000)
  })

  it('lets no two roads cross without a common vertex', () => {
    expect(blindCrossings(county.roads.map((road) => road.line))).toEqual([])
    const cross: LonLat[][] = [
      [
        [114, 34.7],
        [114.001, 34.701],
      ],
      [
        [114, 34.701],
        [114.001, 34.7],
      ],
    ]
    expect(blindCrossings(cross)).toHaveLength(1)
  })

  it('has arterials that join all towns', () => {
    const main = county.roads.filter((road) => road.class === 'arterial' || road.class === 'expressway')
    expect(networkShare(main.map((road) => road.line))).toBeGreaterThan(0.97)
    for (const township of county.areas.filter((a) => a.level === 'township'))
      expect(main.some(({ line }) => isNear(toPlane(township.at), line.map(toPlane), 1600))).toBe(true)
  })

  it('draws everything validly, within the county, to 6 decimals', () => {
    for (const [collection, things] of Object.entries(rows))
      for (const { geometry, properties } of things) {
        const where = `${collection} ${properties['code'] ?? properties['name']}`
        if (!geometry) continue
        for (const ring of ringsOf(geometry)) {
          expect(kinks(polygon([ring])).features, where).toEqual([])
          expect(new Set(ring.map(String)).size, where).toBe(ring.length - 1)
        }
        for (const [lon = 0, lat = 0] of positionsOf(geometry)) {
          expect(lon > 113.77 && lon < 114.22 && lat > 34.42 && lat < 34.97, where).toBe(true)
          expect(Math.abs(lon * 1e6 - Math.round(lon * 1e6)), where).toBeLessThan(1e-6)
        }
      }
  })

  it('keeps to the declarations: columns, choices, keys, references, days', () => {
    const keys = (id: string) =>
      new Set(of(id).map(({ properties }) => properties['code'] ?? (id === 'areas' ? properties['name'] : null)))
    const wrong: string[] = []
    for (const collection of themes.flatMap((theme) => theme.collections)) {
      if (collection.derived) continue
      const things = of(collection.id)
      expect(things.length, collection.id).toBeGreaterThan(0)
      if (collection.key) expect(keys(collection.id).size, collection.id).toBe(now(collection.id).length)
      for (const { properties } of things) {
        const { valid_from: from, valid_to: until, ...rest } = properties
        if (!(String(from ?? rest[collection.since ?? '']) <= today) || (until && !(String(from) < String(until))))
          wrong.push(`${collection.id} days`)
        for (const [name, value] of Object.entries(rest)) {
          const declared = collection.properties.find((p) => p.name === name && !p.computed)
          if (!declared) wrong.push(`${collection.id}.${name} is not declared`)
          if (value === null || !declared) continue
          if (declared.to && !keys(declared.to).has(value)) wrong.push(`${name} ${value} leads nowhere`)
          if (declared.choices && !(String(value) in declared.choices)) wrong.push(`${name} may not be ${value}`)
        }
        for (const { name, required } of collection.properties)
          if (required && (rest[name] ?? null) === null) wrong.push(`${collection.id}.${name} is missing`)
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('road chiefs', () => {
  const current = of('chief_assignments').filter(({ properties: p }) => !p['valid_to'])
  const holds = (key: Thing['properties'][string] | undefined, level: number) =>
    current.some(({ properties: p }) => (p['section'] ?? p['area']) === key && p['level'] === level)
  const kilometres = charged.map((township) => {
    const own = of('duty_sections').flatMap(({ geometry, properties }) => {
      if (geometry?.type !== 'LineString') return []
      const line = geometry.coordinates.map(([lon = 0, lat = 0]): LonLat => [lon, lat])
      const middle = line[Math.floor(line.length / 2)] ?? [0, 0]
      if (find.townshipAt(middle) !== township) return []
      const held = [1, 2, 3].every((level) => holds(properties['code'], level) || holds(township.key, level))
      return [{ km: length(line.map(toPlane)) / 1000, held }]
    })
    return { all: sum(own.map((s) => s.km)), held: sum(own.map((s) => (s.held ? s.km : 0))) }
  })

  it('hold nearly all sections in some towns and far from all in one', () => {
    expect(of('duty_sections').length).toBeGreaterThanOrEqual(150)
    const share = kilometres.map(({ all, held }) => held / all)
    expect(Math.max(...share)).toBe(1)
    expect(Math.min(...share)).toBeLessThan(0.6)
    const whole = sum(kilometres.map((k) => k.held)) / sum(kilometres.map((k) => k.all))
    expect(whole).toBeGreaterThan(0.93)
    expect(whole).toBeLessThan(0.98)
  })

  it('leave an office empty for more than a month', () => {
    const empty = of('chief_assignments').filter(
      ({ properties: p }) => p['valid_to'] && !holds(p['section'] ?? p['area'], Number(p['level'])),
    )
    expect(Math.max(...empty.map(({ properties: p }) => daysBetween(String(p['valid_to']), today)))).toBeGreaterThan(31)
  })

  it('never hold the same office at the same time, and have no full names', () => {
    const spans = new Map<string, [string, string][]>()
    for (const { properties: p } of of('chief_assignments')) {
      const office = `${p['section'] ?? p['area']} ${p['level']}`
      const span: [string, string] = [String(p['valid_from']), String(p['valid_to'] ?? '9999')]
      for (const [from, until] of spans.get(office) ?? []) expect(span[0] < until && from < span[1], office).toBe(false)
      spans.set(office, [...(spans.get(office) ?? []), span])
    }
    for (const { properties: p } of of('chiefs')) expect(p['name']).toMatch(/^.某{1,2}$/)
  })
})
