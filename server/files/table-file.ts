import { readFile, rm } from 'node:fs/promises'
import type { Value } from '#data/model/thing.ts'
import { byteOrderMark, csvLine, guarded } from './csv.ts'
import { withGdal } from './gdal.ts'
import { type FieldType, type Layer, type LayerRow, stageLayers } from './layer.ts'
import { makeTemporary } from './temporary.ts'

/** The formats that hold a table and nothing else, with the media type of each. */
export const tableTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type TableType = keyof typeof tableTypes

export interface Table {
  /** The name of its sheet. */
  name: string
  columns: readonly { heading: string; type: FieldType }[]
  /** In the order of the columns. */
  rows: readonly (readonly Value[])[]
}

/** Writes a table; a text that a spreadsheet could take for a formula has an apostrophe before it. */
export function tableFile(type: TableType, table: Table): string | Promise<Buffer> {
  if (type === 'xlsx') return workbook(table)
  const lines = table.rows.map((row) => csvLine(row))
  return `${byteOrderMark}${csvLine(table.columns.map(({ heading }) => heading))}${lines.join('')}`
}

function workbook({ name, columns, rows }: Table): Promise<Buffer> {
  const fields = columns.map(({ heading, type }) => ({ name: heading, type }))
  const safe = rows.map((row, id) => ({
    id,
    geometry: null,
    values: row.map((value) => (typeof value === 'string' ? guarded(value) : value)),
  }))
  return layerFile({ name, fields, shape: 'none', crs: null }, safe, 'XLSX')
}

/** A layer as the file of a format of GDAL's that is one file. */
export async function layerFile(
  layer: Layer,
  rows: readonly LayerRow[],
  driver: string,
  options: string[] = [],
): Promise<Buffer> {
  const folder = makeTemporary()
  try {
    const staged = await stageLayers(folder, [{ layer, rows }])
    const [file = ''] = await withGdal((gdal) => gdal.convert(staged, driver, options))
    try {
      return await readFile(file)
    } finally {
      await rm(file, { force: true })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The header by which a browser keeps an answer as a file; its first name is for what reads nothing but ASCII. */
export function attachment(id: string, title: string, day: string, ending: string): string {
  const full = encodeURIComponent(`${title}-${day}.${ending}`)
  return `attachment; filename="${id}-${day}.${ending}"; filename*=UTF-8''${full}`
}
