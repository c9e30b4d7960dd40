import { type Static, Type } from 'typebox'
import { Coverage, Walking } from './coverage.ts'
import { Indicator } from './indicator.ts'
import { Setting } from './setting.ts'
import { Language, Name, Words } from './words.ts'

/**
 * One property of a collection, and the column of the same name.
 *
 * - `choice` holds one of `choices`; an import also takes the words of a choice in either language.
 * - `reference` holds the fid of a thing in the collection `to`; outside the database it is written
 *   as that thing's key (its code, else `a<fid>` for areas and the bare fid for the rest).
 * - `computed` is worked out by the database and never imported.
 */
export const Property = Type.Object(
  {
    name: Name,
    type: Type.Enum(['text', 'integer', 'number', 'boolean', 'date', 'choice', 'reference']),
    title: Words,
    choices: Type.Optional(Type.Record(Type.String(), Words)),
    to: Type.Optional(Name),
    unit: Type.Optional(Type.String()),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    required: Type.Optional(Type.Literal(true)),
    computed: Type.Optional(Type.Literal(true)),
    /** The language of a text, which is not shown to readers of the other. */
    language: Type.Optional(Language),
    /** Carried in tiles too. */
    tile: Type.Optional(Type.Literal(true)),
    /** Other headings under which files bring it, besides its name and titles. */
    aliases: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
)
export type Property = Static<typeof Property>

/**
 * A table whose rows are things (each version of a thing a row, see `thing` in the migrations),
 * served by features and tiles and filled by imports.
 *
 * `placing` says in which unit a thing counts: `point` in the one it stands in, `cut` at the units'
 * borders, `most` whole in the unit that holds most of it, `none` nowhere.
 */
export const Collection = Type.Object(
  {
    id: Name,
    title: Words,
    description: Words,
    shape: Type.Enum(['point', 'line', 'polygon', 'any', 'none']),
    placing: Type.Enum(['point', 'cut', 'most', 'none']),
    /** The property by which files and references know a thing; unique on any day. */
    key: Type.Optional(Name),
    /** The property that names it for people. */
    label: Type.Optional(Name),
    /**
     * Its rows are events: each holds from the day in this property on, and one that is known again is put
     * right, not followed by another.
     */
    since: Type.Optional(Name),
    /** Where the key is missing, the label alone tells things apart. */
    knownByLabel: Type.Optional(Type.Literal(true)),
    /** Read through the SQL function `<id>_at(day)`, which adds computed properties to the table's. */
    computes: Type.Optional(Type.Literal(true)),
    /** Has no table: `<id>_at(day)` works all of it out, and nothing is imported into it. */
    derived: Type.Optional(Type.Literal(true)),
    /** The panel in `client/panels` that tells more of one thing than its properties do. */
    panel: Type.Optional(Type.String({ pattern: '^[a-z][a-z-]{0,47}$' })),
    properties: Type.Array(Property),
  },
  { additionalProperties: false },
)
export type Collection = Static<typeof Collection>

/** A tag of OpenStreetMap, such as `admin_level`; `@id` is what the thing itself is known by, such as `way/4781367`. */
const Tag = Type.String({ pattern: '^[a-zA-Z0-9_:@-]+$' })

/**
 * What to take of a file of OpenStreetMap: the things of which every tag in `where` has one of the values listed, or
 * any. It is offered as a layer of that file, and taken by itself where it is called as what it goes into.
 */
export const OsmLayer = Type.Object(
  {
    id: Name,
    /** As GDAL sorts things by their shape. */
    from: Type.Array(Type.Enum(['points', 'lines', 'multilinestrings', 'multipolygons']), { minItems: 1 }),
    where: Type.Record(Tag, Type.Union([Type.Literal('any'), Type.Array(Type.String())])),
    /**
     * Its columns, each with the tag it comes from, or with several, of which the first that is there; of a tag with few
     * values, what each stands for, and the rest.
     */
    columns: Type.Record(
      Name,
      Type.Union([
        Tag,
        Type.Array(Tag, { minItems: 1 }),
        Type.Object(
          { tag: Tag, values: Type.Record(Type.String(), Type.String()), rest: Type.Optional(Type.String()) },
          { additionalProperties: false },
        ),
      ]),
    ),
    /** What is drawn as ground becomes a point on it. */
    asPoints: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)
export type OsmLayer = Static<typeof OsmLayer>

/** What a mark's state means: the three states of a promise, or none. */
export const Mark = Type.Enum(['met', 'at-risk', 'behind', 'quiet'])
export type Mark = Static<typeof Mark>

/**
 * What the map shows of a collection while its theme leads. It says what is encoded; colours, widths
 * and symbols are the client's.
 */
export const Layer = Type.Object(
  {
    collection: Name,
    draw: Type.Enum(['thread', 'mark', 'ground']),
    title: Words,
    /** The property whose values carry a state. */
    state: Type.Optional(
      Type.Object({ property: Name, values: Type.Record(Type.String(), Mark) }, { additionalProperties: false }),
    ),
    /** How bad what falls short is: a property with the worst of its values first. */
    grade: Type.Optional(
      Type.Object(
        { property: Name, worst: Type.Array(Type.String(), { minItems: 1 }) },
        { additionalProperties: false },
      ),
    ),
    /** The property that orders threads, 1 the strongest. */
    rank: Type.Optional(Name),
    /** From this zoom on. */
    minzoom: Type.Optional(Type.Number({ minimum: 0, maximum: 22 })),
  },
  { additionalProperties: false },
)
export type Layer = Static<typeof Layer>

/** One promise of the county: everything the product does with it follows from this. */
export const Theme = Type.Object(
  {
    id: Name,
    title: Words,
    /** Its place in lists, the lowest first. */
    order: Type.Integer({ minimum: 0 }),
    /** Themes whose tables must stand before this one's. */
    needs: Type.Array(Name),
    settings: Type.Optional(Type.Array(Setting)),
    /** The SQL function `<name>(day)` that says who answers for each area. */
    answers: Type.Optional(Name),
    collections: Type.Array(Collection),
    indicators: Type.Array(Indicator),
    layers: Type.Array(Layer),
    /** What OpenStreetMap has of its collections, or of what else can lie under them. */
    osm: Type.Optional(Type.Array(OsmLayer)),
    /** What people walk to. */
    coverage: Type.Optional(Coverage),
    /** What it has of what one walks on, and across. */
    walking: Type.Optional(Walking),
  },
  { additionalProperties: false },
)
export type Theme = Static<typeof Theme>
