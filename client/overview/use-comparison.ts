import { useMemo } from 'react'
import { useFigures } from '../api/queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { type Change, changeOf, changesOf } from './change.ts'
import type { Overview } from './use-overview.ts'

/** How the figures of a scene stand against those of an earlier day. */
export interface Comparison {
  since: string
  /** The day shown. */
  day: string
  /** By the keys of units; empty until the earlier figures are here. */
  changes: ReadonlyMap<string, Change>
  county: Change | undefined
  pending: boolean
  failed: Error | null
  retry: () => void
}

/** The comparison a scene asks for; none where it asks for none, or for a day that is not an earlier one. */
export function useComparison({ scene, leading, head, table, towns, level, within }: Overview): Comparison | null {
  const { lang } = useWords()
  const day = head?.data?.asOf
  const since = scene.since !== null && day !== undefined && scene.since < day ? scene.since : null
  const language = dataLanguage(lang)
  const indicator = leading?.indicator
  const id = since === null ? null : (indicator?.id ?? null)
  const county = useFigures(id, 'county', since, language)
  const earlierTowns = useFigures(id, 'township', since, language)
  const earlier = useFigures(level === 'community' ? id : null, 'community', since, language, within)
  const now = table.data?.rows
  const townsNow = towns.data?.rows
  const changes = useMemo(() => {
    if (indicator === undefined) return new Map<string, Change>()
    const ofTowns = changesOf(townsNow ?? [], earlierTowns.data?.rows ?? [], indicator)
    const ofOthers = level === 'community' ? changesOf(now ?? [], earlier.data?.rows ?? [], indicator) : []
    return new Map([...ofTowns, ...ofOthers])
  }, [indicator, now, townsNow, earlier.data, earlierTowns.data, level])
  if (since === null || day === undefined || indicator === undefined) return null
  const asked = level === 'community' ? [county, earlierTowns, earlier] : [county, earlierTowns]
  const [before] = county.data?.rows ?? []
  return {
    since,
    day,
    changes,
    county: county.data && changeOf(head?.data?.rows[0]?.value ?? null, before?.value ?? null, indicator),
    pending: asked.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData),
    failed: asked.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const one of asked) if (one.isError) void one.refetch()
    },
  }
}
