import { CannotDerive } from '#data/model/derive.ts'
import { BadSetting, readConfig } from '../config.ts'
import { DatabaseAway } from '../database/database.ts'
import { FolderHeld } from '../database/lock.ts'
import { MigrationChanged, migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { diskFull } from '../files/disk-full.ts'
import { leaveNothingWhenStopped } from '../files/temporary.ts'
import { Catalogue, loadThemes } from '../themes/load-themes.ts'
import { readCommand, readUndo } from './command.ts'
import { importFile } from './import-file.ts'
import { NotReadable } from './not-readable.ts'
import type { Report } from './report.ts'
import { type Undone, undoImport } from './undo-import.ts'

/** Exit codes of the contract. */
const taken = 0
const incomplete = 1
const refused = 2

/** `npm run import`. @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const undo = readUndo(args)
  const command = undo === undefined ? readCommand(args) : undefined
  const config = readConfig(process.env)
  const loaded = await loadThemes(config.extraThemes)
  const catalogue = new Catalogue(loaded)
  const say = (line: string) => console.error(line)
  const database = await openDatabase(config, 'npm run import')
  try {
    await migrate(database, loaded)
    if (undo !== undefined) {
      const undone = await undoImport(database, catalogue, undo.collection, say)
      console.log(undo.json ? JSON.stringify(undone) : undoneInWords(undone))
      return taken
    }
    if (command === undefined) return incomplete
    const report = await importFile(database, catalogue, command, say)
    if (!command.json) console.log(inWords(report, command.dryRun))
    else console.log(JSON.stringify(report))
    return report.refused.length > 0 ? refused : taken
  } finally {
    await database.close()
  }
}

function inWords(report: Report, dryRun: boolean): string {
  const { source, refused: rows } = report
  const lines = [
    `读 read ${report.read} · 写 written ${report.written}${dryRun ? '（试运行 dry run）' : ''} · 拒 refused ${rows.length}`,
    `${source.file} · ${source.crs} · ${source.encoding} · sha256 ${source.sha256.slice(0, 12)}…`,
  ]
  if (report.unchanged > 0) lines.push(`未变 unchanged ${report.unchanged}`)
  if (report.closed > 0) lines.push(`关闭 closed ${report.closed}`)
  if (report.unusedColumns.length > 0) lines.push(`未用的列 columns not taken: ${report.unusedColumns.join(', ')}`)
  for (const warning of report.warnings) lines.push(`注意 mind: ${warning}`)
  for (const { row, reason } of report.repaired.slice(0, 20)) lines.push(`已修 repaired row ${row}: ${reason}`)
  for (const { row, reason } of rows.slice(0, 20)) lines.push(`拒收 refused row ${row}: ${reason}`)
  if (rows.length > 20) lines.push(`… ${rows.length - 20} more; --report json lists all`)
  if (rows.length > 0 && report.written === 0 && !dryRun)
    lines.push('Nothing was written. --skip-refused takes the rest.')
  return lines.join('\n')
}

function undoneInWords({ collection, file, day, removed, restored, photos }: Undone): string {
  const alsoPhotos = photos > 0 ? ` · 照片 photos removed ${photos}` : ''
  return `已撤销 undone ${collection} ← ${file}（${day}）· 撤去 removed ${removed} · 复原 restored ${restored}${alsoPhotos}`
}

/** A sentence where a person can mend it; all there is to know where not. */
function tell(error: unknown): number {
  const full = diskFull(error)
  if (full !== undefined) {
    console.error(full)
    return incomplete
  }
  const mendable = [NotReadable, BadSetting, FolderHeld, DatabaseAway, MigrationChanged, CannotDerive].some(
    (kind) => error instanceof kind,
  )
  console.error(mendable ? (error as Error).message : error)
  return incomplete
}

// a limit on the size of files is then an error of the write, and not the end of the process
if (process.platform !== 'win32') process.on('SIGXFSZ', () => {})
leaveNothingWhenStopped()
process.exitCode = await main(process.argv.slice(2)).catch(tell)
