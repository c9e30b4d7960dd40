/** A part of the plane, in metres. */
export type Box = readonly [west: number, south: number, east: number, north: number]

export function meet([west, south, east, north]: Box, [w, s, e, n]: Box): boolean {
  return west <= e && east >= w && south <= n && north >= s
}

/** The smallest in which all places are, so much beyond them. */
export function boxRound(xs: Iterable<number>, ys: Iterable<number>, beyond: number): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const x of xs) {
    west = Math.min(west, x)
    east = Math.max(east, x)
  }
  for (const y of ys) {
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return [west - beyond, south - beyond, east + beyond, north + beyond]
}
