import type { Geometry } from 'geojson'
import { type ReactNode, useState } from 'react'
import type { Need } from '#data/model/coverage.ts'
import type { Reach } from '../api/plan-queries.ts'
import { formatMetres, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import type { Pick } from '../scene/scene.ts'
import { Failed } from '../ui/notice.tsx'
import { Thread } from '../ui/thread.tsx'
import { Assumptions } from './assumptions.tsx'
import { Gaps } from './gaps.tsx'
import { ReachRows } from './reach-rows.tsx'
import { pointsBetween, useSayings } from './say.ts'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  /** The gap that was chosen, on the map or in the list. */
  chosen: string | null
  onChoose: (gap: string | null) => void
  /** What is tried. */
  children: ReactNode
}

/** What is reached on foot, beside what would be straight; then where it is not, worst first, and why. */
export function ReachPanel({ plan, onPoint, onGo, onThing, chosen, onChoose, children }: Props) {
  const { walk, straight, told, estimated, need } = plan
  if (walk.isError && !told) return <Failed error={walk.error} retry={() => void walk.refetch()} />
  if (!told || !need) return <Reckoning />
  const old = walk.isPlaceholderData && !estimated
  return (
    <div className={old ? 'reach old' : 'reach'} aria-busy={walk.isPlaceholderData}>
      <Sum plan={plan} reach={told} need={need} {...{ onPoint, onThing }} />
      {told.obstacles.map((one) => (
        <p key={one} className="notice" role="status">
          {one}
        </p>
      ))}
      {straight.data && !straight.isPlaceholderData && (
        <Beside walk={told} straight={straight.data} {...{ plan, need, onPoint, onThing }} />
      )}
      {straight.isError && <Failed error={straight.error} retry={() => void straight.refetch()} />}
      {children}
      <Gaps gaps={told.uncovered.ground.features} {...{ plan, need, onPoint, onGo, onThing, onChoose, chosen }} />
      <CutOff reach={told} {...{ plan, need, onPoint, onThing }} />
      <Assumptions all={told.assumptions} />
    </div>
  )
}

/** That it is being worked out, which takes some seconds for a whole county. */
function Reckoning() {
  const { t } = useWords()
  return (
    <p className="notice quiet" aria-busy="true">
      {t('reckoning')}
    </p>
  )
}

interface SumProps extends Omit<Props, 'onGo' | 'chosen' | 'onChoose' | 'children'> {
  reach: Reach
  need: Need
}

