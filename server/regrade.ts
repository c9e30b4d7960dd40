import { CannotDerive } from '#data/model/derive.ts'
import { BadSetting, readConfig } from './config.ts'
import { deriveAnew } from './county-changes.ts'
import { DatabaseAway } from './database/database.ts'
import { FolderHeld } from './database/lock.ts'
import { MigrationChanged, migrate } from './database/migrate.ts'
import { openDatabase } from './database/open.ts'
import { Catalogue, loadThemes } from './themes/load-themes.ts'

/** `npm run regrade`: after a rule changed, whatever themes derive is derived anew, for all days. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const loaded = await loadThemes(config.extraThemes)
  const database = await openDatabase(config, 'npm run regrade')
  try {
    await migrate(database, loaded)
    const changed = await database.transaction((inside) => deriveAnew(inside, new Catalogue(loaded)))
    console.log(`改评 another verdict: ${changed}`)
  } finally {
    await database.close()
  }
}

main().catch((error: unknown) => {
  const mendable = [CannotDerive, BadSetting, FolderHeld, DatabaseAway, MigrationChanged].some(
    (kind) => error instanceof kind,
  )
  console.error(mendable ? (error as Error).message : error)
  process.exitCode = 1
})
