import { bboxClip, featureCollection, intersect, polygon } from '@turf/turf'
import type { BBox, Feature, Polygon } from 'geojson'
import type { Ground } from './county.ts'
import { box, inRing, type LonLat } from './plane.ts'
import { close } from './rings.ts'

/** What of a ring lies within another, both closed and in degrees; rounded, without crumbs. */
export function clip(ring: readonly LonLat[], border: readonly LonLat[]): Ground {
  // Most rings do not reach the border, and cutting is dear.
  if (ring.every((p) => inRing(p, border)) && !border.some((p) => inRing(p, ring))) return [[close(ring)]]
  const [west, south, east, north] = box(ring)
  const about: BBox = [west - 0.01, south - 0.01, east + 0.01, north + 0.01]
  // A ring comes back from it as a ring.
  const nearby = bboxClip(polygon([copy(border)]), about) as Feature<Polygon>
  const shape = intersect(featureCollection([polygon([copy(ring)]), nearby]))?.geometry
  const polygons = !shape ? [] : shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  return polygons
    .map((rings) => rings.map((r) => close(r.map(([lon = 0, lat = 0]): LonLat => [lon, lat]))))
    .filter(([outside]) => outside && outside.length > 3)
}

function copy(ring: readonly LonLat[]): [number, number][] {
  return ring.map(([lon, lat]) => [lon, lat])
}
