import { type Static, Type } from 'typebox'
import { AreaKey } from './area.ts'
import { Name } from './words.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

/** One that is behind: what it is called, how it stands, since when, and who answers for it. */
const Late = Type.Object({
  area: AreaKey,
  areaName: Type.String(),
  name: Type.String(),
  /** How it stands, in words: of a unit nothing, its figure says it. */
  says: Nullable(Type.String()),
  since: Nullable(Type.String()),
  /** Whether `since` is no more than the first day that is on record: it may have been so for longer. */
  longer: Type.Boolean(),
  days: Nullable(Type.Integer()),
  who: Nullable(Type.String()),
  /** What it is among the county's things; null of a unit. */
  thing: Nullable(Type.Object({ collection: Name, fid: Type.Integer() })),
  /** Of a unit: how far it is, and what it lacks. */
  value: Nullable(Type.Number()),
  target: Nullable(Type.Number()),
  missing: Nullable(Type.Number()),
})
export type Late = Static<typeof Late>

const Some = Type.Object({
  /** How many there are in all, of which the worst are told. */
  of: Type.Integer(),
  rows: Type.Array(Late),
})

/** Who is behind in a promise: units that are, and the things that keep it from being met. */
export const Behind = Type.Object({
  indicator: Name,
  asOf: Type.String(),
  units: Some,
  /** What such a thing is called; null where the indicator names none. */
  what: Nullable(Type.String()),
  things: Some,
})
export type Behind = Static<typeof Behind>

/** The spans over which changes are told, in days. */
export const spans = { day: 1, week: 7, month: 30 } as const

/** Which units' figures have changed most, over a day, a week and a month. */
export const Movers = Type.Object({
  indicator: Name,
  asOf: Type.String(),
  spans: Type.Array(
    Type.Object({
      span: Type.Enum(Object.keys(spans) as (keyof typeof spans)[]),
      /** The recorded day that is compared with; null where there is none near it. */
      since: Nullable(Type.String()),
      /** Those that changed, the most first. */
      rows: Type.Array(
        Type.Object({
          area: AreaKey,
          name: Type.String(),
          before: Type.Number(),
          value: Type.Number(),
          change: Type.Number(),
          /** Whether that is towards the target. */
          better: Type.Boolean(),
        }),
      ),
    }),
  ),
})
export type Movers = Static<typeof Movers>
