import type { Need } from '#data/model/coverage.ts'
import type { Reach } from '../api/plan-queries.ts'
import { formatMetres, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { Made } from '../ui/made.tsx'
import { Opens } from '../ui/opens.tsx'
import { Thread } from '../ui/thread.tsx'
import { useOpened } from '../ui/use-opened.ts'
import { left, ReachRows, type RowsProps } from './reach-rows.tsx'
import { useSayings } from './say.ts'
import type { Plan } from './use-plan.ts'

export interface ReachProps extends Pick<RowsProps, 'onPoint' | 'onThing'> {
  plan: Plan
  reach: Reach
  need: Need
}

/** The share that is reached on foot, and how much is not; each opens to its rows. */
export function ReachSum({ plan: { question, estimated }, reach, need, onPoint, onThing }: ReachProps) {
  const { t, say, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const { opened, opens } = useOpened<'reach-rows' | 'left-rows'>()
  const { covered, uncovered, demand, offers } = reach
  const full = percent(covered.share)
  const notWalked = t('notWalked', { amount: amount(uncovered.weight) })
  if (demand.rows === 0) return <p className="notice quiet">{t('nobodyNeeds', { need: say(need.title) })}</p>
  return (
    <div className="promise state-no-target">
      <div className="promise-head">
        <p className="promise-figure">
          <Opens className="figure" value={full} {...opens('reach-rows')}>
            {estimated && '≈'}
            {covered.share === null ? '—' : formatNumber(100 * covered.share, 1, lang)}
          </Opens>
          <span className="second">%</span>
        </p>
        <p className="promise-side">
          <span>{t(estimated ? 'estimated' : 'walkedWithin', { metres: formatMetres(reach.metres, lang) })}</span>
          <span className="second">
            {amount(covered.weight)} / {amount(demand.weight)}
          </span>
        </p>
      </div>
      <Thread sewn={covered.share ?? 0} target={null} />
      <p>
        <Opens className="opens" value={notWalked} {...opens('left-rows')}>
          {notWalked}
        </Opens>
      </p>
      {opened === 'reach-rows' && question && (
        <Made
          id="reach-rows"
          sum={t('sum', { numerator: amount(covered.weight), denominator: amount(demand.weight), value: full })}
        >
          <ReachRows question={question.walk} {...{ need, offers, onPoint, onThing }} />
        </Made>
      )}
      {opened === 'left-rows' && question && (
        <Made
          id="left-rows"
          sum={t('difference', {
            more: amount(demand.weight),
            less: amount(covered.weight),
            value: amount(uncovered.weight),
          })}
        >
          <ReachRows
            question={question.walk}
            {...{ need, offers, onPoint, onThing }}
            only={({ properties }) => left(properties) > 0}
          />
        </Made>
      )}
    </div>
  )
}
