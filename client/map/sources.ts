import type { LayerSpecification, SourceSpecification, VectorSourceSpecification } from 'maplibre-gl'
import type { Theme } from '#data/model/theme.ts'
import { nearestTiles } from '#data/model/tiling.ts'
import { baseCollections } from './basemap.ts'

export type TileSource = VectorSourceSpecification & { tiles: string[] }

const nothing = { type: 'FeatureCollection' as const, features: [] }

/** The collections whose tiles the map draws from. */
export function tiledCollections(themes: Theme[]): string[] {
  return [...new Set([...baseCollections, ...themes.flatMap((theme) => theme.layers.map((layer) => layer.collection))])]
}

/**
 * Where a collection's tiles of a day are. What these are like is known here, so that nobody asks for their description: it is
 * for others, who do not know the versions of the rows (TileJSON).
 */
export function tileAddress(collection: string, day: string, version = 0, origin = location.origin): string {
  return `${origin}/api/collections/${collection}/tiles/WebMercatorQuad/{z}/{y}/{x}?v=${version}&datetime=${day}`
}

/** The sources that anything shown by these layers is drawn from. */
export function sourcesDrawn(layers: readonly LayerSpecification[]): Set<string> {
  return new Set(
    layers.flatMap((layer) => ('source' in layer && layer.layout?.visibility !== 'none' ? [layer.source] : [])),
  )
}

/** Of layers those that lie on the map: what is drawn from one of these sources, or from none. */
export function layersFrom(layers: readonly LayerSpecification[], made: ReadonlySet<string>): LayerSpecification[] {
  return layers.filter((layer) => !('source' in layer) || made.has(layer.source))
}

/** A source of a collection's tiles. */
export function tileSource(collection: string, address: string): TileSource {
  // Areas go by their key, as the figures do.
  const promoteId = collection === 'areas' ? { promoteId: { areas: 'area' } } : {}
  return { type: 'vector', tiles: [address], maxzoom: nearestTiles, ...promoteId }
}

/**
 * The map's sources as it begins: tiles of what is drawn, and what the page itself lays on it.
 * @param drawn all that anything is drawn from; the tiles of other collections are added when they are (`tiling.ts`)
 */
export function sources(
  themes: Theme[],
  drawn: ReadonlySet<string>,
  sourceOf: (id: string) => TileSource,
): Record<string, SourceSpecification> {
  const tiled = tiledCollections(themes).filter((id) => drawn.has(id))
  return {
    ...Object.fromEntries(tiled.map((id) => [id, sourceOf(id)])),
    signs: { type: 'geojson', data: nothing },
    labels: { type: 'geojson', data: nothing },
    focus: { type: 'geojson', data: nothing },
    laid: { type: 'geojson', data: nothing },
    sketch: { type: 'geojson', data: nothing },
    sites: { type: 'geojson', data: nothing },
    unserved: { type: 'geojson', data: nothing },
  }
}
