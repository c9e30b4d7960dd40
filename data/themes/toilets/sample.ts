import { addDays } from '#data/model/day.ts'
import type { Thing, Value } from '#data/model/thing.ts'
import type { Road, Skeleton } from '#data/sample/county.ts'
import { addressOf, numbered, places, roadside, type Spot, spread } from '#data/sample/places.ts'
import { between, pick, type Random, random, whole } from '#data/sample/random.ts'

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

/** Public toilets beside the streets, dense in some towns and sparse in others; one in eight is new this year. */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const next = random(county.seed, 'toilets')
  const find = places(county)
  const spots = roadside(county, ['arterial', 'secondary', 'street'], () => between(next, 6, 15), 80)
  const built = spots.filter((spot) => spot.builtUp)
  const chosen: { spot: Spot; state: string; kind: string }[] = []
  const taken = () => chosen.map(({ spot }) => spot)
  for (const township of county.areas.filter((area) => area.level === 'township' && area.inCharge)) {
    const own = built.filter((spot) => spot.township === township)
    const count = Math.round((densities[township.name] ?? 3) * find.builtKm2(township))
    for (const spot of spread(next, own, count))
      chosen.push({ spot, state: 'open', kind: next() < 0.22 ? 'attached' : 'standalone' })
  }
  for (const { state, kind, times, builtUp } of uncounted) {
    const from = builtUp ? built : spots.filter((spot) => !spot.builtUp && spot.road.class === 'arterial')
    for (const spot of spread(next, from, times, taken())) chosen.push({ spot, state, kind })
  }
  const name = numbered()
  return {
    toilets: chosen.map(({ spot, state, kind }, i) => ({
      geometry: { type: 'Point', coordinates: [...spot.at] },
      properties: {
        code: `${county.code}G${String(i + 1).padStart(4, '0')}`,
        name: name(nameOf(spot), '公厕'),
        address: addressOf(spot),
        ...build(next, spot.road, kind),
        kind,
        ownership: kind === 'attached' && next() < 0.75 ? 'opened' : 'public',
        state,
        valid_from: addDays(today, next() < 0.12 ? -whole(next, 4, 360) : -whole(next, 720, 760)),
      },
    })),
  }
}

function nameOf({ road, cross }: Spot): string {
  const town = road.town && road.town !== '县城' ? road.town.replace(/[镇乡]$/, '') : ''
  return cross && cross.class !== 'country' ? `${town}${road.name}${cross.name}口` : `${town}${road.name}`
}

// By CJJ 14-2016 women have three stalls for every two of men.
function build(next: Random, road: Road, kind: string): Record<string, Value> {
  const best = road.class === 'arterial' ? [1, 2, 2] : road.class === 'secondary' ? [2, 2, 2, 1, 3] : [2, 3, 3]
  const toiletClass = kind === 'mobile' ? 3 : pick(next, best)
  const men = kind === 'mobile' ? 1 : whole(next, 7 - 2 * toiletClass, 10 - 2 * toiletClass)
  return { class: toiletClass, stalls_women: Math.ceil(men * 1.5), stalls_men: men }
}
