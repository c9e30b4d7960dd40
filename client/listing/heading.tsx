import type { Order } from './order.ts'

interface Props {
  by: string
  title: string
  number?: boolean
  /** Whether it is sorted with the last first, where it was not sorted by this before. */
  lastFirst?: boolean
  order: Order | null
  onOrder: (order: Order) => void
}

/** The heading of a column, which sorts by it; again, the other way round. */
export function Heading({ by, title, number = false, lastFirst = false, order, onOrder }: Props) {
  const chosen = order?.by === by ? order : null
  const down = chosen ? !chosen.down : lastFirst
  return (
    <th
      scope="col"
      className={number ? 'number' : undefined}
      aria-sort={chosen ? (chosen.down ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => onOrder({ by, down })}>
        {title}
        <span aria-hidden="true">{chosen ? (chosen.down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  )
}
