import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { thingOf } from '../api/queries.ts'
import type { ProposedSite } from '../api/siting-queries.ts'
import { noSites, type Sites } from '../map/sites.ts'
import type { Place, Scene } from '../scene/scene.ts'
import { pointOn } from '../things/point-on.ts'
import type { Held, Plan } from './use-plan.ts'

/** What stands but is left out: its name, and where it stands, as soon as that is known. */
export interface LeftOut {
  fid: number
  name: string | null
  place: Place | null
}

/** What stands but is left out. */
export function useLeftOut({ theme }: Plan, without: readonly number[], at: string | null): LeftOut[] {
  const { collection } = theme.coverage.offers
  return useQueries({
    queries: without.map((fid) => thingOf({ collection, fid }, at)),
    combine: (found) =>
      found.map(({ data }, i): LeftOut => {
        const [lng, lat] = pointOn(data?.geometry ?? null) ?? []
        const name = data?.properties['name']
        return {
          fid: without[i] ?? 0,
          name: typeof name === 'string' ? name : null,
          place: lng === undefined || lat === undefined ? null : { lng, lat },
        }
      }),
  })
}

/** The sites the map shows, the one in hand where it is now. */
export function useSites(
  { metres, tell }: Plan,
  { sites }: Pick<Scene, 'sites'>,
  leftOut: readonly LeftOut[],
  proposal: readonly ProposedSite[],
  { held, adding, fixed = false }: { held: Held | null; adding: boolean; fixed?: boolean },
): Sites {
  const out = JSON.stringify(leftOut.flatMap(({ place }) => place ?? []))
  return useMemo((): Sites => {
    if (tell !== 'reach') return noSites
    return {
      tried: held && held.n < sites.length ? sites.with(held.n, held.place) : sites,
      leftOut: JSON.parse(out) as Place[],
      proposed: proposal.map(({ geometry: { coordinates } }) => placeOf(coordinates)),
      adding,
      fixed,
      held: held && { n: held.n, metres },
    }
  }, [tell, sites, out, proposal, held, adding, fixed, metres])
}

/** A place as GeoJSON has it. */
export function placeOf([lng = 0, lat = 0]: readonly number[]): Place {
  return { lng, lat }
}
