import { kinks } from '@turf/turf'
import type { Feature, FeatureCollection, LineString, Polygon } from 'geojson'
import type { FilterSpecification } from 'maplibre-gl'
import type { Place, Sketch } from '../scene/scene.ts'
import type { Drawn } from './order.ts'
import type { Look } from './symbols.ts'

/** What is sketched on the map, and whether a click adds a corner to it. */
export interface Sketching {
  sketch: Sketch | null
  adding: boolean
}
export const nothingSketched: Sketching = { sketch: null, adding: false }

/** The layer of the corners, which can be taken in hand. */
export const cornerLayer = 'sketch-corner'

/** The shape of a sketch, as soon as it has corners enough; ground is closed by itself. */
export function shapeOf({ as, corners }: Sketch): LineString | Polygon | null {
  if (corners.length < (as === 'way' ? 2 : 3)) return null
  return as === 'way' ? { type: 'LineString', coordinates: corners.map(position) } : groundOf(corners)
}

/** Ground by its corners, closed by itself. */
export function groundOf(corners: readonly Place[]): { type: 'Polygon'; coordinates: number[][][] } {
  return { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)].map(position)] }
}

function position({ lng, lat }: Place): number[] {
  return [lng, lat]
}

/** Whether the sides of ground cross, so that nobody can say what lies within. */
export function crossesItself(shape: LineString | Polygon): boolean {
  return shape.type === 'Polygon' && kinks(shape).features.length > 0
}

/** The shape, and each corner by its number. */
export function drawnSketch({ sketch }: Sketching): FeatureCollection {
  if (sketch === null) return { type: 'FeatureCollection', features: [] }
  const geometry = shapeOf(sketch)
  const shape: Feature[] = geometry ? [{ type: 'Feature', geometry, properties: {} }] : []
  const corners = sketch.corners.map(
    (place, n): Feature => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: position(place) },
      properties: { n },
    }),
  )
  return { type: 'FeatureCollection', features: [...shape, ...corners] }
}

/** A broken line round lightly tinted ground, and a ring at each corner. */
export function sketchLayers({ tokens, scale }: Look): Drawn[] {
  const of = (type: string) => ['==', ['geometry-type'], type] as FilterSpecification
  return [
    {
      slot: 'sketch',
      layer: {
        id: 'sketch-ground',
        type: 'fill',
        source: 'sketch',
        filter: of('Polygon'),
        paint: { 'fill-color': tokens.text, 'fill-opacity': 0.08 },
      },
    },
    {
      slot: 'sketch',
      layer: {
        id: 'sketch-line',
        type: 'line',
        source: 'sketch',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': tokens.text, 'line-width': 1.8 * scale, 'line-dasharray': [3, 2] },
      },
    },
    {
      slot: 'sketch',
      layer: {
        id: cornerLayer,
        type: 'circle',
        source: 'sketch',
        filter: of('Point'),
        paint: {
          'circle-radius': 5 * scale,
          'circle-color': tokens.land,
          'circle-stroke-color': tokens.text,
          'circle-stroke-width': 1.8 * scale,
        },
      },
    },
  ]
}
