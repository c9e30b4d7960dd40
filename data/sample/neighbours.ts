import { clone, coordEach, kinks, polygon } from '@turf/turf'
import type { Thing } from '#data/model/thing.ts'
import { makeAreas } from './areas.ts'
import type { Identity } from './county.ts'
import { shift } from './plane.ts'
import { type Skeleton, skeleton } from './skeleton.ts'

/** How many counties there are names, codes and room for. */
export const mostCounties = 100

// A little more than the county's own width and height, in degrees, as far north as the last of them lies.
const width = 0.48
const height = 0.54

/**
 * The n-th of the counties side by side, from 1: 中牟, then others with a code, a seed and names of their own within
 * the same outline. Codes begin with 99, which GB/T 2260 gives to no province: those begin with 1 to 8. All are made
 * where the first one stands; `moveOf` takes what comes of them to their own place.
 */
export function countyOf(n: number): Skeleton {
  if (n === 1) return skeleton()
  const code = `99${String(n).padStart(4, '0')}`
  const self: Identity = { code, name: `演示${n}县`, prefix: `${n}县` }
  return skeleton(soundSeed(self), self)
}

/**
 * Takes a thing of the n-th county from where it was made to where the county stands: the next free place of a
 * growing square, whatever their number.
 */
export function moveOf(n: number): (thing: Thing) => Thing {
  const [column, row] = squareAt(n - 1)
  return ({ geometry, properties }) => {
    if (n === 1 || geometry === null) return { geometry, properties }
    const moved = clone(geometry)
    coordEach(moved, (place) => {
      const [lon = 0, lat = 0] = place
      place.splice(0, 2, ...shift([lon, lat], column * width, row * height))
    })
    return { geometry: moved, properties }
  }
}

/** The code as a seed, or the next of those after it whose winds do not fold a border over itself. */
function soundSeed(self: Identity): number {
  let seed = Number(self.code)
  const folded = () =>
    makeAreas(seed, self).some(({ ground }) =>
      ground.flat().some((ring) => kinks(polygon([ring.map(([lon, lat]) => [lon, lat])])).features.length > 0),
    )
  while (folded()) seed += 1000
  return seed
}

/** Column and row of the i-th place, from 0: the side of each square follows the square before. */
function squareAt(i: number): [column: number, row: number] {
  const side = Math.floor(Math.sqrt(i))
  const along = i - side * side
  return along <= side ? [side, along] : [2 * side - along, side]
}
