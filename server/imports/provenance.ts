import { basename } from 'node:path'
import type { ImportCommand } from './command.ts'
import type { Provenance } from './queries.ts'
import type { Source } from './reading/read-file.ts'

/** What an import keeps of where its rows came from. */
export function provenanceOf(command: ImportCommand, source: Source): Provenance {
  const { maps, sets, ...words } = command
  return {
    collection: command.into,
    file: basename(source.file),
    sha256: source.sha256,
    crs: source.crs,
    encoding: source.encoding,
    command: { ...words, maps: Object.fromEntries(maps), sets: Object.fromEntries(sets) },
    asOf: command.asOf,
    sample: false,
  }
}
