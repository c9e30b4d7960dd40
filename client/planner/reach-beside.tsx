import type { Reach } from '../api/plan-queries.ts'
import { formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { Made } from '../ui/made.tsx'
import { Opens } from '../ui/opens.tsx'
import { useOpened } from '../ui/use-opened.ts'
import { ReachRows, StraightOnlyRows } from './reach-rows.tsx'
import type { ReachProps } from './reach-sum.tsx'
import { pointsBetween, useSayings } from './say.ts'

/** The same as the crow flies, and the difference, which streets make; each opens to its rows. */
export function ReachBeside({
  plan: { question },
  reach,
  straight,
  need,
  onPoint,
  onThing,
}: ReachProps & { straight: Reach }) {
  const { t, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const { opened, opens } = useOpened<'straight-rows' | 'only-rows'>()
  const [flown, walked] = [straight.covered, reach.covered]
  const only = amount(Math.max(0, flown.weight - walked.weight))
  const points = t('points', { n: formatNumber(Math.max(0, pointsBetween(flown.share, walked.share)), 1, lang) })
  const share = percent(flown.share)
  return (
    <>
      <dl className="beside">
        <div>
          <dt>{t('straightReach')}</dt>
          <dd>
            <Opens className="opens" value={share} {...opens('straight-rows')}>
              {share}
            </Opens>{' '}
            <span className="second">{amount(flown.weight)}</span>
          </dd>
        </div>
        <div>
          <dt>{t('straightOnly')}</dt>
          <dd>
            <Opens className="opens" value={`${points} ${only}`} {...opens('only-rows')}>
              {points}
            </Opens>{' '}
            <span className="second">{only}</span>
          </dd>
        </div>
      </dl>
      {opened === 'straight-rows' && question && (
        <Made
          id="straight-rows"
          sum={t('sum', {
            numerator: amount(flown.weight),
            denominator: amount(straight.demand.weight),
            value: share,
          })}
        >
          <ReachRows question={question.straight} {...{ need, onPoint, onThing }} />
        </Made>
      )}
      {opened === 'only-rows' && question && (
        <Made
          id="only-rows"
          sum={t('difference', { more: amount(flown.weight), less: amount(walked.weight), value: only })}
        >
          <StraightOnlyRows {...question} {...{ need, onPoint, onThing }} />
        </Made>
      )}
    </>
  )
}
