import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson'
import type { Level } from '#data/model/area.ts'
import type { Value } from '#data/model/thing.ts'

export interface AreaProperties {
  area: string
  name: string
  level: Level
  parent?: string | null
  in_charge: boolean
  run_by?: string | null
  label_lon: number
  label_lat: number
}
export type Area = Feature<Polygon | MultiPolygon, AreaProperties>
export type Areas = FeatureCollection<Polygon | MultiPolygon, AreaProperties>

/** A row that was counted into a figure. */
export interface EvidenceProperties {
  collection: string
  fid: number
  area: string
  areaName?: string
  numerator: number
  denominator: number
  note: string | null
}
export type Evidence = FeatureCollection<Geometry, EvidenceProperties>
export type EvidenceRow = Feature<Geometry, EvidenceProperties>

export type ThingFeature = Feature<Geometry | null, Record<string, Value>>

/** What became of a thing: its versions, the newest first, and what was put right, the latest first, as it had stood. */
export interface Versions {
  features: ThingFeature[]
  corrections: { at: string; source: string | null; before: ThingFeature }[]
}

/** A page of things, each with the township it counts in; `next` leads on where there are more. */
export interface ThingPage {
  features: ThingFeature[]
  links: { rel: string; href: string }[]
}
