import { useEffect, useState } from 'react'
import { formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { daysLeft, wayOf } from '../overview/promise.ts'
import { useSayings } from '../overview/say.ts'
import type { Overview, Promised } from '../overview/use-overview.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { Thread } from '../ui/thread.tsx'
import { useJustChanged } from './use-just-changed.ts'
import { serverNow } from './use-programme.ts'

interface Props {
  overview: Overview
  /** The county's name. */
  county: string
  sample: boolean
}

/** Whose promises these are, what time it is, and each promise with its figure, target and state. */
export function Promises({ overview, county, sample }: Props) {
  const { t } = useWords()
  const { promised, leading } = overview
  return (
    <header className="wall-promises">
      <div className="wall-county">
        <span className="seal" lang="zh-CN" aria-hidden="true">
          {t('seal')}
        </span>
        <div>
          <h1>{t('appTitle', { county })}</h1>
          <Clock />
          {sample && <p className="second">{t('sample')}</p>}
        </div>
      </div>
      {promised.map((one) => (
        <OnePromise key={one.theme.id} one={one} leads={one.theme === leading?.theme} />
      ))}
    </header>
  )
}

function OnePromise({ one, leads }: { one: Promised; leads: boolean }) {
  const { t, say } = useWords()
  const words = useSayings(one.indicator)
  const figure = one.county?.rows[0]
  const status = figure?.status ?? 'no-data'
  const changed = useJustChanged(
    figure && words.number(figure.value),
    `${one.indicator.id} ${figure?.area} ${one.county?.asOf}`,
  )
  const way = figure ? wayOf(figure, one.indicator.better) : null
  const days = figure && one.county ? daysLeft(figure, one.county.asOf) : null
  const left = figure ? (days === null ? t('noDue') : words.days(days)) : ''
  return (
    <section
      className={`wall-promise state-${status}`}
      aria-current={leads || undefined}
      data-changed={changed || undefined}
    >
      <div>
        <h2>{say(one.indicator.title)}</h2>
        <p className="state-word">
          {figure && <StateMark mark={status} />} {figure ? t(status) : ''}
        </p>
      </div>
      <div>
        <p>
          <b>{figure ? words.number(figure.value) : '…'}</b> <span className="second">{words.unit}</span>
        </p>
        {figure && figure.target !== null && (
          <p className="second">
            {t('target')} {words.target(figure.target, true)}
          </p>
        )}
      </div>
      {way && <Thread {...way} />}
      <div>
        <p className="wall-missing">{figure && status !== 'met' ? words.missing(figure.missing) : ''}</p>
        <p className="second">{left}</p>
      </div>
    </section>
  )
}

function Clock() {
  const { lang } = useWords()
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 5_000)
    return () => clearInterval(timer)
  }, [])
  const day = now.toLocaleDateString(lang, {
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    timeZone: 'Asia/Shanghai',
  })
  return (
    <p className="second">
      {day} {formatMoment(now.toISOString(), lang, now)}
    </p>
  )
}
