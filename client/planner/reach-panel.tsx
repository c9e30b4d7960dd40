import type { Geometry } from 'geojson'
import { type ReactNode, useState } from 'react'
import type { Need } from '#data/model/coverage.ts'
import { type Reach, type ReachRow, useReachRows } from '../api/plan-queries.ts'
import { formatMetres, formatNumber } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import type { Pick } from '../scene/scene.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { Thread } from '../ui/thread.tsx'
import { Gaps } from './gaps.tsx'
import { pointsBetween, useSayings } from './say.ts'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  /** The gap that was chosen on the map. */
  chosen: string | null
  /** What is tried. */
  children: ReactNode
}

/** What is reached on foot, beside what would be straight; then where it is not, worst first, and why. */
export function ReachPanel({ plan, onPoint, onGo, onThing, chosen, children }: Props) {
  const { t } = useWords()
  const { walk, straight, told, estimated, need } = plan
  if (walk.isError && !told) return <Failed error={walk.error} retry={() => void walk.refetch()} />
  if (!told || !need) return <Reckoning />
  const old = walk.isPlaceholderData && !estimated
  return (
    <div className={old ? 'reach old' : 'reach'} aria-busy={walk.isPlaceholderData}>
      <Sum plan={plan} reach={told} need={need} {...{ onPoint, onThing }} />
      {straight.data && !straight.isPlaceholderData && <Beside walk={told} straight={straight.data} need={need} />}
      {straight.isError && <Failed error={straight.error} retry={() => void straight.refetch()} />}
      {children}
      <Gaps gaps={told.uncovered.ground.features} need={need} {...{ onPoint, onGo, chosen }} />
      <CutOff reach={told} need={need} theme={plan.theme} onThing={onThing} />
      <section className="assumptions" aria-labelledby="assumptions-title">
        <h3 id="assumptions-title">{t('assumptions')}</h3>
        <ul>
          {told.assumptions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </section>
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

interface SumProps extends Omit<Props, 'onGo' | 'chosen' | 'children'> {
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
          <button
            type="button"
            className="figure"
            aria-expanded={open}
            aria-controls="reach-rows"
            aria-label={t('openFigure', { value: full })}
            onClick={() => setOpen(!open)}
          >
            {plan.estimated && '≈'}
            {covered.share === null ? '—' : formatNumber(100 * covered.share, 1, lang)}
          </button>
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
          <Rows question={plan.question.walk} need={need} onPoint={onPoint} onThing={onThing} />
        </section>
      )}
    </div>
  )
}

type RowsProps = Omit<SumProps, 'plan' | 'reach' | 'need'> & {
  question: NonNullable<Plan['question']>['walk']
  need: Need
}

function Rows({ question, need, onPoint, onThing }: RowsProps) {
  const { t, lang } = useWords()
  const { amount } = useSayings(need)
  const rows = useReachRows(question, dataLanguage(lang))
  if (rows.isPending) return <Loading />
  if (rows.isError) return <Failed error={rows.error} retry={() => void rows.refetch()} />
  const left = ({ weight, covered }: ReachRow) => weight - covered
  const sorted = [...rows.data].sort((a, b) => left(b.properties) - left(a.properties))
  return (
    <FewRows
      rows={sorted}
      keyOf={({ id }) => String(id)}
      tell={({ properties: { name, areaName } }) => name || areaName || t('noName')}
      amount={({ properties }) => told(properties)}
      onPoint={(row) => onPoint(row?.geometry ?? null)}
      onGo={({ properties: { collection, fid }, geometry }) => onThing({ collection, fid }, geometry)}
    />
  )

  function told(row: ReachRow): string {
    const way = row.metres === null || row.metres === undefined ? null : formatMetres(Math.round(row.metres), lang)
    if (left(row) <= 0) return [amount(row.weight), way].filter(Boolean).join(' · ')
    return t('rowLeft', { left: amount(left(row)), why: row.cutOff ?? way ?? t('tooFar') })
  }
}

/** The same as the crow flies, and the difference, which streets make. */
function Beside({ walk, straight, need }: { walk: Reach; straight: Reach; need: Need }) {
  const { t, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const more = Math.max(0, straight.covered.weight - walk.covered.weight)
  const points = pointsBetween(straight.covered.share, walk.covered.share)
  return (
    <dl className="beside">
      <div>
        <dt>{t('straightReach')}</dt>
        <dd>
          <b>{percent(straight.covered.share)}</b> <span className="second">{amount(straight.covered.weight)}</span>
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
  )
}

interface CutOffProps {
  reach: Reach
  need: Need
  theme: Plan['theme']
  onThing: Props['onThing']
}

/** Who cannot walk there however far, and what nobody can walk to; and why. */
function CutOff({ reach: { cutOff }, need, theme, onThing }: CutOffProps) {
  const { t, say } = useWords()
  const { amount } = useSayings(need)
  if (cutOff.reasons.length === 0 && cutOff.offers.length === 0) return null
  return (
    <section className="cut-off" aria-labelledby="cut-off-title">
      <h3 id="cut-off-title">{t('cutOff')}</h3>
      <ul>
        {cutOff.reasons.map(({ reason, said, weight, rows }) => (
          <li key={reason}>
            <span>{said}</span>
            <span className="second">{t('cutOffRows', { amount: amount(weight), n: rows })}</span>
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
