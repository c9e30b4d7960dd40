import type { FeatureCollection, Point } from 'geojson'
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
  status: Status
  order: number
}

/** One label a unit, at its own point, with its figure; a unit the county does not answer for has none. */
export function labels(units: Area[], figures: ReadonlyMap<string, Label>): FeatureCollection<Point, LabelProperties> {
  const features = units.map(({ properties: unit }) => {
    const label = unit.in_charge ? figures.get(unit.area) : undefined
    const status = label?.status ?? 'no-data'
    return {
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: [unit.label_lon, unit.label_lat] },
      properties: {
        area: unit.area,
        name: unit.name,
        own: unit.in_charge,
        figure: label?.figure ?? '',
        status,
        order: unit.in_charge ? placing[status] : placing.outside,
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
