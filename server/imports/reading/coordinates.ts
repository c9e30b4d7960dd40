import type { Geometry, Position } from 'geojson'
import { type Datum, datumOf } from '../../files/datum.ts'
import type { Box, Crs, Gdal } from '../../files/gdal.ts'
import { NotReadable } from '../not-readable.ts'

/** What coordinates are read as. */
export interface Reading {
  /** `EPSG:4547`, `GCJ-02`, `BD-09`. */
  crs: string
  /** The code of the coordinates as they leave the reader; a datum without a code leaves as 4490. */
  srid: number
  datum: Datum | null
  geographic: boolean
  /** Where coordinates can lie, in their own units; null where that is not known. */
  extent: Box | null
  /** China, where the system is used all over the world, so that an exchanged x and y would lie in it too. */
  china: Box | null
}

const world: Box = [-180, -90, 180, 90]
const china: Box = [72.004, 0.8293, 137.8347, 55.8271]
const examples = 'EPSG:4326, EPSG:4490, EPSG:4547, GCJ-02 or BD-09'

/**
 * What the coordinates are: what `--crs` says, else what the file says.
 * @throws {NotReadable} where neither says it, or a code is none.
 */
export async function readingOf(
  gdal: Gdal,
  shown: string,
  declared: Crs | null,
  given: string | undefined,
): Promise<{ reading: Reading; warning: string | null }> {
  const datum = given === undefined ? null : datumOf(given)
  if (datum) {
    return { reading: { crs: datum, srid: 4490, datum, geographic: true, extent: china, china: null }, warning: null }
  }
  const srid = given === undefined ? (declared?.srid ?? null) : codeOf(given)
  if (srid === null && declared)
    throw new NotReadable(
      `${shown} says its coordinates are “${declared.name}”, for which no EPSG code was found: add --crs, such as ${examples}.`,
    )
  if (srid === null)
    throw new NotReadable(`${shown} does not say what its coordinates are: add --crs, such as ${examples}.`)
  const crs = await gdal.crs(srid)
  if (!crs) throw new NotReadable(`EPSG:${srid} is not known: add --crs, such as ${examples}.`)
  const differs = declared?.srid && declared.srid !== srid
  return {
    reading: { crs: `EPSG:${srid}`, srid, datum: null, geographic: crs.geographic, ...(await bounds(gdal, srid, crs)) },
    warning: differs ? `${shown} says EPSG:${declared.srid}; it was read as EPSG:${srid}, as --crs says.` : null,
  }
}

function codeOf(given: string): number {
  const code = /^(?:EPSG:)?(\d{3,6})$/i.exec(given.trim())?.[1]
  if (!code) throw new NotReadable(`--crs ${given} is not known: use ${examples}.`)
  return Number(code)
}

/**
 * Where a system is used, with three degrees to spare: this also tells degrees from metres, and northing from
 * easting, and keeps what has no place on earth from the database, which would end the import for it.
 */
async function bounds(gdal: Gdal, srid: number, { geographic, area }: Crs): Promise<Pick<Reading, 'extent' | 'china'>> {
  if (geographic) return { extent: world, china }
  if (!area) return { extent: null, china: null }
  const [west, south, east, north] = area
  const around: Box = [
    west - 3,
    Math.max(south - 3, -90),
    (east < west ? east + 360 : east) + 3,
    Math.min(north + 3, 90),
  ]
  const worldwide = around[2] - around[0] >= 360
  return {
    extent: await gdal.extent(srid, worldwide ? [-180, around[1], 180, around[3]] : around),
    china: worldwide ? await gdal.extent(srid, china) : null,
  }
}

/** Why a geometry cannot be what it is read as, by the first of its positions that cannot; or null. */
export function misplaced(geometry: Geometry, reading: Reading): string | null {
  const position = findPosition(geometry, (one) => !possible(one, reading))
  if (!position) return null
  const [x = Number.NaN, y = Number.NaN] = position
  if (possible([y, x], reading)) return `x and y of ${x}, ${y} seem to be exchanged`
  return `${x}, ${y} is no coordinate in ${reading.crs}`
}

/** The first position of a geometry, or null where it is empty. */
export function firstPosition(geometry: Geometry): Position | null {
  return findPosition(geometry, () => true)
}

/** What to say of a file none of whose coordinates fit. */
export function misfit(shown: string, [x = Number.NaN, y = Number.NaN]: Position, reading: Reading): NotReadable {
  const exchanged = possible([y, x], reading)
  const hint = exchanged ? 'x and y seem to be exchanged: check --x and --y, or the file' : 'check --crs'
  return new NotReadable(
    `The coordinates of ${shown} do not look like ${reading.crs}; the first is ${x}, ${y}: ${hint}.`,
  )
}

/** Whether a position can be what it is read as. */
export function possible([x = Number.NaN, y = Number.NaN]: Position, { geographic, extent, china }: Reading): boolean {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false
  if (!geographic && Math.abs(x) < 360 && Math.abs(y) < 360) return false
  if (extent && !within(x, y, extent)) return false
  return !china || within(x, y, china) || !within(y, x, china)
}

function within(x: number, y: number, [west, south, east, north]: Box): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

function findPosition(geometry: Geometry, test: (position: Position) => boolean): Position | null {
  if (geometry.type !== 'GeometryCollection') return findIn(geometry.coordinates, test)
  for (const part of geometry.geometries) {
    const found = findPosition(part, test)
    if (found) return found
  }
  return null
}

type Nested = Position | Nested[]

function findIn(coordinates: Nested, test: (position: Position) => boolean): Position | null {
  if (isPosition(coordinates)) return test(coordinates) ? coordinates : null
  for (const part of coordinates) {
    const found = findIn(part, test)
    if (found) return found
  }
  return null
}

function isPosition(coordinates: Nested): coordinates is Position {
  return typeof coordinates[0] === 'number'
}
