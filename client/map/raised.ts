import type { Figure, Indicator } from '#data/model/indicator.ts'
import type { Mark } from '#data/model/theme.ts'
import type { Area } from '../api/types.ts'
import type { TokenName, Tokens } from '../skin/tokens.ts'
import type { Grid } from './hexagon-grid.ts'
import type { Cell, Counted } from './hexagons.ts'
import { rampTints, type Tint } from './ramp.ts'
import { markToken } from './symbols.ts'

/** A unit's figure as a column; heights are shares of the highest there can be. */
export interface Column {
  area: string
  position: [number, number]
  height: number
  /** The target's height, where one stands. */
  target: number | null
  tint: Tint | null
  /** The state in whose colour what is missing to the target is drawn; none where nothing is. */
  missing: Mark | null
}

/** What is raised from the ground. `told` is the most that columns tell: their figure, also their target, also what is missing. `top` is the amount that stands at full height; heights are in proportion, from 0. */
export type Raised =
  | { dense: 'columns'; columns: Column[]; top: number; told: 'figure' | 'target' | 'missing' }
  | { dense: 'hexagons'; cells: Cell[]; top: number; grid: Grid; counted: Counted; chosen: Cell | null }

/** Hexagons, of which one may be open: then all lie flat, and what is in that one is seen. */
export type Hexagons = Extract<Raised, { dense: 'hexagons' }>

/** How far the map leans back while something stands on it, in degrees. */
export const leaning = 48

/** The height of the highest, in pixels at scale 1. */
const fullHeight = 112
/** From the middle of a column to its side, likewise. */
const columnRadius = 9
/** On a small map no more than this share of its shorter side. */
const largestShare = 0.24

/** One column for each unit that the county answers for and that has a figure. */
export function columnsOf(
  indicator: Pick<Indicator, 'value' | 'better'>,
  units: Area[],
  rows: Figure[],
  tints: ReadonlyMap<string, Tint>,
): Extract<Raised, { dense: 'columns' }> {
  const top = topOf(indicator, rows)
  const figures = new Map(rows.map((row) => [row.area, row]))
  const columns = units.flatMap(({ properties: unit }): Column[] => {
    const figure = unit.in_charge ? figures.get(unit.area) : undefined
    if (!figure || figure.value === null) return []
    return [
      {
        area: unit.area,
        position: [unit.label_lon, unit.label_lat],
        height: share(figure.value, top),
        target: figure.target === null ? null : share(figure.target, top),
        tint: tints.get(unit.area) ?? null,
        missing: indicator.better === 'more' ? missingOf(figure) : null,
      },
    ]
  })
  const targeted = columns.some(({ target }) => target !== null) ? 'target' : 'figure'
  return { dense: 'columns', columns, top, told: columns.some(({ missing }) => missing) ? 'missing' : targeted }
}

/** Above a target that less would be better than, nothing is missing: the column itself is what is too much. */
function missingOf({ value, target, status }: Figure): Mark | null {
  if (value === null || target === null || value >= target) return null
  return status === 'at-risk' ? 'at-risk' : 'behind'
}

/** A share stands against 100 %; all else against the highest figure or target. */
function topOf(indicator: Pick<Indicator, 'value'>, rows: Figure[]): number {
  if (indicator.value === 'percent') return 100
  return Math.max(0, ...rows.flatMap(({ value, target }) => [value ?? 0, target ?? 0]))
}

function share(value: number, top: number): number {
  return top > 0 ? Math.max(0, Math.min(1, value / top)) : 0
}

/** The token of a column's colour: the same as its ground would have. */
export function columnToken(tint: Tint | null): TokenName {
  if (tint === null) return 'second'
  return tint === 'met' || tint === 'at-risk' || tint === 'behind' ? markToken[tint] : tint
}

/** The token of a hexagon's colour, darker with its height; the palest step would be lost on the land. */
export function cellToken({ height }: Pick<Cell, 'height'>): TokenName {
  const steps = rampTints.slice(1)
  return steps[Math.min(steps.length - 1, Math.floor(height * steps.length))] ?? 'ramp-5'
}

/** A token's colour as parts from 0 to 255. */
export function partsOf(tokens: Tokens, name: TokenName): [number, number, number] {
  const number = Number.parseInt(tokens[name].slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}

/** Sizes in metres: how high the highest stands, and how wide a column is from its middle to its side. */
export interface Size {
  height: number
  radius: number
}

/** The sizes at a zoom, so that things look as high and as wide on the screen at any. */
export function sizeAt(zoom: number, lat: number, mapSide: number, scale: number): Size {
  const metresPerPixel = (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)
  const grown = Math.min(scale, (mapSide * largestShare) / fullHeight) * metresPerPixel
  return { height: fullHeight * grown, radius: columnRadius * grown }
}
