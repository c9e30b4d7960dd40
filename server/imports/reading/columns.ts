import type { Point } from 'geojson'
import type { Value } from '#data/model/thing.ts'
import { NotReadable } from '../not-readable.ts'

/** The columns of a table that are a point's coordinates; one and the same where it holds both, as `113.95, 34.72`. */
export interface PointColumns {
  x: string
  y: string
}

const pairs: [x: string[], y: string[]][] = [
  [
    ['lon', 'lng', 'long', 'longitude', '经度', '东经'],
    ['lat', 'latitude', '纬度', '北纬'],
  ],
  [
    ['x', 'x坐标', '横坐标'],
    ['y', 'y坐标', '纵坐标'],
  ],
]

/** Columns that hold both, x before y. */
const both = ['坐标', '坐标点', '经纬度', '经纬度坐标', 'lonlat', 'lnglat', 'coordinates', 'location']

/** Whether a first line holds values rather than names: nothing but numbers, or a number no column is named after. */
export function looksLikeValues(cells: readonly string[]): boolean {
  const isNumber = (cell: string) => cell === '' || Number.isFinite(Number(cell))
  const trimmed = cells.map((cell) => cell.trim())
  return trimmed.every(isNumber) || trimmed.some((cell) => /^-?(\d+\.\d+|\d{5,})$/.test(cell))
}

/** Names told apart: of two columns called 名称 the second is `名称 (2)`. */
export function toldApart(names: readonly string[]): string[] {
  const taken = new Set(names)
  return names.map((name, index) => {
    if (names.indexOf(name) === index) return name
    let n = 2
    while (taken.has(`${name} (${n})`)) n++
    taken.add(`${name} (${n})`)
    return `${name} (${n})`
  })
}

/** What a column is called in its file, if it was told apart from another. */
export function withoutNumber(name: string): string {
  return name.replace(/ \(\d+\)$/, '')
}

/**
 * The columns with the coordinates: those named, else those whose names leave no doubt
 * (`lon`, `经度(lon)`, `X` …), else null, and the table is attributes only.
 * @throws {NotReadable} where a named one is not there, or several would do.
 */
export function pointColumns(
  shown: string,
  columns: readonly string[],
  x: string | undefined,
  y: string | undefined,
): PointColumns | null {
  const list = columns.join(', ')
  if (x !== undefined || y !== undefined) {
    if (x === undefined || y === undefined) throw new NotReadable('--x and --y go together: add the other one.')
    for (const [option, name] of [
      ['--x', x],
      ['--y', y],
    ] as const)
      if (!columns.includes(name))
        throw new NotReadable(`${shown} has no column ${name}; it has: ${list}. Change ${option}.`)
    return { x, y }
  }
  for (const [xNames, yNames] of pairs) {
    const xs = columns.filter((column) => isNamed(column, xNames))
    const ys = columns.filter((column) => isNamed(column, yNames))
    if (xs.length > 1 || ys.length > 1)
      throw new NotReadable(
        `${shown} has more than one column for a coordinate (${[...xs, ...ys].join(', ')}): add --x and --y.`,
      )
    if (xs[0] !== undefined && ys[0] !== undefined) return { x: xs[0], y: ys[0] }
  }
  const [one, ...more] = columns.filter((column) => isNamed(column, both))
  return one !== undefined && more.length === 0 ? { x: one, y: one } : null
}

/** `经度(lon)` goes by both of its names. */
function isNamed(column: string, names: string[]): boolean {
  return column
    .toLowerCase()
    .split(/[()（）[\]]/)
    .some((part) => names.includes(part.trim()))
}

/** The point of a row, or why it has none. Degrees, minutes and seconds are not read. */
export function pointOf(
  properties: Record<string, Value>,
  columns: PointColumns,
): { point: Point } | { fault: string } {
  if (columns.x === columns.y) return pointOfText(columns.x, String(properties[columns.x] ?? '').trim())
  const x = coordinate(properties[columns.x])
  const y = coordinate(properties[columns.y])
  if (x !== null && y !== null) return { point: { type: 'Point', coordinates: [x, y] } }
  const wrong = x === null ? columns.x : columns.y
  const value = String(properties[wrong] ?? '').trim()
  return { fault: value === '' ? `${wrong} is empty` : `${wrong} “${value}” is not a number` }
}

function pointOfText(column: string, text: string): { point: Point } | { fault: string } {
  const [x, y, ...more] = text.split(/\s*[,，;；\s]\s*/).map(coordinate)
  const two = typeof x === 'number' && typeof y === 'number' && more.length === 0
  if (two) return { point: { type: 'Point', coordinates: [x, y] } }
  return { fault: text === '' ? `${column} is empty` : `${column} “${text}” is not two numbers` }
}

function coordinate(value: Value | undefined): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) return null
  return Number(value)
}
