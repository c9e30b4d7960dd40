import { outlineRing } from './areas.ts'
import { clip } from './clip.ts'
import type { Water } from './county.ts'
import { smooth } from './curve.ts'
import { drift, field } from './noise.ts'
import { centroid, distance, nearest, type Point, toLonLat, toPlane } from './plane.ts'
import { close } from './rings.ts'
import type { Seat } from './seat.ts'
import list from './waters.json' with { type: 'json' }

/** A water on the plane, before it is cut at the county's border. */
export interface Course {
  name: string
  kind: Water['kind']
  /** Its middle line, from source to mouth; of a lake, its shore. */
  line: Point[]
  ring: Point[]
}

/** Rivers run through their points in smooth bends, wider and narrower, the great one through the seat. */
export function layWaters(seed: number, seat: Seat): Course[] {
  const done: Course[] = []
  for (const water of list) {
    const fixed = water.course.flatMap((stop) =>
      stop === 'seat' ? thin(seat.river) : [toPlane([Number(stop[0]), Number(stop[1])])],
    )
    if (water.kind === 'lake') {
      const ring = shore(seed, fixed[0] ?? [0, 0], water.width)
      done.push({ name: water.name, kind: 'lake', line: ring, ring })
      continue
    }
    const into = done.find((other) => other.name === water.into)
    const last = fixed.at(-1)
    if (into && last) fixed.push(nearest(last, into.line).at)
    const line = bends(seed, water, smooth(fixed, 60), seat.river)
    done.push({
      name: water.name,
      kind: water.kind === 'river' ? 'river' : 'ditch',
      line,
      ring: banks(seed, water.name, line, water.width),
    })
  }
  for (const park of seat.parks) {
    const middle = centroid(park.ring)
    const ring = shore(seed, middle, Math.min(...park.ring.map((p) => distance(p, middle))) * 0.86)
    done.push({ name: park.name, kind: 'lake', line: ring, ring })
  }
  return done
}

/** Cut at the county's border, in degrees. */
export function cutWaters(code: string, courses: readonly Course[]): Water[] {
  return courses.map(({ name, kind, line, ring }, i) => ({
    code: `${code}W${String(i + 1).padStart(2, '0')}`,
    name,
    kind,
    line: line.map(toLonLat),
    ground: clip(close(ring.map(toLonLat)), outlineRing),
  }))
}

// The strip through the seat is already smooth: every tenth point is enough to hold the river to it.
function thin(line: readonly Point[]): Point[] {
  return line.filter((_, i) => i % 6 === 0 || i === line.length - 1)
}

// Free to wander in the country, held to its strip in the town and to its mouth.
function bends(
  seed: number,
  { name, meander: reach, width }: { name: string; meander: number; width: number },
  line: readonly Point[],
  strip: readonly Point[],
): Point[] {
  const wide = Math.max(1, width / 260)
  const winds = drift(seed, `bends of ${name}`, [
    [reach, 2300 * wide],
    [reach * 0.42, 900 * wide],
    [reach * 0.1, 400 * wide],
  ])
  const held = new Set(name === '贾鲁河' ? line.map((p, i) => (nearest(p, strip).metres < 40 ? i : -1)) : [])
  return line.map((p, i) => {
    const near = name === '贾鲁河' ? Math.min(1, nearest(p, strip).metres / 1500) : 1
    const free = held.has(i) ? 0 : near * Math.min(1, (line.length - 1 - i) / 15)
    const [east, north] = winds(p)
    return [p[0] + east * free, p[1] + north * free]
  })
}

function banks(seed: number, name: string, line: readonly Point[], width: number): Point[] {
  const breadth = field(seed, `breadth of ${name}`, 1400)
  const ripple = field(seed, `banks of ${name}`, 240)
  const left: Point[] = []
  const right: Point[] = []
  for (const [i, p] of line.entries()) {
    const [a, b] = [line[Math.max(0, i - 1)] ?? p, line[Math.min(line.length - 1, i + 1)] ?? p]
    const step = distance(a, b) || 1
    const [nx, ny] = [-(b[1] - a[1]) / step, (b[0] - a[0]) / step]
    const source = Math.min(1, 0.35 + i / 60)
    const half = (width / 2) * (1 + 0.4 * breadth(p)) * source
    const bay = Math.min(0.18 * half, 45) * ripple(p)
    left.push([p[0] + nx * (half + bay), p[1] + ny * (half + bay)])
    right.push([p[0] - nx * (half - bay), p[1] - ny * (half - bay)])
  }
  const ring = [...left, ...right.reverse()]
  return [...ring, ...ring.slice(0, 1)]
}

function shore(seed: number, middle: Point, reach: number): Point[] {
  const lobes = field(seed, 'shores', reach * 1.1)
  const ring = Array.from({ length: 96 }, (_, i): Point => {
    const angle = (i / 96) * 2 * Math.PI
    const at: Point = [middle[0] + reach * Math.cos(angle), middle[1] + reach * Math.sin(angle)]
    const out = reach * (0.74 + 0.3 * lobes(at)) * (1 + 0.12 * Math.cos(2 * angle + 1))
    return [middle[0] + out * Math.cos(angle) * 1.15, middle[1] + out * Math.sin(angle) * 0.85]
  })
  return [...ring, ...ring.slice(0, 1)]
}
