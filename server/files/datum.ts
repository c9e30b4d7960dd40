import gcoord from 'gcoord'
import type { Geometry } from 'geojson'

/** The two datums of Chinese web maps, which no EPSG code names: the state's shifted one, and Baidu's on top of it. */
export type Datum = 'GCJ-02' | 'BD-09'

const types = { 'GCJ-02': gcoord.CRSTypes.GCJ02, 'BD-09': gcoord.CRSTypes.BD09 } as const

/** The datum a word such as `gcj02` means, or null. */
export function datumOf(word: string): Datum | null {
  const plain = word.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (plain === 'GCJ02') return 'GCJ-02'
  return plain === 'BD09' || plain === 'BD09LL' ? 'BD-09' : null
}

/**
 * The same geometry as lon lat in EPSG:4490, to about 0.1 m: the shift has no exact inverse.
 * Changes the geometry given. Outside China GCJ-02 has no shift, and coordinates there stay as they are.
 */
export function fromDatum<T extends Geometry>(geometry: T, datum: Datum): T {
  // gcoord writes to a geometry in place; its own types know only tuples as positions.
  gcoord.transform(geometry as unknown as Parameters<typeof gcoord.transform>[0], types[datum], gcoord.WGS84)
  return geometry
}

/** The same geometry, lon lat in EPSG:4490, as a web map in that datum places it. Changes the geometry given. */
export function toDatum<T extends Geometry>(geometry: T, datum: Datum): T {
  gcoord.transform(geometry as unknown as Parameters<typeof gcoord.transform>[0], gcoord.WGS84, types[datum])
  return geometry
}
