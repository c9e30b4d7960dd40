import type { Collection } from '#data/model/theme.ts'
import type { Language, Words } from '#data/model/words.ts'
import { shapeColumns } from '../features/shape-columns.ts'
import { asText, type Column } from '../features/table.ts'
import { shortNames, within } from '../files/short-name.ts'
import type { Format } from './formats.ts'

/** How a collection lies in a file of a format. */
export interface Layout {
  columns: Column[]
  /** The names of the columns in the file, which may be shorter than their headings. */
  names: string[]
  /** What the format cannot hold; asked after all rows were written. */
  losses: () => Words[]
}

/** Bytes of a text in a Shapefile. */
const textBytes = 254

/** Lays out a table of things for a format, which may lack types, shapes or room. */
export function layOut(
  collection: Pick<Collection, 'id' | 'shape'>,
  all: readonly Column[],
  format: Format,
  language: Language,
  geographic: boolean,
): Layout {
  if (format.drawing) return drawing(collection)
  const own = format.keepsFid ? all.filter(({ heading }) => heading !== 'fid') : all
  const columns = own.map((column) => (format.lacks.includes(column.type) ? asText(column, language) : column))
  const headings = columns.map(({ heading }) => heading)
  if (format.driver === 'ESRI Shapefile') return shortened(columns, headings)
  if (format.shapes !== 'columns') return { columns, names: headings, losses: () => [] }
  // a cell of a spreadsheet holds 32,767 letters, and few shapes are shorter
  const shapeless = format.driver !== undefined && !['point', 'none'].includes(collection.shape)
  const placed = shapeless ? columns : [...columns, ...shapeColumns(collection, language, geographic)]
  const lost = {
    zh: '表格放不下线和面，只有各行的属性；图形请导出 .gpkg 或 .zip',
    en: 'A spreadsheet holds no lines and no ground, only what is said of each row; .gpkg or .zip hold the shapes.',
  }
  return { columns: placed, names: placed.map(({ heading }) => heading), losses: () => (shapeless ? [lost] : []) }
}

/** A drawing holds lines on a layer, and nothing is said of them. */
function drawing({ id }: Pick<Collection, 'id'>): Layout {
  const layer: Column = { heading: 'Layer', type: 'text', property: undefined, of: () => id }
  const lost = {
    zh: 'DXF 只有图形，没有属性',
    en: 'A DXF holds shapes only, and nothing that is said of them.',
  }
  return { columns: [layer], names: ['Layer'], losses: () => [lost] }
}

function shortened(columns: readonly Column[], headings: readonly string[]): Layout {
  const names = shortNames(headings)
  let cut = 0
  const cutting = columns.map(
    (column): Column => ({
      ...column,
      of: (item) => {
        const value = column.of(item)
        if (typeof value !== 'string' || Buffer.byteLength(value) <= textBytes) return value
        cut++
        return within(value, textBytes)
      },
    }),
  )
  const renamed = headings.flatMap((heading, index) => (names[index] === heading ? [] : `${names[index]} = ${heading}`))
  return {
    columns: cutting,
    names,
    losses: () => [
      ...(renamed.length === 0
        ? []
        : [
            {
              zh: `Shapefile 的列名最多 10 个字节：${renamed.join('，')}`,
              en: `A column's name in a Shapefile has at most 10 bytes: ${renamed.join(', ')}`,
            },
          ]),
      ...(cut === 0
        ? []
        : [
            {
              zh: `Shapefile 的文字最多 ${textBytes} 个字节，截短了 ${cut} 处`,
              en: `A text in a Shapefile has at most ${textBytes} bytes; cut short: ${cut}`,
            },
          ]),
    ],
  }
}
