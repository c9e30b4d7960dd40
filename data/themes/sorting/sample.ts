import type { Thing } from '#data/model/thing.ts'
import type { Skeleton } from '#data/sample/county.ts'
import names from '#data/sample/names.json' with { type: 'json' }
import { addressOf, numbered, roadside, type Spot, spread } from '#data/sample/places.ts'
import { between, pick, type Random, random, shuffle, whole } from '#data/sample/random.ts'
import { inspections, type Sorter, sortingYears, sortsSince, villageNames } from '#data/sample/sorting-years.ts'

type Count = readonly [all: number, sorted: number]

// Of each township its compounds and its villages, and how many of them sort: 82 of 119 and 89 of 180 in all.
const counts: Record<string, { compounds: Count; villages: Count }> = {
  青年路街道: { compounds: [27, 22], villages: [4, 2] },
  东风路街道: { compounds: [21, 15], villages: [3, 1] },
  广惠街街道: { compounds: [25, 18], villages: [4, 3] },
  官渡镇: { compounds: [8, 5], villages: [19, 12] },
  大孟镇: { compounds: [6, 4], villages: [15, 8] },
  刘集镇: { compounds: [6, 4], villages: [14, 8] },
  郑庵镇: { compounds: [7, 4], villages: [12, 6] },
  姚家镇: { compounds: [5, 3], villages: [16, 9] },
  韩寺镇: { compounds: [4, 1], villages: [17, 4] },
  雁鸣湖镇: { compounds: [4, 4], villages: [17, 17] },
  万滩镇: { compounds: [2, 1], villages: [13, 7] },
  狼城岗镇: { compounds: [1, 0], villages: [14, 3] },
  黄店镇: { compounds: [2, 1], villages: [15, 7] },
  刁家乡: { compounds: [1, 0], villages: [17, 2] },
}

/** Compounds, villages and their inspections, as they changed over the year that ends today. */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const [compounds, compoundSorters] = compoundsOf(county, today)
  const [villages, villageSorters] = villagesOf(county, today)
  const sorters = [...compoundSorters, ...villageSorters]
  return {
    compounds,
    villages,
    sorting_inspections: inspections(random(county.seed, 'sorting inspections'), county.code, sorters, today),
  }
}

/** Residential compounds, each a point at its gate inside a block, away from the crossings. */
function compoundsOf(county: Skeleton, today: string): [Thing[], Sorter[]] {
  const next = random(county.seed, 'compounds')
  const spots = roadside(county, ['secondary', 'street'], () => between(next, 24, 42), 110).filter(
    ({ builtUp, cross }) => builtUp && !cross,
  )
  const name = numbered()
  const chosen = choose(county, next, spots, 'compounds')
  const years = random(county.seed, 'compounds that sort')
  return versions('compound', `${county.code}C`, chosen, years, today, (spot) => ({
    name: name(`${pick(next, names.compounds)}${pick(next, names.compoundEnds)}`, ''),
    address: addressOf(spot),
    households: spot.road.town === '县城' ? whole(next, 320, 2600) : whole(next, 120, 900),
  }))
}

/** Administrative villages, each a point a little off a country road. */
function villagesOf(county: Skeleton, today: string): [Thing[], Sorter[]] {
  const next = random(county.seed, 'administrative villages')
  const spots = roadside(county, ['country'], () => between(next, 40, 90), 300).filter(({ builtUp }) => !builtUp)
  const name = villageNames(next)
  const chosen = choose(county, next, spots, 'villages')
  return versions('village', `${county.code}V`, chosen, next, today, () => ({
    name: name(),
    households: whole(next, 160, 980),
  }))
}

interface Chosen {
  spot: Spot
  sorted: boolean
}

function choose(county: Skeleton, next: Random, spots: Spot[], kind: 'compounds' | 'villages'): Chosen[] {
  const chosen: Chosen[] = []
  for (const township of county.areas.filter((area) => area.level === 'township' && area.inCharge)) {
    const [all, sorted] = counts[township.town]?.[kind] ?? [0, 0]
    const own = spots.filter((spot) => spot.township === township)
    const taken = chosen.map(({ spot }) => spot)
    const here = shuffle(next, spread(next, own, all, taken))
    chosen.push(...here.map((spot, i) => ({ spot, sorted: i < sorted })))
  }
  return chosen
}

/** The versions of each chosen place, and since when it sorts; of a few nobody knows the households. */
function versions(
  is: Sorter['is'],
  prefix: string,
  chosen: readonly Chosen[],
  years: Random,
  today: string,
  describe: (spot: Spot) => { name: string; address?: string; households: number },
): [Thing[], Sorter[]] {
  const sorters: Sorter[] = []
  const things = chosen.flatMap(({ spot, sorted }, i) => {
    const code = `${prefix}${String(i + 1).padStart(4, '0')}`
    const since = sorted ? sortsSince(years) : null
    const known = years() < 0.97
    const { households, ...told } = describe(spot)
    sorters.push({ is, code, township: spot.township, since })
    return sortingYears(years, since, today).map(
      (year): Thing => ({
        geometry: { type: 'Point', coordinates: [...spot.at] },
        properties: { code, ...told, households: known ? households : null, ...year },
      }),
    )
  })
  return [things, sorters]
}
