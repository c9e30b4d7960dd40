import type { SourceSpecification } from 'maplibre-gl'
import type { Theme } from '#data/model/theme.ts'
import { baseCollections } from './basemap.ts'

const nothing = { type: 'FeatureCollection' as const, features: [] }

/** The collections whose tiles the map draws from. */
export function tiledCollections(themes: Theme[]): string[] {
  return [...new Set([...baseCollections, ...themes.flatMap((theme) => theme.layers.map((layer) => layer.collection))])]
}

/** Where a collection's tiles are described, for a day or for today. */
export function tileJson(collection: string, at: string | null, origin = location.origin): string {
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

/** The map's sources: tiles of each collection, and what the page itself lays on it. */
export function sources(
  themes: Theme[],
  at: string | null,
  origin = location.origin,
): Record<string, SourceSpecification> {
  const tiles = tiledCollections(themes).map((id): [string, SourceSpecification] => [
    id,
    // Areas go by their key, as the figures do.
    { type: 'vector', url: tileJson(id, at, origin), ...(id === 'areas' ? { promoteId: { areas: 'area' } } : {}) },
  ])
  return {
    ...Object.fromEntries(tiles),
    signs: { type: 'geojson', data: nothing },
    labels: { type: 'geojson', data: nothing },
    focus: { type: 'geojson', data: nothing },
    laid: { type: 'geojson', data: nothing },
    sketch: { type: 'geojson', data: nothing },
    sites: { type: 'geojson', data: nothing },
    unserved: { type: 'geojson', data: nothing },
  }
}
