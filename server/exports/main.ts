import { BadSetting, readConfig } from '../config.ts'
import { DatabaseAway } from '../database/database.ts'
import { FolderHeld } from '../database/lock.ts'
import { MigrationChanged, migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { diskFull } from '../files/disk-full.ts'
import { leaveNothingWhenStopped } from '../files/temporary.ts'
import { ProblemError } from '../http/problem.ts'
import { Catalogue, loadThemes } from '../themes/load-themes.ts'
import { readCommand, usage } from './command.ts'
import { type Exported, exportFile } from './export-file.ts'
import { NotWritable } from './not-writable.ts'

/** `npm run export`. @returns the exit code: 1 where nothing was written */
async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  if (command === 'help') {
    console.log(usage)
    return 0
  }
  const config = readConfig(process.env)
  const loaded = await loadThemes(config.extraThemes)
  const database = await openDatabase(config, 'npm run export')
  try {
    await migrate(database, loaded)
    console.log(inWords(await exportFile(database, new Catalogue(loaded), command)))
    return 0
  } finally {
    await database.close()
  }
}

function inWords({ collection, rows, crs, files, losses }: Exported): string {
  const { id, title } = collection
  return [
    `${title.zh} ${id} · ${rows} 行 rows · ${crs} · ${files.join(' · ')}`,
    ...losses.map(({ en }) => `注意 mind: ${en}`),
  ].join('\n')
}

/** A sentence where a person can mend it; all there is to know where not. */
function tell(error: unknown): number {
  const mendable = [NotWritable, ProblemError, BadSetting, FolderHeld, DatabaseAway, MigrationChanged].some(
    (kind) => error instanceof kind,
  )
  console.error(diskFull(error) ?? (mendable ? (error as Error).message : error))
  return 1
}

// a limit on the size of files is then an error of the write, and not the end of the process
if (process.platform !== 'win32') process.on('SIGXFSZ', () => {})
leaveNothingWhenStopped()
process.exitCode = await main(process.argv.slice(2)).catch(tell)
