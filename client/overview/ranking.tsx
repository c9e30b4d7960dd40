import type { Geometry } from 'geojson'
import { useEffect, useRef, useState } from 'react'
import type { Figure, FigureTable, Indicator } from '#data/model/indicator.ts'
import { formatAmount } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Change } from './change.ts'
import { type Order, ordered } from './promise.ts'
import { shortWord, useSayings } from './say.ts'
import { allUnits, UnitFilter, wantedOf } from './unit-filter.tsx'
import type { Overview, UnitLevel } from './use-overview.ts'

interface Props {
  overview: Overview
  indicator: Indicator
  table: FigureTable
  /** What became of each since an earlier day; null while nothing is compared. */
  changes: ReadonlyMap<string, Change> | null
  onChoose: (area: string | null) => void
  onLevel: (level: UnitLevel) => void
  /** The unit that is pointed at, to be seen on the map. */
  onPoint: (unit: { geometry: Geometry } | null) => void
}

const orders = ['gap', 'missing', 'value', 'change', 'name'] as const
const orderWords = { gap: 'byGap', missing: 'byMissing', value: 'byValue', change: 'byChange', name: 'byName' } as const

/** The units the county answers for, all or those that are wanted, each with its bar, the tick of its target, and what it is short of. */
export function Ranking({ overview, indicator, table, changes, onChoose, onLevel, onPoint }: Props) {
  const { t, lang, measured } = useWords()
  const [chosenOrder, setOrder] = useState<Order>('gap')
  const [wanted, setWanted] = useState(allUnits)
  const latest = useRef(onPoint)
  latest.current = onPoint
  // rows that go away while one is pointed at say no more that it is left
  // biome-ignore lint/correctness/useExhaustiveDependencies: they go with their table
  useEffect(() => () => latest.current(null), [table])
  const { level, hasCommunities, townName, scene } = overview
  // of a count, what is missing is the gap itself
  const lacking = indicator.value !== 'count' && table.rows.some(({ missing }) => (missing ?? 0) > 0)
  const offered = orders.filter((one) => (one !== 'change' || changes) && (one !== 'missing' || lacking))
  // an order chosen for another figure, or while days were compared, may not be there for this one
  const order = offered.find((one) => one === chosenOrder) ?? 'gap'
  const gain = (row: Figure) => (changes?.get(row.area)?.by ?? Number.NaN) * (indicator.better === 'more' ? 1 : -1)
  const rows = ordered(table.rows, order, indicator.better, lang, gain)
  const titles = { township: t('units'), community: t('communities') }
  const twoLevels = hasCommunities || level === 'community'
  const longest = Math.max(...rows.flatMap((row) => [row.value ?? 0, row.target ?? 0]), Number.EPSILON)
  // of what townships make together, which is the county
  const all = level === 'township' ? overview.county : undefined
  const apart = rows.reduce((sum, { missing }) => sum + (missing ?? 0), 0)
  const things = (number: number) => measured(formatAmount(number, lang), indicator.missingUnit)
  const listed = wantedOf(rows, wanted, ({ area }) => area === scene.area)
  const shapes = overview.communities ?? overview.units.data?.features
  const point = (area: string) => onPoint(shapes?.find(({ properties }) => properties.area === area) ?? null)
  return (
    <section className="ranking" aria-labelledby="ranking-title">
      <div className="ranking-head">
        <h3 id="ranking-title" className={twoLevels ? 'unseen' : undefined}>
          {level === 'community' && townName ? t('communitiesOf', { town: townName }) : titles[level]}
        </h3>
        {twoLevels && (
          <Switch
            name={t('levelName')}
            value={level}
            options={(['township', 'community'] as const).map((value) => ({ value, title: titles[value] }))}
            onChange={onLevel}
          />
        )}
        <label className="second">
          <span className="unseen">{t('sortBy')}</span>
          <select value={order} onChange={({ target }) => setOrder(offered.find((o) => o === target.value) ?? 'gap')}>
            {offered.map((one) => (
              <option key={one} value={one}>
                {t(orderWords[one])}
              </option>
            ))}
          </select>
        </label>
      </div>
      <UnitFilter {...{ rows, wanted }} onWanted={setWanted} />
      {rows.length === 0 && <p className="notice quiet">{t(level === 'community' ? 'noUnits' : 'noTowns')}</p>}
      {changes && rows.length > 0 && scene.since && (
        <p className="second ranking-change">{t('changesSince', { day: scene.since })}</p>
      )}
      {rows.length > 0 && listed.length === 0 && <p className="notice quiet">{t('unitsNone')}</p>}
      <ol onPointerLeave={() => onPoint(null)}>
        {listed.map((row) => (
          <li key={row.area}>
            <Row
              row={row}
              indicator={indicator}
              longest={longest}
              change={changes ? (changes.get(row.area) ?? null) : undefined}
              chosen={row.area === scene.area}
              onChoose={() => {
                // chosen, it is seen by itself
                onPoint(null)
                onChoose(row.area)
              }}
              onPoint={(at) => (at ? point(row.area) : onPoint(null))}
            />
          </li>
        ))}
      </ol>
      {!changes && all?.missing != null && apart > all.missing && (
        <p className="second ranking-apart">
          {t('unitsLackMore', { apart: things(apart), together: things(all.missing) })}
        </p>
      )}
    </section>
  )
}

interface RowProps {
  row: Figure
  indicator: Indicator
  longest: number
  /** Null where either day has no figure; undefined while nothing is compared. */
  change: Change | null | undefined
  chosen: boolean
  onChoose: () => void
  onPoint: (at: boolean) => void
}

function Row({ row, indicator, longest, change, chosen, onChoose, onPoint }: RowProps) {
  const spoken = useWords()
  const words = useSayings(indicator)
  const share = (value: number | null) => `${((value ?? 0) / longest) * 100}%`
  return (
    <button
      type="button"
      className={`unit state-${row.status}`}
      aria-pressed={chosen}
      onClick={onChoose}
      onPointerEnter={() => onPoint(true)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <span className="unit-name">{row.name}</span>
      <span className="bar" aria-hidden="true">
        <span className="bar-sewn" style={{ width: share(row.value) }} />
        {change && change.before !== null && <span className="bar-before" style={{ left: share(change.before) }} />}
        {row.target !== null && <span className="bar-tick" style={{ left: share(row.target) }} />}
      </span>
      <span className="unit-value">{row.value === null ? '—' : words.number(row.value)}</span>
      <StateMark mark={row.status} />
      <span className="unit-word">
        {change === undefined ? shortWord(row, indicator, spoken) : words.change(change?.by ?? null)}
        {change && change.turn !== 'unknown' && <span className="unseen"> {spoken.t(change.turn)}</span>}
        {row.status !== 'met' && row.missing !== null && <span className="unseen"> {spoken.t(row.status)}</span>}
      </span>
    </button>
  )
}
