import { useMemo } from 'react'
import type { Figure } from '#data/model/indicator.ts'
import { useAllThings } from '../api/queries.ts'
import { acrossAt, countedBy, hexagonsOf } from '../map/hexagons.ts'
import { homeOf } from '../map/place.ts'
import { columnsOf, type Raised } from '../map/raised.ts'
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
  const { cell, failed } = useRaisedState()
  const dense = failed ? 'ground' : scene.dense
  const counted = useMemo(() => countedBy(theme, indicator), [theme, indicator])
  const things = useAllThings(dense === 'hexagons' ? (counted?.layer.collection ?? null) : null, scene.at)
  const areas = units.data?.features ?? none
  const across = acrossAt(scene.camera?.zoom ?? null)
  const columns = useMemo(
    () => (dense === 'columns' ? columnsOf(indicator, communities ?? areas, rows, tints) : null),
    [dense, indicator, areas, communities, rows, tints],
  )
  const hexagons = useMemo(() => {
    const box = dense === 'hexagons' ? homeOf(areas, null) : null
    if (!counted || !box) return null
    const shapes = (things.data ?? none).map(({ geometry }) => geometry)
    const middle: [number, number] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return { counted, across, ...hexagonsOf(shapes, counted.by, middle, across) }
  }, [dense, areas, counted, things.data, across])
  const raised = useMemo((): Raised | null => {
    if (columns) return columns
    if (!hexagons) return null
    // Of another grid or figure, the one asked about is none of these.
    const chosen = hexagons.cells.find(({ key, amount }) => key === cell?.key && amount === cell.amount)
    return { dense: 'hexagons', ...hexagons, chosen: chosen ?? null }
  }, [columns, hexagons, cell])
  return { raised, waiting: dense === 'hexagons' && counted !== null && things.isPending }
}
