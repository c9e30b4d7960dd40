import { addDays } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import type { Skeleton, Water } from './county.ts'
import { places } from './places.ts'
import { inRing, type LonLat, length, lerp, toLonLat, toPlane, walk } from './plane.ts'
import { between, type Random, random } from './random.ts'
import list from './sampled-waters.json' with { type: 'json' }

/** How a water was `ago` days before today, in the middle of its sampled stretch. */
interface State {
  ago: number
  transparency: number
  oxygen: number
  orp: number
  ammonia: number
}

/** What is told of a water: days are counted back from today, depth is in cm, `lately` how often it was sampled last. */
export interface Story {
  stage: string
  listed?: number
  struckOff?: number
  points: number
  depth: number
  lately?: number
  course: State[]
}

/** The waters that are sampled, by name; listed ones each week for a year, the others each month. */
export const sampled: Readonly<Record<string, Story>> = list

/** Where a water is sampled: places in its middle, 200–600 m apart, in the units in charge, from its source on. */
export function pointsOn(county: Skeleton, water: Water, count: number): LonLat[] {
  const find = places(county)
  const next = random(county.seed, `points on ${water.name}`)
  const line = water.line.map(toPlane)
  const wet = water.ground.map(([outside]) => (outside ?? []).map(toPlane))
  const end = length(line)
  const stretch = Array.from({ length: Math.floor(end / 50) }, (_, i) => i * 50).filter((metres) => {
    const { at } = walk(line, metres)
    return wet.some((ring) => inRing(at, ring)) && find.townshipAt(toLonLat(at))?.inCharge
  })
  const found: LonLat[] = []
  let metres = stretch[Math.floor(stretch.length * 0.35)] ?? 0
  while (found.length < count && metres < end) {
    if (stretch.includes(metres)) found.push(toLonLat(walk(line, metres).at))
    metres += 50 * Math.round(between(next, 5, 10))
  }
  return found
}

/** A year of what a laboratory found at a point, the last time today. */
export function samplesAt(seed: number, point: string, story: Story, today: string): Thing[] {
  const next = random(seed, `samples at ${point}`)
  const foul = between(next, 0.94, 1.06)
  return agesOf(story).map((ago) => {
    const state = stateOf(story, ago)
    const depth = Math.round(story.depth * between(next, 0.92, 1.08))
    const seen = Math.round(blur(next, state.transparency / foul))
    const taken = addDays(today, -ago)
    return {
      geometry: null,
      properties: {
        code: `${point}-${taken.replaceAll('-', '')}`,
        point,
        taken_on: taken,
        depth,
        // nobody sees deeper than the bottom
        transparency: Math.min(seen, depth),
        dissolved_oxygen: round2(blur(next, state.oxygen / foul)),
        orp: Math.round(state.orp + between(next, -18, 18)),
        ammonia: round2(blur(next, state.ammonia * foul)),
        laboratory: '演示检测机构',
      },
    }
  })
}

function agesOf({ stage, lately = 5 }: Story): number[] {
  if (stage !== 'unlisted') return Array.from({ length: 53 }, (_, i) => 364 - 7 * i)
  const monthly = Array.from({ length: 11 }, (_, i) => 364 - 30 * i)
  return [...monthly, ...Array.from({ length: lately }, (_, i) => 7 * (lately - 1 - i))]
}

function stateOf({ course }: Story, ago: number): State {
  const after = course.findIndex((state) => state.ago <= ago)
  const [a, b] = [course[Math.max(0, after - 1)], course[after]]
  if (a === undefined || b === undefined || a === b) return (b ?? a ?? course[0]) as State
  const t = (a.ago - ago) / (a.ago - b.ago)
  const [transparency, oxygen] = lerp([a.transparency, a.oxygen], [b.transparency, b.oxygen], t)
  const [orp, ammonia] = lerp([a.orp, a.ammonia], [b.orp, b.ammonia], t)
  return { ago, transparency, oxygen, orp, ammonia }
}

function blur(next: Random, value: number): number {
  return value * between(next, 0.86, 1.14)
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
