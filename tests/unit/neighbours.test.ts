import { describe, expect, it } from 'vitest'
import { outlineRing } from '#data/sample/areas.ts'
import { countyOf, mostCounties, moveOf } from '#data/sample/neighbours.ts'
import { box, type LonLat } from '#data/sample/plane.ts'
import { readCommand } from '#server/sample/command.ts'
import { county as first } from './sample-rows.ts'

const second = countyOf(2)

function outlineOf(n: number): LonLat[] {
  const coordinates = outlineRing.map(([lon, lat]) => [lon, lat])
  const { geometry } = moveOf(n)({ geometry: { type: 'LineString', coordinates }, properties: {} })
  if (geometry?.type !== 'LineString') throw new Error('a line was expected')
  return geometry.coordinates.map(([lon = 0, lat = 0]): LonLat => [lon, lat])
}

describe('the counties side by side', () => {
  it('begin with the county that stands alone, where it stands', () => {
    expect(countyOf(1)).toEqual(first)
    expect(outlineOf(1)).toEqual(outlineRing)
  })

  it('have codes and names of their own, and streets of their own', () => {
    expect(second.areas[0]).toMatchObject({ code: '990002', name: '演示2县' })
    const names = new Set(first.areas.map(({ name }) => name))
    for (const { code, name } of second.areas) {
      if (code !== null) expect(code).toMatch(/^990002/)
      expect(names).not.toContain(name)
    }
    for (const { code } of [...second.roads, ...second.waters]) expect(code).toMatch(/^990002/)
    expect(second.roads.map(({ line }) => line)).not.toEqual(first.roads.map(({ line }) => line))
  })

  it('have no border that crosses itself, though the seed of the seventh would fold one', () => {
    expect(countyOf(7).seed).toBe(991007)
    expect(second.seed).toBe(990002)
  })

  it('never overlap, as many as there may be', () => {
    const boxes = Array.from({ length: mostCounties }, (_, i) => box(outlineOf(i + 1)))
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1], `${a} and ${b}`).toBe(true)
  })

  it('keep their metres, however far north', () => {
    // on a sphere at their own latitude, not on the plane they were drawn on
    const metresWide = (ring: LonLat[]) => {
      const [west, south, east, north] = box(ring)
      return (east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180)
    }
    for (const n of [2, 10, mostCounties]) expect(metresWide(outlineOf(n)) / metresWide(outlineRing)).toBeCloseTo(1, 2)
  })
})

describe('the command that makes them', () => {
  it('reads how many, and the day their history ends', () => {
    expect(readCommand(['--scale', '10', '--today', '2026-11-24'])).toEqual({
      counties: 10,
      today: '2026-11-24',
      help: false,
    })
    expect(readCommand(['--help'])).toMatchObject({ help: true })
  })

  it.each([
    [[], /how many/],
    [['--scale', '0'], /--scale 0 is not a whole number from 1 to 100/],
    [['--scale', '-1'], /^--scale takes a whole number from 1 to 100/],
    [['--scale=-1'], /--scale -1 is not a whole number/],
    [['--scale', '1.5'], /whole number/],
    [['--scale', '1e1'], /whole number/],
    [['--scale', 'ten'], /whole number/],
    [['--scale', ''], /whole number/],
    [['--scale', '1000'], /whole number/],
    [['--scale', '2', '--today', '2026-02-30'], /2026-02-30 is not a day/],
    [['--scale', '2', '3'], /3/],
    [['--sclae', '2'], /--sclae/],
  ])('%j is refused with a sentence and the usage', (args, sentence) => {
    expect(() => readCommand(args)).toThrow(sentence)
    expect(() => readCommand(args)).toThrow(/npm run sample -- --scale N/)
  })
})
