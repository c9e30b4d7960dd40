import type { Geometry } from 'geojson'
import type { Indicator } from '#data/model/indicator.ts'
import type { Layer, Theme } from '#data/model/theme.ts'
import { type CellWidth, cellWidths } from '../scene/scene.ts'
import { type Grid, keyOf, middleOfKey, piecesOf } from './hexagon-grid.ts'
import { middleOf } from './signs.ts'

/** What hexagons count: things, each in the one it stands in, or the kilometres of lines that run through. */
export interface Counted {
  layer: Layer
  by: 'things' | 'km'
}

/** A hexagon and what is in it. */
export interface Cell {
  key: string
  /** Its middle, in degrees. */
  position: [number, number]
  amount: number
  /** As a share of the highest. */
  height: number
}

/** From this zoom on hexagons are narrow. */
const nearFrom = 11.5

/** How wide a hexagon is from side to side, in metres of the ground. */
export function acrossAt(zoom: number | null): CellWidth {
  const [narrow, wide] = cellWidths
  return zoom !== null && zoom >= nearFrom ? narrow : wide
}

/**
 * What is counted while a figure is told: the marks that the figure itself counts, else the theme's first
 * marks, else its threads, else its ground. Kinds are never added up.
 */
export function countedBy(theme: Pick<Theme, 'layers'>, indicator: Pick<Indicator, 'counts'>): Counted | null {
  const ranks = (layer: Layer) => ['mark', 'thread', 'ground'].indexOf(layer.draw)
  const foreign = (layer: Layer) => (indicator.counts.includes(layer.collection) ? 0 : 1)
  const [layer] = [...theme.layers].sort((a, b) => ranks(a) - ranks(b) || foreign(a) - foreign(b))
  return layer ? { layer, by: layer.draw === 'thread' ? 'km' : 'things' } : null
}

/** The hexagons with something in them, and the most that is in one. */
export function hexagonsOf(things: (Geometry | null)[], by: Counted['by'], grid: Grid): { cells: Cell[]; top: number } {
  const amounts = new Map<string, number>()
  for (const thing of things) {
    for (const { key, amount } of sharesOf(thing, by, grid)) amounts.set(key, (amounts.get(key) ?? 0) + amount)
  }
  const top = Math.max(0, ...amounts.values())
  const cells = [...amounts].map(([key, amount]): Cell => {
    return { key, amount, height: amount / top, position: middleOfKey(key, grid) }
  })
  return { cells, top }
}

/** What a hexagon counts of one thing, and the shape of that. */
export interface Part<Thing> {
  thing: Thing
  amount: number
  geometry: Geometry
}

/** The very parts of which `hexagonsOf` adds up one hexagon, a thing each. */
export function partsIn<Thing extends { geometry: Geometry | null }>(
  key: string,
  things: readonly Thing[],
  by: Counted['by'],
  grid: Grid,
): Part<Thing>[] {
  return things.flatMap((thing): Part<Thing>[] => {
    const shares = sharesOf(thing.geometry, by, grid).filter((one) => one.key === key)
    if (shares.length === 0 || thing.geometry === null) return []
    const lines = shares.flatMap(({ ends }) => (ends ? [ends] : []))
    const geometry: Geometry = by === 'km' ? { type: 'MultiLineString', coordinates: lines } : thing.geometry
    return [{ thing, amount: shares.reduce((sum, { amount }) => sum + amount, 0), geometry }]
  })
}

function sharesOf(shape: Geometry | null, by: Counted['by'], grid: Grid) {
  if (shape === null) return []
  if (by === 'km') return piecesOf(shape, grid).map(({ key, km, ends }) => ({ key, amount: km, ends }))
  const place = middleOf(shape)
  return place ? [{ key: keyOf(place, grid), amount: 1, ends: null }] : []
}
