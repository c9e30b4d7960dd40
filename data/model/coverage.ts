import { type Static, Type } from 'typebox'
import { AreaKey } from './area.ts'
import { Name, Unit, Words } from './words.ts'

/** Whose things are meant: all of a collection, or those with one of these values of a property. */
const Chosen = {
  collection: Name,
  where: Type.Optional(
    Type.Object(
      { property: Name, values: Type.Array(Type.String(), { minItems: 1 }) },
      { additionalProperties: false },
    ),
  ),
}

/**
 * What a theme has for people to walk to, and who needs it.
 *
 * `needs` are points with a weight, such as compounds with their households, or ground, which weighs by its km². The first
 * is meant where none is named.
 */
export const Coverage = Type.Object(
  {
    offers: Type.Object({ ...Chosen, title: Words }, { additionalProperties: false }),
    /** How far one may have to walk, in metres, unless another distance is asked for. */
    metres: Type.Integer({ minimum: 1 }),
    needs: Type.Array(
      Type.Object(
        { id: Name, title: Words, unit: Unit, ...Chosen, weight: Type.Optional(Name) },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    /** The ground on which it is looked for, and shown where it is not reached. */
    ground: Name,
    /** The indicator of how many there are to a km² of that ground. */
    density: Type.Optional(Name),
  },
  { additionalProperties: false },
)
export type Coverage = Static<typeof Coverage>
export type Need = Coverage['needs'][number]

/** What of a layer weighs one each. */
export const oneEach: Unit = { zh: '处', en: 'places', one: 'place' }

/** Whether it is ground that needs it, which weighs by its size. */
export function isGround({ ground }: Coverage, { collection }: Need): boolean {
  return collection === ground
}

/** What one walks on, and what one does not walk across but on a street. */
export const Walking = Type.Object(
  {
    streets: Type.Optional(
      Type.Array(
        Type.Object(
          {
            collection: Name,
            except: Type.Optional(
              Type.Object({ property: Name, values: Type.Array(Type.String()) }, { additionalProperties: false }),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    barriers: Type.Optional(Type.Array(Type.Object({ ...Chosen, title: Words }, { additionalProperties: false }))),
  },
  { additionalProperties: false },
)
export type Walking = Static<typeof Walking>

/** The longest way that may be asked for, in metres. */
export const longestWay = 5000
/** The largest cell of density that may be asked for, in km². */
export const largestCell = 99
/** How many of those who are not covered an answer names. */
export const mostPlaces = 5000
/** How many there may be who need it, and how many candidates a layer may hold: they are all walked to, one by one. */
export const mostNeeding = 100_000
/** How many sites may be tried at once. */
export const mostSites = 1000

/** How many may be tried of a way so long: their ground grows with its square, and so does the work. */
export function mostSitesWithin(metres: number): number {
  return Math.max(1, Math.min(mostSites, Math.floor(300 / (metres / 500) ** 2)))
}

/** Longitude and latitude. */
const LonLat = Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 })

/** What is asked: how far a theme reaches within an area, on foot or as the crow flies. */
export const CoverageQuestion = Type.Object(
  {
    theme: Name,
    area: AreaKey,
    metres: Type.Number({ minimum: 1, maximum: longestWay }),
    by: Type.Enum(['walk', 'straight']),
    /** A need of the theme, or any layer. */
    demand: Type.Optional(Name),
    /** The property by which the things of such a layer weigh; one each, where left out. */
    weight: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** Sites that are tried, beside what stands. */
    sites: Type.Optional(Type.Array(LonLat, { maxItems: mostSites })),
    /** What stands, but is left out: fids. */
    without: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: mostSites })),
    at: Type.Optional(Type.String()),
    /** Whether the ground that is not reached is wanted: yes, where left out. Without it an answer is soon there. */
    ground: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type CoverageQuestion = Static<typeof CoverageQuestion>

/** What of an answer can be had as a file: the sites that are tried, the ground that is not reached, who needs it. */
export const coverageParts = ['sites', 'gaps', 'rows'] as const
export type CoveragePart = (typeof coverageParts)[number]

/** Why nobody can walk from a place: no street near it, a barrier before each, or streets that lead nowhere it is offered. */
export const cutOffs = ['no-street', 'barred', 'not-connected'] as const
export type CutOff = (typeof cutOffs)[number]

const Weighed = { weight: Type.Number(), share: Type.Union([Type.Number(), Type.Null()]) }

/** A piece of ground that is not reached, and what of the demand stands on it. */
const Gap = Type.Object({
  type: Type.Literal('Feature'),
  geometry: Type.Unknown(),
  properties: Type.Object({
    order: Type.Integer(),
    /** The smallest unit it lies in. */
    area: Type.String(),
    areaName: Type.String(),
    km2: Type.Number(),
    weight: Type.Number(),
  }),
})

export const CoverageAnswer = Type.Object({
  theme: Name,
  area: Type.String(),
  asOf: Type.String(),
  metres: Type.Number(),
  by: Type.Enum(['walk', 'straight']),
  /** All there is within the area; `rows` is how many things or pieces it is the sum of. */
  demand: Type.Object({ id: Name, weight: Type.Number(), unit: Type.String(), rows: Type.Integer() }),
  /** How many stand, and how many are tried, from which it was reckoned. */
  offers: Type.Object({ standing: Type.Integer(), tried: Type.Integer() }),
  covered: Type.Object(Weighed),
  uncovered: Type.Object({
    ...Weighed,
    ground: Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Gap) }),
    /** Those of the greatest weight among them, where they are; none where ground is what needs it. */
    places: Type.Object({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(
        Type.Object({
          type: Type.Literal('Feature'),
          geometry: Type.Unknown(),
          properties: Type.Object({ collection: Name, fid: Type.Integer(), weight: Type.Number() }),
        }),
      ),
    }),
  }),
  /** The sites that were tried: the ground each reaches, what it adds to what stands and to those before it, and where it is. */
  tried: Type.Object({
    type: Type.Literal('FeatureCollection'),
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        /** None where it stands on no street. */
        geometry: Type.Unknown(),
        properties: Type.Object({
          site: Type.Integer(),
          adds: Type.Number(),
          /** Why it adds nothing, in words; null where it adds something. */
          said: Type.Union([Type.String(), Type.Null()]),
          /** That it stands in water or the like, in words; null where it does not. */
          standsIn: Type.Union([Type.String(), Type.Null()]),
          /** The smallest unit it stands in, and the township that answers there; null where the county answers for none. */
          area: Type.Union([Type.String(), Type.Null()]),
          areaName: Type.Union([Type.String(), Type.Null()]),
          township: Type.Union([Type.String(), Type.Null()]),
        }),
      }),
    ),
  }),
  /** What no walk can reach however far, of the uncovered; and sites that stand on no street. */
  cutOff: Type.Object({
    weight: Type.Number(),
    reasons: Type.Array(
      Type.Object({
        reason: Type.Enum([...cutOffs]),
        said: Type.String(),
        /** What can still be done about it. */
        possible: Type.String(),
        weight: Type.Number(),
        rows: Type.Integer(),
      }),
    ),
    offers: Type.Array(
      Type.Object({
        fid: Type.Union([Type.Integer(), Type.Null()]),
        site: Type.Union([Type.Integer(), Type.Null()]),
        reason: Type.Enum([...cutOffs]),
        said: Type.String(),
      }),
    ),
  }),
  /** What stands in the way of an answer, and what is still possible, in words; nothing, as a rule. */
  obstacles: Type.Array(Type.String()),
  assumptions: Type.Array(Type.String()),
})
export type CoverageAnswer = Static<typeof CoverageAnswer>
