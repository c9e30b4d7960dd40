import { useState } from 'react'
import type { Figure, FigureTable, Indicator } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { type Order, ordered } from './promise.ts'
import { shortWord, useSayings } from './say.ts'

interface Props {
  indicator: Indicator
  table: FigureTable
  chosen: string | null
  onChoose: (area: string | null) => void
}

const orders = ['gap', 'value', 'name'] as const
const orderWords = { gap: 'byGap', value: 'byValue', name: 'byName' } as const
const levelWords = { county: 'countyLevel', township: 'units', community: 'communities' } as const

/** All units the county answers for, each with its bar, the tick of its target, and what it is short of. */
export function Ranking({ indicator, table, chosen, onChoose }: Props) {
  const { t, lang } = useWords()
  const [order, setOrder] = useState<Order>('gap')
  const rows = ordered(table.rows, order, indicator.better, lang)
  const longest = Math.max(...rows.flatMap((row) => [row.value ?? 0, row.target ?? 0]), Number.EPSILON)
  const met = rows.filter((row) => row.status === 'met').length
  return (
    <section className="ranking" id="ranking" tabIndex={-1} aria-labelledby="ranking-title">
      <div className="ranking-head">
        <h3 id="ranking-title">{t(levelWords[table.level])}</h3>
        {rows.some((row) => row.target !== null) && (
          <span className="second">{t('unitsOf', { met, all: rows.length })}</span>
        )}
        <label className="second">
          <span className="unseen">{t('sortBy')}</span>
          <select value={order} onChange={(event) => setOrder(orders.find((o) => o === event.target.value) ?? 'gap')}>
            {orders.map((one) => (
              <option key={one} value={one}>
                {t(orderWords[one])}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ol>
        {rows.map((row) => (
          <li key={row.area}>
            <Row
              row={row}
              indicator={indicator}
              longest={longest}
              chosen={row.area === chosen}
              onChoose={() => onChoose(row.area === chosen ? null : row.area)}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface RowProps {
  row: Figure
  indicator: Indicator
  longest: number
  chosen: boolean
  onChoose: () => void
}

function Row({ row, indicator, longest, chosen, onChoose }: RowProps) {
  const spoken = useWords()
  const words = useSayings(indicator)
  const share = (value: number | null) => `${((value ?? 0) / longest) * 100}%`
  return (
    <button type="button" className={`unit state-${row.status}`} aria-pressed={chosen} onClick={onChoose}>
      <span className="unit-name">{row.name}</span>
      <span className="bar" aria-hidden="true">
        <span className="bar-sewn" style={{ width: share(row.value) }} />
        {row.target !== null && <span className="bar-tick" style={{ left: share(row.target) }} />}
      </span>
      <span className="unit-value">{row.value === null ? '—' : words.number(row.value)}</span>
      <StateMark mark={row.status} />
      <span className="unit-word">
        {shortWord(row, indicator, spoken)}
        {row.status !== 'met' && row.missing !== null && <span className="unseen"> {spoken.t(row.status)}</span>}
      </span>
    </button>
  )
}
