import { addDays } from '#data/model/day.ts'
import { type Served, serveCounties } from './county.ts'
import { crowdedTiles } from './crowded.ts'
import { askOften } from './load.ts'
import { type Line, median } from './table.ts'

const many = 100
const seat = '410122100'

/**
 * What one county costs where it lies among a hundred, against what it costs alone: a fixed tile on other and other
 * days, a page of things in a box, the figure of one unit.
 */
export async function growth(url: string, day: string, rounds: number, seconds: number): Promise<Line[]> {
  const alone = await serveCounties(url, 1, day)
  const among = await serveCounties(url, many, day)
  try {
    const [one] = await crowdedTiles(alone.database, alone.catalogue, 1)
    if (one === undefined) throw new Error('the sample has no tiles')
    const { collection, z, x, y } = one
    // one tile on so many days that it is not answered from what is kept
    const tiles = Array.from(
      { length: 365 },
      (_, i) => `/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}?datetime=${addDays(day, -i)}`,
    )
    const asked: Record<string, string[]> = {
      [`a tile (${collection} ${z}/${x}/${y})`]: tiles,
      'a page of 100 toilets': ['/api/collections/toilets/items?limit=100'],
      'a page of a box': ['/api/collections/toilets/items?limit=100&bbox=113.98,34.69,114.06,34.75'],
      'the figure of a unit': [`/api/indicators/toilet_density?area=${seat}`],
      'the rows of a unit’s figure': [`/api/indicators/toilet_density/evidence?area=${seat}`],
    }
    return Object.entries(asked).map(([what, paths]) => {
      const measured: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        for (const [i, county] of ([alone, among] satisfies Served[]).entries()) {
          measured[i]?.push(askOften(county.address, paths, seconds, { 'accept-encoding': 'identity' }))
        }
      }
      const [single, crowd] = [median(measured[0]), median(measured[1])]
      return {
        what: `${what}, among ${many} counties`,
        ours: `${Math.round(crowd)}/s`,
        rival: `${Math.round(single)}/s alone`,
        ratio: crowd / single,
        goal: 1 / 1.5,
      }
    })
  } finally {
    await alone.close()
    await among.close()
  }
}
