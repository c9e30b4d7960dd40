import type { Collection, Property } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import type { Days } from '../http/day.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import { namedReferences } from './table.ts'

/** A request for things: all conditions must hold. */
export interface Wanted {
  days: Days
  bbox: readonly [west: number, south: number, east: number, north: number] | undefined
  /** By property name, the text as asked for. */
  filters: ReadonlyMap<string, string>
  /** Things after this fid. */
  after: number
  limit: number
  /** The fid of the area they are to lie in; left out, anywhere. */
  area?: number
  /** What one of their texts is to hold, in capitals or not; left out, anything. */
  text?: string
  /** Without their shapes, which are most of what is sent. */
  shapeless?: boolean
  /** Each with the township it counts in. */
  placed?: boolean
  /** Digits of a coordinate after the point, 7 unless more are wanted. */
  digits?: number
}

/** The rows of a collection on day `$1`, with computed properties. */
export function rowsOf(collection: Collection): string {
  return collection.computes || collection.derived
    ? `${identifier(`${collection.id}_at`)}($1::date)`
    : storedRows(collection)
}

function storedRows({ id }: Collection): string {
  return `(select * from ${identifier(id)} where valid @> $1::date)`
}

/** The day asked about. */
const askedDay = '$1::date'

/** What a property shows outside the database, from a row `t`. */
function shown(property: Property, catalogue: Catalogue, day = askedDay): string {
  const column = `t.${identifier(property.name)}`
  return property.type === 'reference' ? keyOf(property, column, catalogue, day) : column
}

/** The key of the thing that a reference points to: its code, else `a<fid>` for areas, the fid for the rest. */
function keyOf(property: Property, column: string, catalogue: Catalogue, day: string): string {
  const to = catalogue.collections.get(property.to ?? '')
  const bare = to?.id === 'areas' ? `'a' || ${column}` : `${column}::text`
  return to?.key === undefined ? bare : ofThing(to, `coalesce(r.${identifier(to.key)}, ${bare})`, column, day)
}

/** Something of the thing that a reference points to, as it is on the day or else as it last was. */
function ofThing(to: Collection, what: string, column: string, day: string): string {
  return `(
    select ${what} from ${identifier(to.id)} r
    where r.fid = ${column} order by r.valid @> ${day} desc, lower(r.valid) desc limit 1)`
}

/** For people, the names of the things that a thing refers to, each as `<property>_name`. */
function namesOf(collection: Collection, catalogue: Catalogue, day: string): [name: string, value: string][] {
  return namedReferences(collection, catalogue.collections).map(({ name, property, to, label }) => [
    name,
    ofThing(to, `r.${identifier(label)}`, `t.${identifier(property.name)}`, day),
  ])
}

/**
 * The things of a collection that held on any of some days, `$1` the last of them, each in its last version
 * then. What is worked out for a day is that of the last.
 * @param first gives the parameter of the first day, where there is use for it
 */
function rowsDuring(collection: Collection, first: () => string): string {
  if (collection.computes || collection.derived) return rowsOf(collection)
  return `(
    select distinct on (fid) * from ${identifier(collection.id)}
    where valid && daterange(${first()}::date, $1::date, '[]') order by fid, lower(valid) desc)`
}

/** How much of a thing a Feature tells. */
interface Telling {
  /** Digits of a coordinate after the point, 7 unless more are wanted. */
  digits?: number | undefined
  /** The day on which what it refers to is called so, the day asked about unless another. */
  day?: string
  shapeless?: boolean | undefined
  /** Only what is kept of it; what is worked out for a day is left out. */
  keptOnly?: boolean
  /** More properties, each with how it is asked for. */
  more?: readonly (readonly [name: string, value: string])[]
}

