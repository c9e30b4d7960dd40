import type { Value } from '#data/model/thing.ts'

/** Without it a spreadsheet takes UTF-8 for the code page of its machine. */
export const byteOrderMark = '\ufeff'

/** What a spreadsheet would read as a formula: a text that begins with one of these signs. */
const formula = /^'*[=+\-@\t\r]/

/**
 * A text that no spreadsheet takes for a formula: one that could be gets an apostrophe before it, which
 * `unguarded` takes away again.
 */
export function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** A text as it was before `guarded`. */
export function unguarded(text: string): string {
  return text.startsWith(`'`) && formula.test(text) ? text.slice(1) : text
}

/** One line of a CSV (RFC 4180), its end included. Numbers are written as they are, texts guarded. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = guarded(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
