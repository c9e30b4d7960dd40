import type { ReactNode } from 'react'
import type { Indicator } from '#data/model/indicator.ts'
import type { Layer, Theme } from '#data/model/theme.ts'
import { withUnit } from '#data/model/words.ts'
import { formatAmount } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Raised } from '../map/raised.ts'
import { changeTints, type Ramp } from '../map/ramp.ts'
import { threads } from '../map/symbols.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { RampKey } from './ramp-key.tsx'
import type { Comparison } from './use-comparison.ts'

interface Props {
  theme: Theme
  /** Themes that lie under it. */
  under: readonly Theme[]
  indicator: Indicator
  /** None while there are no figures to tint by. */
  ramp: Ramp | null
  raised: Raised | null
  /** Null where no two days are compared. */
  comparison: Comparison | null
  /** What else belongs to it. */
  children?: ReactNode
}

/** What the colours, stitches and signs on the map mean. */
export function Legend({ theme, under, indicator, ramp, raised, comparison, children }: Props) {
  const { t, say } = useWords()
  // Where two kinds of thing bear the same signs, each list says whose they are.
  const titled = theme.layers.filter(({ state }) => state).length > 1
  // Hexagons say something else of the ground than the units' figures do, whose tints then give way.
  const tinted = raised?.dense === 'hexagons' ? null : ramp
  return (
    <section className="legend card" aria-label={t('legend')}>
      <p>
        {say(indicator.title)} <span className="second">{say(indicator.unit)}</span>
      </p>
      {tinted?.by === 'value' && <RampKey {...tinted} />}
      {tinted?.by === 'state' && <StateKey />}
      {tinted?.by === 'change' && comparison && (
        <ChangeKey much={tinted.much} unit={say(indicator.unit)} comparison={comparison} />
      )}
      {theme.layers.map((layer) => (
        <LayerKey key={layer.collection} layer={layer} theme={theme} titled={titled} />
      ))}
      {under.map((one) => (
        <div key={one.id} className="legend-under">
          <p className="second">{t('liesUnder', { theme: say(one.title) })}</p>
          {one.layers.map((layer) => (
            <LayerKey
              key={layer.collection}
              layer={layer}
              theme={one}
              titled={one.layers.filter(({ state }) => state).length > 1}
            />
          ))}
        </div>
      ))}
      {children}
    </section>
  )
}

function ChangeKey({ much, unit, comparison }: { much: number; unit: string; comparison: Comparison }) {
  const { t, lang } = useWords()
  return (
    <>
      <p className="second">{t('fromTo', { from: comparison.since, to: comparison.day })}</p>
      <div className="ramp" aria-hidden="true">
        {changeTints.map((tint) => (
          <span key={tint} className="ramp-step">
            <span className="ramp-colour" style={{ background: `var(--${tint})` }} />
          </span>
        ))}
      </div>
      <p className="change-words">
        <span>{t('worse')}</span>
        <span>{t('same')}</span>
        <span>{t('better')}</span>
      </p>
      <p className="second">{t('muchFrom', { much: withUnit(formatAmount(much, lang), unit) })}</p>
    </>
  )
}

function StateKey() {
  const { t } = useWords()
  return (
    <ul className="keys">
      {(['met', 'at-risk', 'behind'] as const).map((status) => (
        <li key={status}>
          <span className={`tint tint-${status}`} />
          {t(status)}
        </li>
      ))}
    </ul>
  )
}

/** What the signs or stitches of one layer mean. */
export function LayerKey({ layer, theme, titled }: { layer: Layer; theme: Theme; titled: boolean }) {
  const { t, say } = useWords()
  const property = theme.collections
    .find(({ id }) => id === layer.collection)
    ?.properties.find(({ name }) => name === layer.state?.property)
  const states = Object.entries(layer.state?.values ?? {})
  const word = (value: string) => {
    const words = property?.choices?.[value]
    return words ? say(words) : value
  }
  if (states.length === 0) {
    return (
      <ul className="keys">
        <li>
          <StateMark mark="quiet" />
          {say(layer.title)}
        </li>
      </ul>
    )
  }
  if (layer.draw === 'thread') {
    return (
      <ul className="keys" aria-label={say(layer.title)}>
        {threads.map((thread) => (
          <li key={thread.rank}>
            <Stitch colour={thread.token} width={thread.width} stitch={thread.stitch} />
            {t('threadLevel', { level: thread.rank })}
          </li>
        ))}
        {states
          .filter(([, mark]) => mark === 'behind' || mark === 'at-risk')
          .map(([value, mark]) => (
            <li key={value}>
              <Stitch colour={mark === 'behind' ? 'late' : 'risk'} width={3} stitch={[0.01, 1.9]} round />
              {word(value)}
            </li>
          ))}
      </ul>
    )
  }
  const quiet = states.filter(([, mark]) => mark === 'quiet')
  return (
    <ul className="keys" aria-label={say(layer.title)}>
      {titled && <li className="second">{say(layer.title)}</li>}
      {states
        .filter(([, mark]) => mark !== 'quiet')
        .map(([value, mark]) => (
          <li key={value}>
            <StateMark mark={mark} />
            {word(value)}
          </li>
        ))}
      {layer.draw === 'mark' && quiet.length > 0 && (
        <li>
          <StateMark mark="quiet" />
          {quiet.length === 1 && quiet[0] ? word(quiet[0][0]) : t('notCounted')}
        </li>
      )}
    </ul>
  )
}

interface StitchProps {
  colour: string
  width: number
  stitch: readonly [number, number]
  round?: boolean
}

function Stitch({ colour, width, stitch, round }: StitchProps) {
  return (
    <svg className="stitch" viewBox="0 0 34 10" aria-hidden="true" focusable="false">
      <line
        x1="2"
        x2="32"
        y1="5"
        y2="5"
        stroke={`var(--${colour})`}
        strokeWidth={width}
        strokeDasharray={stitch.map((part) => part * width).join(' ')}
        strokeLinecap={round ? 'round' : 'butt'}
      />
    </svg>
  )
}
