import type { Queryable } from '../database/database.ts'

export interface SettingRow {
  name: string
  value: unknown
  /** The first day it holds; null since ever. */
  from: string | null
  /** The first day it no longer holds; null where it still does. */
  to: string | null
  note: string | null
}

/** What the county has decided, each with its history, the latest first. */
export function settingRows(on: Queryable): Promise<SettingRow[]> {
  return on.query(
    `select name, value, lower(valid) as from, upper(valid) as to, note
     from settings order by name, lower(valid) desc nulls last`,
  )
}

/** Sets a value from a day on, until the day another was set from; what held before is kept. */
export async function changeSetting(
  on: Queryable,
  { name, value, from, note }: { name: string; value: unknown; from: string; note: string | null },
): Promise<void> {
  const until = await makeRoom(on, 'settings', 'name = $2', [from, name])
  await on.query(
    `insert into settings (name, value, note, valid) values ($1, $2::jsonb, $3, daterange($4::date, $5::date))`,
    [name, JSON.stringify(value), note, from, until],
  )
}

/**
 * Makes room from day `$1` on among rows with a `valid`: what began that very day is taken out, what held is
 * closed, and what begins later stays.
 * @returns the day until which there is room; null for ever
 */
async function makeRoom(
  on: Queryable,
  table: 'settings' | 'targets',
  same: string,
  values: readonly unknown[],
): Promise<string | null> {
  const [room] = await on.query<{ until: string | null }>(
    `select least(min(upper(valid)) filter (where valid @> $1::date), min(lower(valid)) filter (where lower(valid) > $1::date))
       as until
     from ${table} where ${same}`,
    values,
  )
  await on.query(`delete from ${table} where ${same} and lower(valid) = $1::date`, values)
  await on.query(
    `update ${table} set valid = daterange(lower(valid), $1::date) where ${same} and valid @> $1::date`,
    values,
  )
  return room?.until ?? null
}

export interface TargetRecord {
  indicator: string
  /** The unit it is for; null for the county and every unit without one of its own. */
  area: string | null
  issuer: string
  value: number
  due: string | null
  noDate: unknown
  document: unknown
  from: string | null
  to: string | null
}

/** Every target there is and was, the latest first. */
export function targetRows(on: Queryable, indicator: string | undefined): Promise<TargetRecord[]> {
  return on.query(
    `select t.indicator, t.issuer, t.value, t.due, t.no_date as "noDate", t.document,
       lower(t.valid) as from, upper(t.valid) as to,
       (select coalesce(a.code, 'a' || a.fid) from areas a where a.fid = t.area order by lower(a.valid) desc limit 1) as area
     from targets t
     where $1::text is null or t.indicator = $1
     order by t.indicator, array_position(array['county', 'city', 'province', 'nation'], t.issuer),
       t.area nulls first, lower(t.valid) desc nulls last, t.id desc`,
    [indicator ?? null],
  )
}

export interface NewTarget {
  indicator: string
  area: number | null
  issuer: string
  /** Null ends the target without another in its place. */
  value: number | null
  due: string | null
  noDate: unknown
  document: unknown
  from: string
}

/** Sets an issuer's target from a day on; the one that stood is closed and kept. */
export async function changeTarget(on: Queryable, target: NewTarget): Promise<void> {
  const { indicator, area, issuer, value, due, noDate, document, from } = target
  const same = 'indicator = $2 and issuer = $3 and area is not distinct from $4::integer'
  const until = await makeRoom(on, 'targets', same, [from, indicator, issuer, area])
  if (value === null) return
  await on.query(
    `insert into targets (indicator, issuer, area, valid, value, due, no_date, document)
     values ($1, $2, $3::integer, daterange($4::date, $5::date), $6::double precision, $7::date, $8::jsonb, $9::jsonb)`,
    [
      indicator,
      issuer,
      area,
      from,
      until,
      value,
      due,
      noDate === null ? null : JSON.stringify(noDate),
      JSON.stringify(document),
    ],
  )
}
