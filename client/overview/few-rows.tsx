import { FewOrAll } from './few-or-all.tsx'
import { type Linked, useFew } from './use-few.ts'

interface Props<Row> extends Linked<Row> {
  rows: readonly Row[]
  /** What a row is, and what it comes to. */
  tell: (row: Row) => string
  amount: (row: Row) => string
}

/** Rows that make something, the first few of them or all, each leading to its place on the map. */
export function FewRows<Row>({ rows, tell, amount, ...linked }: Props<Row>) {
  const { keyOf, onPoint } = linked
  const { shown, all, setAll, button } = useFew(rows, linked)
  return (
    <>
      <ul className={all ? 'rows all' : 'rows'} onPointerLeave={() => onPoint(null)}>
        {shown.map((row) => (
          <li key={keyOf(row)}>
            <button {...button(row)}>
              <span>{tell(row)}</span>
              <span className="second">{amount(row)}</span>
            </button>
          </li>
        ))}
      </ul>
      <FewOrAll n={rows.length} all={all} onAll={setAll} />
    </>
  )
}
