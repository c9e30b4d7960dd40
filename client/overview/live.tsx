import { useEffect } from 'react'
import { useWords } from '../i18n/index.ts'
import { useSayings } from './say.ts'
import { type Overview, type Promised, shownFigure } from './use-overview.ts'

interface Props {
  overview: Overview
  /** By the server's clock. */
  today: string
}

/** Says in one sentence what is shown, for those who do not see it change; the page's title says it too. */
export function Live({ overview, today }: Props) {
  return (
    <p className="unseen" aria-live="polite">
      {overview.leading && <Sentence overview={overview} leading={overview.leading} today={today} />}
    </p>
  )
}

function Sentence({ overview, leading, today }: Props & { leading: Promised }) {
  const { t, say } = useWords()
  const words = useSayings(leading.indicator)
  const figure = shownFigure(overview)
  const title = say(leading.indicator.title)
  const area = figure?.name ?? ''
  useEffect(() => {
    document.title = t('pageTitle', { area, title })
  }, [t, area, title])
  const day = overview.head?.data?.asOf ?? today
  if (!figure) return null
  return t('live', {
    title,
    area,
    // of another day the figure may be the same: said without its day, the sentence would not change
    day: day === today ? '' : t('liveDay', { day }),
    value: words.full(figure.value),
    state: t(figure.status),
    missing: words.missing(figure.missing),
  })
}
