import { useEffect, useRef, useState } from 'react'

export interface Linked<Row> {
  keyOf: (row: Row) => string
  onPoint: (row: Row | null) => void
  onGo: (row: Row) => void
  /** The key of the row that was chosen elsewhere: it is shown, marked, and brought into view. */
  chosen?: string | null
  /** Whether the page follows it there: not where that would lead away from what it was chosen on. */
  follows?: boolean
}

/** As many rows as are shown unasked. */
export const few = 8

/** The first few of rows or all, each a button that leads to its place on the map, and marked if it was chosen there. */
export function useFew<Row>(
  rows: readonly Row[],
  { keyOf, onPoint, onGo, chosen = null, follows = true }: Linked<Row>,
) {
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
  const beyond = rows.slice(few).filter((row) => keyOf(row) === lastChosen.current)
  const button = (row: Row) => ({
    type: 'button' as const,
    ref: keyOf(row) === chosen ? marked : undefined,
    'aria-current': keyOf(row) === chosen ? ('true' as const) : undefined,
    onPointerEnter: () => onPoint(row),
    onFocus: () => onPoint(row),
    onBlur: () => onPoint(null),
    onClick: () => onGo(row),
  })
  return { shown: all ? rows : [...rows.slice(0, few), ...beyond], all, setAll, button }
}
