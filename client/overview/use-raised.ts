import { useMemo } from 'react'
import type { Figure } from '#data/model/indicator.ts'
import { useAllThings } from '../api/queries.ts'
import { middleOfKey } from '../map/hexagon-grid.ts'
import { acrossAt, type Cell, countedBy, hexagonsOf } from '../map/hexagons.ts'
import { homeOf } from '../map/place.ts'
import { columnsOf, type Hexagons, type Raised } from '../map/raised.ts'
import type { Tint } from '../map/ramp.ts'
import { useRaisedState } from '../scene/raised-store.ts'
import type { Overview, Promised } from './use-overview.ts'

const none: never[] = []

/** What the scene wants to stand on the ground, and whether it still waits for it; flat where it cannot be drawn. */
export function useRaised(
  { scene, units, communities }: Overview,
  { theme, indicator }: Promised,
  rows: Figure[],
  tints: ReadonlyMap<string, Tint>,
): { raised: Raised | null; waiting: boolean } {
  const { failed } = useRaisedState()
  const dense = failed ? 'ground' : scene.dense
  const counted = useMemo(() => countedBy(theme, indicator), [theme, indicator])
  const things = useAllThings(dense === 'hexagons' ? (counted?.layer.collection ?? null) : null, scene.at)
  const areas = units.data?.features ?? none
  const { cell } = scene
  // while one is open the others are as wide as that, however near one comes
  const across = cell?.across ?? acrossAt(scene.camera?.zoom ?? null)
  const columns = useMemo(
    () => (dense === 'columns' ? columnsOf(indicator, communities ?? areas, rows, tints) : null),
    [dense, indicator, areas, communities, rows, tints],
  )
  const hexagons = useMemo(() => {
    const box = dense === 'hexagons' ? homeOf(areas, null) : null
    if (!counted || !box) return null
    const shapes = (things.data ?? none).map(({ geometry }) => geometry)
    const middle: [number, number] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    const grid = { middle, across }
    return { counted, grid, ...hexagonsOf(shapes, counted.by, grid) }
  }, [dense, areas, counted, things.data, across])
  const raised = useMemo((): Raised | null => {
    if (columns) return columns
    if (!hexagons) return null
    return { dense: 'hexagons', ...hexagons, chosen: cell && cellAt(cell.key, hexagons) }
  }, [columns, hexagons, cell])
  return { raised, waiting: dense === 'hexagons' && counted !== null && things.isPending }
}

/** The hexagon of a key; on another day there may be nothing in it. */
function cellAt(key: string, { cells, grid }: Pick<Hexagons, 'cells' | 'grid'>): Cell {
  const found = cells.find((one) => one.key === key)
  return found ?? { key, amount: 0, height: 0, position: middleOfKey(key, grid) }
}
