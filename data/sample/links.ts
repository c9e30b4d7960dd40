import arterials from './arterials.json' with { type: 'json' }
import type { Road } from './county.ts'
import { smooth, sway } from './curve.ts'
import { drift } from './noise.ts'
import { distance, inRing, type Point, simplify, toPlane } from './plane.ts'
import { runs } from './runs.ts'
import type { Laidout } from './town.ts'

/** A road on the plane, not yet joined to those it crosses. */
export interface Draft {
  name: string
  class: Road['class']
  town: string | null
  line: Point[]
}

/** Where a main road leaves a town, and in which direction (a unit vector). */
interface Gate {
  at: Point
  out: Point
}

/** The arterials from town to town and over the border, each running on from a town's main road. */
export function layArterials(seed: number, towns: readonly Laidout[], border: readonly Point[]): Draft[] {
  const gates = new Map(towns.map((town) => [town.town, gatesOf(town)]))
  const used = new Map<Gate, number>()
  const winds = drift(seed, 'arterials', [
    [230, 2900],
    [60, 900],
  ])
  return arterials.map((road): Draft => {
    const [from, to] = bestGates(gatesAt(gates, road.from), gatesAt(gates, road.to), used)
    const via = ('via' in road ? (road.via ?? []) : []).map(([lon, lat]) => toPlane([lon ?? 0, lat ?? 0]))
    const lead = Math.min(480, 0.17 * distance(from.at, to.at))
    const stops = [from.at, ahead(from, lead), ...via, ahead(to, lead), to.at]
    const distinct = stops.filter((p, i) => i === 0 || distance(p, stops[i - 1] ?? p) > 1)
    const whole = sway(smooth(distinct, 70), winds)
    return { name: road.name, class: road.class as Road['class'], town: null, line: simplify(inside(whole, border), 3) }
  })
}

function gatesOf(town: Laidout): Gate[] {
  return runs(town)
    .filter((run) => run.class === 'arterial')
    .flatMap(({ line }) => [gate(line[0], line[1]), gate(line.at(-1), line.at(-2))].flatMap((g) => (g ? [g] : [])))
}

function gate(at: Point | undefined, before: Point | undefined): Gate | undefined {
  if (!at || !before) return undefined
  const step = distance(at, before)
  return { at, out: [(at[0] - before[0]) / step, (at[1] - before[1]) / step] }
}

function gatesAt(gates: ReadonlyMap<string, Gate[]>, place: string | number[]): Gate[] {
  if (typeof place === 'string') return gates.get(place) ?? []
  return [{ at: toPlane([place[0] ?? 0, place[1] ?? 0]), out: [0, 0] }]
}

// The shortest way that does not start by going backwards, from gates no other arterial has taken.
function bestGates(from: readonly Gate[], to: readonly Gate[], used: Map<Gate, number>): [Gate, Gate] {
  let best: { cost: number; pair: [Gate, Gate] } | undefined
  for (const a of from)
    for (const b of to) {
      const metres = distance(a.at, b.at)
      const way: Point = [(b.at[0] - a.at[0]) / metres, (b.at[1] - a.at[1]) / metres]
      const turn = 2 - (a.out[0] * way[0] + a.out[1] * way[1]) + (b.out[0] * way[0] + b.out[1] * way[1])
      const cost = metres * (1 + 0.6 * turn) + 3200 * ((used.get(a) ?? 0) + (used.get(b) ?? 0))
      if (!best || cost < best.cost) best = { cost, pair: [a, b] }
    }
  if (!best) throw new Error('an arterial leads to a town without gates')
  for (const gate of best.pair) used.set(gate, (used.get(gate) ?? 0) + 1)
  return best.pair
}

function ahead({ at, out }: Gate, metres: number): Point {
  return [at[0] + out[0] * metres, at[1] + out[1] * metres]
}

// What lies within the border, from the end that does.
function inside(line: readonly Point[], border: readonly Point[]): Point[] {
  const [first] = line
  const ordered = first && inRing(first, border) ? line : [...line].reverse()
  const out = ordered.findIndex((p) => !inRing(p, border))
  return out < 0 ? [...ordered] : ordered.slice(0, out)
}
