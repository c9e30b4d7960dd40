import { useEffect, useRef, useState } from 'react'
import { isGround } from '#data/model/coverage.ts'
import type { DenseLevel, SitingQuestion, SitingTerms } from '#data/model/siting.ts'
import { isGoing, type ProposedSite, useSiting } from '../api/siting-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { groundOf } from '../map/sketch.ts'
import type { Place, Scene } from '../scene/scene.ts'
import type { Plan } from './use-plan.ts'

/** What is wanted of new sites, as the desk asks for it. */
export interface Wish {
  goal: SitingQuestion['goal']
  count: number
  /** In percent. */
  share: number
  /** Whose density is to be met. */
  level: DenseLevel
  /** A layer; along the streets where it is none. */
  candidates: string | null
  forbidden: string | null
  /** The property of the candidates that says what a site costs; none where they are all alike. */
  cost: string | null
  /** What they may cost together; 0 where that does not matter. */
  budget: number
  spacing: number
  seconds: number
}
const usualWish: Wish = {
  goal: 'cover-most',
  count: 5,
  share: 95,
  level: 'township',
  candidates: null,
  forbidden: null,
  cost: null,
  budget: 0,
  spacing: 0,
  seconds: 60,
}

/**
 * A proposal of new sites for what the desk asks, beside those that are tried. It belongs to its question: of another
 * there is none, and whoever comes back to it finds it again.
 * @param scene the sites that are tried, and the ground barred to others
 */
export function useProposal(plan: Plan, { sites: tried, barred }: Pick<Scene, 'sites' | 'barred'>) {
  const { lang } = useWords()
  const { begin, job, stop } = useSiting(dataLanguage(lang))
  const [wish, setWish] = useState(usualWish)
  const [about, setAbout] = useState('')
  const [taken, setTaken] = useState<{ sites: string[]; terms: SitingTerms } | null>(null)
  const asks =
    plan.tell === 'reach' && plan.need && !isGround(plan.theme.coverage, plan.need)
      ? (plan.question?.walk ?? null)
      : null
  const basis = JSON.stringify(asks)
  const ours = asks !== null && about === basis
  const going = job.data !== undefined && isGoing(job.data) ? job.data.id : null
  const abandoned = going !== null && !ours ? going : null
  useEffect(() => {
    if (abandoned) stop.mutate(abandoned)
  }, [abandoned, stop.mutate])
  const latest = useRef(going)
  latest.current = going
  useEffect(() => () => void (latest.current && stop.mutate(latest.current)), [stop.mutate])
  const sites = (ours && job.data?.result?.features) || noneProposed
  const proposed = begin.variables && sites.length > 0 ? termsOf(begin.variables) : null
  const stillTried = taken !== null && tried.some((one) => taken.sites.includes(JSON.stringify(one)))
  return {
    wish,
    /** What the one that is shown was asked for. */
    goal: begin.variables?.goal ?? wish.goal,
    /** Whether that was the cheapest, and not the fewest. */
    cheapest: begin.variables?.cost !== undefined,
    setWish: (change: Partial<Wish>) => setWish({ ...wish, ...change }),
    /** None can be asked for of ground, of which nobody knows where it is needed most. */
    begin:
      asks &&
      (() => {
        setAbout(basis)
        begin.mutate(questionOf(asks, wish, barred))
      }),
    stop: going && ours ? () => stop.mutate(going) : null,
    job: ours ? job.data : undefined,
    error: ours ? (begin.error ?? job.error) : null,
    asking: ours && begin.isPending,
    sites,
    /** On what terms they are proposed, or those that were taken and are tried; else the ground that is barred alone. */
    terms: proposed ?? (stillTried ? taken.terms : barred.length > 0 ? barredAlone(barred) : null),
    /** Remembers on what terms those were proposed that are tried from now on. */
    take: (places: readonly Place[]) =>
      proposed && setTaken({ sites: places.map((one) => JSON.stringify(one)), terms: proposed }),
    /** The proposal is shown no more. */
    dismiss: () => setAbout(''),
  }
}
export type Proposing = ReturnType<typeof useProposal>

export const noneProposed: readonly ProposedSite[] = []

/** What of a question is of proposing, and not of coverage. */
function termsOf(question: SitingQuestion): SitingTerms {
  const { theme: _, area, metres, by, demand, weight, sites, without, at, timeLimitS, ...terms } = question
  return terms
}

function barredAlone(barred: readonly Place[][]): SitingTerms {
  return { forbiddenGround: barred.map(groundOf) }
}

function questionOf(
  { ground: _, ...asked }: NonNullable<Plan['question']>['walk'],
  { goal, count, share, level, candidates, forbidden, cost, budget, spacing, seconds }: Wish,
  barred: readonly Place[][],
): SitingQuestion {
  return {
    ...asked,
    goal,
    ...(goal === 'cover-most' ? { count } : {}),
    ...(goal === 'cover-share' ? { share: share / 100 } : {}),
    ...(goal === 'meet-density' ? { level } : {}),
    ...(candidates ? { candidates } : {}),
    ...(forbidden ? { forbidden } : {}),
    ...(barred.length > 0 ? barredAlone(barred) : {}),
    // of density it is laid down how many are to stand
    ...(candidates && cost && goal !== 'meet-density' ? { cost } : {}),
    ...(candidates && cost && goal === 'cover-most' && budget > 0 ? { budget } : {}),
    ...(spacing > 0 ? { spacing } : {}),
    timeLimitS: seconds,
  }
}
