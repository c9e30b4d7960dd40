import { clip } from './clip.ts'
import type { Area, Ground, Road, Skeleton } from './county.ts'
import {
  distance,
  inRing,
  isNear,
  type LonLat,
  length,
  type Point,
  signedArea,
  toLonLat,
  toPlane,
  walk,
} from './plane.ts'

/** A place beside a street. */
export interface Spot {
  at: LonLat
  plane: Point
  road: Road
  /** The road that crosses nearby, if one does. */
  cross: Road | undefined
  township: Area
  builtUp: boolean
}

const registers = new WeakMap<Skeleton, Places>()

/** Finds what stands where in a county. */
export interface Places {
  townshipAt(at: LonLat): Area | undefined
  isBuiltUp(at: LonLat): boolean
  /** In a water, or nearer than 12 m to one. */
  isWet(at: LonLat): boolean
  /** Built-up square kilometres of a township. */
  builtKm2(township: Area): number
  /** Other roads at a vertex of a road. */
  crossing(road: Road, vertex: LonLat | undefined): Road | undefined
}

export function places(county: Skeleton): Places {
  const known = registers.get(county)
  if (known) return known
  const townships = county.areas.filter((area) => area.level === 'township')
  const onPlane = (ground: Ground): Point[][] => ground.map((polygon) => (polygon[0] ?? []).map(toPlane))
  const shapes = new Map(townships.map((area) => [area, onPlane(area.ground)]))
  const patches = county.builtUp.flatMap(({ ground }) => onPlane(ground))
  const waters = county.waters.flatMap(({ ground }) => onPlane(ground))
  const meeting = new Map<string, Road[]>()
  for (const road of county.roads)
    for (const i of road.crossings) {
      const key = String(road.line[i])
      const here = meeting.get(key)
      if (here) here.push(road)
      else meeting.set(key, [road])
    }
  const register: Places = {
    townshipAt: (at) => {
      const p = toPlane(at)
      return townships.find((area) => shapes.get(area)?.some((ring) => inRing(p, ring)))
    },
    isBuiltUp: (at) => {
      const p = toPlane(at)
      return patches.some((ring) => inRing(p, ring))
    },
    isWet: (at) => {
      const p = toPlane(at)
      return waters.some((ring) => inRing(p, ring) || isNear(p, ring, 12))
    },
    builtKm2: (township) =>
      county.builtUp.reduce((sum, patch) => sum + common(patch.ground[0]?.[0] ?? [], township.ground[0]?.[0] ?? []), 0),
    crossing: (road, vertex) => meeting.get(String(vertex))?.find((other) => other.name !== road.name),
  }
  registers.set(county, register)
  return register
}

function common(a: LonLat[], b: LonLat[]): number {
  const touching = a.some((p) => inRing(p, b))
  if (!touching) return 0
  return clip(a, b).reduce((sum, [outside]) => sum + Math.abs(signedArea((outside ?? []).map(toPlane))) / 1e6, 0)
}

/**
 * Places on dry ground in the units in charge, on both sides of the roads of the wanted classes, every `step`
 * metres, `off` metres from the road's middle.
 */
export function roadside(county: Skeleton, classes: readonly Road['class'][], off: () => number, step: number): Spot[] {
  const find = places(county)
  return county.roads.flatMap((road) => {
    if (!classes.includes(road.class)) return []
    const line = road.line.map(toPlane)
    const corners = road.crossings.map((i) => ({ vertex: road.line[i], at: line[i] ?? ([0, 0] as const) }))
    const total = length(line)
    const spots: Spot[] = []
    for (let metres = step / 2; metres < total; metres += step) {
      const { at, ahead } = walk(line, metres)
      for (const side of [-1, 1]) {
        const away = side * off()
        const place = toLonLat([at[0] - ahead[1] * away, at[1] + ahead[0] * away])
        const township = find.townshipAt(place)
        if (!township?.inCharge || find.isWet(place)) continue
        const corner = corners.find((c) => distance(c.at, at) < 110)
        spots.push({
          at: place,
          plane: toPlane(place),
          road,
          cross: corner && find.crossing(road, corner.vertex),
          township,
          builtUp: find.isBuiltUp(place),
        })
      }
    }
    return spots
  })
}

/** Some of the spots, spread out: each the farthest from those taken, out of a dozen drawn by chance. */
export function spread(next: () => number, spots: readonly Spot[], count: number, taken: Spot[] = []): Spot[] {
  const chosen: Spot[] = []
  while (chosen.length < count && spots.length > 0) {
    let best: { spot: Spot; room: number } | undefined
    for (let i = 0; i < 12; i++) {
      const spot = spots[Math.floor(next() * spots.length)]
      if (!spot) continue
      const room = [...taken, ...chosen].reduce(
        (least, other) => Math.min(least, distance(spot.plane, other.plane)),
        1e9,
      )
      if (!best || room > best.room) best = { spot, room }
    }
    if (best) chosen.push(best.spot)
  }
  return chosen
}

/** How a place is called in an address: by the crossing, or by the street. */
export function addressOf({ township, road, cross }: Spot): string {
  return cross ? `${township.name}${road.name}与${cross.name}交叉口` : `${township.name}${road.name}中段`
}

/** Things of one name told apart: the second becomes 第二… */
export function numbered(): (stem: string, kind: string) => string {
  const digits = ['', '', '第二', '第三', '第四', '第五', '第六', '第七', '第八', '第九', '第十']
  const seen = new Map<string, number>()
  return (stem, kind) => {
    const n = (seen.get(stem) ?? 0) + 1
    seen.set(stem, n)
    return `${stem}${digits[n] ?? `第${n}`}${kind}`
  }
}
