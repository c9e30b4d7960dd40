import type { Map as MapLibre, PointLike } from 'maplibre-gl'
import type { Pick } from '../scene/scene.ts'

/** How far from a thing a click still means it: a thread is thinner than a finger. */
const reach = 6

/** The top thing at a point of the map, among the layers given; a mark that stands for several is none of them. */
export function thingAt(map: MapLibre, point: { x: number; y: number }, layers: string[]): Pick | null {
  const box: [PointLike, PointLike] = [
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ]
  const [thing] = map.queryRenderedFeatures(box, { layers }).filter(({ properties }) => !(properties.count > 1))
  // A sign stands for a thing of another collection, and says which.
  const { collection = thing?.source, fid = thing?.id }: Record<string, unknown> = thing?.properties ?? {}
  return typeof fid === 'number' && typeof collection === 'string' ? { collection, fid } : null
}

/** The key of the laid ground at a point of the map, where there is a piece that goes by one. */
export function groundAt(map: MapLibre, point: PointLike): string | null {
  const keys = map.queryRenderedFeatures(point, { layers: ['laid'] }).map(({ properties }) => properties.key as unknown)
  return keys.find((key) => typeof key === 'string') ?? null
}

/** The key of the unit at a point of the map: one of those told, else the township that lies there. */
export function areaAt(map: MapLibre, point: PointLike): string | null {
  const [area] = map.queryRenderedFeatures(point, { layers: ['units', 'land', 'outside'] })
  return typeof area?.properties.area === 'string' ? area.properties.area : null
}
