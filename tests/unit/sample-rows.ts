import type { Theme } from '#data/model/theme.ts'
import type { Thing } from '#data/model/thing.ts'
import { places } from '#data/sample/places.ts'
import { type LonLat, toPlane } from '#data/sample/plane.ts'
import { skeleton } from '#data/sample/skeleton.ts'
import groundSample from '#data/themes/ground/sample.ts'
import ground from '#data/themes/ground/theme.ts'
import roadsSample from '#data/themes/roads/sample.ts'
import roads from '#data/themes/roads/theme.ts'
import sortingSample from '#data/themes/sorting/sample.ts'
import sorting from '#data/themes/sorting/theme.ts'
import toiletsSample from '#data/themes/toilets/sample.ts'
import toilets from '#data/themes/toilets/theme.ts'
import waterSample from '#data/themes/water/sample.ts'
import water from '#data/themes/water/theme.ts'

/** The sample as it is on one fixed day, for the tests that look at it. */
export const today = '2026-11-24'
export const themes: Theme[] = [ground, roads, toilets, water, sorting]

export function everything(day: string): { county: ReturnType<typeof skeleton>; rows: Record<string, Thing[]> } {
  const county = skeleton()
  const samples = [groundSample, roadsSample, toiletsSample, waterSample, sortingSample]
  return { county, rows: Object.assign({}, ...samples.map((sample) => sample(county, day))) }
}

export const { county, rows } = everything(today)
export const find = places(county)
/** All versions in a collection. */
export const of = (collection: string): Thing[] => rows[collection] ?? []
/** The versions that hold on a day. */
export const on = (day: string, collection: string): Thing[] =>
  of(collection).filter(
    ({ properties: { valid_from: from, taken_on: taken, valid_to: until } }) =>
      String(from ?? taken) <= day && (!until || String(until) > day),
  )
export const now = (collection: string): Thing[] => on(today, collection)
export const charged = county.areas.filter((area) => area.level === 'township' && area.inCharge)
export const streets = county.roads.map((road) => road.line.map(toPlane))

export function at(thing: Thing): LonLat {
  if (thing.geometry?.type !== 'Point') throw new Error('a point was expected')
  const [lon = 0, lat = 0] = thing.geometry.coordinates
  return [lon, lat]
}

/** Share of what counts, township by township. */
export function shares(collection: string, counts: (thing: Thing) => boolean): Map<string, number> {
  return new Map(
    charged.map((township) => {
      const own = now(collection).filter((thing) => find.townshipAt(at(thing)) === township)
      return [township.name, own.filter(counts).length / own.length]
    }),
  )
}
