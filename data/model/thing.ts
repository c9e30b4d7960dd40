import type { Geometry } from 'geojson'

export type Value = string | number | boolean | null

/**
 * A thing on its way into the county, from a file or the sample. Geometry is lon lat in EPSG:4490.
 * Properties go by the names its collection declares, references by the other thing's key; `valid_from`
 * and `valid_to` (the first day it no longer holds) are days, and may be left out.
 */
export interface Thing {
  geometry: Geometry | null
  properties: Record<string, Value>
}
