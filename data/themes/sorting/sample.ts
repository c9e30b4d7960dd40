import { addDays } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import type { Skeleton } from '#data/sample/county.ts'
import names from '#data/sample/names.json' with { type: 'json' }
import { addressOf, numbered, roadside, type Spot, spread } from '#data/sample/places.ts'
import { between, pick, random, shuffle, whole } from '#data/sample/random.ts'

// Compounds of each township, and how many of them sort: 82 of 119 in all.
const counts: Record<string, readonly [all: number, sorted: number]> = {
  青年路街道: [27, 22],
  东风路街道: [21, 15],
  广惠街街道: [25, 18],
  官渡镇: [8, 5],
  大孟镇: [6, 4],
  刘集镇: [6, 4],
  郑庵镇: [7, 4],
  姚家镇: [5, 3],
  韩寺镇: [4, 1],
  雁鸣湖镇: [4, 4],
  万滩镇: [2, 1],
  狼城岗镇: [1, 0],
  黄店镇: [2, 1],
  刁家乡: [1, 0],
}

/** Residential compounds, each a point at its gate inside a block, away from the crossings. */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const next = random(county.seed, 'compounds')
  const spots = roadside(county, ['secondary', 'street'], () => between(next, 24, 42), 110).filter(
    ({ builtUp, cross }) => builtUp && !cross,
  )
  const name = numbered()
  const compounds = county.areas
    .filter((area) => area.level === 'township' && area.inCharge)
    .flatMap((township) => {
      const [all, sorted] = counts[township.name] ?? [0, 0]
      const own = spots.filter((spot) => spot.township === township)
      return shuffle(next, spread(next, own, all)).map((spot, i) => ({ spot, sorted: i < sorted }))
    })
  return {
    compounds: compounds.map(({ spot, sorted }, i) => ({
      geometry: { type: 'Point', coordinates: [...spot.at] },
      properties: {
        code: `${county.code}C${String(i + 1).padStart(4, '0')}`,
        name: name(`${pick(next, names.compounds)}${pick(next, names.compoundEnds)}`, ''),
        address: addressOf(spot),
        households: households(next, spot),
        sorted,
        passed: sorted && next() < 0.7,
        valid_from: addDays(today, -whole(next, 720, 760)),
      },
    })),
  }
}

function households(next: () => number, { road }: Spot): number {
  return road.town === '县城' ? whole(next, 320, 2600) : whole(next, 120, 900)
}
