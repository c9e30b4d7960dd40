import { useWords } from '../i18n/index.ts'
import { Opens } from '../ui/opens.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { useSayings } from './say.ts'
import type { Promised } from './use-overview.ts'

interface Props {
  promised: Promised[]
  leading: string | undefined
  under: readonly string[]
  /** The theme whose figure here is opened: the county's. */
  opened: string | null
  onChoose: (theme: string) => void
  /** Opens the county's figure of a theme, or closes it. */
  onFigure: (theme: string, open: boolean) => void
  /** Lays a theme under the leading one, or takes it away. */
  onUnder: (theme: string, laid: boolean) => void
}

/** The county's promises, each with its figure and state; the leading one fills the map, others may lie under it. */
export function ThemeList({ promised, leading, under, opened, onChoose, onFigure, onUnder }: Props) {
  const { t, say } = useWords()
  return (
    <nav className="themes card" aria-label={t('themes')}>
      <ul>
        {promised.map((one) => {
          const { id, title } = one.theme
          return (
            <li key={id}>
              <button type="button" aria-current={id === leading ? 'true' : undefined} onClick={() => onChoose(id)}>
                {say(title)}
              </button>
              <TheFigure one={one} open={id === opened} onOpen={(open) => onFigure(id, open)} />
              {id !== leading && <Under one={one} laid={under.includes(id)} onUnder={(laid) => onUnder(id, laid)} />}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** A figure that opens where it stands: its theme is chosen with it. */
function TheFigure({ one, open, onOpen }: { one: Promised; open: boolean; onOpen: (open: boolean) => void }) {
  const { t, say } = useWords()
  const { full } = useSayings(one.indicator)
  const figure = one.county?.rows[0]
  if (!figure) {
    return (
      <span className="theme-figure state-no-data">
        <b aria-hidden="true">{one.pending ? '…' : '—'}</b>
      </span>
    )
  }
  const none = figure.value === null
  const told = [say(one.theme.title), full(figure.value), none ? '' : t(figure.status)]
  return (
    <Opens
      className={`theme-figure state-${figure.status}`}
      rows="evidence"
      value={told.filter(Boolean).join(' ')}
      title={t(none ? 'whyNone' : 'howMade')}
      {...{ none, open, onOpen }}
    >
      <b>{full(figure.value)}</b>
      <StateMark mark={figure.status} />
    </Opens>
  )
}

function Under({ one, laid, onUnder }: { one: Promised; laid: boolean; onUnder: (laid: boolean) => void }) {
  const { t, say } = useWords()
  const word = t('layUnder', { theme: say(one.theme.title) })
  return (
    <button
      type="button"
      className="lay-under"
      aria-pressed={laid}
      aria-label={word}
      title={word}
      onClick={() => onUnder(!laid)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M8 2.5 14 6 8 9.5 2 6Z" />
        <path d="M2 10 8 13.5 14 10" />
      </svg>
    </button>
  )
}
