import { keepPreviousData, queryOptions, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import type { Level } from '#data/model/area.ts'
import type { Near, Search } from '#data/model/finding.ts'
import type { Health } from '#data/model/health.ts'
import type { FigureTable, History } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import type { Pick, Place } from '../scene/scene.ts'
import type { RestsOn } from './ask-anew.ts'
import { ApiError, get, getFeatures, quickly } from './get.ts'
import type { Area, Evidence, ThingFeature } from './types.ts'

export const health = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal, client, queryKey }) =>
    asLastKnown(client.getQueryData(queryKey), await get<Health>('health', {}, signal, [503], quickly)),
  retry: false,
})

export const themes = queryOptions({
  queryKey: ['data', 'themes'],
  meta: { restsOn: 'themes' },
  queryFn: ({ signal }) => get<{ themes: Theme[] }>('themes', {}, signal),
})

const ofAreas: { restsOn: RestsOn } = { restsOn: { collection: 'areas' } }
/** What is told of an indicator is asked anew when that may be another, and not with all else. */
export const ofFigure = (indicator: string | null): { restsOn?: RestsOn } =>
  indicator === null ? {} : { restsOn: { figure: indicator } }

export function units(level: Level, within: string | null, at: string | null) {
  return queryOptions({
    queryKey: ['data', 'units', level, within, at],
    meta: ofAreas,
    queryFn: ({ signal }) =>
      getFeatures<Area>('collections/areas/items', { level, parent: within, limit: 10_000, datetime: at }, signal),
  })
}

/** How the server is. Asked all the time: every other answer is asked again when its data has changed. */
export function useHealth() {
  return useQuery({
    ...health,
    refetchInterval: ({ state }) => (state.status === 'success' && state.data?.status === 'ok' ? 30_000 : 2_000),
    refetchIntervalInBackground: true,
  })
}

/**
 * A part of what the server says of itself, as long as somebody asks; whoever takes it hears of no change in the rest.
 * @param select always the same function
 */
export function useSaid<T>(select: (health: Health) => T): T | undefined {
  return useQuery({ ...health, select, enabled: false }).data
}

/** A server without its database knows neither the county nor its data: these stay as they were last told. */
function asLastKnown(before: Health | undefined, now: Health): Health {
  return before && now.status !== 'ok' ? { ...before, status: now.status } : now
}

/** The themes that make a promise, in the county's order. */
export function useThemes(ready: boolean) {
  return useQuery({ ...themes, select: ({ themes }) => themes, enabled: ready })
}

/** The figures of an indicator for all units of a level, or for those within one. */
export function useFigures(
  indicator: string | null,
  level: Level,
  at: string | null,
  lang: Language,
  within: string | null = null,
) {
  return useQuery({ ...figures(indicator ?? '', level, at, lang, within), enabled: indicator !== null })
}

/** The county's own figure for each of several indicators. */
export function useHeads(indicators: string[], at: string | null, lang: Language, wanted: boolean) {
  return useQueries({
    queries: indicators.map((id) => ({ ...figures(id, 'county', at, lang), enabled: wanted })),
    combine: told,
  })
}

/** Of several answers what a page goes by: the same object until any of that changes, so that nothing is drawn anew before. */
export function told<T>(answers: UseQueryResult<T>[]) {
  return answers.map(({ data, error, isPending, refetch }) => ({ data, error, isPending, refetch }))
}

export function figures(
  indicator: string,
  level: Level,
  at: string | null,
  lang: Language,
  within: string | null = null,
) {
  return {
    queryKey: ['data', 'figures', indicator, level, within, at, lang],
    meta: ofFigure(indicator),
    // A day turns while the page stands open.
    refetchInterval: 600_000,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get<FigureTable>(`indicators/${indicator}`, { level, area: within, at, lang }, signal),
    // While another day is on its way, the units stay as they were; other units are no stand-in for these.
    placeholderData: (before: FigureTable | undefined, query?: { queryKey: readonly unknown[] }) =>
      before?.indicator === indicator && before.level === level && query?.queryKey[4] === within ? before : undefined,
  }
}

/** A figure's year up to a day. */
export function useHistory(indicator: string, area: string, at: string) {
  return useQuery({
    queryKey: ['data', 'history', indicator, area, at],
    meta: ofFigure(indicator),
    queryFn: ({ signal }) => get<History>(`indicators/${indicator}/history`, { area, at }, signal),
  })
}

/** The first day on which a figure was recorded, up to a day; null where there is none. */
export function useFirstRecorded(indicator: string | null, area: string | null, at: string) {
  return useQuery({
    queryKey: ['data', 'first recorded', indicator, area, at],
    meta: ofFigure(indicator),
    queryFn: async ({ signal }) => {
      const history = await get<History>(`indicators/${indicator}/history`, { area, from: '1900-01-01', at }, signal)
      return history.days[0]?.day ?? null
    },
    enabled: indicator !== null && area !== null,
  })
}

