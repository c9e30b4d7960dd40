import { addDays } from '#data/model/day.ts'
import type { Value } from '#data/model/thing.ts'
import type { Spot } from './places.ts'
import { pick, type Random, whole } from './random.ts'

type Version = Record<string, Value>

/** A toilet as it is today. */
interface Toilet {
  state: string
  kind: string
  /** Opened to all by its owner. */
  opened: boolean
}

// Of a township's toilets, the share that have the stalls for women that CJJ 14-2016 asks for.
const fair: Record<string, number> = { 雁鸣湖镇: 1, 青年路街道: 0.9, 官渡镇: 0.8, 韩寺镇: 0.15, 刁家乡: 0 }

/**
 * What happened to a toilet, version by version up to today: one in seven was built and opened within the year,
 * a few were closed half a year ago, rebuilt and opened again, and those out of use were open before.
 */
export function toiletYears(next: Random, spot: Spot, toilet: Toilet, today: string): Version[] {
  const ago = (least: number, most: number): string => addDays(today, -whole(next, least, most))
  const begun = ago(720, 760)
  const long = addDays(begun, -whole(next, 200, 4500))
  const old = (): Version => built(next, spot, toilet, next() < (fair[spot.township.town] ?? 0.6), long)
  const chance = next()
  if (toilet.kind === 'mobile') return spans([begun, { ...old(), state: 'open' }])
  if (toilet.state === 'building') {
    const design = built(next, spot, toilet, true, null)
    return spans([ago(20, 150), { ...design, state: 'building' }])
  }
  if (toilet.state !== 'open') {
    const before = old()
    return spans([begun, { ...before, state: 'open' }], [ago(10, 120), { ...before, state: toilet.state }])
  }
  if (chance < 0.14) {
    const opening = ago(4, 360)
    const start = addDays(opening, -whole(next, 90, 170))
    const design = built(next, spot, toilet, true, null)
    return spans([start, { ...design, state: 'building' }], [opening, { ...design, built_on: opening, state: 'open' }])
  }
  if (chance < 0.175) {
    const before = built(next, spot, toilet, false, long)
    const again = ago(25, 100)
    const after = built(next, spot, toilet, true, again)
    return spans(
      [begun, { ...before, state: 'open' }],
      [ago(150, 190), { ...before, state: 'rebuilding' }],
      [again, { ...after, state: 'open' }],
    )
  }
  return spans([begun, { ...old(), state: 'open' }])
}

/** Each version lasts until the next one begins. */
function spans(...versions: [from: string, version: Version][]): Version[] {
  return versions.map(([valid_from, version], i) => {
    const until = versions[i + 1]?.[0]
    return { ...version, valid_from, ...(until !== undefined && { valid_to: until }) }
  })
}

/** What was built: with enough stalls for women or, as before 2016, with as many as for men or fewer. */
function built(next: Random, { road, cross }: Spot, toilet: Toilet, enough: boolean, on: string | null): Version {
  const best = road.class === 'arterial' ? [1, 2, 2] : road.class === 'secondary' ? [2, 2, 2, 1, 3] : [2, 3, 3]
  const grade = toilet.kind === 'mobile' ? 3 : pick(next, best)
  const crowded = toilet.kind !== 'mobile' && road.class === 'arterial' && cross !== undefined && road.town === '县城'
  const men = toilet.kind === 'mobile' ? 1 : whole(next, 4 - grade, 5 - grade)
  const urinals = toilet.kind === 'mobile' ? 1 : whole(next, 4 - grade, 6 - grade)
  const share = enough ? (crowded ? 2 : 1.5) : 0.7 + 0.4 * next()
  const women = Math.round((men + urinals) * share + (enough ? 0.49 : -0.3))
  // Of some nobody has ever counted the stalls.
  const counted = enough || next() < 0.85
  const allDay = !toilet.opened && next() < 0.3
  return {
    class: grade,
    hours: allDay ? '00:00–24:00' : toilet.opened ? pick(next, ['08:00–21:00', '09:00–21:30']) : '06:00–22:00',
    all_day: allDay,
    stalls_women: counted ? women : null,
    stalls_men: counted ? men : null,
    urinals: counted ? urinals : null,
    crowded,
    accessible: grade < 3 && (enough || next() < 0.6),
    third_room: grade === 1 && (enough || next() < 0.3),
    baby_table: grade === 1 || (grade === 2 && next() < 0.3),
    built_on: on,
  }
}
