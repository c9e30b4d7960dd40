import { type Static, Type } from 'typebox'

export const Health = Type.Object({
  status: Type.Enum(['ok', 'preparing', 'database-away']),
  version: Type.String(),
  /** The day it is, which is also the day of all that is asked without one. */
  today: Type.String(),
  database: Type.Object({
    engine: Type.Enum(['embedded', 'postgis']),
    version: Type.Union([Type.String(), Type.Null()]),
    postgis: Type.Union([Type.String(), Type.Null()]),
  }),
  county: Type.Object({ code: Type.String(), name: Type.String() }),
  sample: Type.Boolean(),
  /** The EPSG code of the plane in which the county measures; null while it is not known. */
  plane: Type.Union([Type.Integer(), Type.Null()]),
  /** West, south, east, north of the townships the county answers for, or of all where there are none; null without any. */
  home: Type.Union([
    // OpenAPI 3.0 knows no tuples
    Type.Unsafe<[number, number, number, number]>(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
    Type.Null(),
  ]),
  mapApproval: Type.Union([Type.String(), Type.Null()]),
  /** When rows were last taken in; null while there are none. */
  dataAsOf: Type.Union([Type.String(), Type.Null()]),
  /** The version of each collection's rows, and of the targets, which rises as they or the rules change; none of those that never did. */
  versions: Type.Record(Type.String(), Type.Integer()),
  /** The version of what each indicator tells, which rises as anything changes that it rests on. */
  figures: Type.Record(Type.String(), Type.Integer()),
  /** Names what all themes declare: another where they declare anything else. */
  themes: Type.String(),
})
export type Health = Static<typeof Health>
