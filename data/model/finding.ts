import { type Static, Type } from 'typebox'
import { AreaKey, Level } from './area.ts'
import { Name } from './words.ts'

/** A thing found by its name, or near a place. */
export const Found = Type.Object({
  collection: Name,
  fid: Type.Integer(),
  /** Only of areas: by which all else knows one. */
  area: Type.Union([AreaKey, Type.Null()]),
  name: Type.String(),
  /** What it is, in the language asked for: 公厕. */
  kind: Type.String(),
  /** The township it lies in, or most of it does; null where it has no place. */
  within: Type.Union([Type.String(), Type.Null()]),
  /** A place on it, lon lat. */
  point: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]),
})
export type Found = Static<typeof Found>

/** The answer of `/api/search`, the best first. */
export const Search = Type.Object({ query: Type.String(), asOf: Type.String(), found: Type.Array(Found) })
export type Search = Static<typeof Search>

/** The answer of `/api/near`: the areas a place lies in, the smallest first, and what is near, the nearest first. */
export const Near = Type.Object({
  asOf: Type.String(),
  areas: Type.Array(Type.Object({ area: AreaKey, name: Type.String(), level: Level })),
  /** `metres` from the place, in the county's plane. */
  things: Type.Array(Type.Intersect([Found, Type.Object({ metres: Type.Number() })])),
})
export type Near = Static<typeof Near>
