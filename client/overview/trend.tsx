import { useMemo } from 'react'
import type { Figure, History, Indicator } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import { useChart } from '../ui/use-chart.ts'
import { useInk } from '../ui/use-ink.ts'
import { useSayings } from './say.ts'
import { trendChart } from './trend-chart.ts'

interface Props {
  days: History['days']
  figure: Figure
  indicator: Indicator
}

/** A year of a figure as a line; what it comes to is said in words too. */
export function Trend({ days, figure, indicator }: Props) {
  const { t, lang } = useWords()
  const words = useSayings(indicator)
  const ink = useInk()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the language.
  const option = useMemo(
    () =>
      trendChart(days, figure, ink, {
        month: (time) => new Date(time).toLocaleDateString(lang, { month: 'short', timeZone: 'UTC' }),
        number: words.number,
        tip: ({ day, value }) => `${day} ${words.full(value)}`,
      }),
    [days, figure, ink, lang],
  )
  const element = useChart(option)
  const [first, last] = [days[0], days.at(-1)]
  const label = t('trendOf', {
    from: first?.day,
    to: last?.day,
    before: words.full(first?.value ?? null),
    after: words.full(last?.value ?? null),
  })
  return <div ref={element} className="trend-chart" role="img" aria-label={label} />
}
