import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type PlacedName, placedNames, unitsNamed } from './inner-map.ts'
import { picturedDay } from './pictured-county.ts'
import { ask, picturedCounty, turnTo } from './visit.ts'

const home = picturedCounty()
// a skin changes no size and no place: one is looked at on each
const looks = [
  { width: 1280, height: 720, skin: 'silk' },
  { width: 1920, height: 1080, skin: 'ink' },
]

describe('the names on the map', () => {
  for (const { skin, ...size } of looks) {
    it(`tell every unit in charge at home, on ${size.width} × ${size.height}, and none lies over another`, async () => {
      const { features } = await ask<FeatureCollection>(
        'collections/areas/items?level=township&in_charge=true&limit=100',
      )
      const units = features.map(({ properties }) => String(properties?.['name'])).sort()
      expect(units).toHaveLength(14)
      const overview = await turnTo('', { size, home: home() })
      const { page } = overview
      for (const theme of ['roads', 'toilets', 'water', 'sorting']) {
        await overview.turn(`?theme=${theme}&skin=${skin}&at=${picturedDay}`)
        expect((await unitsNamed(page)).sort(), theme).toEqual(units)
        expect(crossing(await placedNames(page)), theme).toEqual([])
      }
    })
  }

  it.each([
    ['theme=water', [11, 12, 13]],
    ['theme=roads&skin=ink', [11, 12, 13]],
    ['theme=toilets&skin=ink&area=410122001&level=community', [13]],
  ])('never lie over one another nearer by, with %s', async (scene, zooms) => {
    const overview = await turnTo('', { home: home() })
    for (const zoom of zooms) {
      await overview.turn(`?${scene}&at=${picturedDay}&map=114.017,34.723,${zoom}`)
      const names = await placedNames(overview.page)
      expect(names.length, `zoom ${zoom}`).toBeGreaterThan(10)
      expect(crossing(names), `zoom ${zoom}`).toEqual([])
    }
  })
})

/** The names that lie over others. */
function crossing(names: PlacedName[]): string[] {
  return names.flatMap((one, index) =>
    names
      .slice(index + 1)
      .filter((other) => other.name !== one.name && apart(one, other) < one.radius + other.radius)
      .map((other) => `${one.name} and ${other.name}`),
  )
}

/** How far the middles of circles are from each other or from a box; less than 0 for boxes that cross. */
function apart(one: PlacedName, other: PlacedName): number {
  const [west, north, east, south] = core(one)
  const [left, top, right, bottom] = core(other)
  const [across, down] = [Math.max(left - east, west - right), Math.max(top - south, north - bottom)]
  return across < 0 && down < 0 ? -1 : Math.hypot(Math.max(across, 0), Math.max(down, 0))
}

/** A box, or the middle of a circle as one. */
function core({ box: [west, north, east, south], radius }: PlacedName): PlacedName['box'] {
  return [west + radius, north + radius, east - radius, south - radius]
}
