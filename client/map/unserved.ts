import type { FeatureCollection, Point } from 'geojson'
import type { Drawn } from './order.ts'
import type { Look } from './symbols.ts'

/** Those who need something and cannot reach it: the things they are, and how each weighs beside the heaviest, 0 to 1. */
export type Unserved = FeatureCollection<Point, { collection: string; fid: number; share: number }>
export const nobodyUnserved: Unserved = { type: 'FeatureCollection', features: [] }

export const unservedLayer = 'unserved'

/** Dots, the larger the more they weigh; the light ones lie on top. */
export function unservedDots({ tokens, scale }: Look): Drawn[] {
  return [
    {
      slot: 'theme-marks',
      layer: {
        id: unservedLayer,
        type: 'circle',
        source: 'unserved',
        layout: { 'circle-sort-key': ['-', 0, ['get', 'share']] },
        paint: {
          'circle-radius': ['*', scale, ['+', 2, ['*', 6, ['sqrt', ['get', 'share']]]]],
          'circle-color': tokens.late,
          'circle-opacity': 0.75,
          'circle-stroke-color': tokens.land,
          'circle-stroke-width': scale,
        },
      },
    },
  ]
}
