import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FeatureCollection, Point } from 'geojson'
import type { Job, SitingQuestion, SitingTerms } from '#data/model/siting.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import { ask, change, get } from './get.ts'
import { refused } from './queries.ts'

/** A job as it is drawn: the sites it proposes, in the order in which they add the most. */
export type Proposal = Omit<Job, 'result'> & {
  result: FeatureCollection<
    Point,
    { order: number; adds: number; cost?: number; area: string; areaName: string; township: string | null }
  > | null
}
export type ProposedSite = NonNullable<Proposal['result']>['features'][number]

/** How often one is asked about that is worked on, in milliseconds. */
const often = 400

export function isGoing({ state }: Pick<Proposal, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** Has new sites looked for, and watches what comes of it until that is done; it goes on until it is let go. */
export function useSiting(language: Language) {
  const client = useQueryClient()
  const begin = useMutation({
    mutationFn: (question: SitingQuestion) =>
      ask<Proposal>('siting', { lang: language }, question, new AbortController().signal),
  })
  const id = begin.data?.id ?? null
  const job = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => get<Proposal>(`jobs/${id}`, {}, signal),
    enabled: id !== null,
    initialData: begin.data,
    // one that is no longer known of will not be known of again
    refetchInterval: ({ state: { data, error } }) =>
      data && isGoing(data) && !(error && refused(error)) ? often : false,
    refetchIntervalInBackground: true,
  })
  const stop = useMutation({
    mutationFn: (which: string) => change<Proposal>('DELETE', `jobs/${which}`, null),
    onSuccess: (stopped) => client.setQueryData(['job', stopped.id], stopped),
  })
  return { begin, job, stop }
}

/** On what terms sites were proposed, in sentences; nothing is asked where there are none. */
export function useTerms(terms: SitingTerms | null, lang: Language) {
  return useQuery({
    queryKey: ['data', 'siting-terms', terms, lang],
    queryFn: ({ signal }) => ask<{ assumptions: string[] }>('siting/terms', { lang }, terms ?? {}, signal),
    enabled: terms !== null,
    select: ({ assumptions }) => assumptions,
  })
}

/** The layers of the county, by their names. */
export function useLayers(language: Language, wanted = true) {
  return useQuery({
    enabled: wanted,
    queryKey: ['data', 'layers', language],
    queryFn: ({ signal }) =>
      get<{ collections: { id: string; title: string; shape: Collection['shape'] }[] }>(
        'collections',
        { lang: language },
        signal,
      ),
    select: ({ collections }) => collections,
  })
}

/**
 * The properties of a layer that hold a number, each with its title.
 * @param asTexts whether they may be texts: a file brought along holds nothing else
 */
export function useNumbers(layer: string | null, asTexts: boolean, language: Language) {
  return useQuery({
    queryKey: ['data', 'numbers', layer, language],
    queryFn: ({ signal }) => get<Queryables>(`collections/${layer}/queryables`, { lang: language }, signal),
    enabled: layer !== null,
    select: ({ properties }) =>
      Object.entries(properties)
        .filter(([, { type = '' }]) => ['integer', 'number', ...(asTexts ? ['string'] : [])].includes(type))
        .map(([id, { title, 'x-ogc-unit': unit }]) => ({ id, title: title ?? id, unit })),
  })
}

interface Queryables {
  properties: Record<string, { title?: string; type?: string; 'x-ogc-unit'?: string }>
}
