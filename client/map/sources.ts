import type { LayerSpecification, SourceSpecification, VectorSourceSpecification } from 'maplibre-gl'
import type { Theme } from '#data/model/theme.ts'
import { baseCollections } from './basemap.ts'

export type TileSource = VectorSourceSpecification & { url: string }

const nothing = { type: 'FeatureCollection' as const, features: [] }

/** The collections whose tiles the map draws from. */
export function tiledCollections(themes: Theme[]): string[] {
  return [...new Set([...baseCollections, ...themes.flatMap((theme) => theme.layers.map((layer) => layer.collection))])]
}

/** Where a collection's tiles are described, for a day or for today. */
function tileJson(collection: string, at: string | null, origin = location.origin): string {
  const day = at === null ? '' : `&datetime=${at}`
  return `${origin}/api/collections/${collection}/tiles/WebMercatorQuad?f=tilejson${day}`
}

/**
 * The address of something of ours, asked for where the page itself came from. The server writes whole
 * addresses, and behind a gateway it may not know the name under which it is reached.
 */
export function throughThisServer(url: string, origin = location.origin): string {
  const path = /^https?:\/\/[^/]+(\/api\/.*)$/.exec(url)?.[1]
  return path ? origin + path : url
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

/** A source of a collection's tiles, for a day or for today. */
export function tileSource(collection: string, at: string | null, origin = location.origin): TileSource {
  const url = tileJson(collection, at, origin)
  // Areas go by their key, as the figures do.
  return { type: 'vector', url, ...(collection === 'areas' ? { promoteId: { areas: 'area' } } : {}) }
}

/**
 * The map's sources as it begins: tiles of what is drawn, and what the page itself lays on it.
 * @param drawn all that anything is drawn from; the tiles of other collections are added when they are (`tiling.ts`)
 */
export function sources(
  themes: Theme[],
  at: string | null,
  drawn: ReadonlySet<string>,
  origin = location.origin,
): Record<string, SourceSpecification> {
  const tiled = tiledCollections(themes).filter((id) => drawn.has(id))
  return {
    ...Object.fromEntries(tiled.map((id) => [id, tileSource(id, at, origin)])),
    signs: { type: 'geojson', data: nothing },
    labels: { type: 'geojson', data: nothing },
    focus: { type: 'geojson', data: nothing },
    laid: { type: 'geojson', data: nothing },
    sketch: { type: 'geojson', data: nothing },
    sites: { type: 'geojson', data: nothing },
    unserved: { type: 'geojson', data: nothing },
  }
}
