import { type Static, Type } from 'typebox'
import { Figure } from './indicator.ts'
import { Name } from './words.ts'

/** The most corners of what may be measured. */
export const mostCorners = 2000

const LonLat = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 })

/** A piece of ground that was drawn, longitude first. */
export const Ground = Type.Object(
  {
    type: Type.Literal('Polygon'),
    coordinates: Type.Array(Type.Array(LonLat, { minItems: 4, maxItems: mostCorners }), {
      minItems: 1,
      maxItems: 50,
    }),
  },
  { additionalProperties: false },
)
export type Ground = Static<typeof Ground>

/** A way that was drawn, or a piece of ground. */
export const Shape = Type.Union([
  Type.Object(
    { type: Type.Literal('LineString'), coordinates: Type.Array(LonLat, { minItems: 2, maxItems: mostCorners }) },
    { additionalProperties: false },
  ),
  Ground,
])
export type Shape = Static<typeof Shape>

export const MeasureQuestion = Type.Object(
  { geometry: Shape, at: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
export type MeasureQuestion = Static<typeof MeasureQuestion>

/** How long and how large something is in the county's plane; of ground, each promise's figure on it. */
export const Measured = Type.Object({
  asOf: Type.String(),
  /** The EPSG code of the plane. */
  plane: Type.Integer(),
  /** The length of a way, or all round a piece of ground. */
  metres: Type.Number(),
  km2: Type.Union([Type.Number(), Type.Null()]),
  figures: Type.Array(
    Type.Object({
      theme: Name,
      indicator: Name,
      title: Type.String(),
      unit: Type.String(),
      /** How many rows make it. */
      rows: Type.Integer(),
      ...Type.Pick(Figure, ['numerator', 'denominator', 'value', 'target', 'missing', 'status']).properties,
    }),
  ),
})
export type Measured = Static<typeof Measured>
