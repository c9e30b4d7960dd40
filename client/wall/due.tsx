import { useWords } from '../i18n/index.ts'
import type { Overview } from '../overview/use-overview.ts'
import { StateMark } from '../ui/state-mark.tsx'

/** Which promises fall due this month, and how they stand; where none does, when the next do. */
export function Due({ overview: { promised } }: { overview: Overview }) {
  const { t, say } = useWords()
  const dated = promised.flatMap(({ indicator, county }) => {
    const figure = county?.rows[0]
    return county && figure?.due ? [{ indicator, figure, due: figure.due, asOf: county.asOf }] : []
  })
  const month = dated[0]?.asOf.slice(0, 7) ?? ''
  const now = dated.filter(({ due }) => due.startsWith(month))
  const days = [
    ...new Set((now.length > 0 ? now : dated.filter(({ due }) => due > month)).map(({ due }) => due)),
  ].sort()
  const [next] = days
  const later = next
    ? t('wallNextDue', { day: next, n: dated.filter(({ due }) => due === next).length })
    : t('wallNoDue')
  // until all have come, nobody knows that none has a date
  const told = promised.every(({ county }) => county) ? later : ''
  return (
    <>
      <h2>
        {t('wallDue')} <span className="second">{now.length > 0 ? days.join(t('comma')) : told}</span>
      </h2>
      {now.length > 0 && (
        <p className="wall-due">
          {now.map(({ indicator, figure }) => (
            <span key={indicator.id} className={`state-${figure.status}`}>
              {say(indicator.title)} <StateMark mark={figure.status} />
            </span>
          ))}
        </p>
      )}
    </>
  )
}
