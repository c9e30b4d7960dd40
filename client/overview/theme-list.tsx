import { useWords } from '../i18n/index.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useSayings } from './say.ts'
import type { Promised } from './use-overview.ts'

interface Props {
  promised: Promised[]
  leading: string | undefined
  onChoose: (theme: string) => void
}

/** The county's promises, each with its figure and state; the leading one fills the map. */
export function ThemeList({ promised, leading, onChoose }: Props) {
  const { t } = useWords()
  return (
    <nav className="themes card" aria-label={t('themes')}>
      <ul>
        {promised.map((one) => (
          <li key={one.theme.id}>
            <Item one={one} leading={one.theme.id === leading} onChoose={() => onChoose(one.theme.id)} />
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
