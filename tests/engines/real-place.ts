import { random } from '#data/sample/random.ts'
import type { TestCounty } from '../api/county.ts'
import { box, type handMade, point } from '../api/hand-made.ts'
import { files } from '../files.ts'

/** The code of the one unit there is. */
export const place = '410122'

const [west, south, east, north] = [9.505, 47.13, 9.53, 47.15] as const

/** The roads, waters and railways of a small country as OpenStreetMap has them, and in its chief town a county made by hand. */
export async function settle(county: TestCounty, { take }: ReturnType<typeof handMade>): Promise<void> {
  await county.database.query(`update settings set value = '32632' where name = 'plane'`)
  await county.take(files.osm, '--into', 'roads')
  await county.take(files.osm, '--into', 'water_bodies', '--layer', 'waterways')
  await county.take(files.osm, '--into', 'railways', '--as', 'reference')
  await take('areas', [[box(9.4, 47, 9.7, 47.3), { name: '县', code: place }]])
  await take('built_up', [[box(west, south, east, north), { name: '镇区' }]])
  const next = random(11, 'a real place')
  const anywhere = () => point(west + next() * (east - west), south + next() * (north - south))
  await take(
    'toilets',
    Array.from({ length: 14 }, (_, n) => [anywhere(), { name: `公厕 ${n}`, code: `T${n}` }]),
  )
  await take(
    'compounds',
    Array.from({ length: 500 }, (_, n) => [
      anywhere(),
      { name: `${n} 号院`, households: 1 + Math.floor(next() * 200) },
    ]),
  )
}
