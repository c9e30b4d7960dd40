import { addDays } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import { appoint } from '#data/sample/chiefs.ts'
import type { Skeleton } from '#data/sample/county.ts'
import { places } from '#data/sample/places.ts'
import { cutSections } from '#data/sample/sections.ts'

/** Duty sections, make-believe people and who of them holds what, over the year that ends today. */
export default function sample(county: Skeleton, today: string): Record<string, Thing[]> {
  const valid_from = addDays(today, -760)
  const sections = cutSections(county, places(county))
  const { chiefs, assignments } = appoint(county, sections, today)
  return {
    duty_sections: sections.map(({ code, name, road, level, line }) => ({
      geometry: { type: 'LineString', coordinates: line.map(([lon, lat]) => [lon, lat]) },
      properties: { code, name, road: road.code, level, valid_from },
    })),
    chiefs: chiefs.map((chief) => ({ geometry: null, properties: { ...chief, valid_from } })),
    chief_assignments: assignments.map(({ chief, section, area, level, from, until }) => ({
      geometry: null,
      properties: {
        chief,
        ...(section && { section }),
        ...(area && { area }),
        level,
        valid_from: from,
        ...(until && { valid_to: until }),
      },
    })),
  }
}
