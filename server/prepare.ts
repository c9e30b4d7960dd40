import { today } from '#data/model/day.ts'
import { seedTargets } from './county-changes.ts'
import type { Database } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { loadSample, takesSample } from './sample/load-sample.ts'
import type { Catalogue, LoadedTheme } from './themes/load-themes.ts'

/** Brings a county's schema to where it can be used; a schema that holds nothing yet gets the sample. */
export async function prepareCounty(
  database: Database,
  loaded: readonly LoadedTheme[],
  catalogue: Catalogue,
  say: (line: string) => void,
): Promise<void> {
  await migrate(database, loaded)
  const day = today()
  if (await takesSample(database)) await loadSample(database, loaded, catalogue, day, say)
  await database.transaction((inside) => seedTargets(inside, catalogue, day.slice(0, 4), false))
}
