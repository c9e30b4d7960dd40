import type { LonLat } from './plane.ts'

/** Closed rings in degrees: the first the outside, the others holes; several polygons where it falls apart. */
export type Ground = LonLat[][][]

export interface Area {
  /** The official code, or where there is none, the name: how references know it. */
  key: string
  code: string | null
  name: string
  /** Its name in `towns.json`, by which a sample knows what is ahead and what behind; the same in every county. */
  town: string
  level: 'county' | 'township' | 'community'
  parent: string | null
  population: number
  inCharge: boolean
  runBy: string | null
  /** A place in the middle of its town. */
  at: LonLat
  ground: Ground
}

export interface Road {
  code: string
  name: string
  class: 'expressway' | 'arterial' | 'secondary' | 'street' | 'country'
  /** Town it belongs to; null between towns. */
  town: string | null
  line: LonLat[]
  /** Which of its vertices it shares with another road. */
  crossings: number[]
}

export interface Patch {
  town: string
  name: string
  ground: Ground
}

export interface Water {
  code: string
  name: string
  kind: 'river' | 'ditch' | 'lake'
  /** Its middle from source to mouth, which may begin and end outside the county; of a lake, its shore. */
  line: LonLat[]
  ground: Ground
}

/** What tells one make-believe county from another beside its seed. */
export interface Identity {
  code: string
  name: string
  /** Stands before the names of its units. */
  prefix: string
}

/** The make-believe county before any theme has looked at it. Degrees, WGS84 (the same as EPSG:4490 here). */
export interface Skeleton {
  seed: number
  code: string
  areas: Area[]
  roads: Road[]
  builtUp: Patch[]
  waters: Water[]
}
