import { type Block, cutUp, type Line, newLine, type Way } from './blocks.ts'
import type { Point } from './plane.ts'
import type { Random } from './random.ts'

/** One main road of a board: where it runs (metres from the middle), what it is. */
export interface Main {
  at: number
  class: 'arterial' | 'secondary'
  name: string
}

export interface Plan {
  /** Roads from south to north, west to east, and from west to east, south to north. */
  columns: readonly Main[]
  rows: readonly Main[]
  /** How far, east and north, a crossing of main roads lies from the straight grid, metres. */
  wobble: (at: Point) => Point
  /** The longest side of a block, by place on the board. */
  longest: (at: Point) => number
  /** Fields of the grid of mains (column, row from the south-west) that stay open. */
  open: (column: number, row: number) => boolean
}

/** Draws a town's streets and blocks on the board: main roads first, then streets that cut up what lies between. */
export function drawBoard(plan: Plan, next: Random): { ways: Way[]; blocks: Block[] } {
  const corners = plan.columns.map(({ at: x }) => plan.rows.map(({ at: y }) => moved([x, y], plan.wobble)))
  const corner = (i: number, j: number): Point => corners[i]?.[j] ?? [0, 0]
  const upright = plan.columns.map((_, i) => plan.rows.slice(1).map((_, j) => newLine(corner(i, j), corner(i, j + 1))))
  const level = plan.rows.map((_, j) => plan.columns.slice(1).map((_, i) => newLine(corner(i, j), corner(i + 1, j))))
  const ways: Way[] = [
    ...plan.columns.map((main, i) => ({ ...main, lines: upright[i] ?? [] })),
    ...plan.rows.map((main, j) => ({ ...main, lines: level[j] ?? [] })),
  ]
  const blocks: Block[] = []
  for (let i = 0; i + 1 < plan.columns.length; i++)
    for (let j = 0; j + 1 < plan.rows.length; j++) {
      const sides = [level[j]?.[i], upright[i + 1]?.[j], level[j + 1]?.[i], upright[i]?.[j]]
      const [south, east, north, west] = sides
      if (!south || !east || !north || !west) continue
      const whole: Block = {
        open: plan.open(i, j),
        sides: [ahead(south), ahead(east), behind(north), behind(west)],
      }
      blocks.push(...cutUp(whole, plan.longest, next, ways))
    }
  return { ways, blocks }
}

function moved(p: Point, by: (p: Point) => Point): Point {
  const [east, north] = by(p)
  return [p[0] + east, p[1] + north]
}

const ahead = (line: Line) => ({ line, from: 0, to: 1 })
const behind = (line: Line) => ({ line, from: 1, to: 0 })
