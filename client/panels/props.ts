import type { Collection } from '#data/model/theme.ts'
import type { ThingFeature } from '../api/types.ts'

export interface PanelProps {
  thing: ThingFeature
  collection: Collection
  /** The day looked at; null: today. */
  at: string | null
}

/** By what other things know one: its code, or else its number. */
export function keyOf({ id, properties }: ThingFeature): string {
  return String(properties['code'] ?? id)
}
