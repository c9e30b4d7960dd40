import type { Collection, Layer, Mark, Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import type { ThingFeature } from '../api/types.ts'

/** By which column a list is sorted, and whether the last comes first. */
export interface Order {
  /** `name`, `state`, `township`, or a property as `.households`. */
  by: string
  down: boolean
}

const marks: Mark[] = ['behind', 'at-risk', 'quiet', 'met']

/**
 * Rows in the order asked for; as they came where none is. States go from the worst to the best, choices as they are
 * declared, names as the language does; what is not known comes last, whichever way.
 */
export function ordered(
  rows: ThingFeature[],
  order: Order | null,
  collection: Collection,
  layer: Layer,
  lang: string,
): ThingFeature[] {
  if (order === null) return rows
  return sortedBy(rows, keyBy(order.by, collection, layer), order.down, lang)
}

/** Rows by what each is worth, names as the language does; what is not known comes last, whichever way. */
export function sortedBy<Row>(
  rows: readonly Row[],
  worth: (row: Row) => string | number | null,
  down: boolean,
  lang: string,
): Row[] {
  const words = new Intl.Collator(lang, { numeric: true })
  const sign = down ? -1 : 1
  return rows
    .map((row) => ({ row, value: worth(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return sign * compare(a.value, b.value, words)
    })
    .map(({ row }) => row)
}

function compare(a: string | number, b: string | number, words: Intl.Collator): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b))
}

function keyBy(by: string, collection: Collection, { state }: Layer): (row: ThingFeature) => string | number | null {
  if (by === 'name') return ({ properties }) => worth(properties[collection.label ?? ''])
  if (by === 'township') return ({ properties }) => worth(properties['township_name'])
  if (by === 'state') {
    return ({ properties }) => {
      const mark = state?.values[String(properties[state.property])]
      return mark === undefined ? null : marks.indexOf(mark)
    }
  }
  const property = collection.properties.find(({ name }) => `.${name}` === by)
  return ({ properties }) => (property ? worthOf(property, properties[property.name]) : null)
}

function worthOf({ choices }: Property, value: Value | undefined): string | number | null {
  const place = choices ? Object.keys(choices).indexOf(String(value)) : -1
  return place >= 0 ? place : worth(value)
}

function worth(value: Value | undefined): string | number | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'boolean' ? Number(value) : value
}
