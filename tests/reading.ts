import { expect } from 'vitest'
import {
  NotReadable,
  openSource,
  type ReadOptions,
  type Source,
  type SourceRow,
} from '#server/imports/reading/read-file.ts'

/** A source with all its rows. */
export type Whole = Omit<Source, 'rows'> & { rows: SourceRow[] }

export async function read(file: string, options: ReadOptions = {}): Promise<Whole> {
  const source = await openSource(file, options)
  try {
    const rows = []
    for await (const row of source.rows()) rows.push(row)
    return { ...source, rows }
  } finally {
    await source.close()
  }
}

/** The sentence with which a file is refused. */
export async function refusal(file: string, options: ReadOptions = {}): Promise<string> {
  const error = await read(file, options).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(NotReadable)
  return error instanceof Error ? error.message : ''
}
