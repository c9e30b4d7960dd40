import type { Queryable } from './database/database.ts'

/** What the county says of itself. */
export interface County {
  code: string
  name: string
  sample: boolean
  /** The EPSG code of the plane in which it measures. */
  plane: number | null
  /** The box of its townships, of those it answers for where there are any. */
  home: [number, number, number, number] | null
  mapApproval: string | null
  /** When rows were last taken in, ISO time. */
  dataAsOf: string | null
  /** The version of each collection's rows that ever changed. */
  versions: Record<string, number>
}

export async function readCounty(database: Queryable): Promise<County> {
  const [row] = await database.query<{
    settings: Record<string, unknown>
    last: Date | null
    home: County['home']
    versions: County['versions'] | null
  }>(`
    select
      (select jsonb_object_agg(name, value) from settings where valid @> current_date) as settings,
      (select max(at) from imports) as last,
      (select jsonb_object_agg(collection, version) from versions) as versions,
      (select array[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)]
       from (
         select coalesce(st_extent(geom) filter (where in_charge), st_extent(geom)) as box
         from areas_at(current_date) where level = 'township'
       ) as towns
       where box is not null) as home`)
  const { settings = {}, last = null, home = null, versions } = row ?? {}
  return {
    code: String(settings['code'] ?? ''),
    name: String(settings['name'] ?? ''),
    sample: settings['sample'] === true,
    plane: typeof settings['plane'] === 'number' ? settings['plane'] : null,
    home,
    mapApproval: typeof settings['map_approval'] === 'string' ? settings['map_approval'] : null,
    dataAsOf: last?.toISOString() ?? null,
    versions: versions ?? {},
  }
}

/** The text of each of the county's own functions and views, in small letters. */
export function countyFunctions(database: Queryable): Promise<{ name: string; source: string }[]> {
  return database.query(
    `select p.proname as name, lower(pg_get_functiondef(p.oid)) as source
     from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = current_schema()::regnamespace and p.prokind = 'f' and l.lanname in ('sql', 'plpgsql')
     union all
     select viewname, lower(definition) from pg_views where schemaname = current_schema()`,
  )
}