/** The share that is reached on foot, which opens to its rows. */
function Sum({ plan, reach, need, onPoint, onThing }: SumProps) {
  const { t, say, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const [open, setOpen] = useState(false)
  const { covered, uncovered, demand } = reach
  const full = percent(covered.share)
  if (demand.rows === 0) return <p className="notice quiet">{t('nobodyNeeds', { need: say(need.title) })}</p>
  return (
    <div className="promise state-no-target">
      <div className="promise-head">
        <p className="promise-figure">
          <Opens className="figure" rows="reach-rows" value={full} {...{ open }} onOpen={setOpen}>
            {plan.estimated && '≈'}
            {covered.share === null ? '—' : formatNumber(100 * covered.share, 1, lang)}
          </Opens>
          <span className="second">%</span>
        </p>
        <p className="promise-side">
          <span>{t(plan.estimated ? 'estimated' : 'walkedWithin', { metres: formatMetres(reach.metres, lang) })}</span>
          <span className="second">
            {amount(covered.weight)} / {amount(demand.weight)}
          </span>
        </p>
      </div>
      <Thread sewn={covered.share ?? 0} target={null} />
      <p className="missing">{t('notWalked', { amount: amount(uncovered.weight) })}</p>
      {open && plan.question && (
        <section className="evidence" id="reach-rows" aria-label={t('howMade')}>
          <p className="evidence-sum">
            <b>{t('howMade')}</b>
            <span className="sum">
              {t('sum', { numerator: amount(covered.weight), denominator: amount(demand.weight), value: full })}
            </span>
          </p>
          <ReachRows question={plan.question.walk} offers={reach.offers} {...{ need, onPoint, onThing }} />
        </section>
      )}
    </div>
  )
}

interface OpensProps {
  className: string
  /** The id of its rows. */
  rows: string
  value: string
  open: boolean
  onOpen: (open: boolean) => void
  children: ReactNode
}

/** A figure that opens to its rows. */
function Opens({ className, rows, value, open, onOpen, children }: OpensProps) {
  const { t } = useWords()
  return (
    <button
      type="button"
      className={className}
      aria-expanded={open}
      aria-controls={rows}
      aria-label={t('openFigure', { value })}
      onClick={() => onOpen(!open)}
    >
      {children}
    </button>
  )
}

interface BesideProps extends Omit<SumProps, 'reach'> {
  walk: Reach
  straight: Reach
}

/** The same as the crow flies, which opens to its rows, and the difference, which streets make. */
function Beside({ plan, walk, straight, need, onPoint, onThing }: BesideProps) {
  const { t, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const [open, setOpen] = useState(false)
  const more = Math.max(0, straight.covered.weight - walk.covered.weight)
  const points = pointsBetween(straight.covered.share, walk.covered.share)
  const share = percent(straight.covered.share)
  return (
    <>
      <dl className="beside">
        <div>
          <dt>{t('straightReach')}</dt>
          <dd>
            <Opens className="opens" rows="straight-rows" value={share} {...{ open }} onOpen={setOpen}>
              {share}
            </Opens>{' '}
            <span className="second">{amount(straight.covered.weight)}</span>
          </dd>
        </div>
        <div>
          <dt>{t('straightOnly')}</dt>
          <dd>
            <b>{t('points', { n: formatNumber(Math.max(0, points), 1, lang) })}</b>{' '}
            <span className="second">{amount(more)}</span>
          </dd>
        </div>
      </dl>
      {open && plan.question && (
        <section className="evidence" id="straight-rows" aria-label={t('straightReach')}>
          <ReachRows question={plan.question.straight} {...{ need, onPoint, onThing }} />
        </section>
      )}
    </>
  )
}

/** Who cannot walk there however far, and what nobody can walk to; and why. */
function CutOff({ plan: { theme, question }, reach: { cutOff }, need, onPoint, onThing }: SumProps) {
  const { t, say } = useWords()
  const { amount } = useSayings(need)
  const [open, setOpen] = useState<string | null>(null)
  if (cutOff.reasons.length === 0 && cutOff.offers.length === 0) return null
  return (
    <section className="cut-off" aria-labelledby="cut-off-title">
      <h3 id="cut-off-title">{t('cutOff')}</h3>
      <ul className="reasons">
        {cutOff.reasons.map(({ reason, said, weight, rows }) => (
          <li key={reason}>
            <button
              type="button"
              aria-expanded={open === reason}
              onClick={() => setOpen(open === reason ? null : reason)}
            >
              <span>{said}</span>
              <span className="second">{t('cutOffRows', { amount: amount(weight), n: rows })}</span>
            </button>
            {open === reason && question && (
              <ReachRows
                question={question.walk}
                {...{ need, onPoint, onThing }}
                only={({ properties }) => properties.cutOff === said}
              />
            )}
          </li>
        ))}
      </ul>
      {cutOff.offers.length > 0 && (
        <>
          <p className="second">{t('cutOffOffers', { what: say(theme.coverage.offers.title) })}</p>
          <FewRows
            rows={cutOff.offers}
            keyOf={({ fid, site }) => `${fid} ${site}`}
            tell={({ fid, site }) =>
              fid === null ? t('cutOffTried', { n: (site ?? 0) + 1 }) : t('cutOffOffer', { fid })
            }
            amount={({ said }) => said}
            onPoint={() => {}}
            onGo={({ fid }) => fid !== null && onThing({ collection: theme.coverage.offers.collection, fid }, null)}
          />
        </>
      )}
    </section>
  )
}
