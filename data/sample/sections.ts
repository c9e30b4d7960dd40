import type { Area, Road, Skeleton } from './county.ts'
import type { Places } from './places.ts'
import { distance, type LonLat, length, toLonLat, toPlane, walk } from './plane.ts'
import { random } from './random.ts'

/** A length of street, cut at crossings, that chiefs answer for. */
export interface Section {
  code: string
  name: string
  road: Road
  level: 1 | 2 | 3
  line: LonLat[]
  km: number
  /** The township its middle lies in. */
  township: Area
}

const ranks: Record<Road['class'], { level: 1 | 2 | 3; metres: number } | null> = {
  expressway: { level: 1, metres: 2100 },
  arterial: { level: 1, metres: 1500 },
  secondary: { level: 2, metres: 1000 },
  street: { level: 3, metres: 700 },
  country: null,
}

/** The duty sections: main roads whole, of the towns' streets the longer ones, where the county is in charge. */
export function cutSections(county: Skeleton, find: Places): Section[] {
  const next = random(county.seed, 'duty sections')
  const sections: Section[] = []
  for (const road of county.roads) {
    const rank = ranks[road.class]
    const short = road.class === 'street' && (length(road.line.map(toPlane)) < 420 || next() < 0.3)
    if (!rank || short) continue
    for (const [from, to] of cuts(road, rank.metres * (0.75 + 0.5 * next()))) {
      const line = road.line.slice(from, to + 1)
      const metres = length(line.map(toPlane))
      const township = find.townshipAt(toLonLat(walk(line.map(toPlane), metres / 2).at))
      if (!township?.inCharge || metres < 150) continue
      sections.push({
        code: `${county.code}S${String(sections.length + 1).padStart(4, '0')}`,
        name: named(road, find, road.line[from], road.line[to], sections),
        road,
        level: rank.level,
        line,
        km: metres / 1000,
        township,
      })
    }
  }
  return sections
}

/** From vertex to vertex, each cut at a crossing, about `metres` long; a short rest stays with what comes before it. */
function cuts(road: Road, metres: number): [number, number][] {
  const line = road.line.map(toPlane)
  const crossings = new Set(road.crossings)
  const last = line.length - 1
  const found: [number, number][] = []
  let [from, run] = [0, 0]
  for (let i = 1; i <= last; i++) {
    run += distance(line[i - 1] ?? [0, 0], line[i] ?? [0, 0])
    if (run < metres || !crossings.has(i) || i === last || length(line.slice(i)) < metres * 0.4) continue
    found.push([from, i])
    from = i
    run = 0
  }
  return [...found, [from, last]]
}

function named(road: Road, find: Places, from: LonLat | undefined, to: LonLat | undefined, before: readonly Section[]) {
  const [first, second] = [find.crossing(road, from)?.name, find.crossing(road, to)?.name]
  if (first && second && first !== second) return `${road.name}（${first}—${second}）`
  const stretch = before.filter((s) => s.road.name === road.name && s.road.town === road.town).length + 1
  return first || second ? `${road.name}（${first ?? second}段）` : `${road.name}第${stretch}段`
}
