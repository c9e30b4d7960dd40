import { useWords } from '../i18n/index.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useSayings } from './say.ts'
import type { Promised } from './use-overview.ts'

interface Props {
  figures: readonly Promised[]
  leading: Promised
  /** The county's name, where another unit is told above, for these stay the county's. */
  county: string | null
  /** The first figure of a theme is nobody's choice: null. */
  onChoose: (indicator: string | null) => void
}

/** All figures of the leading theme for the county; the one chosen is told above and ranked below. */
export function ThemeFigures({ figures, leading, county, onChoose }: Props) {
  const { t } = useWords()
  // a figure nobody counts, such as a level of chief the county does not use, is no choice
  const there = figures.filter(
    (one, index) => index === 0 || one === leading || (one.county?.rows[0]?.value ?? null) !== null,
  )
  if (there.length < 2) return null
  return (
    <nav className="theme-figures" aria-label={t('themeFigures')}>
      {county && <p className="second">{county}</p>}
      <ul>
        {there.map((one) => (
          <li key={one.indicator.id}>
            <Choice
              one={one}
              current={one === leading}
              onChoose={() => onChoose(one === figures[0] ? null : one.indicator.id)}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Choice({ one, current, onChoose }: { one: Promised; current: boolean; onChoose: () => void }) {
  const { t, say } = useWords()
  const words = useSayings(one.indicator)
  const figure = one.county?.rows[0]
  const status = figure?.status ?? 'no-data'
  return (
    <button type="button" className="figure-choice" aria-current={current ? 'true' : undefined} onClick={onChoose}>
      <span>{say(one.indicator.title)}</span>
      <span className={`theme-figure state-${status}`}>
        <b>{figure ? words.full(figure.value) : '…'}</b>
        <StateMark mark={status} />
        <span className="unseen">{figure && figure.value !== null ? t(status) : ''}</span>
      </span>
    </button>
  )
}
