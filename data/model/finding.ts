import type { Level } from './area.ts'

/** A thing found by its name, or near a place. */
export interface Found {
  collection: string
  fid: number
  /** Only of areas: by which all else knows one. */
  area: string | null
  name: string
  /** What it is, in the language asked for: 公厕. */
  kind: string
  /** The township it lies in, or most of it does; null where it has no place. */
  within: string | null
  /** A place on it, lon lat; null where it has none. */
  point: [lon: number, lat: number] | null
}

/** The answer of `/api/search`, the best first. */
export interface Search {
  query: string
  asOf: string
  found: Found[]
  /** How many there are, found or left out. */
  total: number
}

/** The answer of `/api/near`: the areas a place lies in, the smallest first, and what is near, the nearest first. */
export interface Near {
  asOf: string
  areas: { area: string; name: string; level: Level }[]
  /** `metres` from the place, in the county's plane. */
  things: (Found & { metres: number })[]
}
