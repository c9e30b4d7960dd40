import { allTowns, makeAreas, outlineRing } from './areas.ts'
import type { Area, Identity, Patch, Skeleton } from './county.ts'
import { type Draft, layArterials } from './links.ts'
import { join } from './network.ts'
import { type Point, toLonLat, toPlane } from './plane.ts'
import { close } from './rings.ts'
import { runs } from './runs.ts'
import { laySeat } from './seat.ts'
import { type Laidout, layTown } from './town.ts'
import { layCountryRoads } from './villages.ts'
import { cutWaters, layWaters } from './waters.ts'

export type { Skeleton } from './county.ts'

const zhongmu: Identity = { code: '410122', name: '中牟县', prefix: '' }

/**
 * The make-believe county: townships, built-up ground, one network of roads, waters. A pure function of the
 * seed and of what it is called; what themes put into it is in their own `sample.ts`.
 */
export function skeleton(seed = 410122, self = zhongmu): Skeleton {
  const { code } = self
  const areas = makeAreas(seed, self)
  const ringOf = (name: string): Point[] => outside(areas.find((a) => a.level === 'township' && a.town === name))
  const quarters = allTowns.flatMap(({ seat, name, built }) => (seat ? [{ name, built, ring: ringOf(name) }] : []))
  const seat = laySeat(seed, quarters)
  const small = allTowns.filter((town) => !town.seat).map((town) => layTown(seed, town, ringOf(town.name)))
  const towns: Laidout[] = [seat, ...small]
  const border = outlineRing.map(toPlane)
  const courses = layWaters(seed, seat)
  const streets = towns.flatMap((town) => runs(town).map((run): Draft => ({ ...run, town: town.town })))
  const arterials = layArterials(seed, towns, border)
  const country = layCountryRoads(seed, {
    border,
    patches: towns.map((town) => town.outline),
    waters: courses,
    trunks: arterials.map(({ line }) => line),
    ends: streets
      .flatMap(({ class: kind, line }) => (kind === 'secondary' ? [line[0], line.at(-1)] : []))
      .filter((p) => p !== undefined),
  })
  return {
    seed,
    code,
    areas,
    roads: join(code, [...streets, ...arterials, ...country]),
    builtUp: towns.filter(({ town }) => town === seat.town || inCharge(areas, town)).map(patch),
    waters: cutWaters(code, courses),
  }
}

function patch({ town, outline }: Laidout): Patch {
  return { town, name: `${town}建成区`, ground: [[close(outline.map(toLonLat))]] }
}

function inCharge(areas: readonly Area[], name: string): boolean {
  return areas.some((area) => area.town === name && area.inCharge)
}

function outside(area: Area | undefined): Point[] {
  const largest = [...(area?.ground ?? [])].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))[0]
  return (largest?.[0] ?? []).map(toPlane)
}
