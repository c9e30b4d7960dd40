import { type Static, Type } from 'typebox'
import { CoverageQuestion, longestWay } from './coverage.ts'
import { Ground } from './measure.ts'
import { Name } from './words.ts'

/** The longest a proposal may be worked on, in seconds, and how long it is unless said. */
export const longestSiting = 600
export const usualSiting = 60
/** The most sites that may be proposed. */
export const mostProposed = 500
/** The most pieces of forbidden ground that may be drawn. */
export const mostForbidden = 50

/** The levels whose units may each have to meet the target of density. */
export const denseLevels = ['township', 'community'] as const
export type DenseLevel = (typeof denseLevels)[number]

export const sitingGoals = ['cover-most', 'cover-share', 'meet-density'] as const

const Goal = Type.Enum([...sitingGoals], {
  description:
    'cover-most 是新增 count 处够得着最多，cover-share 是够到 share 最少几处，meet-density 是各单位都达到密度目标最少几处 · the most that `count` cover, the fewest that cover `share`, the fewest for every unit to meet its target of density',
})
const terms = {
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: mostProposed })),
  share: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** Of `meet-density`, whose units are meant: townships, where left out. */
  level: Type.Optional(Type.Enum([...denseLevels])),
  /** A layer of points of which sites are chosen; along the streets, where left out. */
  candidates: Type.Optional(Name),
  /** The property of that layer that says what a site there costs: the cheapest are then meant, not the fewest. */
  cost: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  /** Of `cover-most`, what all of them may cost together; `count` may then be left out. */
  budget: Type.Optional(Type.Number({ minimum: 0 })),
  /** A layer of ground on which none may stand. */
  forbidden: Type.Optional(Name),
  /** The same, drawn by hand, piece by piece. */
  forbiddenGround: Type.Optional(Type.Array(Ground, { maxItems: mostForbidden })),
  /** How far new sites are apart at least, and from those that are tried, in metres. */
  spacing: Type.Optional(Type.Number({ minimum: 0, maximum: longestWay })),
}

/** On what terms sites were proposed; of ground barred to those still to come, without a goal. */
export const SitingTerms = Type.Object({ goal: Type.Optional(Goal), ...terms }, { additionalProperties: false })
export type SitingTerms = Static<typeof SitingTerms>

/** What is asked: where new sites are to go, beside what stands and the `sites` that are tried already. */
export const SitingQuestion = Type.Object(
  {
    ...Type.Omit(CoverageQuestion, ['ground']).properties,
    goal: Goal,
    ...terms,
    timeLimitS: Type.Optional(Type.Number({ minimum: 1, maximum: longestSiting })),
  },
  { additionalProperties: false },
)
export type SitingQuestion = Static<typeof SitingQuestion>

export const jobStates = ['queued', 'running', 'done', 'failed', 'stopped'] as const

/** Work that goes on after it was asked for: how far it is, the best so far and how good any can be. */
export const Job = Type.Object({
  id: Type.String(),
  state: Type.Enum([...jobStates]),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  /** What is covered in all, or of `cover-share` how many sites it takes, or what they cost; null while there is none. */
  objective: Type.Union([Type.Number(), Type.Null()]),
  /** What no choice can be better than. */
  bound: Type.Union([Type.Number(), Type.Null()]),
  gap: Type.Union([Type.Number(), Type.Null()]),
  /** Why there is no answer, or one of fewer sites than were asked for, and what is still possible. */
  detail: Type.Union([Type.String(), Type.Null()]),
  /** The new sites, each next the one that adds the most to those before it. */
  result: Type.Union([
    Type.Object({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(
        Type.Object({
          type: Type.Literal('Feature'),
          geometry: Type.Unknown(),
          properties: Type.Object({
            order: Type.Integer(),
            adds: Type.Number(),
            cost: Type.Optional(Type.Number()),
            area: Type.String(),
            areaName: Type.String(),
            /** The one that answers there; none where there is no township above. */
            township: Type.Union([Type.String(), Type.Null()]),
          }),
        }),
      ),
    }),
    Type.Null(),
  ]),
})
export type Job = Static<typeof Job>
