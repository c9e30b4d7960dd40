import type { Cells } from '../api/plan-queries.ts'
import type { Order } from '../listing/order.ts'
import { sortedBy } from '../listing/order.ts'
import type { Told, Wanted } from '../overview/unit-filter.tsx'

/** A cell as it is listed, by the name of the unit in which most of its ground lies. */
export interface Cell extends Told {
  key: string
  numerator: number
  denominator: number
  value: number
  missing: number | null
  geometry: Cells['features'][number]['geometry']
}

/** Of cells those that fall short, those first that lack most. */
export const shortCells: Wanted = { state: 'short', name: '' }
export const mostLacking: Order = { by: 'missing', down: true }

/** The cells of an answer, the thinnest first. */
export function cellsOf({ features }: Cells): Cell[] {
  return features
    .map(({ id, geometry, properties: { areaName: name, missing, ...figures } }): Cell => {
      const status = missing === null ? 'no-target' : missing > 0 ? 'behind' : 'met'
      return { key: String(id), name, status, missing, ...figures, geometry }
    })
    .toSorted((a, b) => a.value - b.value)
}

/** Cells in the order of a column; those alike in it, the thinnest first. */
export function orderedCells(cells: readonly Cell[], { by, down }: Order, lang: string): Cell[] {
  const column = (['numerator', 'denominator', 'value', 'missing'] as const).find((one) => one === by) ?? 'name'
  return sortedBy(cells, (cell) => cell[column], down, lang)
}

/** What some cells come to together. */
export function sumOf(cells: readonly Cell[]): Record<'numerator' | 'denominator' | 'missing', number> {
  const sum = (of: (cell: Cell) => number) => cells.reduce((all, cell) => all + of(cell), 0)
  return {
    numerator: sum(({ numerator }) => numerator),
    denominator: sum(({ denominator }) => denominator),
    missing: sum(({ missing }) => missing ?? 0),
  }
}
