import { useEffect, useRef, useState } from 'react'
import type { CoverageQuestion } from '#data/model/coverage.ts'
import type { Language } from '#data/model/words.ts'
import { type Reach, useReach } from '../api/plan-queries.ts'
import type { Held } from './use-plan.ts'

/**
 * The answer that is told. While a site is in hand it is for where that was a moment ago, without the ground that is
 * left, which stays as it was: an estimate, until the whole answer is there.
 * @param question about all sites where they stand
 * @param walk its answer
 */
export function useLive(
  question: CoverageQuestion | null,
  held: Held | null,
  walk: { data: Reach | undefined; isPlaceholderData: boolean },
  language: Language,
): { told: Reach | undefined; estimated: boolean } {
  const [asked, setAsked] = useState<CoverageQuestion | null>(null)
  const live = useReach(asked, language)
  const sites = question?.sites
  const latest = held && sites && held.n < sites.length ? sites.with(held.n, [held.place.lng, held.place.lat]) : null
  const key = JSON.stringify(latest)
  useEffect(() => {
    // one after the other: asked anew with each move, none would ever be answered
    if (question && key !== 'null' && !live.isFetching) setAsked({ ...question, sites: JSON.parse(key), ground: false })
  }, [question, key, live.isFetching])
  const settled = held === null && !walk.isPlaceholderData
  useEffect(() => {
    if (settled) setAsked(null)
  }, [settled])
  // what was told of the last one that was in hand is nothing of this one
  const answered = useRef(false)
  if (settled) answered.current = false
  else if (asked !== null && live.data && !live.isPlaceholderData) answered.current = true
  const { data } = walk
  if (!answered.current || !live.data || !data) return { told: data, estimated: false }
  const { ground } = data.uncovered
  return { told: { ...live.data, uncovered: { ...live.data.uncovered, ground } }, estimated: true }
}
