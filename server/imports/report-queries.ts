import type { Point } from 'geojson'
import type { Queryable } from '../database/database.ts'
import type { RowNote, SampleRow } from './report.ts'

/** SQL that tells what waits in `incoming`, for the report. */

export async function countIncoming(on: Queryable): Promise<{ read: number; taken: number; unchanged: number }> {
  const [row] = await on.query<{ read: number; taken: number; unchanged: number }>(`
    select count(*)::integer as read, (count(*) filter (where fault is null))::integer as taken,
      (count(*) filter (where unchanged and fault is null))::integer as unchanged
    from incoming`)
  return row ?? { read: 0, taken: 0, unchanged: 0 }
}

export function refusedRows(on: Queryable): Promise<RowNote[]> {
  return on.query('select row, fault as reason from incoming where fault is not null order by row')
}

export function repairedRows(on: Queryable): Promise<RowNote[]> {
  return on.query(
    'select row, repaired as reason from incoming where repaired is not null and fault is null order by row',
  )
}

/** The first rows as written, with where they lie. */
export async function firstRows(on: Queryable): Promise<SampleRow[]> {
  const rows = await on.query<{ properties: Omit<SampleRow, 'at'>; at: Point | null }>(`
    select properties, st_asgeojson(st_pointonsurface(geom), 6, 0)::jsonb as at
    from incoming where fault is null order by row limit 3`)
  return rows.map(({ properties, at }) => ({ ...properties, at }))
}

/** How many rows lie in no unit of the county while they hold, and so count nowhere; and the first of them. */
export async function outsideRows(on: Queryable): Promise<{ count: number; first: number[] }> {
  const [found] = await on.query<{ count: number; first: number[] | null }>(`
    select count(*)::integer as count, (array_agg(row order by row))[1:20] as first
    from incoming i
    where fault is null and geom is not null
      and not exists (select from units u where u.valid && i.valid and st_intersects(u.geom, i.geom))`)
  return { count: found?.count ?? 0, first: found?.first ?? [] }
}
