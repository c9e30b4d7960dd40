import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Collection } from '#data/model/theme.ts'
import { flatGeobufOptions } from '../files/layer.ts'
import { attachment, layerFile, tableFile, tableTypes } from '../files/table-file.ts'
import type { Link } from '../http/address.ts'
import { fileAsked } from '../http/file-asked.ts'
import { shapeColumns } from './shape-columns.ts'
import { asText, type Column, columnsOf, type Item, type Speech } from './table.ts'

/** What items can be had as beside GeoJSON, and the media type of each; FlatGeobuf's is not registered yet. */
const tables = { ...tableTypes, fgb: 'application/flatgeobuf' } as const
export type TableFormat = keyof typeof tables
export const tableFormats = Object.keys(tables) as TableFormat[]

export const formatDescription =
  'geojson（json）、csv、xlsx 或 fgb（FlatGeobuf），不写则按 Accept 头；给了 lang，表的列名和用词就是那种语言 · geojson (json), csv, xlsx or fgb (FlatGeobuf); else by the Accept header, by the media type of each. ' +
  'As a table the columns are named as properties are and hold what GeoJSON does; where lang is ' +
  'given, they have the titles and words of that language. CSV is UTF-8 with a mark, points in lon and lat, other shapes ' +
  'in WKT, and a text that a spreadsheet could take for a formula has an apostrophe before it. The link to the next page ' +
  'is in the Link header.'

/** The tables as the description tells of them. */
export const asTables = Object.fromEntries(
  Object.values(tables).map((type) => [type, { schema: Type.String({ format: 'binary' }) }]),
)

/** The table asked for; undefined for GeoJSON. */
export function tableAsked(request: FastifyRequest): TableFormat | undefined {
  return fileAsked(request, tables)
}

/** A page of items as a table. */
export interface TablePage {
  format: TableFormat
  collection: Collection
  collections: ReadonlyMap<string, Collection>
  speech: Speech
  /** Features, as texts. */
  features: readonly string[]
  /** To this page and the next. */
  links: readonly Link[]
  /** The last day asked about, for the file's name. */
  day: string
}

export async function sendTable(reply: FastifyReply, page: TablePage): Promise<FastifyReply> {
  const { format, collection, day, links, speech } = page
  const type = tables[format]
  const title = speech === 'plain' ? collection.id : collection.title[speech]
  reply.headers({
    'cache-control': 'no-cache',
    'content-disposition': attachment(collection.id, title, day, format),
    link: links.map(({ href, rel }) => `<${href}>; rel="${rel}"; type="${type}"`).join(', '),
  })
  const items = page.features.map((feature) => JSON.parse(feature) as Item)
  const columns = columnsOf(collection, page.collections, speech)
  if (format === 'fgb') return reply.type(type).send(await flatGeobuf(items, columns, page))
  const all = [...columns, ...shapeColumns(collection, speech, true)]
  const written = all.map((column) => (column.type === 'boolean' ? asText(column, speech) : column))
  const rows = items.map((item) => written.map(({ of }) => of(item)))
  const file = await tableFile(format, { name: collection.id, columns: written, rows })
  return reply.type(format === 'csv' ? `${type}; charset=utf-8` : type).send(file)
}

function flatGeobuf(
  items: readonly Item[],
  columns: readonly Column[],
  { collection, speech }: TablePage,
): Promise<Buffer> {
  // it has no days
  const written = columns.map((column) => (column.type === 'date' ? asText(column, speech) : column))
  const fields = written.map(({ heading: name, type }) => ({ name, type }))
  const layer = { name: collection.id, fields, shape: collection.shape, crs: 'EPSG:4326' }
  const rows = items.map((item) => ({ ...item, values: written.map(({ of }) => of(item)) }))
  return layerFile(layer, rows, 'FlatGeobuf', flatGeobufOptions(collection))
}
