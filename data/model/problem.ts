import { type Static, Type } from 'typebox'

/** What every error of the API looks like (RFC 9457, `application/problem+json`). */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ at: Type.String(), detail: Type.String() }))),
})
export type Problem = Static<typeof Problem>