/** The rows a figure counts, all of them. */
export function useEvidence(indicator: string, area: string | null, at: string | null, lang: Language) {
  return useQuery({
    queryKey: ['data', 'evidence', indicator, area, at, lang],
    meta: ofFigure(indicator),
    queryFn: ({ signal }) => get<Evidence>(`indicators/${indicator}/evidence`, { area, at, lang }, signal),
    enabled: area !== null,
  })
}

/** The units of a level with their shapes, or those within one. */
export function useUnits(level: Level, within: string | null, at: string | null, wanted = true) {
  return useQuery({
    ...units(level, within, at),
    placeholderData: (before, query) => (query?.queryKey[3] === within ? before : undefined),
    enabled: wanted,
  })
}

/** Whether there are communities, in one township or anywhere. */
export function useHasCommunities(within: string | null, at: string | null) {
  return useQuery({
    queryKey: ['data', 'any', 'community', within, at],
    meta: ofAreas,
    queryFn: ({ signal }) =>
      getFeatures<Area>(
        'collections/areas/items',
        { level: 'community', parent: within, limit: 1, datetime: at },
        signal,
      ),
    select: ({ features }) => features.length > 0,
    placeholderData: (before, query) => (query?.queryKey[3] === within ? before : undefined),
  })
}

/** One unit by its key. */
export function useUnit(area: string | null, at: string | null) {
  return useQuery({
    queryKey: ['data', 'unit', area, at],
    meta: ofAreas,
    queryFn: ({ signal }) => getFeatures<Area>('collections/areas/items', { area, limit: 1, datetime: at }, signal),
    select: ({ features }) => features[0] ?? null,
    enabled: area !== null,
  })
}

/** Things of collections that are in a certain state. */
export function useThingsByState(wanted: { collection: string; property: string; value: string }[], at: string | null) {
  return useQueries({
    queries: wanted.map(({ collection, property, value }) => ({
      queryKey: ['data', 'things', collection, property, value, at],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        getFeatures<ThingFeature>(
          `collections/${collection}/items`,
          { [property]: value, limit: 1000, datetime: at },
          signal,
        ),
    })),
    combine: told,
  })
}

/** The things of a collection that lead to one other, or to none while that is not known. */
export function useThingsOf(collection: string, property: string, key: string | null, at: string | null) {
  return useQuery({
    queryKey: ['data', 'things', collection, property, key, at],
    queryFn: ({ signal }) =>
      getFeatures<ThingFeature>(
        `collections/${collection}/items`,
        { [property]: key, limit: 10_000, datetime: at },
        signal,
      ),
    select: ({ features }) => features,
    enabled: key !== null,
  })
}

/** Every thing of a collection that stands on a day, page after page; none are asked for while it is not known which. */
export function useAllThings(collection: string | null, at: string | null) {
  return useQuery({
    queryKey: ['data', 'all-things', collection, at],
    queryFn: async ({ signal }) => {
      const all: ThingFeature[] = []
      let after: string | null = '0'
      while (after !== null) {
        const params = { limit: 10_000, datetime: at, after }
        const page: Page = await get<Page>(`collections/${collection}/items`, params, signal)
        all.push(...page.features)
        const next = page.links.find(({ rel }) => rel === 'next')
        after = next ? new URL(next.href, location.origin).searchParams.get('after') : null
      }
      return all
    },
    enabled: collection !== null,
  })
}

interface Page {
  features: ThingFeature[]
  links: { rel: string; href: string }[]
}

/** Things whose names answer what was typed; nothing is asked while nothing is. */
export function useSearch(typed: string, at: string | null, lang: Language) {
  return useQuery({
    queryKey: ['data', 'search', typed, at, lang],
    queryFn: ({ signal }) => get<Search>('search', { q: typed, at, lang }, signal),
    enabled: typed !== '',
    placeholderData: keepPreviousData,
  })
}

/** Where a place lies and what is near it. */
export function useNear({ lng, lat }: Place, at: string | null, lang: Language) {
  return useQuery({
    queryKey: ['data', 'near', lng, lat, at, lang],
    queryFn: ({ signal }) => get<Near>('near', { point: `${lng},${lat}`, at, lang }, signal),
  })
}

/** One thing with all it is known by. */
export function useThing(pick: Pick | null, at: string | null) {
  return useQuery({
    ...thingOf(pick, at),
    enabled: pick !== null,
    // Both the map and the card ask; what is gone for one is gone for the other.
    retryOnMount: false,
  })
}

/** How one thing is asked for, also by what does not wait for it on the page. */
export function thingOf(pick: Pick | null, at: string | null) {
  return {
    queryKey: ['data', 'thing', pick?.collection, pick?.fid, at],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get<ThingFeature>(`collections/${pick?.collection}/items/${pick?.fid}`, { datetime: at }, signal),
  }
}

/** Whether another attempt may help: what the server refuses, it refuses again. */
export function worthRetrying(failures: number, error: Error): boolean {
  return !refused(error) && failures < 3
}

/** Whether the server understood what was asked, and would not give it. */
export function refused(error: Error): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}
