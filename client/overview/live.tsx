import { useEffect } from 'react'
import { useWords } from '../i18n/index.ts'
import { useSayings } from './say.ts'
import { type Overview, type Promised, shownFigure } from './use-overview.ts'

/** Says in one sentence what is shown, for those who do not see it change; the page's title says it too. */
export function Live({ overview }: { overview: Overview }) {
  return (
    <p className="unseen" aria-live="polite">
      {overview.leading && <Sentence overview={overview} leading={overview.leading} />}
    </p>
  )
}

function Sentence({ overview, leading }: { overview: Overview; leading: Promised }) {
  const { t, say } = useWords()
  const words = useSayings(leading.indicator)
  const figure = shownFigure(overview)
  const title = say(leading.indicator.title)
  const area = figure?.name ?? ''
  useEffect(() => {
    document.title = t('pageTitle', { area, title })
  }, [t, area, title])
  if (!figure) return null
  return t('live', {
    title,
    area,
    value: words.full(figure.value),
    state: t(figure.status),
    missing: words.missing(figure.missing),
  })
}
