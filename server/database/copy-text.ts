import { type CopyRow, identifier } from './database.ts'

/** The statement that takes what `copyText` writes. @param source what stands after `from` */
export function copyCommand(table: string, columns: readonly string[], source: string): string {
  return `copy ${identifier(table)} (${columns.map(identifier).join(', ')}) from ${source}`
}

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * Rows as the text format of COPY, many to a piece.
 * @param size of a piece at least, in letters
 */
export async function* copyText(rows: AsyncIterable<CopyRow>, size = 1 << 16): AsyncGenerator<string> {
  let text = ''
  for await (const row of rows) {
    text += line(row)
    if (text.length < size) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function line(row: CopyRow): string {
  return `${row.map(field).join('\t')}\n`
}

function field(value: CopyRow[number]): string {
  if (value === null) return '\\N'
  if (typeof value === 'number' || !special.test(value)) return String(value)
  return value.replaceAll(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter)
}
