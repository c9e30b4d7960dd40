import type { Reach } from '../api/plan-queries.ts'

/** A unit in which more, or less, ground is out of reach. */
export interface UnitDifference {
  area: string
  name: string
  /** In km², here and in the other. */
  here: number
  there: number
}

/** Below this ground is alike: what an overlay leaves of edges, in km². */
const alike = 1e-5

/** The smallest units whose ground out of reach differs, those first that differ most. */
export function unitDifferences(here: Reach, there: Reach): UnitDifference[] {
  const units = new Map<string, UnitDifference>()
  const add = (reach: Reach, side: 'here' | 'there') => {
    for (const { properties } of reach.uncovered.ground.features) {
      const { area, areaName: name, km2 } = properties
      const unit = units.get(area) ?? { area, name, here: 0, there: 0 }
      unit[side] += km2
      units.set(area, unit)
    }
  }
  add(here, 'here')
  add(there, 'there')
  const by = ({ here, there }: UnitDifference) => Math.abs(here - there)
  return [...units.values()].filter((unit) => by(unit) > alike).sort((a, b) => by(b) - by(a))
}

/** All ground out of reach, in km². */
export function groundLeft({ uncovered }: Reach): number {
  return uncovered.ground.features.reduce((all, { properties }) => all + properties.km2, 0)
}