/** A thing `t` as a GeoJSON Feature, written by the database. */
export function feature(collection: Collection, catalogue: Catalogue, telling: Telling = {}): string {
  const { digits = 7, day = askedDay, shapeless = false, keptOnly = false, more = [] } = telling
  const told = keptOnly
    ? { ...collection, properties: collection.properties.filter((p) => p.computed === undefined) }
    : collection
  const properties = [
    ...told.properties.map((p) => [p.name, shown(p, catalogue, day)] as const),
    ...namesOf(told, catalogue, day),
    ...more,
    ['valid', `concat(coalesce(lower(t.valid)::text, '..'), '/', coalesce(upper(t.valid)::text, '..'))`] as const,
    ['source', '(select file from imports where id = t.source)'] as const,
  ]
  // a function takes a hundred arguments, and a file may have more columns; a row may have many more
  const columns = properties.map(([name, value]) => `${value} as ${identifier(name)}`)
  const geometry = shapeless || collection.shape === 'none' ? 'null' : `st_asgeojson(t.geom, ${digits}, 0)::json`
  return `json_build_object('type', 'Feature', 'id', t.fid, 'geometry', ${geometry},
    'properties', (select row_to_json(p) from (select ${columns.join(', ')}) as p))::text`
}

/**
 * Whether a thing `t` lies in an area on day `$1`: counted there, at least a piece of it; where things are not
 * counted, they need only reach into it. Of areas it is the area itself and those below it. What has no place lies in
 * none.
 * @param asked gives the parameter, where it is needed: one that is given and not named is refused by the database
 */
function inArea(collection: Collection, asked: () => string): string {
  if (collection.shape === 'none' && collection.placing === 'none') return 'false'
  const area = asked()
  if (collection.id === 'areas') {
    return `t.fid in (
      with recursive below (fid) as (
        select ${area} union select a.fid from areas a join below on a.parent = below.fid where a.valid @> $1::date)
      select fid from below)`
  }
  if (collection.placing !== 'none') {
    return `exists (
      select from places p join lineage tree on tree.leaf = p.area and tree.valid @> $1::date
      where p.collection = '${collection.id}' and p.fid = t.fid and p.valid @> $1::date and tree.unit = ${area})`
  }
  return `exists (
    select from areas a
    where a.fid = ${area} and a.valid @> $1::date and st_intersects(a.geom, t.geom) and not st_touches(a.geom, t.geom))`
}

/**
 * Something of the township `town` that holds most of `t` on day `$1`; of an area, of the one above it. Null where
 * things have no place.
 */
export function ofTownship({ id, placing }: Collection, what: string): string {
  if (id === 'areas')
    return `(select ${what} from areas town where town.fid = t.parent and town.valid @> $1::date limit 1)`
  if (placing === 'none') return 'null::text'
  return `(
    select ${what}
    from places p
    join lineage tree on tree.leaf = p.area and tree.level = 'township' and tree.valid @> $1::date
    join areas town on town.fid = tree.unit and town.valid @> $1::date
    where p.collection = '${id}' and p.fid = t.fid and p.valid @> $1::date
    order by p.measure desc, tree.unit limit 1)`
}

const township = (collection: Collection) =>
  [
    ['township', ofTownship(collection, `coalesce(town.code, 'a' || town.fid)`)],
    ['township_name', ofTownship(collection, 'town.name')],
  ] as const

/** Whether one of the texts of a thing `t` holds another, in capitals or not; `asked` as in `inArea`. */
function holds(collection: Collection, asked: () => string): string {
  const texts = collection.properties.filter(({ type }) => type === 'text').map(({ name }) => `t.${identifier(name)}`)
  // two texts do not make one between them
  return texts.length === 0 ? 'false' : `strpos(lower(concat_ws(chr(10), ${texts.join(', ')})), lower(${asked()})) > 0`
}

const cast: Record<Property['type'], string> = {
  text: 'text',
  choice: 'text',
  reference: 'text',
  integer: 'integer',
  number: 'double precision',
  boolean: 'boolean',
  date: 'date',
}

/**
 * One page of a collection, ordered by fid; a row more than the limit is asked for, to know whether there
 * are more.
 * @returns features as JSON texts with their fids
 */
