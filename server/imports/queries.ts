import type { Collection, Property } from '#data/model/theme.ts'
import { type CopyRow, identifier, type Queryable, type Transaction } from '../database/database.ts'

/** SQL of the import room: rows wait in the temporary table `incoming`, are examined there, then written. */

export interface Provenance {
  collection: string
  file: string
  sha256: string
  crs: string
  encoding: string
  command: object
  asOf: string
  sample: boolean
}

export interface IncomingRow {
  row: number
  /** GeoJSON text in the file's coordinates. */
  geometry: string | null
  properties: object
  fault: string | null
  /** The days it holds, as the database writes them. */
  valid: string | null
}

const dimension: Record<Collection['shape'], number | undefined> = {
  point: 0,
  line: 1,
  polygon: 2,
  any: undefined,
  none: undefined,
}

/**
 * Makes the table in which rows wait, turned from the file's coordinates into EPSG:4490; WGS84 and CGCS2000 differ by
 * centimetres. A fresh row gets its fid only when it is written: so most rows are never touched here, only looked at.
 */
export async function makeIncoming(on: Queryable, srid: number): Promise<void> {
  const plane = [4326, 4490].includes(srid)
    ? 'st_setsrid(st_geomfromgeojson(place), 4490)'
    : `st_transform(st_setsrid(st_geomfromgeojson(place), ${Number(srid)}), 4490)`
  await on.query('drop table if exists pg_temp.incoming')
  await on.query(`
    create temporary table incoming (
      row integer not null,
      place text,
      geom geometry generated always as (st_force2d(${plane})) stored,
      properties jsonb not null,
      fault text,
      valid daterange,
      repaired text,
      fid integer,
      known boolean not null default false,
      unchanged boolean not null default false
    ) on commit drop`)
  // what is asked for again and again is mostly of few rows
  for (const few of ['fault is not null', 'repaired is not null', 'known'])
    await on.query(`create index on incoming (row) where ${few}`)
}

/**
 * Has one import, or undoing of one, wait for the other until its transaction ends: each looks first what stands.
 * @param say hears that it waits
 */
