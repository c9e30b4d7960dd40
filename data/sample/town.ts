import type { Town } from './areas.ts'
import { layLine, type Way } from './blocks.ts'
import { drawBoard, type Main, type Plan } from './board.ts'
import { grow, type Laid, lay, outlineOf } from './grow.ts'
import names from './names.json' with { type: 'json' }
import { drift, field } from './noise.ts'
import { inRing, length, type Point, toPlane } from './plane.ts'
import { between, pick, type Random, random, shuffle } from './random.ts'

/** A town's streets and built-up ground, in metres on the plane. */
export interface Laidout {
  town: string
  ways: Way[]
  blocks: Set<Laid>
  outline: Point[]
  /** Board to plane. */
  place: (p: Point) => Point
}

/** Board to plane: turned by `turn` degrees about `middle`, and bent by the winds that bend every street. */
export function placing(seed: number, middle: Point, turn: number): (p: Point) => Point {
  const winds = drift(seed, 'streets', [
    [120, 1700],
    [26, 560],
  ])
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
  return ([u, v]) => {
    const p: Point = [middle[0] + u * cos - v * sin, middle[1] + u * sin + v * cos]
    const [east, north] = winds(p)
    return [p[0] + east, p[1] + north]
  }
}

/** A small town: a cross of two main roads, others about them, built along them; `within` is its township's ring. */
export function layTown(seed: number, town: Town, within: readonly Point[]): Laidout {
  const next = random(seed, `town ${town.name}`)
  const middle = toPlane([town.at[0] ?? 0, town.at[1] ?? 0])
  const place = placing(seed, middle, town.turn ?? 0)
  const mains = shuffle(next, names.townMain)
  const others = shuffle(next, names.townStreets)
  const reach = 350 + 900 * Math.sqrt(town.built)
  const side = (main: string): Main[] => {
    const list: Main[] = [{ at: 0, class: 'arterial', name: main }]
    for (const sign of [-1, 1])
      for (let at = 0; Math.abs(at) < reach; ) {
        at += sign * between(next, 480, 860)
        list.push({ at, class: 'secondary', name: others.pop() ?? pick(next, names.townStreets) })
      }
    return list.sort((a, b) => a.at - b.at)
  }
  const plan: Plan = {
    columns: side(mains[0] ?? ''),
    rows: side(mains[1] ?? ''),
    wobble: wobble(seed, town.name),
    longest: ([x, y]) => (Math.hypot(x, y) < 500 ? 330 : 440),
    open: () => false,
  }
  const stretch = Math.sqrt(town.long ?? 1)
  const rough = field(seed, 'edge of towns', 800)
  const laid = layBoard(plan, place, next)
  const blocks = grow(
    laid.blocks,
    ({ block, middle: at }) => {
      const [x, y] = boardMiddle(block.sides.map((s) => s.line.a))
      const along = Math.min(Math.abs(x), Math.abs(y)) < 260 ? 0.72 : 1
      return Math.hypot(x / stretch, y * stretch) * along * (1 + 0.5 * rough(at))
    },
    ({ middle: at }) => (inRing(at, within) ? town.name : undefined),
    new Map([[town.name, town.built]]),
  )
  nameStreets(laid.ways, blocks, others, next)
  return { town: town.name, ways: laid.ways, blocks, outline: outlineOf(blocks), place }
}

/** What keeps a town's main roads from being a grid: each wanders a little, its neighbours with it. */
export function wobble(seed: number, town: string): (p: Point) => Point {
  return drift(seed, `main roads of ${town}`, [
    [75, 1400],
    [35, 640],
  ])
}

/** Draws a plan and lays it on the plane. */
export function layBoard(plan: Plan, place: (p: Point) => Point, next: () => number) {
  const { ways, blocks } = drawBoard(plan, next)
  for (const way of ways) for (const line of way.lines) layLine(line, place)
  return { ways, blocks: blocks.map(lay) }
}

/** Gives the streets that are built their names: the known ones first, then ones put together; short ones are lanes. */
export function nameStreets(
  ways: readonly Way[],
  blocks: ReadonlySet<Laid>,
  known: readonly string[],
  next: Random,
): void {
  const built = new Set([...blocks].flatMap((block) => block.pieces.map(({ piece }) => piece)))
  const stems = names.streetFirst.flatMap((first) =>
    names.streetSecond.filter((second) => second !== first).map((second) => first + second),
  )
  const stock = [...known]
  const more = shuffle(next, stems)
  for (const way of ways) {
    const own = way.lines.flatMap((line) => line.pieces).filter((piece) => built.has(piece))
    if (way.name !== '' || own.length === 0) continue
    const metres = own.reduce((sum, piece) => sum + length(piece.shape), 0)
    const stem = more.pop() ?? '新'
    way.name = metres < 330 ? `${stem}巷` : (stock.pop() ?? `${stem}${pick(next, ['路', '街'])}`)
  }
}

function boardMiddle(corners: readonly Point[]): Point {
  const sum = corners.reduce<Point>((s, p) => [s[0] + p[0], s[1] + p[1]], [0, 0])
  return [sum[0] / corners.length, sum[1] / corners.length]
}
