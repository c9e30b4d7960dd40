import type { Figure } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import { Switch } from '../ui/switch.tsx'

/** Which rows are listed: those that stand so to their target, with this in their name. */
export interface Wanted {
  state: 'all' | 'short' | 'met' | 'no-data'
  name: string
}
export const allUnits: Wanted = { state: 'all', name: '' }

/** Among more rows than this one looks for a name. */
const many = 12

/** What a row is told apart by. */
export type Told = Pick<Figure, 'name' | 'status' | 'target'>

/** The rows that are wanted; one that is chosen stays among them, whatever else is left out. */
export function wantedOf<Row extends Told>(
  rows: readonly Row[],
  { state, name }: Wanted,
  isChosen: (row: Row) => boolean = () => false,
): Row[] {
  const text = rows.length > many ? name.trim().toLocaleLowerCase() : ''
  const wanted = state === 'no-data' || hasTarget(rows) ? state : 'all'
  return rows.filter((row) => isChosen(row) || (isSo(row, wanted) && row.name.toLocaleLowerCase().includes(text)))
}

function isSo({ status }: Told, state: Wanted['state']): boolean {
  if (state === 'short') return status === 'behind' || status === 'at-risk'
  return state === 'all' || status === state
}

function hasTarget(rows: readonly Told[]): boolean {
  return rows.some(({ target }) => target !== null)
}

const words = { all: 'unitsAll', short: 'unitsShort', met: 'unitsMet', 'no-data': 'unitsNoData' } as const

interface Props {
  rows: readonly Told[]
  wanted: Wanted
  onWanted: (wanted: Wanted) => void
}

/** How many rows stand how to their target, each a choice of which to list; and a name to look for among many. */
export function UnitFilter({ rows, wanted, onWanted }: Props) {
  const { t } = useWords()
  const options = (Object.keys(words) as Wanted['state'][])
    .map((value) => ({ value, n: rows.filter((row) => isSo(row, value)).length }))
    .filter(({ value, n }) => (value === 'no-data' ? n > 0 : hasTarget(rows) || value === 'all'))
  const state = options.some(({ value }) => value === wanted.state) ? wanted.state : 'all'
  const choices = options.length > 1
  if (!choices && rows.length <= many) return null
  return (
    <div className="unit-filter">
      {choices && (
        <Switch
          name={t('unitsWanted')}
          value={state}
          options={options.map(({ value, n }) => ({ value, title: t(words[value], { n }) }))}
          onChange={(state) => onWanted({ ...wanted, state })}
        />
      )}
      {rows.length > many && (
        <input
          type="search"
          aria-label={t('unitsNamed')}
          placeholder={t('unitsNamed')}
          value={wanted.name}
          onChange={({ target }) => onWanted({ ...wanted, name: target.value })}
        />
      )}
    </div>
  )
}
