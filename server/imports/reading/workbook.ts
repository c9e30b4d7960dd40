import { createReadStream } from 'node:fs'
import path from 'node:path'
import { NotReadable } from '../not-readable.ts'
import { unpack } from './unpack.ts'

/** A cell with a formula and without what it came to. */
const unsolved =
  /<c\s[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<f\b(?:[^>]*\/>|[^>]*>[^<]*<\/f>)\s*(?:<v\s*\/>\s*|<v><\/v>\s*)?<\/c>/

/**
 * Looks through a workbook: what it unpacks to has a limit, and every formula must have its result beside it, for
 * GDAL works none out and would hand on nothing.
 * @param folder where it is unpacked to @throws {NotReadable}
 */
export async function checkWorkbook(file: string, shown: string, folder: string): Promise<void> {
  const beginning = createReadStream(file, { end: 1, encoding: 'latin1' }) as AsyncIterable<string>
  for await (const letters of beginning)
    if (letters !== 'PK')
      throw new NotReadable(
        `${shown} is no .xlsx, whatever it is called: open it in Excel or WPS and save it as .xlsx.`,
      )
  const parts = await unpack(file, folder, shown)
  for (const { name, path: part } of parts) {
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) continue
    let rest = ''
    for await (const chunk of createReadStream(part, { encoding: 'utf8' }) as AsyncIterable<string>) {
      rest += chunk
      const cell = unsolved.exec(rest)?.[1]
      if (cell !== undefined)
        throw new NotReadable(
          `${shown} has a formula without its result, in ${cell} of ${path.posix.basename(name, '.xml')}: ` +
            'open it in Excel or WPS and save it, or put the value in its place.',
        )
      // a cell that the end of the chunk cuts waits for the next
      rest = rest.slice(Math.max(0, rest.lastIndexOf('<c ')))
    }
  }
}
