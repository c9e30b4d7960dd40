import type { Figure, FigureTable, Indicator } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import { Opens } from '../ui/opens.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { Thread } from '../ui/thread.tsx'
import { daysLeft, wayOf } from './promise.ts'
import { useSayings } from './say.ts'
import { OtherTargets } from './targets.tsx'

interface Props {
  indicator: Indicator
  figure: Figure
  table: FigureTable
  open: boolean
  onOpen: (open: boolean) => void
}

/** A promise in full: figure, state, target, the thread to it, what is missing, and the time left. */
export function FigurePanel({ indicator, figure, table, open, onOpen }: Props) {
  const { t } = useWords()
  const words = useSayings(indicator)
  const way = wayOf(figure, indicator.better)
  const none = figure.value === null
  return (
    <div className={`promise state-${figure.status}`}>
      <div className="promise-head">
        <p className="promise-figure">
          <Opens
            className={none ? 'figure promise-none' : 'figure'}
            rows="evidence"
            value={words.full(figure.value)}
            how={none ? undefined : t('how')}
            {...{ none, open, onOpen }}
          >
            {words.number(figure.value)}
          </Opens>
          {!none && <span className="second">{words.unit}</span>}
        </p>
        <p className="promise-side">
          <span className="state-word">
            <StateMark mark={figure.status} />
            {t(figure.status)}
          </span>
          {figure.target !== null && (
            <span className="second">
              <span className="one-line">
                {t('target')} {words.target(figure.target)}
              </span>{' '}
              {figure.due && <span className="one-line">· {figure.due}</span>}
            </span>
          )}
        </p>
      </div>
      {way && <Thread sewn={way.sewn} target={way.target} />}
      <Time figure={figure} table={table} indicator={indicator} />
      <OtherTargets figure={figure} indicator={indicator} />
    </div>
  )
}

/** What is missing, how long is left, what it takes and where it leads; or why no day is set. */
function Time({ figure, table, indicator }: Pick<Props, 'figure' | 'table' | 'indicator'>) {
  const { t } = useWords()
  const words = useSayings(indicator)
  if (figure.value === null || figure.target === null) return null
  const days = daysLeft(figure, table.asOf)
  const need = words.need(figure.missing, days)
  const reaches = figure.pace?.reaches ?? null
  const noDate = figure.targets[0]?.noDate
  return (
    <div className="promise-time">
      <p className="missing">{figure.status === 'met' ? t('met') : words.missing(figure.missing)}</p>
      <p className="second">
        {days === null ? noDate || t('noDue') : [words.days(days), need].filter(Boolean).join(' · ')}
      </p>
      {days !== null && figure.status !== 'met' && (
        <p className="second wide">{reaches === null ? t('noPace') : t('reaches', { value: words.full(reaches) })}</p>
      )}
    </div>
  )
}
