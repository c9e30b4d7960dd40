import { useQueries, useQuery } from '@tanstack/react-query'
import type { Behind, Movers } from '#data/model/standing.ts'
import type { Language } from '#data/model/words.ts'
import { get } from './get.ts'
import { ofFigure, told } from './queries.ts'

/** A day turns, and with it how long something has been so, while the page stands open. */
const often = 600_000

/** Who is behind in each of some promises: of each so many units, and things. */
export function useBehind(
  indicators: readonly string[],
  area: string | null,
  at: string | null,
  lang: Language,
  limit: number,
) {
  return useQueries({
    queries: indicators.map((id) => ({
      queryKey: ['data', 'behind', id, area, at, lang, limit],
      meta: ofFigure(id),
      refetchInterval: often,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Behind>(`indicators/${id}/behind`, { area, at, lang, limit }, signal),
    })),
    combine: told,
  })
}

/** Which units' figures have changed most. */
export function useMovers(indicator: string | null, at: string | null, lang: Language, limit: number) {
  return useQuery({
    queryKey: ['data', 'movers', indicator, at, lang, limit],
    meta: ofFigure(indicator),
    refetchInterval: often,
    enabled: indicator !== null,
    queryFn: ({ signal }) => get<Movers>(`indicators/${indicator}/movers`, { at, lang, limit }, signal),
  })
}
