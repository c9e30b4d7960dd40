import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { OsmLayer } from '#data/model/theme.ts'
import type { Gdal, Layer } from '../../files/gdal.ts'
import { NotReadable } from '../not-readable.ts'
import { type Located, severalLayers } from './locate.ts'
import { fromJson, pickOsm } from './osm.ts'
import { type Line, linesOf } from './rows.ts'

/** The layer of a file that is read: one of GDAL's, or what a theme takes of several of OpenStreetMap. */
export interface Chosen {
  name: string
  /** GDAL's, the first of several. */
  layer: Layer
  osm: OsmLayer | null
}

interface Wish {
  into?: string
  osm?: readonly OsmLayer[]
}

/** @throws {NotReadable} with the layers to choose from, where one must be named. */
export function chooseLayer({ kind, shown, layer: named }: Located, all: Layer[], wish: Wish): Chosen {
  if (kind === 'osm') {
    const osm = (wish.osm ?? []).find(({ id }) => id === (named ?? wish.into))
    const layer = all.find(({ name }) => name === (osm?.from[0] ?? named))
    if (layer) return { name: osm?.id ?? layer.name, layer, osm: osm ?? null }
    throw severalLayers(shown, [...(wish.osm ?? []), ...all].map(idOrName), named)
  }
  // an old workbook has three sheets, of which two are empty
  const layers = kind === 'sheet' ? all.filter(({ fields }) => fields.length > 0) : all
  const [only] = layers
  if (!only) throw new NotReadable(`${shown} holds no layer of things.`)
  // of one layer always, or chosen from by their rows
  const layerless = kind === 'table' || kind === 'json' || kind === 'dxf'
  if (layers.length === 1 && (layerless || named === undefined)) return { name: only.name, layer: only, osm: null }
  const found = layers.find(({ name }) => name === named)
  if (found) return { name: found.name, layer: found, osm: null }
  throw severalLayers(shown, layers.map(idOrName), named)
}

const idOrName = (one: OsmLayer | Layer) => ('id' in one ? one.id : one.name)

/**
 * Writes the rows of a chosen layer as lines of GeoJSON, coordinates as they are.
 * @throws {NotReadable} where a drawing has several layers, of which one must be named
 */
export async function writeRows(
  gdal: Gdal,
  { kind, shown, layer: named }: Located,
  { layer, osm }: Chosen,
  to: string,
): Promise<void> {
  if (osm) return rewrite(await partsOf(gdal, osm), to)
  const whole = await gdal.write(layer.name)
  if (kind === 'kml') return rewrite([{ file: whole, pick: ownData }], to)
  if (kind === 'dxf') return rewrite([{ file: whole, pick: await drawn(whole, shown, named) }], to)
  await rename(whole, to)
}

interface Part {
  file: string
  /** The properties of a row that is taken, or null. */
  pick(raw: Record<string, unknown>): Record<string, unknown> | null
}

async function partsOf(gdal: Gdal, osm: OsmLayer): Promise<Part[]> {
  const parts: Part[] = []
  for (const from of osm.from) parts.push({ file: await gdal.write(from), pick: (raw) => pickOsm(osm, from, raw) })
  return parts
}

/** What a placemark tells of itself lies as JSON in its description. */
const ownData: Part['pick'] = ({ Description }) => fromJson(Description)

/** The layers of a drawing are GDAL's one layer by the column `Layer`. */
async function drawn(file: string, shown: string, named: string | undefined): Promise<Part['pick']> {
  const layers = new Set<string>()
  for await (const line of linesOf(file)) layers.add(String((JSON.parse(line) as Line).properties['Layer']))
  const only = layers.size === 1 ? [...layers][0] : undefined
  const wanted = named ?? only
  if (wanted === undefined || !layers.has(wanted)) throw severalLayers(shown, [...layers], named)
  return (raw) => (raw['Layer'] === wanted ? raw : null)
}

async function rewrite(parts: Part[], to: string): Promise<void> {
  await pipeline(async function* () {
    for (const { file, pick } of parts) {
      for await (const text of linesOf(file)) {
        const line = JSON.parse(text) as Line
        const properties = pick(line.properties)
        if (properties) yield `${JSON.stringify({ ...line, properties })}\n`
      }
    }
  }, createWriteStream(to))
  for (const { file } of parts) await rm(file)
}