export async function takeTurn(on: Queryable, say: (line: string) => void): Promise<void> {
  const turn = `(hashtext(current_schema() || ' import'))`
  const [free] = await on.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock${turn} as mine`)
  if (free?.mine) return
  say('  等另一次导入结束 waiting for another import to end')
  await on.query(`select pg_advisory_xact_lock${turn}`)
}

/** Adds all rows there are. */
export async function addIncoming(on: Transaction, rows: AsyncIterable<IncomingRow>): Promise<void> {
  async function* values(): AsyncGenerator<CopyRow> {
    for await (const { row, geometry, properties, fault, valid } of rows)
      yield [row, geometry, JSON.stringify(properties), fault, valid]
  }
  await on.copy('incoming', ['row', 'place', 'properties', 'fault', 'valid'], values())
  await on.query('alter table incoming alter column geom drop expression')
  await on.query('alter table incoming drop column place')
}

/**
 * Counts what waits, without which each step is planned for a handful of rows and takes the square of them; after
 * all have come, and again when each has its fid.
 */
export async function countWaiting(on: Queryable): Promise<void> {
  await on.query('analyze incoming (row, fault, fid, known)')
}

/** Makes a point on it of each thing that is drawn as a line or as ground. */
export async function makePoints(on: Queryable): Promise<void> {
  await on.query('update incoming set geom = st_pointonsurface(geom) where fault is null and st_dimension(geom) > 0')
}

// the poles, which no web map can draw, were never meant
const inWorld = 'st_xmin(geom) >= -180 and st_xmax(geom) <= 180 and st_ymin(geom) >= -85 and st_ymax(geom) <= 85'

/** Refuses rows without geometry, of another shape, out of the world, or invalid; repairs the last if asked to. */
export async function examineGeometry(on: Queryable, collection: Collection, repair: boolean): Promise<void> {
  if (collection.shape === 'none') {
    await on.query('update incoming set geom = null where geom is not null')
    return
  }
  const wanted = dimension[collection.shape]
  // of collections in collections PostGIS writes no GeoJSON
  if (wanted === undefined)
    await on.query(
      `update incoming set geom = (select st_collect(part.geom) from st_dump(incoming.geom) as part)
       where fault is null and geometrytype(geom) = 'GEOMETRYCOLLECTION'`,
    )
  if (repair) {
    await on.query(
      `update incoming set repaired = reason, geom = fixed
       from (
         select row as at, st_isvalidreason(geom) as reason,
           st_collectionextract(st_makevalid(geom), st_dimension(geom) + 1) as fixed
         from incoming where fault is null and case when ${inWorld} then not st_isvalid(geom) else false end
       ) as broken
       where row = at and not st_isempty(fixed)`,
    )
  }
  const shaped =
    wanted === undefined
      ? ''
      : `when st_dimension(geom) <> ${wanted} or geometrytype(geom) = 'GEOMETRYCOLLECTION'
      then 'it is a ' || geometrytype(geom) || ', not a ${collection.shape}'
    ${wanted === 0 ? `when st_numgeometries(geom) > 1 then 'it is several points in one'` : ''}`
  const fault = `case
    when geom is null or st_isempty(geom) then 'it has no place: no geometry, or no coordinates'
    when not (${inWorld}) then 'it lies outside the world, or at a pole: ' || st_astext(st_centroid(geom), 4)
    when st_xmax(geom) - st_xmin(geom) > 180
      then 'it goes round half the world: from ' || st_xmin(geom) || '° to ' || st_xmax(geom) || '°'
    when not st_isvalid(geom) then 'its geometry is invalid: ' || st_isvalidreason(geom) || '; --repair may mend it'
    ${shaped}
    end`
  await on.query(`update incoming set fault = ${fault} where fault is null and ${fault} is not null`)
  if (wanted === 0)
    await on.query(
      `update incoming set geom = st_geometryn(geom, 1) where fault is null and geometrytype(geom) = 'MULTIPOINT'`,
    )
  else if (wanted !== undefined)
    await on.query(
      `update incoming set geom = st_multi(geom) where fault is null and geometrytype(geom) not like 'MULTI%'`,
    )
}

/**
 * Has the lines that wait meet where they cross or touch: there each gets a vertex, to a tenth of a millimetre the same.
 * @returns how many vertices were added
 */
export async function nodeLines(on: Queryable): Promise<number> {
  await on.query('create index on incoming using gist (geom) where fault is null')
  await on.query('analyze incoming (geom)')
  const [row] = await on.query<{ added: number }>(`
    with crossing as (
      select one.row as one, other.row as other, point.geom as place
      from incoming one
      join incoming other on one.row < other.row and one.geom && other.geom and st_intersects(one.geom, other.geom)
      cross join lateral st_dump(st_intersection(one.geom, other.geom)) as point
      where one.fault is null and other.fault is null and st_dimension(point.geom) = 0
    ), places as (
      select at, st_collect(place) as places
      from crossing cross join lateral unnest(array[one, other]) as at
      group by at
    ), noded as (
      select row as at, st_npoints(geom) as before, st_multi(st_snap(geom, places, 1e-9)) as shape
      from incoming join places on at = row
    ), written as (
      update incoming set geom = shape from noded where at = row
      returning st_npoints(shape) - before as added
    )
    select coalesce(sum(added), 0)::integer as added from written`)
  return row?.added ?? 0
}

/**
 * Knows again what the county holds, by key, whatever days it was valid; or, where the collection allows it and
 * there is no key, by label among those that lie there too. Rows of one file that are versions of one thing
 * share a fid; the rest get theirs when they are written, or here where the file may refer to them.
 */
export async function giveFids(on: Queryable, collection: Collection): Promise<void> {
  const table = identifier(collection.id)
  const { key, label, knownByLabel } = collection
  if (key !== undefined) {
    const ofKey = (row: string) => `${row} ->> '${key}'`
    await on.query(`
      update incoming i set fid = t.fid, known = true
      from ${table} t
      where i.fault is null and t.${identifier(key)} = ${ofKey('i.properties')}`)
    await on.query(`
      create temporary table if not exists repeated (key text) on commit drop;
      truncate repeated;
      insert into repeated
        select ${ofKey('properties')} from incoming
        where fault is null and properties ? '${key}'
        group by 1 having count(*) > 1`)
    const same = `${ofKey('earlier.properties')} = ${ofKey('i.properties')}`
    await refuseTwins(on, `${ofKey('i.properties')} in (select key from repeated) and ${same}`, key)
    await on.query(`
      with shared as materialized (
        select key, nextval('fids') as fid from (select key from repeated order by key) as one)
      update incoming i set fid = shared.fid
      from shared
      where i.fault is null and i.fid is null and ${ofKey('i.properties')} = shared.key`)
  }
  if (key !== undefined && label !== undefined && knownByLabel) {
    const level = (row: string) => `${row} ->> 'level'`
    await on.query(`
      update incoming i set fid = t.fid, known = true
      from ${table} t
      where i.fault is null and i.fid is null and t.valid && i.valid
        and t.${identifier(key)} is null and t.${identifier(label)} = i.properties ->> '${label}'
        and t.level = ${level('i.properties')} and st_intersects(t.geom, i.geom)`)
    const [one, other] = ['earlier.properties', 'i.properties'] as const
    await refuseTwins(
      on,
      `${one} ->> '${key}' is null and ${other} ->> '${key}' is null
        and ${one} ->> '${label}' = ${other} ->> '${label}'
        and ${level(one)} = ${level(other)} and st_intersects(earlier.geom, i.geom)`,
      label,
    )
  }
  // what others of the file may refer to
  if (collection.properties.some(({ to }) => to === collection.id))
    await on.query(`update incoming set fid = nextval('fids') where fault is null and fid is null`)
}

/** Refuses a row that is the same thing as an earlier one, on the same days. `same` compares `earlier` and `i`. */
async function refuseTwins(on: Queryable, same: string, told: string): Promise<void> {
  await on.query(`
    update incoming i set fault = 'it is the same thing as row ' || earlier.row || ': ' || (i.properties ->> '${told}')
    from incoming earlier
    where i.fault is null and earlier.fault is null and earlier.row < i.row and earlier.valid && i.valid and ${same}`)
}

/** Rows of a thing without a key are known again where they say the very same of the same days. */
export async function knowAgain(on: Queryable, collection: Collection): Promise<void> {
  if (collection.key !== undefined) return
  // what is always there is compared by an equality, which alone is looked up and not tried pair by pair
  const same = collection.properties
    .filter((p) => p.computed === undefined)
    .map((p) => {
      const equal = p.required ? '=' : 'is not distinct from'
      return `t.${identifier(p.name)}::text ${equal} i.properties ->> '${p.name}'`
    })
  if (collection.shape !== 'none') same.push('t.geom = i.geom')
  await on.query(`
    update incoming i set fid = t.fid, known = true
    from ${identifier(collection.id)} t
    where ${['i.fault is null', 't.valid && i.valid', ...same].join(' and ')}`)
}

/** An area's parent is of the level just above its own. */
export async function checkParents(on: Queryable): Promise<void> {
  await on.query(`
    with known (fid, level) as (
      select fid, level from areas
      union
      select fid, properties ->> 'level' from incoming where fault is null
    )
    update incoming i set fault = 'its parent is not of the level just above it'
    where i.fault is null and i.properties ? 'parent' and not exists (
      select from known p
      where p.fid = (i.properties ->> 'parent')::integer
        and (p.level, i.properties ->> 'level') in (('county', 'township'), ('township', 'community')))`)
}

/** Turns references from keys into fids; a key that nothing answers to refuses its row. */
export async function resolveReference(
  on: Queryable,
  collection: Collection,
  property: Property,
  to: Collection,
): Promise<void> {
  const name = property.name
  const standing = (called: string, by: number) => `select fid, valid, ${called}, ${by} from ${identifier(to.id)}`
  const coming = (property: string, by: number) =>
    `select fid, valid, properties ->> '${property}', ${by} from incoming where fault is null`
  const own = to.id === collection.id && to.key !== undefined
  const called = [
    standing(to.id === 'areas' ? `'a' || fid` : 'fid::text', 1),
    ...(to.key === undefined ? [] : [standing(identifier(to.key), 0)]),
    ...(to.knownByLabel && to.label !== undefined ? [standing(identifier(to.label), 1)] : []),
    ...(own && to.key !== undefined ? [coming(to.key, 0), coming(to.label ?? to.key, 1)] : []),
  ]
  await on.query(
    `with targets (fid, valid, called, by) as (
       ${called.join(' union all ')}
     ), found as (
       -- by its key before its name, and one that holds at the time before one that does not
       select distinct on (i.row) i.row as at, t.fid
       from incoming i left join targets t on t.called = i.properties ->> '${name}'
       where i.fault is null and i.properties ? '${name}'
       order by i.row, t.by, t.valid && i.valid desc, t.fid
     )
     update incoming
     set properties = case when found.fid is null then properties
         else jsonb_set(properties, '{${name}}', to_jsonb(found.fid)) end,
       fault = case when found.fid is null then '${name}: there is no “' || (properties ->> '${name}') || '” among ${to.id}; --set ${name}= leaves it out' end
     from found where row = at`,
  )
}

export async function recordImport(on: Queryable, p: Provenance, read: number, written: number): Promise<number> {
  const [row] = await on.query<{ id: number }>(
    `insert into imports (collection, file, sha256, crs, encoding, command, as_of, read, written, sample, at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::date, $8::integer, $9::integer, $10::boolean, $11::timestamptz)
     returning id`,
    [
      ...[
        p.collection,
        p.file,
        p.sha256,
        p.crs,
        p.encoding,
        JSON.stringify(p.command),
        p.asOf,
        read,
        written,
        p.sample,
      ],
      // by the clock that says what day it is
      new Date().toISOString(),
    ],
  )
  if (row === undefined) throw new Error('an import was not recorded')
  return row.id
}

/** The first day on which something changed, counting the days that corrected rows held before. */
export async function changedSince(on: Queryable, asOf: string): Promise<string> {
  const [row] = await on.query<{ day: string }>(
    `select least($1::date,
       (select min(lower(valid)) from incoming where fault is null),
       (select min(lower((before ->> 'valid')::daterange)) from corrections
        where source = (select max(id) from imports)))::text as day`,
    [asOf],
  )
  return row?.day ?? asOf
}

/** Whether this very file was taken into this collection before. */
export async function takenBefore(on: Queryable, collection: string, sha256: string): Promise<string | undefined> {
  const [row] = await on.query<{ day: string }>(
    `select at::date::text as day from imports
     where collection = $1 and sha256 = $2 and not sample order by id desc limit 1`,
    [collection, sha256],
  )
  return row?.day
}

/** What a constraint is for, as the SQL that made it says in its comment. */
export async function purposeOf(on: Queryable, constraint: string): Promise<string | undefined> {
  const [row] = await on.query<{ purpose: string | null }>(
    `select obj_description(c.oid, 'pg_constraint') as purpose
     from pg_constraint c where c.conname = $1 and c.connamespace = current_schema()::regnamespace limit 1`,
    [constraint],
  )
  return row?.purpose ?? undefined
}
