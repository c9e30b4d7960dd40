import type { Geometry } from 'geojson'
import { useState } from 'react'
import type { Indicator } from '#data/model/indicator.ts'
import { formatAmount } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Order } from '../listing/order.ts'
import { FewOrAll } from '../overview/few-or-all.tsx'
import { isBeside } from '../overview/go-to-figure.ts'
import { useSayings } from '../overview/say.ts'
import { UnitFilter, wantedOf } from '../overview/unit-filter.tsx'
import { useFew } from '../overview/use-few.ts'
import { Opens } from '../ui/opens.tsx'
import { type Cell, mostLacking, orderedCells, shortCells, sumOf } from './cells.ts'
import { CellsTable } from './cells-table.tsx'

interface Props {
  cells: Cell[]
  target: number | null
  indicator: Indicator
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  chosen: string | null
  onChoose: (cell: string | null) => void
}

/** How many cells fall short and what they lack, which open to them; and all that are wanted, in a table. */
export function CellList({ cells, target, indicator, onPoint, onGo, chosen, onChoose }: Props) {
  const { t, lang, measured } = useWords()
  const words = useSayings(indicator)
  const [wanted, setWanted] = useState(shortCells)
  const [order, setOrder] = useState<Order>(mostLacking)
  const isChosen = ({ key }: Cell) => key === chosen
  const summed = wantedOf(cells, wanted)
  const listed = orderedCells(wantedOf(cells, wanted, isChosen), order, lang)
  const { shown, all, setAll, button } = useFew(listed, {
    keyOf: ({ key }) => key,
    chosen,
    follows: isBeside(),
    onPoint: (cell) => onPoint(cell?.geometry ?? null),
    onGo: ({ key, geometry }) => {
      onChoose(key)
      onGo(geometry)
    },
  })
  const short = wantedOf(cells, shortCells)
  const opens = {
    className: 'opens',
    rows: 'cells',
    open: all && wanted.state === 'short' && wanted.name === '',
    onOpen(open: boolean) {
      setAll(open)
      if (!open) return
      setWanted(shortCells)
      setOrder(mostLacking)
    },
  }
  const fallShort =
    target === null
      ? t('cellsNoTarget')
      : t('cellsShort', { short: short.length, all: cells.length, target: words.full(target) })
  const lacking = t('cellsMissing', {
    things: measured(formatAmount(sumOf(short).missing, lang), indicator.missingUnit),
  })
  return (
    <>
      {target === null || short.length === 0 ? (
        <p className="missing">{fallShort}</p>
      ) : (
        <>
          <p>
            <Opens {...opens} value={fallShort}>
              {fallShort}
            </Opens>
          </p>
          <p className="second">
            <Opens {...opens} value={lacking}>
              {lacking}
            </Opens>
          </p>
        </>
      )}
      <h3 id="cells-title">{t('cells')}</h3>
      <UnitFilter rows={cells} {...{ wanted }} onWanted={setWanted} />
      {listed.length > summed.length && <p className="second">{t('cellBesides')}</p>}
      {listed.length === 0 && (
        <p className="notice quiet">
          {t(short.length === 0 && wanted.state === 'short' ? 'cellsAllMet' : 'cellsNotSo')}
        </p>
      )}
      <div id="cells" className={all ? 'cells-shown all' : 'cells-shown'}>
        {listed.length > 0 && (
          <CellsTable
            {...{ shown, summed, indicator, order, button }}
            hasTarget={target !== null}
            onOrder={setOrder}
            onLeave={() => onPoint(null)}
          />
        )}
      </div>
      <FewOrAll n={listed.length} all={all} onAll={setAll} />
    </>
  )
}
