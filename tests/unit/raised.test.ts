import { booleanPointInPolygon, transformScale } from '@turf/turf'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Area } from '#client/api/types.ts'
import { type Grid, keyOf, outlineOf, piecesOf } from '#client/map/hexagon-grid.ts'
import { acrossAt, countedBy, hexagonsOf, partsIn } from '#client/map/hexagons.ts'
import { drawMap } from '#client/map/layers.ts'
import { raisedUnder } from '#client/map/order.ts'
import { cellToken, columnsOf, columnToken, partsOf, sizeAt } from '#client/map/raised.ts'
import type { Tint } from '#client/map/ramp.ts'
import { type Tokens, tokenNames } from '#client/skin/tokens.ts'
import type { Figure } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import roads from '#data/themes/roads/theme.ts'
import sorting from '#data/themes/sorting/theme.ts'
import toilets from '#data/themes/toilets/theme.ts'
import water from '#data/themes/water/theme.ts'

const middle: [number, number] = [114.017, 34.723]
const near: Grid = { middle, across: 500 }

function createUnit(area: string, inCharge = true): Area {
  const properties = {
    area,
    name: area,
    level: 'township' as const,
    in_charge: inCharge,
    label_lon: 114,
    label_lat: 34.7,
  }
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [] }, properties }
}

function createFigure(area: string, value: number | null, target: number | null = null): Figure {
  const status = value === null ? 'no-data' : target !== null && value < target ? 'behind' : 'met'
  const none = { numerator: null, denominator: null, due: null, gap: null, missing: null, pace: null }
  return { area, name: area, value, target, status, targets: [], explanation: '', ...none }
}

const noTints = new Map<string, Tint>()

describe('columns', () => {
  const units = [createUnit('1'), createUnit('2'), createUnit('3'), createUnit('4', false)]

  it('stand in proportion from nothing to the highest figure or target', () => {
    const rows = [createFigure('1', 3, 6), createFigure('2', 1.5, 6)]
    const { columns, top, told } = columnsOf({ value: 'ratio', better: 'more' }, units, rows, noTints)
    expect(top).toBe(6)
    expect(told).toBe('missing')
    expect(columns.map(({ area, height, target }) => [area, height, target])).toEqual([
      ['1', 0.5, 1],
      ['2', 0.25, 1],
    ])
  })

  it('stand against a hundred where figures are shares', () => {
    const { columns, top } = columnsOf(
      { value: 'percent', better: 'more' },
      units,
      [createFigure('1', 80, 95)],
      noTints,
    )
    expect(top).toBe(100)
    expect(columns).toMatchObject([{ height: 0.8, target: 0.95 }])
  })

  it('are raised for no unit without a figure, and for none that others run', () => {
    const rows = [createFigure('1', null), createFigure('2', 0), createFigure('4', 5)]
    const { columns, told } = columnsOf({ value: 'count', better: 'more' }, units, rows, noTints)
    expect(columns).toMatchObject([{ area: '2', height: 0, target: null }])
    expect(told).toBe('figure')
  })

  it('say what is missing in the colour of its state, and never where less is better', () => {
    const rows = [
      createFigure('1', 5, 4),
      createFigure('2', 3, 4),
      { ...createFigure('3', 2, 4), status: 'at-risk' as const },
    ]
    const missing = (better: 'more' | 'less') =>
      columnsOf({ value: 'ratio', better }, units, rows, noTints).columns.map((column) => column.missing)
    expect(missing('more')).toEqual([null, 'behind', 'at-risk'])
    expect(missing('less')).toEqual([null, null, null])
    expect(columnsOf({ value: 'ratio', better: 'less' }, units, rows, noTints).told).toBe('target')
  })

  it('bear the tint of their ground', () => {
    const { columns } = columnsOf(
      { value: 'count', better: 'more' },
      units,
      [createFigure('1', 1)],
      new Map([['1', 'ramp-3']]),
    )
    expect(columns).toMatchObject([{ tint: 'ramp-3' }])
    expect([columnToken('ramp-3'), columnToken('behind'), columnToken(null)]).toEqual(['ramp-3', 'late', 'second'])
  })

  it('look as high at any zoom, and take no more than their share of a small map', () => {
    const [far, near] = [sizeAt(10, 34.7, 700, 1), sizeAt(11, 34.7, 700, 1)]
    expect(far.height / near.height).toBeCloseTo(2)
    expect(far.radius / near.radius).toBeCloseTo(2)
    expect(sizeAt(10, 34.7, 200, 1).height).toBeLessThan(far.height / 2)
  })
})

