import { BadSetting, readConfig } from '../config.ts'
import { DatabaseAway } from '../database/database.ts'
import { FolderHeld } from '../database/lock.ts'
import { MigrationChanged, migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { diskFull } from '../files/disk-full.ts'
import { NotReadable } from '../imports/not-readable.ts'
import { Catalogue, loadThemes } from '../themes/load-themes.ts'
import { readCommand } from './command.ts'
import { type PhotoReport, takePhotos, undoPhotos } from './take-photos.ts'

/** `npm run photos`. @returns the exit code, as that of `npm run import`: 2 where some were refused */
async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  const config = readConfig(process.env)
  const loaded = await loadThemes(config.extraThemes)
  const say = (line: string) => console.error(line)
  const database = await openDatabase(config, 'npm run photos')
  try {
    await migrate(database, loaded)
    if ('undo' in command) {
      const undone = await undoPhotos(database, command.undo, say)
      const { collection, day, removed } = undone
      console.log(
        command.json ? JSON.stringify(undone) : `已撤回 taken back ${collection}（${day}）· ${removed} 张 photos`,
      )
      return 0
    }
    const report = await takePhotos(database, new Catalogue(loaded), command, say)
    console.log(command.json ? JSON.stringify(report) : inWords(report, command.dryRun))
    return report.refused.length > 0 ? 2 : 0
  } finally {
    await database.close()
  }
}

function inWords({ read, written, refused, unchanged }: PhotoReport, dryRun: boolean): string {
  const lines = [
    `读 read ${read} · 收 taken ${written}${dryRun ? '（试运行 dry run）' : ''} · 已有 there already ${unchanged} · 拒 refused ${refused.length}`,
    ...refused.slice(0, 20).map(({ file, reason }) => `拒收 refused ${file}: ${reason}`),
  ]
  if (refused.length > 20) lines.push(`… ${refused.length - 20} more; --report json lists all`)
  if (refused.length > 0 && written === 0 && !dryRun) lines.push('Nothing was taken. --skip-refused takes the rest.')
  return lines.join('\n')
}

/** A sentence where a person can mend it; all there is to know where not. */
function tell(error: unknown): number {
  const mendable = [NotReadable, BadSetting, FolderHeld, DatabaseAway, MigrationChanged].some(
    (kind) => error instanceof kind,
  )
  console.error(diskFull(error) ?? (mendable ? (error as Error).message : error))
  return 1
}

process.exitCode = await main(process.argv.slice(2)).catch(tell)
