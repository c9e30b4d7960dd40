import type { Geometry } from 'geojson'
import { span } from '#data/model/span.ts'
import type { Collection, Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import type { Language, Words } from '#data/model/words.ts'

/** A thing as a page of items has it, once read. */
export interface Item {
  id: number
  geometry: Geometry | null
  properties: Record<string, Value>
}

/** One column of a collection written as a table. */
export interface Column {
  /** No two of a table are the same, in capitals or not. */
  heading: string
  type: 'text' | 'integer' | 'number' | 'boolean' | 'date'
  /** The property it holds, where it holds one as it is. */
  property: Property | undefined
  of: (item: Item) => Value
}

/** How a table speaks: in the titles and words of a language, or `plain`, as the API does, in names. */
export type Speech = Language | 'plain'

type Named = { name: string; property: Property; to: Collection; label: string }

/** The references of a collection that are also given by the name of what they lead to, as `<property>_name`. */
export function namedReferences(collection: Collection, collections: ReadonlyMap<string, Collection>): Named[] {
  return collection.properties.flatMap((property) => {
    const to = collections.get(property.to ?? '')
    const name = `${property.name}_name`
    if (to?.label === undefined || collection.properties.some((p) => p.name === name)) return []
    return [{ name, property, to, label: to.label }]
  })
}

/**
 * A collection as a table: its fid, its properties, the names its references lead to, the days it holds, and
 * the file it came from. The headings are those by which an import knows the columns again.
 */
export function columnsOf(
  collection: Collection,
  collections: ReadonlyMap<string, Collection>,
  speech: Speech,
): Column[] {
  const say = (name: string, words: Words) => (speech === 'plain' ? name : words[speech])
  const asIs = columnOf(speech)
  const text = (heading: string, of: Column['of']): Column => ({ heading, type: 'text', property: undefined, of })
  const days = span.map(
    (property, end): Column => ({
      ...asIs(property),
      of: ({ properties }) => {
        const day = String(properties['valid'] ?? '').split('/')[end] ?? ''
        return day === '' || day === '..' ? null : day
      },
    }),
  )
  return toldApart([
    { heading: 'fid', type: 'integer', property: undefined, of: ({ id }) => id },
    ...collection.properties.map(asIs),
    ...namedReferences(collection, collections).map(({ name, property: { title } }) =>
      text(
        say(name, { zh: `${title.zh}（名）`, en: `${title.en}: name` }),
        ({ properties }) => properties[name] ?? null,
      ),
    ),
    ...days,
    text(say('source', { zh: '来源文件', en: 'Source file' }), ({ properties }) => properties['source'] ?? null),
  ])
}

/** Properties as a table of what was worked out, each under its title. */
export function titledColumns(properties: readonly Property[], language: Language): Column[] {
  return toldApart(properties.map(columnOf(language)))
}

function columnOf(speech: Speech): (property: Property) => Column {
  return (property) => ({
    heading: speech === 'plain' ? property.name : property.title[speech],
    type: plainTypes[property.type],
    property,
    of: ({ properties }) => inWords(property, properties[property.name] ?? null, speech),
  })
}

const plainTypes: Record<Property['type'], Column['type']> = {
  text: 'text',
  choice: 'text',
  reference: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
}

/** A choice in the words of a language. */
function inWords({ choices }: Property, value: Value, speech: Speech): Value {
  if (speech === 'plain' || typeof value !== 'string') return value
  return choices?.[value]?.[speech] ?? value
}

/** Headings of a reference layer come from any file, and may be those of ours, or differ in capitals only. */
function toldApart(columns: Column[]): Column[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    let heading = column.heading
    for (let n = 2; taken.has(heading.toLowerCase()); n++) heading = `${column.heading} (${n})`
    taken.add(heading.toLowerCase())
    return { ...column, heading }
  })
}

const truths: Record<Speech, [yes: string, no: string]> = {
  zh: ['是', '否'],
  en: ['yes', 'no'],
  plain: ['true', 'false'],
}

/** The column as text, for a format that has no such type. */
export function asText(column: Column, speech: Speech): Column {
  const [yes, no] = truths[speech]
  return {
    ...column,
    type: 'text',
    of: (item) => {
      const value = column.of(item)
      return typeof value === 'boolean' ? (value ? yes : no) : value
    },
  }
}
