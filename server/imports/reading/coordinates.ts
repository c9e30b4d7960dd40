import type { Geometry, Position } from 'geojson'
import { NotReadable } from '../not-readable.ts'
import { type Datum, datumOf } from './datum.ts'
import type { Crs, Gdal } from './gdal.ts'

/** What coordinates are read as. */
export interface Reading {
  /** `EPSG:4547`, `GCJ-02`, `BD-09`. */
  crs: string
  /** The code of the coordinates as they leave the reader; a datum without a code leaves as 4490. */
  srid: number
  datum: Datum | null
  geographic: boolean
  area: Crs['area']
}

const china: Crs['area'] = [72.004, 0.8293, 137.8347, 55.8271]
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
  if (datum) return { reading: { crs: datum, srid: 4490, datum, geographic: true, area: china }, warning: null }
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
    reading: { crs: `EPSG:${srid}`, srid, datum: null, geographic: crs.geographic, area: crs.area },
    warning: differs ? `${shown} says EPSG:${declared.srid}; it was read as EPSG:${srid}, as --crs says.` : null,
  }
}

function codeOf(given: string): number {
  const code = /^(?:EPSG:)?(\d{3,6})$/i.exec(given.trim())?.[1]
  if (!code) throw new NotReadable(`--crs ${given} is not known: use ${examples}.`)
  return Number(code)
}

/** The first position in a geometry that cannot be what it is read as, or null. Knows ranges only. */
export function impossiblePosition(geometry: Geometry, reading: Reading): Position | null {
  return findPosition(geometry, (position) => !possible(position, reading))
}

/** The first position of a geometry, or null where it is empty. */
export function firstPosition(geometry: Geometry): Position | null {
  return findPosition(geometry, () => true)
}

/**
 * Whether a position lies where its reference system is used, with three degrees to spare; this also tells
 * degrees from metres, and northing from easting, which ranges alone do not.
 */
export async function fits(gdal: Gdal, position: Position, reading: Reading): Promise<boolean> {
  if (!possible(position, reading)) return false
  if (reading.geographic || !reading.area) return true
  const [x = Number.NaN, y = Number.NaN] = position
  const at = await gdal.lonLat(reading.srid, [x, y])
  const [west, south, east, north] = reading.area
  if (!at) return false
  const across = west > east || (at[0] >= west - 3 && at[0] <= east + 3)
  return across && at[1] >= south - 3 && at[1] <= north + 3
}

/** What to say of a first coordinate that does not fit. */
export async function misfit(gdal: Gdal, shown: string, position: Position, reading: Reading): Promise<NotReadable> {
  const [x = Number.NaN, y = Number.NaN] = position
  const exchanged = await fits(gdal, [y, x], reading)
  const hint = exchanged ? 'x and y seem to be exchanged: check --x and --y, or the file' : 'check --crs'
  return new NotReadable(
    `The coordinates of ${shown} do not look like ${reading.crs}; the first is ${x}, ${y}: ${hint}.`,
  )
}

function possible([x = Number.NaN, y = Number.NaN]: Position, { geographic, datum, area }: Reading): boolean {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false
  if (!geographic) return Math.abs(x) >= 360 || Math.abs(y) >= 360
  if (Math.abs(x) > 180 || Math.abs(y) > 90) return false
  if (!datum || !area) return true
  return x >= area[0] && x <= area[2] && y >= area[1] && y <= area[3]
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
