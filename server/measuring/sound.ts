import type { Shape } from '#data/model/measure.ts'
import type { Queryable } from '../database/database.ts'
import { ProblemError } from '../http/problem.ts'
import { faultOf } from './queries.ts'

/**
 * Looks whether something that was drawn can be reckoned with.
 * @param name the part of the body it is, `forbiddenGround/0`
 * @throws {ProblemError} 400 where it cannot, with what is wrong and where
 */
export async function mustBeSound(database: Queryable, name: string, geometry: Shape, day: string): Promise<void> {
  const places = geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates
  if (places.some(([lng = 0, lat = 0]) => Math.abs(lng) > 180 || Math.abs(lat) > 90)) {
    throw unsound(name, 'must lie between longitudes -180 and 180 and latitudes -90 and 90')
  }
  const open = (ring: readonly number[][]) => String(ring[0]) !== String(ring.at(-1))
  if (geometry.type === 'Polygon' && geometry.coordinates.some(open)) {
    throw unsound(name, 'must end each ring where it began')
  }
  const { crossing, far } = await faultOf(database, geometry, day)
  if (far) throw unsound(name, 'must lie within a degree of the county, whose plane it is measured in')
  if (crossing) {
    const [lng, lat] = crossing.map((degrees) => degrees.toFixed(6))
    throw unsound(
      name,
      `must not cross itself, as it does at ${lng}, ${lat}: draw it so that its sides meet at its corners alone`,
    )
  }
}

/** That something drawn is not what was asked for. */
export function unsound(name: string, detail: string): ProblemError {
  return new ProblemError(400, `${name} ${detail}.`, [{ at: `body/${name}`, detail }])
}
