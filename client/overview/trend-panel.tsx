import { lazy, Suspense } from 'react'
import type { Figure, History, Indicator } from '#data/model/indicator.ts'
import { useHistory } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { firstPicture } from '../map/first-picture.ts'
import { NotLoaded } from '../panels/not-loaded.tsx'
import { useSayings } from './say.ts'

const Trend = lazy(() =>
  firstPicture
    .then(() => import('./trend.tsx'))
    .then(
      ({ Trend: trend }) => ({ default: trend }),
      () => ({ default: NotLoaded }),
    ),
)

interface Props {
  indicator: Indicator
  figure: Figure
  /** The day looked at. */
  day: string
  /** Whose figure it is, where that is not said above. */
  of?: string | undefined
}

/** How a figure came to where it is: the year before the day looked at. Its place is kept while it loads. */
export function TrendPanel({ indicator, figure, day, of }: Props) {
  const { t } = useWords()
  const words = useSayings(indicator)
  const history = useHistory(indicator.id, figure.area, day)
  const days = upTo(history.data?.days ?? [], day, figure)
  const [first, last] = [days[0], days.at(-1)]
  return (
    <section className="trend" aria-labelledby="trend-title">
      <div className="trend-head">
        <h3 id="trend-title">{of === undefined ? t('trend') : t('yearOf', { name: of })}</h3>
        {first && last && days.length > 1 && (
          <span className="second">
            {words.full(first.value)} → {words.full(last.value)}
            {history.data?.recorded === false && ` · ${t('workedOutNow')}`}
          </span>
        )}
      </div>
      <div className="trend-room">
        {days.length > 1 ? (
          <Suspense fallback={null}>
            <Trend days={days} figure={figure} indicator={indicator} />
          </Suspense>
        ) : (
          <p className="second">{history.isPending ? t('loading') : history.isError ? t('failed') : t('noTrend')}</p>
        )}
      </div>
    </section>
  )
}

/** A record ends with the last day that was recorded; the line ends with the figure above it. */
function upTo(days: History['days'], day: string, { value, numerator, denominator }: Figure): History['days'] {
  const known = days.filter((one) => one.day < day)
  return known.length === 0 ? [] : [...known, { day, value, numerator: numerator ?? 0, denominator: denominator ?? 0 }]
}