describe('hexagons', () => {
  /** A place so many metres east and north of the middle. */
  const place = (east: number, north: number) => [
    middle[0] + east / (111_195 * Math.cos((middle[1] * Math.PI) / 180)),
    middle[1] + north / 111_195,
  ]
  const point = (east: number, north: number): Geometry => ({ type: 'Point', coordinates: place(east, north) })
  const line = (...places: [number, number][]): Geometry => ({
    type: 'LineString',
    coordinates: places.map(([east, north]) => place(east, north)),
  })

  const kmOf = (shape: Geometry) => piecesOf(shape, { middle, across: 1000 }).reduce((sum, { km }) => sum + km, 0)

  it('count each thing once, in the hexagon whose middle is nearest', () => {
    const things = [point(0, 0), point(240, 0), point(260, 0), point(500, 10), point(490, -9), null]
    const { cells, top } = hexagonsOf(things, 'things', near)
    expect(top).toBe(3)
    expect(cells.map(({ amount, height }) => [amount, height])).toEqual([
      [2, 2 / 3],
      [3, 1],
    ])
    expect(cells[0]?.position).toEqual(middle)
    const [east = 0, north = 0] = place(500, 0)
    expect(cells[1]?.position[0]).toBeCloseTo(east, 9)
    expect(cells[1]?.position[1]).toBeCloseTo(north, 9)
  })

  it('leave no ground out and cover none twice', () => {
    const spread = Array.from({ length: 400 }, (_, index) => point((index % 20) * 173, Math.floor(index / 20) * 131))
    const { cells } = hexagonsOf(spread, 'things', near)
    expect(cells.reduce((sum, { amount }) => sum + amount, 0)).toBe(400)
    const widest = 500 / Math.sqrt(3)
    for (const thing of spread) {
      if (thing.type !== 'Point') continue
      const [x = 0, y = 0] = thing.coordinates
      const away = cells.map(({ position }) =>
        Math.hypot((x - position[0]) * 111_195 * Math.cos((middle[1] * Math.PI) / 180), (y - position[1]) * 111_195),
      )
      expect(Math.min(...away)).toBeLessThanOrEqual(widest + 0.01)
    }
  })

  it('measure lines by the kilometres that run through each', () => {
    const { cells } = hexagonsOf([line([-250, 0], [250, 0], [750, 0])], 'km', near)
    expect(cells).toHaveLength(2)
    for (const { amount } of cells) expect(amount).toBeCloseTo(0.5, 6)
  })

  it('are the sum of their parts, which lie within them', () => {
    const spread = Array.from({ length: 60 }, (_, n) => ({
      id: n,
      geometry: line([n * 37, n * n * 3], [n * 61 - 900, 1700 - n * 23], [n * 5, n * 41]),
    }))
    const whole = spread.reduce((sum, { geometry }) => sum + kmOf(geometry), 0)
    const { cells } = hexagonsOf(
      spread.map(({ geometry }) => geometry),
      'km',
      near,
    )
    expect(cells.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(whole, 9)
    expect(cells.length).toBeGreaterThan(20)
    for (const { key, amount } of cells) {
      const ground = transformScale(outlineOf(key, near), 1.000_01)
      const parts = partsIn(key, spread, 'km', near)
      expect(new Set(parts.map(({ thing }) => thing.id)).size).toBe(parts.length)
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBeCloseTo(amount, 9)
      for (const { geometry } of parts) {
        if (geometry.type !== 'MultiLineString') throw new Error(geometry.type)
        // a hair wider, for a piece ends on the very edge
        for (const place of geometry.coordinates.flat()) {
          expect(booleanPointInPolygon(place, ground)).toBe(true)
        }
      }
    }
  })

  it('lead to the things that stand in them, with their own shapes', () => {
    const spread = Array.from({ length: 200 }, (_, n) => ({ id: n, geometry: point((n % 20) * 90, n * 11) }))
    const shapes = spread.map(({ geometry }) => geometry)
    for (const { key, amount } of hexagonsOf([...shapes, null], 'things', near).cells) {
      const parts = partsIn(key, [...spread, { id: 999, geometry: null }], 'things', near)
      expect(parts).toHaveLength(amount)
      for (const { thing, geometry } of parts) {
        expect(geometry).toEqual(thing.geometry)
        expect(geometry.type === 'Point' && booleanPointInPolygon(geometry, outlineOf(key, near))).toBe(true)
      }
    }
    expect(partsIn('99,99', spread, 'things', near)).toEqual([])
  })

  it('cut a line where it passes from one to the next, and nowhere else lose or gain of it', () => {
    const passing = line([-250, 0], [1000, 0])
    const byKey = new Map<string, number>()
    for (const { key, km } of piecesOf(passing, near)) byKey.set(key, (byKey.get(key) ?? 0) + km)
    expect([...byKey.keys()]).toEqual(['0,0', '1,0', '2,0'])
    expect([...byKey.values()].map((km) => Number(km.toFixed(6)))).toEqual([0.5, 0.5, 0.25])
    expect(piecesOf(point(0, 0), near)).toEqual([])
    expect(keyOf(place(0, 0), near)).toBe('0,0')
  })

  it('are empty where there is nothing', () => {
    expect(hexagonsOf([], 'things', near)).toEqual({ cells: [], top: 0 })
  })

  it('are half as wide near by', () => {
    expect([acrossAt(null), acrossAt(10), acrossAt(13)]).toEqual([1000, 1000, 500])
  })

  it('count what the figure counts, else marks, else threads, and never two kinds together', () => {
    const counted = (theme: Theme, id: string) => {
      const indicator = theme.indicators.find((one) => one.id === id) ?? theme.indicators[0]
      const found = indicator && countedBy(theme, indicator)
      return found && [found.layer.collection, found.by]
    }
    expect(counted(toilets as Theme, 'toilet_density')).toEqual(['toilets', 'things'])
    expect(counted(roads as Theme, 'road_chief_coverage')).toEqual(['duty_sections', 'km'])
    expect(counted(water as Theme, '')).toEqual(['water_points', 'things'])
    for (const indicator of (sorting as Theme).indicators) {
      const villages = indicator.counts.includes('villages') && !indicator.counts.includes('compounds')
      expect(counted(sorting as Theme, indicator.id)).toEqual([villages ? 'villages' : 'compounds', 'things'])
    }
    expect(countedBy({ layers: [] }, { counts: [] })).toBeNull()
  })

  it('are laid under the first of the names that must stay legible', () => {
    const tokens = Object.fromEntries(tokenNames.map((name) => [name, '#000000'])) as Tokens
    const look = { skin: 'silk' as const, tokens, scale: 1 }
    const drawn = drawMap({ themes: [toilets, water] as Theme[], leading: 'water', under: [], level: 'township', look })
    const ids = drawn.map(({ id }) => id)
    expect(ids.slice(ids.indexOf(raisedUnder))).toEqual([
      ...['sign-names', 'other-unit-names', 'unit-names', 'signs'],
      // the planner's, whose map lies flat
      ...['sketch-ground', 'sketch-line', 'sketch-corner'],
      ...['site-round', 'site-proposed', 'site-left-out', 'site', 'site-number'],
    ])
  })

  it('darken with their height, and none is as pale as the land', () => {
    expect([0.01, 0.3, 0.6, 1].map((height) => cellToken({ height }))).toEqual(['ramp-2', 'ramp-3', 'ramp-4', 'ramp-5'])
  })

  it('take their colour from the skin', () => {
    expect(partsOf({ late: '#bf3a26' } as Tokens, 'late')).toEqual([191, 58, 38])
  })
})
