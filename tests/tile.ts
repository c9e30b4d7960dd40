import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'

export interface TileFeature {
  id: number | undefined
  type: 'point' | 'line' | 'polygon'
  properties: Record<string, string | number | boolean>
  /** In tile units, 4096 to the side. */
  parts: [x: number, y: number][][]
}

const types = ['point', 'point', 'line', 'polygon'] as const

/** The layers of a vector tile, its features in the order of their ids. */
export function readTile(bytes: Uint8Array): Record<string, TileFeature[]> {
  const tile = new VectorTile(new Pbf(bytes))
  return Object.fromEntries(
    Object.entries(tile.layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => layer.feature(i))
        .map(
          (feature): TileFeature => ({
            id: feature.id,
            type: types[feature.type] ?? 'point',
            properties: feature.properties,
            parts: feature.loadGeometry().map((part) => part.map(({ x, y }): [number, number] => [x, y])),
          }),
        )
        .sort((a, b) => (a.id ?? 0) - (b.id ?? 0)),
    ]),
  )
}
