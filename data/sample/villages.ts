import { smooth, sway } from './curve.ts'
import type { Draft } from './links.ts'
import names from './names.json' with { type: 'json' }
import { drift } from './noise.ts'
import { densify, distance, inRing, isNear, lerp, type Point, simplify } from './plane.ts'
import { between, pick, type Random, random } from './random.ts'
import type { Course } from './waters.ts'

interface Node {
  at: Point
  village: boolean
}

interface Country {
  border: readonly Point[]
  patches: readonly (readonly Point[])[]
  waters: readonly Course[]
  /** Roads the villages hang on: arterials, and the ends of the towns' own roads. */
  trunks: readonly (readonly Point[])[]
  ends: readonly Point[]
}

/** Country roads from village to village and to the next main road; villages themselves are no things. */
export function layCountryRoads(seed: number, country: Country): Draft[] {
  const next = random(seed, 'villages')
  const villages = settle(next, country)
  const anchors = country.trunks.flatMap((line) => spaced(line, 1100))
  const nodes: Node[] = [
    ...villages.map((at) => ({ at, village: true })),
    ...[...anchors, ...country.ends].map((at) => ({ at, village: false })),
  ]
  const winds = drift(seed, 'country roads', [
    [150, 1500],
    [45, 480],
  ])
  const lakes = country.waters.filter((w) => w.kind === 'lake' || w.name === '黄河')
  const great = country.waters.find((w) => w.name === '贾鲁河')
  return links(nodes, next).flatMap(([a, b]): Draft[] => {
    const line = sway(smooth(densify(a, b, 400), 70), winds)
    const inner = line.slice(1, -1)
    if (inner.some((p) => !inRing(p, country.border))) return []
    if (country.patches.some((ring) => inner.some((p) => inRing(p, ring)))) return []
    if (lakes.some((lake) => inner.some((p) => inRing(p, lake.ring)))) return []
    if (great && inner.some((p) => inRing(p, great.ring)) && next() < 0.5) return []
    const name = `${pick(next, names.villageFirst)}${pick(next, names.villageLast)}路`
    return [{ name, class: 'country', town: null, line: simplify(line, 3) }]
  })
}

/** Places for villages: nowhere near another, off towns, waters and main roads. */
function settle(next: Random, { border, patches, waters, trunks }: Country): Point[] {
  const xs = border.map((p) => p[0])
  const ys = border.map((p) => p[1])
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const places: Point[] = []
  for (let tries = 0; tries < 2600; tries++) {
    const p: Point = [between(next, west, east), between(next, south, north)]
    const room = between(next, 1250, 1900)
    if (places.some((q) => distance(p, q) < room)) continue
    if (!inRing(p, border) || isNear(p, border, 250)) continue
    if (patches.some((ring) => inRing(p, ring) || isNear(p, ring, 550))) continue
    if (waters.some((w) => inRing(p, w.ring) || isNear(p, w.ring, 160))) continue
    if (trunks.some((line) => isNear(p, line, 420))) continue
    places.push(p)
  }
  return places
}

/**
 * Neighbours worth a road: no third place lies nearer to both than they to each other; some, with a looser
 * rule, besides.
 */
function links(nodes: readonly Node[], next: Random): [Point, Point][] {
  const found: [Point, Point][] = []
  for (const [i, a] of nodes.entries())
    for (const b of nodes.slice(i + 1)) {
      if (!a.village && !b.village) continue
      const metres = distance(a.at, b.at)
      if (metres > 4500) continue
      const middle = lerp(a.at, b.at, 0.5)
      let apart = true
      let alone = true
      for (const c of nodes) {
        if (c === a || c === b) continue
        if (distance(a.at, c.at) < metres && distance(b.at, c.at) < metres) apart = false
        if (distance(middle, c.at) < metres / 2) {
          alone = false
          break
        }
      }
      if (alone && (apart || (a.village && b.village && next() < 0.22))) found.push([a.at, b.at])
    }
  return found
}

/** Vertices of a line about `step` metres apart. */
function spaced(line: readonly Point[], step: number): Point[] {
  let since = step / 2
  return line.filter((p, i) => {
    since += i > 0 ? distance(p, line[i - 1] ?? p) : 0
    if (since < step || i === 0 || i === line.length - 1) return false
    since = 0
    return true
  })
}
