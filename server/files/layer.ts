import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Geometry } from 'geojson'
import type { Value } from '#data/model/thing.ts'

/** A layer on its way to GDAL. */
export interface Layer {
  name: string
  fields: readonly { name: string; type: FieldType }[]
  shape: 'point' | 'line' | 'polygon' | 'any' | 'none'
  /** What the coordinates are, as `EPSG:4547`; null where there is no code for it. */
  crs: string | null
}

export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'date'

export interface LayerRow {
  id: number
  geometry: Geometry | null
  /** In the order of the fields. */
  values: readonly Value[]
}

const gdalTypes: Record<FieldType, string> = {
  text: 'type="String"',
  integer: 'type="Integer"',
  number: 'type="Real"',
  boolean: 'type="Integer" subtype="Boolean"',
  date: 'type="Date"',
}

const gdalShapes: Record<Layer['shape'], string> = {
  point: 'wkbPoint',
  line: 'wkbMultiLineString',
  polygon: 'wkbMultiPolygon',
  any: 'wkbUnknown',
  none: 'wkbNone',
}

/** What GDAL must be told to write a FlatGeobuf: there is no index of what has no place. */
export function flatGeobufOptions({ shape }: Pick<Layer, 'shape'>): string[] {
  return shape === 'none' ? ['-lco', 'SPATIAL_INDEX=NO'] : []
}

/**
 * Writes layers where GDAL can read them, each its rows as GeoJSON, and one small file that says what their
 * fields are: GDAL would guess it from the values, and take a code of digits for a number.
 * @param folder of this work alone
 * @returns the file for GDAL to open
 */
export async function stageLayers(
  folder: string,
  layers: readonly { layer: Layer; rows: AsyncIterable<LayerRow> | Iterable<LayerRow> }[],
): Promise<string> {
  const described: string[] = []
  for (const [index, { layer, rows }] of layers.entries()) {
    const source = await writeRows(folder, `rows${index}`, layer, rows)
    described.push(describe(layer, source))
  }
  const file = path.join(folder, 'layers.vrt')
  await writeFile(file, `<OGRVRTDataSource>${described.join('\n')}</OGRVRTDataSource>`)
  return file
}

/** @returns the name of the file written */
async function writeRows(
  folder: string,
  name: string,
  layer: Layer,
  rows: AsyncIterable<LayerRow> | Iterable<LayerRow>,
) {
  let count = 0
  await pipeline(
    async function* () {
      yield '{"type":"FeatureCollection","features":['
      for await (const row of rows) yield `${count++ === 0 ? '' : ','}\n${feature(row)}`
      yield '\n]}\n'
    },
    createWriteStream(path.join(folder, `${name}.geojson`)),
  )
  if (count > 0) return `${name}.geojson`
  // GeoJSON without features is without fields; the heading of a table is enough to have them
  await writeFile(path.join(folder, `${name}.csv`), `${['WKT', ...layer.fields.map((_, at) => `c${at}`)].join(',')}\n`)
  return `${name}.csv`
}

function feature({ id, geometry, values }: LayerRow): string {
  const properties = Object.fromEntries(values.map((value, index) => [`c${index}`, value]))
  return JSON.stringify({ type: 'Feature', id, geometry, properties })
}

function describe({ name, fields, shape, crs }: Layer, source: string): string {
  const declared = fields.map(
    (field, index) => `<Field name="${escaped(field.name)}" src="c${index}" ${gdalTypes[field.type]}/>`,
  )
  // a day is told from a text by its field, never by how it looks
  const asWritten = source.endsWith('.geojson') ? '<OOI key="DATE_AS_STRING">YES</OOI>' : ''
  return `<OGRVRTLayer name="${escaped(name)}">
    <SrcDataSource relativeToVRT="1">${source}</SrcDataSource>
    <OpenOptions>${asWritten}</OpenOptions>
    <SrcLayer>${path.parse(source).name}</SrcLayer>
    <GeometryType>${gdalShapes[shape]}</GeometryType>
    <LayerSRS>${crs ?? 'NULL'}</LayerSRS>
    ${declared.join('\n    ')}
  </OGRVRTLayer>`
}

function escaped(text: string): string {
  // control characters have no place in XML, nor in the formats that are XML
  return text.replaceAll(/[^\P{Cc}\t\n\r]/gu, ' ').replaceAll(/[&<>"\n\r\t]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
