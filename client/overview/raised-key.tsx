import type { Indicator } from '#data/model/indicator.ts'
import { withUnit } from '#data/model/words.ts'
import { formatMetres, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Cell } from '../map/hexagons.ts'
import type { Hexagons, Raised } from '../map/raised.ts'
import { useRaisedState } from '../scene/raised-store.ts'
import type { Dense } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Switch } from '../ui/switch.tsx'
import { sayCounted } from './say-counted.ts'
import './raised-key.css'

interface Props {
  indicator: Indicator
  raised: Raised | null
  /** Opens a hexagon and goes there; left out where nothing can be opened. */
  onCell?: (cell: Cell) => void
}

/** The choice of how density is told, and what the heights of what stands on the map mean. */
export function RaisedKey({ indicator, raised, onCell }: Props) {
  const { t } = useWords()
  const dense = useScene(({ scene }) => scene.dense)
  const choose = useScene((store) => store.choose)
  const failed = useRaisedState((state) => state.failed)
  const change = (wanted: Dense) => {
    // Asked for again, it is tried again.
    useRaisedState.setState({ failed: false })
    choose({ dense: wanted, cell: null })
  }
  return (
    <div className="raised-key">
      <Switch
        name={t('dense')}
        value={failed ? 'ground' : dense}
        options={[
          { value: 'ground', title: t('denseGround') },
          { value: 'columns', title: t('denseColumns') },
          { value: 'hexagons', title: t('denseHexagons') },
        ]}
        onChange={change}
      />
      <p className="second" aria-live="polite">
        {failed ? t('raiseFailed') : <Heights raised={raised} indicator={indicator} asks={onCell !== undefined} />}
      </p>
      {onCell && raised?.dense === 'hexagons' && <Highest {...raised} onCell={onCell} />}
    </div>
  )
}

/** For those who do not click on a map: from the highest on, its card leads to all others. */
function Highest({ cells, onCell }: Hexagons & { onCell: (cell: Cell) => void }) {
  const { t } = useWords()
  const highest = cells.find(({ height }) => height === 1)
  if (!highest) return null
  return (
    <button type="button" className="link" onClick={() => onCell(highest)}>
      {t('cellMost')} ›
    </button>
  )
}

const columnWords = { figure: 'columnHeight', target: 'columnHeightTarget', missing: 'columnHeightMissing' } as const

function Heights({ indicator, raised, asks }: Pick<Props, 'indicator' | 'raised'> & { asks: boolean }) {
  const spoken = useWords()
  const { t, say, lang } = spoken
  if (raised === null) return null
  if (raised.dense === 'columns') {
    const decimals = Number.isInteger(raised.top) ? 0 : indicator.decimals
    const top = withUnit(formatNumber(raised.top, decimals, lang), say(indicator.unit))
    return (
      <>
        {t(columnWords[raised.told], { top })} {asks && t('columnAsk')}
      </>
    )
  }
  const { counted, cells, top, chosen, grid } = raised
  const { things, amount } = sayCounted(counted, spoken)
  const across = formatMetres(grid.across, lang).replace('.0', '')
  if (cells.length === 0) return <>{t('cellsNone', { things })}</>
  const words = t(counted.by === 'km' ? 'cellHeightKm' : 'cellHeight', { across, things, top: amount(top) })
  if (chosen === null) {
    return (
      <>
        {words} {asks && t('cellAsk')}
      </>
    )
  }
  return (
    <>
      {words} <b className="cell-told">{t('cellTold', { things, amount: amount(chosen.amount) })}</b>
    </>
  )
}
