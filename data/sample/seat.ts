import type { Main } from './board.ts'
import { grow, outlineOf } from './grow.ts'
import names from './names.json' with { type: 'json' }
import { field } from './noise.ts'
import { centroid, densify, inRing, lerp, type Point, toPlane } from './plane.ts'
import { between, random, shuffle } from './random.ts'
import { type Laidout, layBoard, nameStreets, placing, wobble } from './town.ts'

const arterials = new Set(['商都大街', '官渡大街', '建设路', '广惠街', '文博路', '青年路'])
const southRows = [-4350, -3520, -2650, -1870, -1050, -260]
const northRows = [1690, 2480, 3340, 4180]
const strip = { south: 595, north: 875 }
const columnsAt = [-6250, -5180, -4200, -3330, -2300, -1290, -330, 620, 1590, 2360, 3010, 3700, 4560, 5500]
const lakes = [
  { name: '翠明湖', column: 2, row: 4 },
  { name: '鹭鸣湖', column: 8, row: 8 },
]

export interface Seat extends Laidout {
  /** The middle of the strip that the river takes through the town, from west to east. */
  river: Point[]
  parks: { name: string; ring: Point[] }[]
}

/** The county seat: one town over three townships, on both banks of the river. */
export function laySeat(seed: number, quarters: readonly { name: string; built: number; ring: Point[] }[]): Seat {
  const next = random(seed, 'seat')
  const straight = placing(seed, toPlane([113.983, 34.722]), -4)
  // The streets follow the river's bends, less the further from it.
  const place = ([x, y]: Point): Point => {
    const bend = 480 * Math.sin(x / 2900 + 0.5) - 0.07 * x
    return straight([x, y + bend * Math.exp(-(((y - 730) / 2500) ** 2))])
  }
  const main = (at: number, name: string, loose: number): Main => ({
    at: at + between(next, -loose, loose),
    class: arterials.has(name) ? 'arterial' : 'secondary',
    name,
  })
  const rows = [
    ...southRows.map((at, i) => main(at, names.seatRows.south[i] ?? '', 90)),
    main(strip.south, '贾鲁河南路', 0),
    main(strip.north, '贾鲁河北路', 0),
    ...northRows.map((at, i) => main(at, names.seatRows.north[i] ?? '', 90)),
  ]
  const columns = columnsAt.map((at, i) => main(at, names.seatColumns[i] ?? '', 70))
  const plan = {
    columns,
    rows,
    wobble: wobble(seed, '县城'),
    longest: ([x, y]: Point) => {
      const old = Math.hypot(x - 3100, y - 300)
      return old < 1100 ? 290 : old < 2300 ? 370 : x < -1500 ? 520 : 440
    },
    open: (column: number, row: number) => row === 6 || lakes.some((l) => l.column === column && l.row === row),
  }
  const { ways, blocks: all } = layBoard(plan, place, next)
  const rough = field(seed, 'edge of the seat', 1300)
  const nuclei: Point[] = [place([3200, 1000]), place([3000, -1600]), place([-3200, -150]), place([-300, -300])]
  const chosen = grow(
    all,
    ({ middle }) => {
      const reach = Math.min(
        ...nuclei.map((n, i) => Math.hypot(middle[0] - n[0], (middle[1] - n[1]) * 1.1) + (i === 3 ? 700 : 0)),
      )
      return reach * (1 + 0.45 * rough(middle))
    },
    ({ middle }) => quarters.find((quarter) => inRing(middle, quarter.ring))?.name,
    new Map(quarters.map((quarter) => [quarter.name, quarter.built])),
  )
  nameStreets(ways, chosen, shuffle(next, names.streets), next)
  const banks = ['贾鲁河南路', '贾鲁河北路'].map((name) => ways.find((way) => way.name === name)?.lines ?? [])
  const middles = (banks[0] ?? []).flatMap((south, i) => {
    const north = banks[1]?.[i]
    if (!north) return []
    const ends: [Point, Point] = [lerp(south.a, north.a, 0.5), lerp(south.b, north.b, 0.5)]
    return densify(...ends, 90)
      .slice(0, -1)
      .map(place)
  })
  const parks = lakes.flatMap(({ name, column, row }) => {
    const [x, y] = [columns[column], columns[column + 1]].map((c) => c?.at ?? 0)
    const [south, north] = [rows[row]?.at ?? 0, rows[row + 1]?.at ?? 0]
    const at = place([((x ?? 0) + (y ?? 0)) / 2, (south + north) / 2])
    const park = all.find((b) => b.block.open && inRing(at, b.ring))
    return park ? [{ name, ring: park.ring, middle: centroid(park.ring) }] : []
  })
  return { town: '县城', ways, blocks: chosen, outline: outlineOf(chosen), place, river: middles, parks }
}
