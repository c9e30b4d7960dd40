import { BadSetting, readConfig } from '../config.ts'
import { DatabaseAway } from '../database/database.ts'
import { FolderHeld } from '../database/lock.ts'
import { MigrationChanged, migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { Catalogue, loadThemes } from '../themes/load-themes.ts'
import { NotACommand, readCommand, usage } from './command.ts'
import { loadSample } from './load-sample.ts'
import { TooManyCounties } from './room.ts'

/** `npm run sample`. @returns the exit code: 1 where nothing was written */
async function main(args: readonly string[]): Promise<number> {
  const { counties, today, help } = readCommand(args)
  if (help) {
    console.log(usage)
    return 0
  }
  const begun = Date.now()
  const config = readConfig(process.env)
  const loaded = await loadThemes(config.extraThemes)
  const database = await openDatabase(config, 'npm run sample')
  try {
    await migrate(database, loaded)
    if (!(await loadSample(database, loaded, new Catalogue(loaded), today, console.log, { counties }))) {
      console.error(
        `Nothing was written: the schema ${config.schema} holds a county already. The sample goes only into an empty ` +
          'one: set COUNTY_SCHEMA to another name.',
      )
      return 1
    }
    console.log(`好了 done: ${Math.round((Date.now() - begun) / 1000)} s`)
    return 0
  } finally {
    await database.close()
  }
}

/** A sentence where a person can mend it; all there is to know where not. */
function tell(error: unknown): number {
  const mendable = [NotACommand, TooManyCounties, BadSetting, FolderHeld, DatabaseAway, MigrationChanged].some(
    (kind) => error instanceof kind,
  )
  console.error(mendable ? (error as Error).message : error)
  return 1
}

process.exitCode = await main(process.argv.slice(2)).catch(tell)
