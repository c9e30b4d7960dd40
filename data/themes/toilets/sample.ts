import type { Thing } from '#data/model/thing.ts'
import type { Skeleton } from '#data/sample/county.ts'
import { addressOf, numbered, places, roadside, type Spot, spread } from '#data/sample/places.ts'
import { between, random } from '#data/sample/random.ts'
import { toiletYears } from '#data/sample/toilet-years.ts'

// Toilets that count, for each built-up square kilometre.
const densities: Record<string, number> = {
  青年路街道: 6.4,
  东风路街道: 5.6,
  广惠街街道: 5.0,
  雁鸣湖镇: 6.3,
  官渡镇: 4.4,
  大孟镇: 4.1,
  刘集镇: 3.8,
  姚家镇: 3.5,
  郑庵镇: 3.1,
  万滩镇: 2.9,
  韩寺镇: 2.7,
  黄店镇: 2.4,
  狼城岗镇: 2.3,
  刁家乡: 1.6,
}

// What does not count, over the whole county: out of use for a while, mobile, or off built-up ground.
const uncounted: readonly { state: string; kind: string; times: number; builtUp: boolean }[] = [
  { state: 'closed', kind: 'standalone', times: 6, builtUp: true },
  { state: 'rebuilding', kind: 'standalone', times: 8, builtUp: true },
  { state: 'building', kind: 'standalone', times: 5, builtUp: true },
  { state: 'open', kind: 'mobile', times: 9, builtUp: true },
  { state: 'open', kind: 'standalone', times: 6, builtUp: false },
]

/**
 * Public toilets beside the streets, dense in some towns and sparse in others, each with the versions it went
 * through in the year that ends today.
 */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const next = random(county.seed, 'toilets')
  const find = places(county)
  const spots = roadside(county, ['arterial', 'secondary', 'street'], () => between(next, 6, 15), 80)
  const built = spots.filter((spot) => spot.builtUp)
  const chosen: { spot: Spot; state: string; kind: string }[] = []
  const taken = () => chosen.map(({ spot }) => spot)
  for (const township of county.areas.filter((area) => area.level === 'township' && area.inCharge)) {
    const own = built.filter((spot) => spot.township === township)
    const count = Math.round((densities[township.town] ?? 3) * find.builtKm2(township))
    for (const spot of spread(next, own, count))
      chosen.push({ spot, state: 'open', kind: next() < 0.22 ? 'attached' : 'standalone' })
  }
  for (const { state, kind, times, builtUp } of uncounted) {
    const from = builtUp ? built : spots.filter((spot) => !spot.builtUp && spot.road.class === 'arterial')
    for (const spot of spread(next, from, times, taken())) chosen.push({ spot, state, kind })
  }
  const name = numbered()
  return {
    toilets: chosen.flatMap(({ spot, state, kind }, i) => {
      const opened = kind === 'attached' && next() < 0.75
      const lasting = {
        code: `${county.code}G${String(i + 1).padStart(4, '0')}`,
        name: name(nameOf(spot), '公厕'),
        address: addressOf(spot),
        kind,
        ownership: opened ? 'opened' : 'public',
        manager: opened ? '沿街单位' : `${spot.township.name}环卫所`,
      }
      return toiletYears(next, spot, { state, kind, opened }, today).map(
        (year): Thing => ({
          geometry: { type: 'Point', coordinates: [...spot.at] },
          properties: { ...lasting, ...year },
        }),
      )
    }),
  }
}

function nameOf({ road, cross }: Spot): string {
  const town = road.town && road.town !== '县城' ? road.town.replace(/[镇乡]$/, '') : ''
  return cross && cross.class !== 'country' ? `${town}${road.name}${cross.name}口` : `${town}${road.name}`
}
