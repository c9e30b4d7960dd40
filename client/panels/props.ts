import type { Collection } from '#data/model/theme.ts'
import type { ThingFeature } from '../api/types.ts'

export interface PanelProps {
  thing: ThingFeature
  collection: Collection
  /** The day looked at; null: today. */
  at: string | null
}
