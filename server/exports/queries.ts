import type { Queryable } from '../database/database.ts'

/** Makes all that is read in a transaction what stood when it began; its first statement. */
export async function holdStill(on: Queryable): Promise<void> {
  await on.query('set transaction isolation level repeatable read, read only')
}

/** The area of a code (or `a<fid>`) on a day. */
export async function areaOf(
  on: Queryable,
  key: string,
  day: string,
): Promise<{ fid: number; name: string } | undefined> {
  const [area] = await on.query<{ fid: number; name: string }>(
    'select fid, name from areas_at($1::date) where area = $2',
    [day, key],
  )
  return area
}

/** The EPSG code of the plane in which the county measures. */
export async function planeOf(on: Queryable): Promise<number> {
  const [row] = await on.query<{ plane: number }>(`select (setting('plane'))::integer as plane`)
  return row?.plane ?? 4490
}
