import type { MultiPolygon } from 'geojson'
import { addDays } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import type { Ground, Skeleton } from '#data/sample/county.ts'

/** Areas, built-up ground and roads of the make-believe county, as they have stood for three years. */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const valid_from = addDays(today, -1100)
  return {
    areas: county.areas.map((area) => ({
      geometry: multi(area.ground),
      properties: {
        code: area.code,
        name: area.name,
        level: area.level,
        parent: area.parent,
        population: area.population,
        in_charge: area.inCharge,
        run_by: area.runBy,
        valid_from,
      },
    })),
    built_up: county.builtUp.map(({ name, ground }) => ({
      geometry: multi(ground),
      properties: { name, valid_from },
    })),
    roads: county.roads.map(({ code, name, class: kind, line }) => ({
      geometry: { type: 'LineString', coordinates: line.map(([lon, lat]) => [lon, lat]) },
      properties: { code, name, class: kind, valid_from },
    })),
  }
}

function multi(ground: Ground): MultiPolygon {
  return {
    type: 'MultiPolygon',
    coordinates: ground.map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => [lon, lat]))),
  }
}
