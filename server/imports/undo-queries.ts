import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'

/** SQL that keeps what an import is about to change, and that puts it back. */

/** An import as it was recorded. */
export interface Recorded {
  id: number
  file: string
  day: string
  sample: boolean
  undoable: boolean
  /** How many went before it, of the same collection. */
  earlier: number
}

/** The columns of a table that are not worked out from others, geometry apart. */
async function plainColumns(on: Queryable, { id }: Collection): Promise<string[]> {
  const rows = await on.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' and udt_name <> 'geometry'
     order by ordinal_position`,
    [id],
  )
  return rows.map(({ name }) => identifier(name))
}

/**
 * Keeps every version of what waits in `incoming` to be changed, and of what `--replace` closes; of areas also those
 * that may be given a parent. Some may then stay as they are, and are put back as they are.
 */
export async function keepDisplaced(
  on: Queryable,
  collection: Collection,
  source: number,
  asOf: string,
  replace: boolean,
): Promise<void> {
  const columns = (await plainColumns(on, collection)).map((name) => `t.${name}`)
  const orphans = collection.id === 'areas' ? 'or t.parent is null' : ''
  await on.query(
    `insert into displaced (source, before, geom)
     select $1::integer, (select to_jsonb(kept) from (select ${columns.join(', ')}) as kept),
       ${collection.shape === 'none' ? 'null' : 't.geom'}
     from ${identifier(collection.id)} t
     where t.fid in (select fid from incoming where fault is null and known and not unchanged)
       or ($3::boolean and coalesce(upper(t.valid), 'infinity') > $2::date
         and not exists (select from incoming i where i.fid = t.fid and i.fault is null))
       ${orphans}`,
    [source, asOf, replace],
  )
}

export async function lastImport(on: Queryable, collection: string): Promise<Recorded | undefined> {
  const [row] = await on.query<Recorded>(
    `select id, file, at::date::text as day, sample, undoable,
       (select count(*)::integer from imports e where e.collection = i.collection and e.id < i.id) as earlier
     from imports i where collection = $1 order by id desc limit 1`,
    [collection],
  )
  return row
}

/** The first day of which an import said anything, or changed what was said. */
export async function firstDay(on: Queryable, collection: Collection, source: number): Promise<string | undefined> {
  const [row] = await on.query<{ day: string | null }>(
    `select least(
       (select min(lower(valid)) from ${identifier(collection.id)} where source = $1::integer),
       (select min(lower((before ->> 'valid')::daterange)) from displaced where source = $1::integer))::text as day`,
    [source],
  )
  return row?.day ?? undefined
}

/**
 * Takes out what an import wrote, and puts back what it displaced.
 * @returns how many versions were taken out, and how many put back
 */
export async function putBack(
  on: Queryable,
  collection: Collection,
  source: number,
): Promise<{ removed: number; restored: number }> {
  const table = identifier(collection.id)
  const removed = await on.query(`delete from ${table} where source = $1::integer returning fid`, [source])
  await on.query(
    `delete from ${table} t using displaced d
     where d.source = $1::integer and t.fid = (d.before ->> 'fid')::integer
       and lower(t.valid) is not distinct from lower((d.before ->> 'valid')::daterange)`,
    [source],
  )
  const columns = await plainColumns(on, collection)
  const [geometry, place] = collection.shape === 'none' ? ['', ''] : [', geom', ', d.geom']
  const restored = await on.query(
    `insert into ${table} (${columns.join(', ')}${geometry})
     select ${columns.map((name) => `r.${name}`).join(', ')}${place}
     from displaced d cross join lateral jsonb_populate_record(null::${table}, d.before) as r
     where d.source = $1::integer
     returning fid`,
    [source],
  )
  return { removed: removed.length, restored: restored.length }
}

/** How many things of later imports refer, by a property, to one that is no longer there. */
export async function countStranded(
  on: Queryable,
  collection: Collection,
  property: string,
  to: Collection,
  source: number,
): Promise<number> {
  const [row] = await on.query<{ n: number }>(
    `select count(distinct t.fid)::integer as n from ${identifier(collection.id)} t
     where t.source > $1::integer and t.${identifier(property)} is not null
       and not exists (select from ${identifier(to.id)} r where r.fid = t.${identifier(property)})`,
    [source],
  )
  return row?.n ?? 0
}

/** Forgets an import, as if it had not been. */
export async function forgetImport(on: Queryable, source: number): Promise<void> {
  for (const table of ['corrections', 'displaced'])
    await on.query(`delete from ${table} where source = $1::integer`, [source])
  await on.query('delete from imports where id = $1::integer', [source])
}

/** Takes out the photos of what is no longer known, not even by what was put right of it. @returns how many */
export async function forgetPhotos(on: Queryable, { id }: Collection): Promise<number> {
  const gone = await on.query(
    `delete from thing_photos p
     where p.collection = $1 and not exists (select from ${identifier(id)} t where t.fid = p.fid)
       and not exists (select from corrections c where c.collection = $1 and c.fid = p.fid)
     returning id`,
    [id],
  )
  return gone.length
}

export async function dropReference(on: Queryable, name: string): Promise<void> {
  await on.query('delete from reference_layers where id = $1', [name])
  await on.query(`drop table ${identifier(name)}`)
}
