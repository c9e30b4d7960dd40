import type { Figure } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import { ordered } from '../overview/promise.ts'
import { useSayings } from '../overview/say.ts'
import { TrendPanel } from '../overview/trend-panel.tsx'
import { type Overview, type Promised, shownFigure } from '../overview/use-overview.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useJustChanged } from './use-just-changed.ts'

/** How many units a column has room for. */
const most = 14

/** How the units stand in the leading promise, and how its figure came to where it is. */
export function Standing({ overview, leading: { indicator } }: { overview: Overview; leading: Promised }) {
  const { t, say, lang } = useWords()
  const words = useSayings(indicator)
  const { scene, table } = overview
  const rows = ordered(table.data?.rows ?? [], 'value', indicator.better, lang)
  const longest = Math.max(...rows.flatMap(({ value, target }) => [value ?? 0, target ?? 0]), Number.EPSILON)
  const share = (value: number | null) => `${((value ?? 0) / longest) * 100}%`
  const figure = shownFigure(overview)
  return (
    <section className="wall-standing" aria-labelledby="standing">
      <h2 id="standing">
        {say(indicator.title)} <span className="second">{words.unit}</span>
      </h2>
      <ol>
        {rows.slice(0, most).map((row) => (
          <Unit
            key={`${indicator.id} ${row.area}`}
            day={table.data?.asOf ?? ''}
            row={row}
            chosen={row.area === scene.area}
            value={row.value === null ? '—' : words.number(row.value)}
            share={share}
          />
        ))}
      </ol>
      {rows.length > most && <p className="second">{t('wallMore', { n: rows.length - most })}</p>}
      {figure && table.data && (
        <TrendPanel
          indicator={indicator}
          figure={figure}
          day={table.data.asOf}
          of={figure.area === overview.county?.area ? undefined : figure.name}
        />
      )}
    </section>
  )
}

interface UnitProps {
  row: Figure
  /** The day of its figure. */
  day: string
  value: string
  /** Whether the scene is about it. */
  chosen: boolean
  share: (value: number | null) => string
}

function Unit({ row, day, value, chosen, share }: UnitProps) {
  const changed = useJustChanged(value, `${row.area} ${day}`)
  return (
    <li className={`state-${row.status}`} aria-current={chosen || undefined} data-changed={changed || undefined}>
      <span>{row.name}</span>
      <span className="bar" aria-hidden="true">
        <span className="bar-sewn" style={{ width: share(row.value) }} />
        {row.target !== null && <span className="bar-tick" style={{ left: share(row.target) }} />}
      </span>
      <span>{value}</span>
      <StateMark mark={row.status} />
    </li>
  )
}
