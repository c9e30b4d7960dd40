import { useEffect, useState } from 'react'
import type { Health } from '#data/model/health.ts'
import { formatAge, formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'

/** How old the data is and under which number the map was approved: always in sight. */
export function Foot({ health }: { health: Health | undefined }) {
  const { t, lang } = useWords()
  useEveryMinute()
  const asOf = health?.dataAsOf
  const number = health?.mapApproval
  return (
    <footer className="foot">
      <span>
        {asOf ? `${t('dataAge', { time: formatMoment(asOf, lang) })} · ${formatAge(asOf, lang)}` : t('dataAgeUnknown')}
      </span>
      <span>{number ? t('mapApproval', { number }) : t('mapApprovalNone')}</span>
    </footer>
  )
}

function useEveryMinute(): void {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 60_000)
    return () => clearInterval(timer)
  }, [])
}
