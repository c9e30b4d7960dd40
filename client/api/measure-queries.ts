import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Geometry } from 'geojson'
import type { Measured } from '#data/model/measure.ts'
import type { Language } from '#data/model/words.ts'
import { ask } from './get.ts'
import type { Evidence } from './types.ts'

/** How long or how large what was sketched is, and its figures; nothing is asked while there is no shape. */
export function useMeasured(geometry: Geometry | null, at: string | null, lang: Language) {
  return useQuery({
    queryKey: ['data', 'measure', geometry, at, lang],
    queryFn: ({ signal }) => ask<Measured>('measure', { lang }, question(geometry, at), signal),
    enabled: geometry !== null,
    placeholderData: keepPreviousData,
  })
}

/** The rows that make a figure on sketched ground. */
export function useMeasuredRows(geometry: Geometry, at: string | null, indicator: string, lang: Language) {
  return useQuery({
    queryKey: ['data', 'measure-rows', geometry, at, indicator, lang],
    queryFn: ({ signal }) => ask<Evidence>('measure/rows', { lang, indicator }, question(geometry, at), signal),
  })
}

function question(geometry: Geometry | null, at: string | null): object {
  return { geometry, ...(at ? { at } : {}) }
}
