import { useEffect } from 'react'
import { formatMetres, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Overview } from '../overview/use-overview.ts'
import { type Plan, planTitle } from './use-plan.ts'

interface Props {
  overview: Overview
  plan: Plan
}

/** Says in one sentence what was worked out, for those who do not see it change; the page's title says what is asked. */
export function PlanLive({ overview: { row, unit, county }, plan }: Props) {
  const { t, say, lang } = useWords()
  const title = t(planTitle(plan), { theme: say(plan.theme.title) })
  const area = row?.name ?? unit?.properties.name ?? county?.name ?? ''
  useEffect(() => {
    document.title = t('pageTitle', { area, title })
  }, [t, area, title])
  const { walk, need } = plan
  const told = plan.tell === 'reach' && need && walk.data && !walk.isPlaceholderData ? walk.data : null
  const share = told?.covered.share ?? null
  return (
    <p className="unseen" aria-live="polite">
      {told && need && share !== null
        ? t('planLive', {
            area,
            need: say(need.title),
            metres: formatMetres(told.metres, lang),
            share: formatNumber(100 * share, 1, lang),
          })
        : ''}
    </p>
  )
}
