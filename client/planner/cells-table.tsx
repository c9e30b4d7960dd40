import './cells-table.css'
import type { Indicator } from '#data/model/indicator.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { Heading } from '../listing/heading.tsx'
import type { Order } from '../listing/order.ts'
import { useSayings } from '../overview/say.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { type Cell, sumOf } from './cells.ts'

interface Props {
  /** Those that are shown, of all that are summed up. */
  shown: readonly Cell[]
  summed: readonly Cell[]
  indicator: Indicator
  hasTarget: boolean
  order: Order
  onOrder: (order: Order) => void
  /** All that makes the button of a cell. */
  button: (cell: Cell) => React.ComponentProps<'button'>
  onLeave: () => void
}

/** Cells in a table: each column sorts it, each row leads to its cell on the map, the last tells what all come to. */
export function CellsTable({ shown, summed, indicator, hasTarget, order, onOrder, button, onLeave }: Props) {
  const { t, lang, say, measured } = useWords()
  const words = useSayings(indicator)
  const { numerator: counted, denominator: ground } = indicator
  const heading = (by: string, title: string, lastFirst = false) => (
    <Heading {...{ by, title, lastFirst, order, onOrder }} number={by !== 'name'} />
  )
  const figures = ({ numerator, denominator }: Pick<Cell, 'numerator' | 'denominator'>) => (
    <>
      <td className="number">{formatAmount(numerator, lang)}</td>
      <td className="number">{formatNumber(denominator, 2, lang)}</td>
      <td className="number">{words.number(numerator / denominator)}</td>
    </>
  )
  const sum = sumOf(summed)
  return (
    <table className="cells" aria-labelledby="cells-title" onPointerLeave={onLeave}>
      <thead>
        <tr>
          {heading('name', t('cellsUnit'))}
          {heading('numerator', say(counted.unit))}
          {heading('denominator', `${say(ground.what)} ${say(ground.unit)}`)}
          {heading('value', words.unit)}
          {hasTarget && heading('missing', t('cellsLack'), true)}
        </tr>
      </thead>
      <tbody>
        {shown.map((cell) => (
          <tr key={cell.key}>
            <th scope="row">
              <button
                {...button(cell)}
                aria-label={t('cellHas', {
                  area: cell.name,
                  count: measured(formatAmount(cell.numerator, lang), counted.unit),
                  ground: measured(formatAmount(cell.denominator, lang), ground.unit),
                })}
              >
                {cell.name}
              </button>
            </th>
            {figures(cell)}
            {hasTarget && (
              <td className={`number state-${cell.status}`}>
                <span className="cell-lacks">
                  <StateMark mark={cell.status} />
                  {cell.missing ? formatAmount(cell.missing, lang) : t('met')}
                </span>
              </td>
            )}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('cellsSum', { n: summed.length })}</th>
          {figures(sum)}
          {hasTarget && <td className="number">{formatAmount(sum.missing, lang)}</td>}
        </tr>
      </tfoot>
    </table>
  )
}
