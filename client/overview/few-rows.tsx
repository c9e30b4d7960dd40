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
}

const few = 8

/** Rows that make something, the first few of them or all, each leading to its place on the map. */
export function FewRows<Row>({ rows, keyOf, tell, amount, onPoint, onGo }: Props<Row>) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const latest = useRef(onPoint)
  latest.current = onPoint
  // rows that go away while one is pointed at say no more that it is left
  useEffect(() => () => latest.current(null), [])
  return (
    <>
      <ul className={all ? 'rows all' : 'rows'} onPointerLeave={() => onPoint(null)}>
        {(all ? rows : rows.slice(0, few)).map((row) => (
          <li key={keyOf(row)}>
            <button
              type="button"
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
