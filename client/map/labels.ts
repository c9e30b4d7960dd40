import type { FeatureCollection, Point } from 'geojson'
import type { Level } from '#data/model/area.ts'
import type { Status } from '#data/model/indicator.ts'
import type { Area } from '../api/types.ts'

/** What stands beside a unit's name. */
export interface Label {
  figure: string
  status: Status
}

interface LabelProperties {
  area: string
  name: string
  own: boolean
  figure: string
  /** Between name and figure. */
  gap: string
  status: Status
  order: number
}

/**
 * One label a unit, at its own point, with its figure. A unit the county does not answer for has none and is named
 * quietly, and so is a township while communities are told; unless they are its own, among whose names it would lie.
 */
export function labels(
  units: Area[],
  figures: ReadonlyMap<string, Label>,
  level: Level = 'township',
): FeatureCollection<Point, LabelProperties> {
  const above = new Set(units.map(({ properties: unit }) => (unit.level === level ? unit.parent : null)))
  const told = units.filter(({ properties: unit }) => unit.level === level || !above.has(unit.area))
  const features = told.map(({ properties: unit }) => {
    const own = unit.in_charge && unit.level === level
    const label = own ? figures.get(unit.area) : undefined
    const status = label?.status ?? 'no-data'
    return {
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: [unit.label_lon, unit.label_lat] },
      properties: {
        area: unit.area,
        name: unit.name,
        own,
        figure: label?.figure ?? '',
        gap: label?.figure ? '\u00a0' : '',
        status,
        order: own ? placing[status] : placing.outside,
      },
    }
  })
  return { type: 'FeatureCollection', features }
}

/** Who is placed first where labels would collide: what is behind must not lose its name. */
const placing: Record<Status | 'outside', number> = {
  behind: 0,
  'at-risk': 1,
  met: 2,
  'no-target': 2,
  'no-data': 3,
  outside: 4,
}
