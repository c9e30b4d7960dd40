import { type Static, Type } from 'typebox'

/** A photo of a thing. */
export const Photo = Type.Object({
  /** The SHA-256 of the picture: under one id there is never another. */
  id: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  caption: Type.Union([Type.String(), Type.Null()]),
  /** In pixels, upright. */
  width: Type.Integer(),
  height: Type.Integer(),
  type: Type.Enum(['image/jpeg', 'image/png', 'image/webp']),
  bytes: Type.Integer(),
  /** Where the picture is. */
  href: Type.String(),
})
export type Photo = Static<typeof Photo>

/** The photos of a thing, in the order of their file names, those taken in first before later ones. */
export const Photos = Type.Object({ photos: Type.Array(Photo) })
export type Photos = Static<typeof Photos>
