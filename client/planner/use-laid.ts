import { useMemo } from 'react'
import { type Laid, type LaidGround, type LaidTint, nothingLaid } from '../map/laid.ts'
import { rampFor, rampTints } from '../map/ramp.ts'
import { groundOf } from '../map/sketch.ts'
import type { Unserved } from '../map/unserved.ts'
import type { Place } from '../scene/scene.ts'
import type { Plan } from './use-plan.ts'

/**
 * The ground the map is to show, and whether some of it is still on its way.
 * @param barred ground on which no site is to be proposed
 */
export function useLaid(
  { tell, inCells, walk, straight, told, cells }: Plan,
  barred: readonly Place[][],
): { laid: Laid; waiting: boolean } {
  const [unwalked, unreached, grid] = [walk.data, straight.data, cells.data]
  const laid = useMemo((): Laid => {
    if (inCells) return grid ? { type: 'FeatureCollection', features: cellsOf(grid) } : nothingLaid
    if (tell !== 'reach') return nothingLaid
    // the smaller ground, which neither way reaches, lies on the larger
    const reached = [...gapsOf('unwalked', unwalked), ...gapsOf('unreached', unreached), ...triedIn(told)]
    const features = [...reached, ...barredOf(barred)]
    return { type: 'FeatureCollection', features }
  }, [tell, inCells, unwalked, unreached, told, grid, barred])
  const asked = inCells ? [cells] : tell === 'reach' ? [walk, straight] : []
  const waiting = asked.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData)
  return { laid, waiting }
}

/** Those who cannot reach it on foot. */
export function useUnserved({ tell, told }: Plan): Unserved {
  return useMemo((): Unserved => {
    const features = tell === 'reach' ? (told?.uncovered.places.features ?? []) : []
    const most = features[0]?.properties.weight ?? 1
    return {
      type: 'FeatureCollection',
      features: features.map(({ geometry, properties: { collection, fid, weight } }) => ({
        type: 'Feature',
        geometry,
        properties: { collection, fid, share: most > 0 ? weight / most : 0 },
      })),
    }
  }, [tell, told])
}

/** What a piece of ground that is not reached goes by, in the list and on the map. */
export function gapKey({ order }: { order: number }): string {
  return String(order)
}

function gapsOf(tint: LaidTint, reach: Plan['walk']['data']): LaidGround[] {
  return (reach?.uncovered.ground.features ?? []).map(({ geometry, properties }) => ({
    type: 'Feature',
    geometry,
    // what is not reached straight is not reached on foot either, and told of with that
    properties: tint === 'unwalked' ? { tint, key: gapKey(properties) } : { tint },
  }))
}

/** The ground each site reaches that is tried. */
function triedIn(reach: Plan['told']): LaidGround[] {
  return (reach?.tried.features ?? []).flatMap(({ geometry }): LaidGround[] =>
    geometry ? [{ type: 'Feature', geometry, properties: { tint: 'tried' } }] : [],
  )
}

function barredOf(barred: readonly Place[][]): LaidGround[] {
  return barred.map((corners) => ({ type: 'Feature', geometry: groundOf(corners), properties: { tint: 'barred' } }))
}

function cellsOf({ features }: NonNullable<Plan['cells']['data']>): LaidGround[] {
  const ramp = rampOfCells(features)
  return features.map(({ id, geometry, properties: { value, missing } }) => {
    const above = ramp.by === 'value' ? ramp.thresholds.filter((threshold) => value >= threshold).length : 0
    const tint = rampTints[above] ?? 'ramp-5'
    return { type: 'Feature', geometry, properties: { tint, key: String(id), short: (missing ?? 0) > 0 } }
  })
}

/** The ramp that leads to the target of cells. */
export function rampOfCells(features: NonNullable<Plan['cells']['data']>['features']) {
  const rows = features.map(({ properties: { value, target } }) => ({ value, target }))
  return rampFor({ better: 'more', value: 'ratio' }, rows)
}
