import { useWords } from '../i18n/index.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useSayings } from './say.ts'
import type { Promised } from './use-overview.ts'

interface Props {
  promised: Promised[]
  leading: string | undefined
  under: readonly string[]
  onChoose: (theme: string) => void
  /** Lays a theme under the leading one, or takes it away. */
  onUnder: (theme: string, laid: boolean) => void
}

/** The county's promises, each with its figure and state; the leading one fills the map, others may lie under it. */
export function ThemeList({ promised, leading, under, onChoose, onUnder }: Props) {
  const { t } = useWords()
  return (
    <nav className="themes card" aria-label={t('themes')}>
      <ul>
        {promised.map((one) => (
          <li key={one.theme.id}>
            <Item one={one} leading={one.theme.id === leading} onChoose={() => onChoose(one.theme.id)} />
            {one.theme.id !== leading && (
              <Under one={one} laid={under.includes(one.theme.id)} onUnder={(laid) => onUnder(one.theme.id, laid)} />
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Item({ one, leading, onChoose }: { one: Promised; leading: boolean; onChoose: () => void }) {
  const { t, say } = useWords()
  const { full } = useSayings(one.indicator)
  const figure = one.county?.rows[0]
  const status = figure?.status ?? 'no-data'
  return (
    <button type="button" aria-current={leading ? 'true' : undefined} onClick={onChoose}>
      <span>{say(one.theme.title)}</span>
      <span className={`theme-figure state-${status}`}>
        {figure ? <b>{full(figure.value)}</b> : <b aria-hidden="true">{one.pending ? '…' : '—'}</b>}
        <StateMark mark={status} />
        <span className="unseen">{figure && figure.value !== null ? t(status) : ''}</span>
      </span>
    </button>
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
