import { type Static, Type } from 'typebox'
import { AreaKey, Level } from './area.ts'
import { Name, Unit, Words } from './words.ts'

/**
 * A target as a theme declares it for a county that has set none of its own. `due` is the last day of
 * the current year, or none, and then `noDate` says why.
 */
const DeclaredTarget = Type.Object(
  {
    issuer: Type.Enum(['county', 'city', 'province', 'nation']),
    value: Type.Number(),
    due: Type.Optional(Type.Literal('year-end')),
    noDate: Type.Optional(Words),
    document: Words,
  },
  { additionalProperties: false },
)

/**
 * A measure over an area. The rows it counts come from the SQL function `<id>_evidence(day)`; this says
 * how they make a figure:
 *
 * - `ratio`: Σ numerator ÷ Σ denominator; `percent`: 100 times that; `count`: Σ numerator.
 * - `missing` is whole things: `whole` = ⌈target × denominator⌉ − numerator, `short` = things of which
 *   some part falls short, `left` = numerator above the target.
 */
export const Indicator = Type.Object(
  {
    id: Name,
    title: Words,
    unit: Unit,
    decimals: Type.Integer({ minimum: 0, maximum: 3 }),
    better: Type.Enum(['more', 'less']),
    value: Type.Enum(['ratio', 'percent', 'count']),
    numerator: Type.Object({ what: Words, unit: Unit }),
    denominator: Type.Object({ what: Words, unit: Unit }),
    /** What is not counted, and by which rule. */
    rule: Words,
    /** Why a unit may have no figure, where it is not that it has nothing of the denominator. */
    none: Type.Optional(Words),
    missing: Type.Enum(['whole', 'short', 'left']),
    missingUnit: Unit,
    /** What it is called, each thing that keeps it from being met; they come from the SQL function `<id>_shortfall(day)`. */
    shortfall: Type.Optional(Words),
    /** The collections it counts; the files they came from are its source. */
    counts: Type.Array(Name),
    /** The settings its evidence reads. */
    settings: Type.Optional(Type.Array(Name)),
    source: Words,
    targets: Type.Array(DeclaredTarget),
  },
  { additionalProperties: false },
)
export type Indicator = Static<typeof Indicator>

export const Status = Type.Enum(['met', 'at-risk', 'behind', 'no-data', 'no-target'])
export type Status = Static<typeof Status>

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

export const TargetView = Type.Object({
  value: Type.Number(),
  due: Nullable(Type.String()),
  noDate: Nullable(Type.String()),
  issuer: Type.String(),
  document: Type.String(),
  status: Status,
  gap: Nullable(Type.Number()),
  missing: Nullable(Type.Number()),
})
export type TargetView = Static<typeof TargetView>

/** Changes per day: what is needed to meet the target, what is happening, and where that leads by the due day. */
export const Pace = Type.Object({
  needed: Nullable(Type.Number()),
  present: Nullable(Type.Number()),
  reaches: Nullable(Type.Number()),
  per: Type.Literal('day'),
})
export type Pace = Static<typeof Pace>

export const Figure = Type.Object({
  area: AreaKey,
  name: Type.String(),
  numerator: Nullable(Type.Number()),
  denominator: Nullable(Type.Number()),
  value: Nullable(Type.Number()),
  target: Nullable(Type.Number()),
  due: Nullable(Type.String()),
  gap: Nullable(Type.Number()),
  missing: Nullable(Type.Number()),
  status: Status,
  pace: Nullable(Pace),
  targets: Type.Array(TargetView),
  /** How it was made, in words: what is counted over what, by which rule, from which files, against what. */
  explanation: Type.String(),
})
export type Figure = Static<typeof Figure>

export const FigureTable = Type.Object({
  indicator: Type.String(),
  title: Type.String(),
  unit: Type.String(),
  level: Level,
  formula: Type.String(),
  source: Type.String(),
  asOf: Type.String(),
  /** Set where the day lies in the past: worked out now from the rows valid then. */
  workedOutAfterwards: Type.Boolean(),
  rows: Type.Array(Figure),
})
export type FigureTable = Static<typeof FigureTable>

/** A figure on each of its recorded days, or worked out for them where an area has no record. */
export const History = Type.Object({
  indicator: Type.String(),
  area: AreaKey,
  /** Whether the days are the record of those days; a community's are worked out when asked. */
  recorded: Type.Boolean(),
  days: Type.Array(
    Type.Object({
      day: Type.String(),
      numerator: Type.Number(),
      denominator: Type.Number(),
      value: Nullable(Type.Number()),
    }),
  ),
})
export type History = Static<typeof History>
