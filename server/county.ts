import type { Database } from './database/database.ts'

/** What the county says of itself. */
export interface County {
  code: string
  name: string
  sample: boolean
  /** The EPSG code of the plane in which it measures. */
  plane: number | null
  mapApproval: string | null
  /** When rows were last taken in, ISO time. */
  dataAsOf: string | null
}

export async function readCounty(database: Database): Promise<County> {
  const [row] = await database.query<{ settings: Record<string, unknown>; last: Date | null }>(`
    select
      (select jsonb_object_agg(name, value) from settings where valid @> current_date) as settings,
      (select max(at) from imports) as last`)
  const { settings = {}, last = null } = row ?? {}
  return {
    code: String(settings['code'] ?? ''),
    name: String(settings['name'] ?? ''),
    sample: settings['sample'] === true,
    plane: typeof settings['plane'] === 'number' ? settings['plane'] : null,
    mapApproval: typeof settings['map_approval'] === 'string' ? settings['map_approval'] : null,
    dataAsOf: last?.toISOString() ?? null,
  }
}
