import type { Indicator } from '#data/model/indicator.ts'
import { withUnit } from '#data/model/words.ts'
import { formatAmount, formatMetres, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Cell } from '../map/hexagons.ts'
import type { Raised } from '../map/raised.ts'
import { useRaisedState } from '../scene/raised-store.ts'
import type { Dense } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Switch } from '../ui/switch.tsx'
import './raised-key.css'

interface Props {
  indicator: Indicator
  raised: Raised | null
}

/** The choice of how density is told, and what the heights of what stands on the map mean. */
export function RaisedKey({ indicator, raised }: Props) {
  const { t } = useWords()
  const dense = useScene(({ scene }) => scene.dense)
  const choose = useScene((store) => store.choose)
  const failed = useRaisedState((state) => state.failed)
  const change = (wanted: Dense) => {
    // Asked for again, it is tried again.
    useRaisedState.setState({ failed: false, cell: null })
    choose({ dense: wanted })
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
        {failed ? t('raiseFailed') : <Heights raised={raised} indicator={indicator} />}
      </p>
    </div>
  )
}

const columnWords = { figure: 'columnHeight', target: 'columnHeightTarget', missing: 'columnHeightMissing' } as const

function Heights({ indicator, raised }: Props) {
  const { t, say, lang } = useWords()
  if (raised === null) return null
  if (raised.dense === 'columns') {
    const decimals = Number.isInteger(raised.top) ? 0 : indicator.decimals
    const top = withUnit(formatNumber(raised.top, decimals, lang), say(indicator.unit))
    return <>{t(columnWords[raised.told], { top })}</>
  }
  const { counted, cells, top, chosen } = raised
  const title = say(counted.layer.title)
  const things = lang === 'en' ? title.charAt(0).toLowerCase() + title.slice(1) : title
  const across = formatMetres(raised.across, lang).replace('.0', '')
  const amount = (value: number) =>
    counted.by === 'km' ? `${formatAmount(value, lang)}\u00a0km` : formatNumber(value, 0, lang)
  if (cells.length === 0) return <>{t('cellsNone', { things })}</>
  const words = t(counted.by === 'km' ? 'cellHeightKm' : 'cellHeight', { across, things, top: amount(top) })
  return (
    <>
      {words} <Chosen cell={chosen} amount={amount} things={things} />
    </>
  )
}

function Chosen({ cell, amount, things }: { cell: Cell | null; amount: (value: number) => string; things: string }) {
  const { t } = useWords()
  if (cell === null) return <>{t('cellAsk')}</>
  return <b className="cell-told">{t('cellTold', { things, amount: amount(cell.amount) })}</b>
}
