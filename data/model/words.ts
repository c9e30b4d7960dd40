import { type Static, Type } from 'typebox'

/** A text in the two languages of the product. */
export const Words = Type.Object(
  { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
export type Words = Static<typeof Words>

export const Language = Type.Enum(['zh', 'en'])
export type Language = Static<typeof Language>

/** A column, table, collection, indicator or setting: the only identifiers that ever reach SQL. */
export const Name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
