import type { Collection, Property } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'

/** SQL that writes what waits in `incoming` into a collection's table, version by version. */

const sqlType: Record<Property['type'], string> = {
  text: 'text',
  choice: 'text',
  reference: 'integer',
  integer: 'integer',
  number: 'double precision',
  boolean: 'boolean',
  date: 'date',
}

/** The version that an incoming row puts right: the one that began on the same day; of an event the only one. */
function putRight({ since }: Collection): string {
  return since === undefined ? 't.fid = i.fid and lower(t.valid) = lower(i.valid)' : 't.fid = i.fid'
}

function columnsOf(collection: Collection): Property[] {
  return collection.properties.filter((p) => p.computed === undefined)
}

/** What a version keeps from the one before where the file says nothing. */
export async function inherit(on: Queryable, collection: Collection): Promise<void> {
  const kept = columnsOf(collection).map((p) => `t.${identifier(p.name)}`)
  await on.query(`
    update incoming i
    set properties = jsonb_strip_nulls((select to_jsonb(kept) from (select ${kept.join(', ')}) as kept)) || i.properties
    from ${identifier(collection.id)} t
    where i.known and i.fault is null and (${putRight(collection)} or t.fid = i.fid and t.valid @> lower(i.valid))`)
  const same = columnsOf(collection).map(
    (p) => `t.${identifier(p.name)} is not distinct from (i.properties ->> '${p.name}')::${sqlType[p.type]}`,
  )
  if (collection.shape !== 'none') same.push('t.geom = i.geom')
  await on.query(`
    update incoming i set unchanged = true
    from ${identifier(collection.id)} t
    where i.known and i.fault is null and t.fid = i.fid and t.valid @> i.valid
      and (not i.properties ? 'valid_to' or upper(t.valid) = upper(i.valid)) and ${same.join(' and ')}`)
}

/**
 * Writes what waits: a version that began on the same day is corrected and the correction recorded; an older
 * one is closed and the new one opened until the day the old one would have ended.
 */
export async function write(on: Queryable, collection: Collection, source: number): Promise<void> {
  const table = identifier(collection.id)
  const columns = columnsOf(collection)
  const defaults = await defaultsOf(on, collection)
  const value = (p: Property) => {
    const given = `(i.properties ->> '${p.name}')::${sqlType[p.type]}`
    const fallback = defaults.get(p.name)
    return fallback === undefined ? given : `coalesce(${given}, ${fallback})`
  }
  const geometry = collection.shape === 'none' ? [] : ['geom']
  const fresh = 'i.fault is null and not i.unchanged'

  await on.query(
    `insert into corrections (collection, fid, before, source)
     select $1, t.fid, to_jsonb(t) - 'geom_3857', $2::integer
     from incoming i join ${table} t on ${putRight(collection)}
     where ${fresh} and i.known`,
    [collection.id, source],
  )
  const sets = [
    ...columns.map((p) => `${identifier(p.name)} = ${value(p)}`),
    ...geometry.map(() => 'geom = i.geom'),
    collection.since === undefined
      ? `valid = case when i.properties ? 'valid_to' then i.valid else t.valid end`
      : 'valid = i.valid',
    'source = $1::integer',
    'source_row = i.row',
  ]
  await on.query(
    `update ${table} t set ${sets.join(', ')} from incoming i
     where ${fresh} and i.known and ${putRight(collection)}`,
    [source],
  )
  // a new version lasts until the next one that stands, or as long as the one it follows would have
  await on.query(`
    update incoming i set valid = daterange(lower(i.valid), least(upper(i.valid), next.day))
    from (
      select i.row as at, min(lower(t.valid)) as day
      from incoming i join ${table} t on t.fid = i.fid and lower(t.valid) > lower(i.valid)
      where ${fresh} and i.known
      group by i.row
    ) as next
    where i.row = next.at`)
  await on.query(`
    update incoming i set valid = daterange(lower(i.valid), least(upper(i.valid), upper(t.valid)))
    from ${table} t
    where ${fresh} and i.known and t.fid = i.fid and t.valid @> lower(i.valid) and lower(t.valid) < lower(i.valid)`)
  await on.query(`
    update ${table} t set valid = daterange(lower(t.valid), lower(i.valid))
    from incoming i
    where ${fresh} and i.known and t.fid = i.fid and t.valid @> lower(i.valid) and lower(t.valid) < lower(i.valid)`)
  const names = ['fid', 'valid', 'source', 'source_row', ...columns.map((p) => p.name), ...geometry]
  const values = [
    `coalesce(i.fid, nextval('fids'))`,
    'i.valid',
    '$1::integer',
    'i.row',
    ...columns.map(value),
    ...geometry.map(() => 'i.geom'),
  ]
  await on.query(
    `insert into ${table} (${names.map(identifier).join(', ')})
     select ${values.join(', ')}
     from (
       select i.* from incoming i
       where ${fresh} and (not i.known or not exists (
         select from ${table} t where t.fid = i.fid and lower(t.valid) = lower(i.valid)))
       -- so that fids are given in the order of the file
       order by i.row
     ) as i`,
    [source],
  )
}

/** The defaults of a table's columns, as its own SQL wrote them. */
async function defaultsOf(on: Queryable, collection: Collection): Promise<Map<string, string>> {
  const rows = await on.query<{ name: string; fallback: string }>(
    `select column_name as name, column_default as fallback from information_schema.columns
     where table_schema = current_schema() and table_name = $1 and column_default is not null`,
    [collection.id],
  )
  return new Map(rows.map(({ name, fallback }) => [name, fallback]))
}

/**
 * Closes what the file no longer holds; of areas, only those of the levels it is about. What began that day or
 * later never was: it is taken out and kept among the corrections.
 * @returns how many
 */
export async function closeOthers(
  on: Queryable,
  collection: Collection,
  asOf: string,
  source: number,
): Promise<number> {
  const table = identifier(collection.id)
  const scope =
    collection.id === 'areas' ? `and t.level in (select properties ->> 'level' from incoming where fault is null)` : ''
  const others = `not exists (select from incoming i where i.fid = t.fid and i.fault is null) ${scope}`
  await on.query(
    `insert into corrections (collection, fid, before, source)
     select $1, t.fid, to_jsonb(t) - 'geom_3857', $3::integer from ${table} t
     where lower(t.valid) >= $2::date and ${others}`,
    [collection.id, asOf, source],
  )
  const taken = await on.query(`delete from ${table} t where lower(t.valid) >= $1::date and ${others} returning fid`, [
    asOf,
  ])
  const closed = await on.query(
    `update ${table} t set valid = daterange(lower(t.valid), $1::date)
     where t.valid @> $1::date and ${others} returning fid`,
    [asOf],
  )
  return taken.length + closed.length
}
