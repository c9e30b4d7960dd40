import type { Scene } from '../scene/scene.ts'
import type { UnitLevel } from './use-overview.ts'

/** Where one is among the units: what `useOverview` tells of a scene. */
export interface Standing {
  area: string | null
  level: UnitLevel
  /** The township that is chosen, or that the chosen community lies in. */
  within: string | null
  hasCommunities: boolean
}
export type Step = Pick<Scene, 'area' | 'level'>

const county: Step = { area: null, level: 'township' }

/** To a unit, or the county. A township chosen again opens to its communities; any other unit is let go. */
export function stepTo(area: string | null, from: Standing): Step {
  if (area === null) return county
  if (area !== from.area) return { area, level: from.level }
  if (area !== from.within) return { area: from.within, level: from.level }
  if (from.level === 'community') return { area, level: 'community' }
  return from.hasCommunities ? { area, level: 'community' } : county
}

/** To the units of a level: a community gives way to its township. */
export function stepToLevel(level: UnitLevel, from: Standing): Step {
  return { area: level === 'township' ? from.within : from.area, level }
}

/** One step back up; null where one stands at the top. */
export function stepUp(from: Standing): Step | null {
  if (from.area !== from.within) return { area: from.within, level: from.level }
  if (from.level === 'community') return { area: from.within, level: 'township' }
  return from.area === null ? null : county
}
