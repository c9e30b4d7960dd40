import { addDays } from '#data/model/day.ts'
import type { Thing, Value } from '#data/model/thing.ts'
import type { Skeleton, Water } from '#data/sample/county.ts'
import listed from '#data/sample/listed-waters.json' with { type: 'json' }
import { places } from '#data/sample/places.ts'
import { type LonLat, toPlane } from '#data/sample/plane.ts'
import { pick, type Random, random } from '#data/sample/random.ts'

type Listed = Record<string, { stage: string; listed: number; struckOff?: number; verdict: string; reasons: string }>

/** All waters, nine of them on the list of black-odorous ones, and the outfalls on their banks. */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const next = random(county.seed, 'outfalls')
  const valid_from = addDays(today, -760)
  const outfalls = county.waters.flatMap((water) =>
    onBank(county, water, next).map((at, i) => ({ at, water, name: `${water.name}${i + 1}号排污口` })),
  )
  return {
    water_bodies: county.waters.map((water) => ({
      geometry: { type: 'MultiPolygon', coordinates: water.ground.map((p) => p.map((r) => r.map(([x, y]) => [x, y]))) },
      properties: { code: water.code, name: water.name, ...course(water, today), valid_from },
    })),
    outfalls: outfalls.map(({ at, water, name }, i) => ({
      geometry: { type: 'Point', coordinates: [...at] },
      properties: {
        code: `${county.code}P${String(i + 1).padStart(3, '0')}`,
        name,
        water: water.code,
        kind: pick(next, ['storm', 'storm', 'storm', 'farming', 'farming', 'sewage_works', 'industrial', 'other']),
        valid_from,
      },
    })),
  }
}

function course({ name }: Water, today: string): Record<string, Value> {
  const found = (listed as Listed)[name]
  if (!found) return { stage: 'unlisted', verdict: 'clear', verdict_reasons: '各点各项均值均未达轻度' }
  return {
    stage: found.stage,
    listed_on: addDays(today, -found.listed),
    struck_off_on: found.struckOff === undefined ? null : addDays(today, -found.struckOff),
    verdict: found.verdict,
    verdict_reasons: found.reasons,
  }
}

/** Some places on a water's bank, in the units in charge, one or more for every few kilometres. */
function onBank(county: Skeleton, water: Water, next: Random): LonLat[] {
  if (water.kind === 'lake' || water.name === '黄河') return []
  const find = places(county)
  const bank = (water.ground[0]?.[0] ?? []).filter((_, i, ring) => i > 20 && i < ring.length - 20)
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
