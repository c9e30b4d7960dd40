import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import { places } from '#data/sample/places.ts'
import { distance, inRing, toPlane } from '#data/sample/plane.ts'
import { skeleton } from '#data/sample/skeleton.ts'
import { sampled } from '#data/sample/water-samples.ts'
import derive, { type KeptVerdict, type WaterGiven } from '#data/themes/water/derive.ts'
import sample from '#data/themes/water/sample.ts'

const today = '2026-11-24'
const county = skeleton()
const rows = sample(county, today)
const of = (collection: string): Thing[] => rows[collection] ?? []
const at = ({ geometry }: Thing): [number, number] => {
  if (geometry?.type !== 'Point') throw new Error('a point was expected')
  return [geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0]
}
const listed = of('water_bodies').filter(({ properties: p }) => p['stage'] !== 'unlisted' && !p['valid_to'])
const pointsOf = (water: string) =>
  of('water_points').filter(
    ({ properties: p }) => county.waters.find(({ code }) => code === p['water'])?.name === water,
  )
const samplesOf = (point: Thing) =>
  of('water_samples').filter((s) => s.properties['point'] === point.properties['code'])

/** The rows as the database would give them to derive.ts; keys stand in for the numbers of things. */
function given(): WaterGiven {
  const numbers = new Map<unknown, number>()
  const fid = (key: unknown) => numbers.get(key) ?? numbers.set(key, numbers.size + 1).size
  const span = (p: Thing['properties']) => ({
    from: String(p['valid_from'] ?? p['taken_on']),
    until: typeof p['valid_to'] === 'string' ? p['valid_to'] : null,
  })
  return {
    since: null,
    settings: [{ from: null, standard: '2015', days: 30 }],
    waters: listed
      .concat(of('water_bodies').filter(({ properties: p }) => p['stage'] === 'unlisted'))
      .map(({ properties: p }) => ({ fid: fid(p['name']), from: '2024-10-25' })),
    points: of('water_points').map(({ properties: p }) => ({
      fid: fid(p['code']),
      ...span(p),
      water: fid(county.waters.find(({ code }) => code === p['water'])?.name),
      sequence: Number(p['sequence']),
      name: String(p['name']),
    })),
    samples: of('water_samples').map(({ properties: p }) => ({
      ...(p as unknown as WaterGiven['samples'][number]),
      ...span(p),
      fid: fid(p['code']),
      point: fid(p['point']),
      taken: String(p['taken_on']),
    })),
  }
}

const asGiven = given()
const derived = derive(asGiven)
const verdictOn = (water: string, day: string): KeptVerdict | undefined => {
  const fid = asGiven.points.find(({ name }) => name === `${water}1号点`)?.water ?? -1
  return derived.find(
    (one) =>
      one.collection === 'water_bodies' &&
      one.fid === fid &&
      one.from <= day &&
      (one.until === null || day < one.until),
  )
}

describe('the waters of the sample', () => {
  it('are on the list, nine of them, three not struck off', () => {
    expect(listed).toHaveLength(9)
    expect(listed.filter(({ properties: p }) => p['stage'] !== 'struck_off')).toHaveLength(3)
    expect(of('water_bodies').every(({ properties: p }) => !('verdict' in p))).toBe(true)
  })

  it('are sampled at points on the water, 200–600 m apart, three or more but on one', () => {
    for (const name of Object.keys(sampled)) {
      const points = pointsOf(name)
      expect(points.length, name).toBe(sampled[name]?.points)
      const rings = county.waters
        .find((water) => water.name === name)
        ?.ground.map(([ring]) => (ring ?? []).map(toPlane))
      for (const [i, point] of points.entries()) {
        expect(
          rings?.some((ring) => inRing(toPlane(at(point)), ring)),
          name,
        ).toBe(true)
        expect(places(county).townshipAt(at(point))?.inCharge, name).toBe(true)
        const before = points[i - 1]
        if (before === undefined) continue
        const apart = distance(toPlane(at(before)), toPlane(at(point)))
        expect(apart).toBeGreaterThanOrEqual(195)
        expect(apart).toBeLessThanOrEqual(600)
      }
    }
    expect(Object.keys(sampled).filter((name) => pointsOf(name).length < 3)).toEqual(['刘集沟'])
  })

  it('have a year of samples that end today, every week on listed ones, three thousand at most', () => {
    expect(of('water_samples').length).toBeLessThan(3000)
    for (const name of listed.map(({ properties: p }) => String(p['name']))) {
      for (const point of pointsOf(name)) {
        const days = samplesOf(point).map(({ properties: p }) => String(p['taken_on']))
        expect(days.at(-1)).toBe(today)
        expect(daysBetween(days[0] ?? today, today)).toBe(364)
        expect(days).toHaveLength(53)
      }
    }
  })

  it.each([
    ['丁村沟', 'mild'],
    ['姚家沟', 'severe'],
    ['刘集沟', 'no-verdict'],
    ['东风沟', 'mild'],
    ['青年沟', 'clear'],
    ['石沟', 'clear'],
    ['小雁河', 'clear'],
    ['水溃沟', 'clear'],
    ['刁家排水沟', 'clear'],
    ['贾鲁河', 'clear'],
    ['运粮河', 'clear'],
    ['小清河', 'no-verdict'],
  ])('earn their verdicts: %s is %s', (water, verdict) => {
    const found = verdictOn(water, today)
    expect(found?.verdict).toBe(verdict)
    // of a verdict made by chance the next day would be another one
    expect(verdictOn(water, addDays(today, -3))?.verdict).toBe(verdict)
  })

  it('improve, relapse and are seen to the bottom', () => {
    const course = (water: string) => [330, 180, 10].map((ago) => verdictOn(water, addDays(today, -ago))?.verdict)
    expect(course('丁村沟')).toEqual(['severe', 'mild', 'mild'])
    expect(course('东风沟')).toEqual(['clear', 'clear', 'mild'])
    expect(course('青年沟')).toEqual(['mild', 'clear', 'clear'])
    expect(verdictOn('刘集沟', today)?.reasons.zh).toMatch(/只有 2 个监测点/)
    expect(verdictOn('小清河', today)?.reasons.zh).toMatch(/监测 2 次/)
    const shallow = samplesOf(pointsOf('刁家排水沟')[0] as Thing).at(-1)?.properties
    expect(Number(shallow?.['depth'])).toBeLessThan(25)
    expect(shallow?.['transparency']).toBe(shallow?.['depth'])
  })

  it('have outfalls on their banks, some not yet traced', () => {
    expect(of('outfalls').length).toBeGreaterThanOrEqual(20)
    for (const { geometry: _, ...outfall } of of('outfalls')) {
      expect(outfall.properties['code']).toMatch(/^FA-410122-\d{4}-[A-Z]{2}-00$/)
    }
    for (const outfall of of('outfalls')) {
      const into = county.waters.find((w) => w.code === outfall.properties['water'])
      expect(into?.ground.flat(2).map(String)).toContain(String(at(outfall)))
    }
    expect(new Set(of('outfalls').map(({ properties: p }) => p['tracing'])).size).toBe(3)
  })
})
