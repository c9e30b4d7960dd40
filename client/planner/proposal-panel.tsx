import type { Geometry } from 'geojson'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { mostSitesWithin, type Need } from '#data/model/coverage.ts'
import { isGoing, type Proposal, type ProposedSite } from '../api/siting-queries.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import { mostTried } from '../scene/scene.ts'
import { Failed } from '../ui/notice.tsx'
import { Thread } from '../ui/thread.tsx'
import { type By, ByUnit } from './by-unit.tsx'
import { ProposalForm } from './proposal-form.tsx'
import { useSayings } from './say.ts'
import type { Trying } from './trial.ts'
import type { Plan } from './use-plan.ts'
import type { Proposing } from './use-proposal.ts'
import { placeOf } from './use-sites.ts'
import { workOf } from './work.ts'

interface Props {
  plan: Plan
  need: Need
  proposing: Proposing
  trying: Trying
  hasCommunities: boolean
  /** Has ground drawn that is to be barred. */
  onDraw: () => void
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
}

/** New sites are proposed, at once and then better ones, with how good any can be; taken, they are tried. */
export function ProposalPanel({ plan, need, proposing, hasCommunities, onDraw, ...props }: Props) {
  const { t } = useWords()
  const { wish, setWish, begin, stop, job, error, asking } = proposing
  const going = asking || (job !== undefined && isGoing(job))
  return (
    <section className="proposal" aria-labelledby="proposal-title">
      <h3 id="proposal-title">{t('proposal')}</h3>
      {begin ? (
        <>
          <ProposalForm {...{ wish, setWish, hasCommunities, onDraw, ...props }} dense={plan.dense} />
          <div className="tools">
            <button type="button" className="tool" disabled={going} onClick={(event) => leadsToFault(event) || begin()}>
              {t('propose')}
            </button>
            {stop && (
              <button type="button" className="tool" onClick={stop}>
                {t('proposalStop')}
              </button>
            )}
          </div>
          {error && <Failed error={error} retry={begin} />}
        </>
      ) : (
        <p className="notice quiet">{t('proposalPoints')}</p>
      )}
      {going && job && <progress className="gone" value={job.progress} aria-label={t('proposalGone')} />}
      {going && job?.result == null && (
        <p className="notice quiet" aria-busy="true">
          {t(job?.state === 'queued' ? 'proposalQueued' : 'proposalSearching')}
        </p>
      )}
      {job?.state === 'failed' && job.detail && (
        <p className="notice" role="alert">
          {job.detail}
        </p>
      )}
      {job?.result && <Proposed {...{ plan, need, proposing, job, ...props }} />}
    </section>
  )
}

/** Leads to a number of the form that cannot be taken, which is not to be asked for as it was before. */
function leadsToFault({ currentTarget }: MouseEvent<HTMLElement>): boolean {
  const wrong = currentTarget.closest('section')?.querySelector<HTMLElement>('[aria-invalid="true"]')
  wrong?.closest('details')?.setAttribute('open', '')
  wrong?.focus()
  return wrong != null
}

