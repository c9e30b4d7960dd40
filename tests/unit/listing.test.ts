import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { ThingFeature } from '#client/api/types.ts'
import { columnsOf } from '#client/listing/columns.ts'
import { ordered } from '#client/listing/order.ts'
import { pointOn } from '#client/things/point-on.ts'
import type { Collection, Layer, Theme } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import sorting from '#data/themes/sorting/theme.ts'
import toilets from '#data/themes/toilets/theme.ts'
import water from '#data/themes/water/theme.ts'

function kind(theme: Theme, index = 0): [Collection, Layer] {
  const layer = theme.layers[index]
  const collection = theme.collections.find(({ id }) => id === layer?.collection)
  if (!layer || !collection) throw new Error('there is no such layer')
  return [collection, layer]
}

describe('the columns of a list', () => {
  it('are what the map carries, then what is short; neither name nor state, and four at most', () => {
    const names = (theme: Theme, index?: number) => columnsOf(...kind(theme, index)).map(({ name }) => name)
    expect(names(toilets)).toEqual(['class', 'kind', 'state', 'ownership'])
    expect(names(sorting)).toEqual(['households', 'sorted', 'passed'])
    expect(names(water)).toEqual(['verdict', 'stage', 'listed_on', 'struck_off_on'])
  })
})

describe('the order of a list', () => {
  const [collection, layer] = kind(toilets)
  const row = (id: number, properties: Record<string, Value>): ThingFeature => ({
    type: 'Feature',
    id,
    geometry: null,
    properties,
  })
  const rows = [
    row(1, { name: '中路公厕', counted: 'yes', kind: 'mobile', class: 2, township_name: '郑庵镇' }),
    row(2, { name: '安路公厕', counted: 'mobile', kind: 'standalone', class: null, township_name: null }),
    row(3, { name: null, counted: 'not-open', kind: 'attached', class: 1, township_name: '官渡镇' }),
  ]
  const order = (by: string, down = false) =>
    ordered(rows, { by, down }, collection, layer, 'zh-CN').map(({ id }) => id)

  it('is as they came where none is asked for', () => {
    expect(ordered(rows, null, collection, layer, 'zh-CN')).toBe(rows)
  })

  it.each([
    ['name', [2, 1, 3], [1, 2, 3]],
    ['township', [3, 1, 2], [1, 3, 2]],
    // the worst first
    ['state', [3, 2, 1], [1, 2, 3]],
    // as it is declared
    ['.kind', [2, 3, 1], [1, 3, 2]],
    ['.class', [3, 1, 2], [1, 3, 2]],
    ['.unknown', [1, 2, 3], [1, 2, 3]],
  ])('by %s has what is not known last, either way', (by, up, down) => {
    expect([order(by), order(by, true)]).toEqual([up, down])
  })
})

describe('a place on a thing', () => {
  it.each<[string, Geometry, [number, number]]>([
    ['a point', { type: 'Point', coordinates: [114, 34] }, [114, 34]],
    [
      'half way along a line',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 0],
          [1, 3],
        ],
      },
      [1, 1],
    ],
    [
      'on the longest of several',
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [9, 9],
            [9, 9.5],
          ],
          [
            [0, 0],
            [4, 0],
          ],
        ],
      },
      [2, 0],
    ],
    [
      'not in a hole',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [10, 0],
            [10, 2],
            [0, 2],
            [0, 0],
          ],
          [
            [3, 0.5],
            [9, 0.5],
            [9, 1.5],
            [3, 1.5],
            [3, 0.5],
          ],
        ],
      },
      [1.5, 1],
    ],
  ])('is %s', (_what, geometry, place) => {
    expect(pointOn(geometry)).toEqual(place)
  })

  it('of any triangle lies in it', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    fc.assert(
      fc.property(corner, corner, corner, (a, b, c) => {
        const doubled = cross(a, b, c)
        fc.pre(Math.abs(doubled) > 1)
        const place = pointOn({ type: 'Polygon', coordinates: [[a, b, c, a]] })
        expect(place).not.toBeNull()
        const sides = [cross(a, b, place ?? []), cross(b, c, place ?? []), cross(c, a, place ?? [])]
        expect(sides.every((side) => side * Math.sign(doubled) >= -1e-6)).toBe(true)
      }),
    )
  })

  it('is none where there is no shape', () => {
    expect(pointOn(null)).toBeNull()
  })
})

function cross([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [cx = 0, cy = 0]: Position): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}
