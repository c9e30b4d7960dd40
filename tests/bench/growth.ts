import { addDays } from '#data/model/day.ts'
import { type Served, serveCounties } from './county.ts'
import { crowdedTiles } from './crowded.ts'
import { askDatabase, askOften } from './load.ts'
import { type Line, median, pairedRatio } from './table.ts'
import { statementsOf } from './tiles.ts'

const many = 100
const seat = '410122102'

/**
 * What one county costs where it lies among a hundred, against what it costs alone: a fixed tile on other and other
 * days, a page of things in a box, the figure of one unit on as many.
 */
export async function growth(url: string, day: string, rounds: number, seconds: number): Promise<Line[]> {
  const alone = await serveCounties(url, 1, day)
  const among = await serveCounties(url, many, day)
  try {
    const [one] = await crowdedTiles(alone.database, alone.catalogue, 1)
    if (one === undefined) throw new Error('the sample has no tiles')
    // more than are kept, each on another day or in another language: every one is worked out
    const figures = Array.from({ length: 365 }, (_, ago) => addDays(day, -ago)).flatMap((at) =>
      ['zh', 'en'].map((lang) => `/api/indicators/toilet_density?area=${seat}&at=${at}&lang=${lang}`),
    )
    const asked: Record<string, string[]> = {
      'a page of 100 toilets': ['/api/collections/toilets/items?limit=100'],
      'a page of a box': ['/api/collections/toilets/items?limit=100&bbox=113.98,34.69,114.06,34.75'],
      'the figure of a unit': figures,
      'the rows of a unit’s figure': [`/api/indicators/toilet_density/evidence?area=${seat}`],
    }
    const tile = await Promise.all([alone, among].map((county) => statementsOf(county, [one], day)))
    const ways: Record<string, (county: Served, which: number) => number> = {
      // as a statement, for one tile would be answered from what is kept
      [`a tile’s statement (${one.collection} ${one.z}/${one.x}/${one.y})`]: ({ schema }, which) =>
        askDatabase(url, schema, tile[which] ?? [], seconds, { ago: [1, 365] }, ['force_custom_plan']),
      ...Object.fromEntries(
        Object.entries(asked).map(([what, paths]) => [
          what,
          ({ address }: Served) => askOften(address, paths, seconds, { 'accept-encoding': 'identity' }),
        ]),
      ),
    }
    return Object.entries(ways).map(([what, ask]) => {
      const measured: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        measured[0].push(ask(alone, 0))
        measured[1].push(ask(among, 1))
      }
      const [single, crowd] = [median(measured[0]), median(measured[1])]
      return {
        what: `${what}, among ${many} counties`,
        ours: `${Math.round(crowd)}/s`,
        rival: `${Math.round(single)}/s alone`,
        ratio: pairedRatio(measured[1], measured[0]),
        goal: 0.67,
      }
    })
  } finally {
    await alone.close()
    await among.close()
  }
}