/** The best so far, how good any can be, and the sites, the one that adds the most first. */
function Proposed({
  plan,
  need,
  proposing,
  job,
  trying,
  onPoint,
  onGo,
}: Omit<Props, 'hasCommunities' | 'onDraw'> & { job: Proposal }) {
  const { t, lang } = useWords()
  const { amount } = useSayings(need)
  const { sites } = proposing
  const room = Math.min(mostTried, mostSitesWithin(plan.metres)) - trying.sites.length
  const taken = sites.slice(0, Math.max(0, room)).map(({ geometry: { coordinates } }) => placeOf(coordinates))
  const told = useRef<HTMLDivElement>(null)
  const [by, setBy] = useState<By>('each')
  // what was asked for is not to be looked for
  useEffect(() => {
    told.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className="proposed" ref={told} aria-busy={isGoing(job)}>
      <Worth {...{ plan, need, proposing, job }} />
      {sites.length > 0 && (
        <>
          <ByUnit each={t('proposalBySite')} value={by} onChange={setBy} />
          {by === 'unit' && <Work {...{ sites, amount, onPoint, onGo }} />}
          {by === 'each' && (
            <FewRows
              rows={sites}
              keyOf={({ properties: { order } }) => String(order)}
              tell={({ properties: { order, areaName } }) => `${order}. ${areaName}`}
              amount={({ properties: { adds, cost } }) =>
                [
                  t('trialAdds', { amount: amount(adds) }),
                  cost === undefined ? '' : t('proposalCosts', { cost: formatAmount(cost, lang) }),
                ]
                  .filter(Boolean)
                  .join(' · ')
              }
              onPoint={(site) => onPoint(site?.geometry ?? null)}
              onGo={({ geometry }) => onGo(geometry)}
            />
          )}
          <div className="tools">
            <button
              type="button"
              className="tool"
              disabled={taken.length === 0 || isGoing(job)}
              onClick={() => {
                proposing.take(taken)
                trying.edit({ sites: [...trying.sites, ...taken] })
                // what was proposed is gone from here, and stands there
                requestAnimationFrame(() =>
                  document.getElementById('trial-title')?.scrollIntoView({ block: 'nearest' }),
                )
              }}
            >
              {t(taken.length < sites.length ? 'proposalTakeSome' : 'proposalTake', { n: taken.length })}
            </button>
            <button type="button" className="link" onClick={proposing.dismiss}>
              {t('proposalDismiss')}
            </button>
          </div>
        </>
      )}
    </div>
  )
}

interface WorkProps extends Pick<Props, 'onPoint' | 'onGo'> {
  sites: readonly ProposedSite[]
  amount: (adds: number) => string
}

/** Whose work the sites are: each township with those it answers for, by their numbers. */
function Work({ sites, amount, onPoint, onGo }: WorkProps) {
  const { t } = useWords()
  const flat = sites.map(({ geometry, properties }) => ({ ...properties, geometry }))
  const work = workOf(flat).map((one) => ({
    ...one,
    geometry: { type: 'GeometryCollection' as const, geometries: one.sites.map(({ geometry }) => geometry) },
  }))
  return (
    <FewRows
      rows={work}
      keyOf={({ township }) => township ?? ''}
      tell={({ township, sites }) =>
        t('proposalWork', {
          unit: township ?? t('takeNobody'),
          n: sites.length,
          which: sites.map(({ order }) => order).join(t('comma')),
        })
      }
      amount={({ adds }) => t('trialAdds', { amount: amount(adds) })}
      onPoint={(one) => onPoint(one?.geometry ?? null)}
      onGo={({ geometry }) => onGo(geometry)}
    />
  )
}

/** What a proposal comes to, and what no other can be better than. */
function Worth({ plan, need, proposing, job }: Pick<Props, 'plan' | 'need' | 'proposing'> & { job: Proposal }) {
  const { t, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const { objective, bound, gap } = job
  const all = plan.told?.demand.weight
  if (objective === null || bound === null) return null
  const fewest = proposing.goal === 'cover-share'
  const { cheapest } = proposing
  if (proposing.sites.length === 0) {
    const met = proposing.goal !== 'cover-most' || objective >= (all ?? 0)
    return (
      <>
        <p className="missing">{t(met ? 'proposalNone' : 'proposalVain')}</p>
        {job.detail && <p className="second">{job.detail}</p>}
      </>
    )
  }
  const how = isGoing(job) ? 'proposalStill' : job.state === 'stopped' ? 'proposalStopped' : 'proposalEnded'
  const apart = { gap: formatNumber(100 * (gap ?? 0), 1, lang), more: amount(Math.max(0, bound - objective)) }
  const { sites } = proposing
  // each adds to what is reached already and by those before it
  const reached = sites.reduce((sum, { properties }) => sum + properties.adds, plan.told?.covered.weight ?? 0)
  return (
    <>
      {!fewest && all !== undefined && (
        <div className="state-met">
          <Thread sewn={objective / all} target={bound / all} />
        </div>
      )}
      <p className="missing">
        {fewest
          ? t(cheapest ? 'proposalCheapest' : 'proposalFewest', {
              n: formatAmount(objective, lang),
              share: percent(all ? Math.min(1, reached / all) : null),
            })
          : t('proposalCovers', { amount: amount(objective), share: percent(all ? objective / all : null) })}
      </p>
      {job.detail && <p className="second">{job.detail}</p>}
      <p className="second" aria-live="polite">
        {gap === 0
          ? t('proposalProven')
          : `${fewest ? t(cheapest ? 'proposalCheapestLeast' : 'proposalLeast', { n: formatAmount(bound, lang) }) : t('proposalMost', { amount: amount(bound), ...apart })} ${t(how)}`}
      </p>
    </>
  )
}