export async function page(
  database: Queryable,
  catalogue: Catalogue,
  collection: Collection,
  wanted: Wanted,
): Promise<{ fid: number; feature: string }[]> {
  const { first, last } = wanted.days
  const values: unknown[] = [last, wanted.after, wanted.limit + 1]
  const next = (value: unknown) => `$${values.push(value)}`
  const conditions = ['t.fid > $2']
  if (wanted.bbox !== undefined && collection.shape !== 'none') {
    const [west, south, east, north] = wanted.bbox.map((edge) => `${next(edge)}::double precision`)
    conditions.push(`st_intersects(t.geom, st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4490))`)
  }
  if (wanted.area !== undefined) conditions.push(inArea(collection, () => `${next(wanted.area)}::integer`))
  if (wanted.text !== undefined) conditions.push(holds(collection, () => `${next(wanted.text)}::text`))
  for (const property of collection.properties) {
    const text = wanted.filters.get(property.name)
    if (text === undefined) continue
    conditions.push(`${shown(property, catalogue)} = ${next(text)}::${cast[property.type]}`)
  }
  const { digits, shapeless, placed } = wanted
  const more = placed ? township(collection) : []
  return database.query(
    `select t.fid, ${feature(collection, catalogue, { digits, shapeless, more })} as feature
     from ${first === last ? rowsOf(collection) : rowsDuring(collection, () => next(first))} as t
     where ${conditions.join(' and ')}
     order by t.fid limit $3::integer`,
    values,
    // of texts with filters there are as many as a client can think of
    wanted.filters.size === 0 ? 'prepared' : undefined,
  )
}

/** One thing on a day, as the JSON text of a Feature. */
export async function one(
  database: Queryable,
  catalogue: Catalogue,
  collection: Collection,
  fid: number,
  day: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ feature: string }>(
    `select ${feature(collection, catalogue)} as feature
     from ${rowsOf(collection)} as t where t.fid = $2::integer`,
    [day, fid],
    'prepared',
  )
  return row?.feature
}

/**
 * The fid of a thing of each collection that holds any on a day: of any thing, with nothing worked out for it where it is
 * stored, for this is asked whenever a client reads the description.
 */
export async function anyThings(
  database: Queryable,
  collections: readonly Collection[],
  day: string,
): Promise<Map<string, number>> {
  const each = collections.map((one) => {
    const rows = one.derived ? rowsOf(one) : storedRows(one)
    return `(select '${one.id}' as id, t.fid from ${rows} as t limit 1)`
  })
  const rows = await database.query<{ id: string; fid: number }>(each.join(' union all '), [day])
  return new Map(rows.map(({ id, fid }) => [id, fid]))
}

/** A place in the county on a day, in degrees; undefined where it has no area. */
export async function anyPlace(database: Queryable, day: string): Promise<{ lon: number; lat: number } | undefined> {
  const [place] = await database.query<{ lon: number; lat: number }>(
    `select st_x(place) as lon, st_y(place) as lat
     from (select st_pointonsurface(geom) as place from areas where valid @> $1::date limit 1) as t`,
    [day],
  )
  return place
}

/** Where a collection's things lie and since when: degrees west, south, east, north. */
export async function extentOf(
  database: Queryable,
  collection: Collection,
): Promise<{ box: number[] | null; from: string | null }> {
  const table = collection.derived ? `${identifier(`${collection.id}_at`)}(current_date)` : identifier(collection.id)
  const box = collection.shape === 'none' ? 'null::box2d' : 'st_extent(geom)'
  const [row] = await database.query<{ box: number[] | null; from: string | null }>(
    `select min(lower(valid))::text as from,
       case when ${box} is null then null
         else array[st_xmin(${box}), st_ymin(${box}), st_xmax(${box}), st_ymax(${box})] end as box
     from ${table} as t`,
    [],
    'prepared',
  )
  return row ?? { box: null, from: null }
}
