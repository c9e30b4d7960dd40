import { useMovers } from '../api/standing-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { useSayings } from '../overview/say.ts'
import type { Promised } from '../overview/use-overview.ts'

/** How many units of each span are named. */
export const mostMovers = 2

const spanWords = { day: 'wallDay', week: 'wallWeek', month: 'wallMonth' } as const

/** Which units have changed most in the leading promise. */
export function Movers({ leading: { indicator }, at }: { leading: Promised; at: string | null }) {
  const { t, lang } = useWords()
  const words = useSayings(indicator)
  const { data } = useMovers(indicator.id, at, dataLanguage(lang), mostMovers)
  return (
    <>
      <h2>
        {t('wallMovers')} <span className="second">{words.unit}</span>
      </h2>
      <dl className="wall-movers">
        {data?.spans.map(({ span, since, rows }) => (
          <div key={span}>
            <dt className="second">{t(spanWords[span])}</dt>
            <dd>
              {rows.length === 0 && <span className="second">{t(since === null ? 'wallNoRecord' : 'wallNoMove')}</span>}
              {rows.map(({ area, name, change, better }) => (
                <span key={area} className={better ? 'state-met' : 'state-behind'}>
                  {name} <b>{words.change(change)}</b>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
