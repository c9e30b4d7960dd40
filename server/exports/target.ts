import type { Geometry, Position } from 'geojson'
import type { Item } from '../features/table.ts'
import { type Datum, datumOf, toDatum } from '../files/datum.ts'
import type { Gdal } from '../files/gdal.ts'
import { NotWritable } from './not-writable.ts'

/** What coordinates are written in. */
export interface Target {
  /** `EPSG:4547`, `GCJ-02`. */
  crs: string
  /** Null for the datums of web maps, which have no code. */
  srid: number | null
  datum: Datum | null
  geographic: boolean
  /** Digits after the point: about a tenth of a millimetre. */
  digits: number
  /** Where the system is meant to be used, in degrees. */
  area: readonly [west: number, south: number, east: number, north: number] | null
}

const examples = 'any EPSG code such as EPSG:4547, GCJ-02 or BD-09'
/** Apart by centimetres, which no transformation makes good. */
const alike = [4490, 4326]

/** @throws {NotWritable} for what is no reference system */
export async function targetOf(gdal: Gdal, given: string): Promise<Target> {
  const datum = datumOf(given)
  if (datum) return { crs: datum, srid: null, datum, geographic: true, digits: 9, area: null }
  const code = /^(?:EPSG:)?(\d{3,6})$/i.exec(given.trim())?.[1]
  if (code === undefined) throw new NotWritable(`crs ${given} is not known: use ${examples}.`)
  const srid = Number(code)
  const crs = await gdal.crs(srid)
  if (crs === null) throw new NotWritable(`crs EPSG:${srid} is not known: use ${examples}.`)
  const { geographic, area } = crs
  return { crs: `EPSG:${srid}`, srid, datum: null, geographic, digits: geographic ? 9 : 4, area }
}

const batchSize = 500

/**
 * Things with their coordinates, degrees of EPSG:4490, turned into what is to be written.
 * @throws {NotWritable} where one has no place in it
 */
export async function* placed(gdal: Gdal, target: Target, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield* await place(gdal, target, batch)
    batch = []
  }
  yield* await place(gdal, target, batch)
}

async function place(gdal: Gdal, target: Target, items: Item[]): Promise<Item[]> {
  const { datum, srid, digits } = target
  if (srid !== null && alike.includes(srid)) return items
  const geometries = items.flatMap(({ geometry }) => geometry ?? [])
  if (datum !== null) for (const geometry of geometries) toDatum(geometry, datum)
  const positions = geometries.flatMap(positionsOf)
  if (srid !== null && positions.length > 0) {
    const away = positions.find((position) => !isUsedAt(target, position))
    const turned = away === undefined ? await gdal.transform(srid, positions) : []
    for (const [index, position] of positions.entries()) {
      const [x = Number.NaN, y = Number.NaN] = turned[index] ?? []
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        throw new NotWritable(`${(away ?? position).join(', ')} has no place in ${target.crs}: use ${examples}.`)
      }
      position.splice(0, 2, x, y)
    }
  }
  for (const position of positions) {
    for (const [axis, value] of position.entries()) position[axis] = Number(value.toFixed(digits))
  }
  return items
}

/** Beyond its area, with three degrees to spare, a system's numbers mean nothing, and an import would refuse them. */
function isUsedAt({ area }: Target, [lon = 0, lat = 0]: Position): boolean {
  if (area === null) return true
  const [west, south, east, north] = area
  const across = east < west ? lon >= west - 3 || lon <= east + 3 : lon >= west - 3 && lon <= east + 3
  return across && lat >= south - 3 && lat <= north + 3
}

/** The positions themselves, so that they can be changed where they are. */
function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  return flattened(geometry.coordinates)
}

type Nested = Position | Nested[]

function flattened(coordinates: Nested): Position[] {
  return isPosition(coordinates) ? [coordinates] : coordinates.flatMap(flattened)
}

function isPosition(coordinates: Nested): coordinates is Position {
  return typeof coordinates[0] === 'number'
}
