import { addDays } from '#data/model/day.ts'
import type { Thing, Value } from '#data/model/thing.ts'
import type { Skeleton, Water } from '#data/sample/county.ts'
import { places } from '#data/sample/places.ts'
import { type LonLat, toPlane } from '#data/sample/plane.ts'
import { pick, type Random, random } from '#data/sample/random.ts'
import { pointsOn, sampled, samplesAt } from '#data/sample/water-samples.ts'

// The letters of HJ 1235-2021, as far as they are known; not checked.
const letters: Record<string, string> = {
  industrial: 'GY',
  sewage_works: 'WS',
  farming: 'NY',
  storm: 'YH',
  other: 'QT',
}

/**
 * All waters, nine of them on the list of black-odorous ones, a dozen sampled over a year, and the outfalls on their
 * banks. No verdict is written here: the samples are drawn so that they earn it.
 */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const begun = addDays(today, -760)
  const points = county.waters.flatMap((water) => {
    const story = sampled[water.name]
    if (story === undefined) return []
    return pointsOn(county, water, story.points).map((at, i) => ({ at, water, story, sequence: i + 1 }))
  })
  const codeOf = ({ water, sequence }: { water: Water; sequence: number }) => `${water.code}D${sequence}`
  return {
    water_bodies: county.waters.flatMap((water) => bodies(water, begun, today)),
    water_points: points.map((point) => ({
      geometry: { type: 'Point', coordinates: [...point.at] },
      properties: {
        code: codeOf(point),
        name: `${point.water.name}${point.sequence}号点`,
        water: point.water.code,
        sequence: point.sequence,
        valid_from: begun,
      },
    })),
    water_samples: points.flatMap((point) => samplesAt(county.seed, codeOf(point), point.story, today)),
    outfalls: outfalls(county, begun),
  }
}

/** A water, in two versions where it was struck off meanwhile. */
function bodies(water: Water, begun: string, today: string): Thing[] {
  const { stage = 'unlisted', listed, struckOff } = sampled[water.name] ?? {}
  const listed_on = listed === undefined ? null : addDays(today, -listed)
  const body = (rest: Record<string, Value>): Thing => ({
    geometry: { type: 'MultiPolygon', coordinates: water.ground.map((p) => p.map((r) => r.map(([x, y]) => [x, y]))) },
    properties: { code: water.code, name: water.name, listed_on, ...rest },
  })
  if (struckOff === undefined) return [body({ stage, valid_from: begun })]
  const struck_off_on = addDays(today, -struckOff)
  return [
    body({ stage: 'evaluated', valid_from: begun, valid_to: struck_off_on }),
    body({ stage, struck_off_on, valid_from: struck_off_on }),
  ]
}

function outfalls(county: Skeleton, valid_from: string): Thing[] {
  const next = random(county.seed, 'outfalls')
  const traced = random(county.seed, 'outfalls traced')
  const found = county.waters.flatMap((water) =>
    onBank(county, water, next).map((at, i) => ({ at, water, name: `${water.name}${i + 1}号排污口` })),
  )
  return found.map(({ at, water, name }, i) => {
    const kind = pick(next, ['storm', 'storm', 'storm', 'farming', 'farming', 'sewage_works', 'industrial', 'other'])
    return {
      geometry: { type: 'Point', coordinates: [...at] },
      properties: {
        code: `FA-${county.code}-${String(i + 1).padStart(4, '0')}-${letters[kind]}-00`,
        name,
        water: water.code,
        kind,
        tracing: pick(traced, ['treated', 'treated', 'traced', 'found']),
        valid_from,
      },
    }
  })
}

/** Some places on a water's bank, in the units in charge, one or more for every few kilometres. */
function onBank(county: Skeleton, water: Water, next: Random): LonLat[] {
  if (water.kind === 'lake' || water.name === '黄河') return []
  const find = places(county)
  const bank = (water.ground[0]?.[0] ?? []).filter((_, i, ring) => i > 20 && i < ring.length - 20)
  if (bank.length === 0) return []
  const count = water.name === '贾鲁河' ? 7 : water.kind === 'river' ? 2 : 1 + Math.round(next())
  const found: LonLat[] = []
  for (let tries = 0; tries < 60 && found.length < count; tries++) {
    const at = pick(next, bank)
    const apart = found.every((other) => {
      const [a, b] = [toPlane(at), toPlane(other)]
      return Math.hypot(a[0] - b[0], a[1] - b[1]) > 700
    })
    if (apart && find.townshipAt(at)?.inCharge) found.push(at)
  }
  return found
}
