import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'

interface Props<Row> {
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** What a row is, and what it comes to. */
  tell: (row: Row) => string
  amount: (row: Row) => string
  onPoint: (row: Row | null) => void
  onGo: (row: Row) => void
  /** The key of the row that was chosen elsewhere: it is shown, marked, and brought into view. */
  chosen?: string | null
  /** Whether the page follows it there: not where that would lead away from what it was chosen on. */
  follows?: boolean
}

const few = 8

/** Rows that make something, the first few of them or all, each leading to its place on the map. */
export function FewRows<Row>({ rows, keyOf, tell, amount, onPoint, onGo, chosen = null, follows = true }: Props<Row>) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const latest = useRef(onPoint)
  latest.current = onPoint
  // rows that go away while one is pointed at say no more that it is left
  useEffect(() => () => latest.current(null), [])
  const marked = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen !== null && follows) marked.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen, follows])
  // it stays listed when it is left, for whoever came from it goes back to it
  const lastChosen = useRef(chosen)
  lastChosen.current = chosen ?? lastChosen.current
  const first = rows.slice(0, few)
  const beyond = rows.slice(few).filter((row) => keyOf(row) === lastChosen.current)
  return (
    <>
      <ul className={all ? 'rows all' : 'rows'} onPointerLeave={() => onPoint(null)}>
        {(all ? rows : [...first, ...beyond]).map((row) => (
          <li key={keyOf(row)}>
            <button
              type="button"
              ref={keyOf(row) === chosen ? marked : undefined}
              aria-current={keyOf(row) === chosen ? 'true' : undefined}
              onPointerEnter={() => onPoint(row)}
              onFocus={() => onPoint(row)}
              onBlur={() => onPoint(null)}
              onClick={() => onGo(row)}
            >
              <span>{tell(row)}</span>
              <span className="second">{amount(row)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > few && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('rowsFirst', { n: few }) : `${t('rowsAll', { n: rows.length })} ›`}
        </button>
      )}
    </>
  )
}
