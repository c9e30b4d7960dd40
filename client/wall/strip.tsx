import type { Display } from '#data/model/display.ts'
import type { Health } from '#data/model/health.ts'
import type { TurnNow } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { formatAge, formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { toldIn } from '../overview/told.ts'
import { parseScene } from '../scene/scene.ts'
import { serverNow } from './use-programme.ts'

interface Props {
  display: Display
  at: TurnNow
  themes: Theme[]
  health: Health
  away: 'live' | 'stale' | 'offline'
  asOf: Date
}

/** How many scenes the strip has room for. */
const most = 5

/** What comes in its turn, how old the data is, and under which number the map was approved. */
export function Strip({ display, at, themes, health, away, asOf }: Props) {
  const { t, say, lang } = useWords()
  const turns = display.programme[at.slot]?.turns.map(({ scene }, turn) => ({ scene, turn })) ?? []
  // of a long programme what is on, and what comes
  const first = turns.length > most ? (at.turn ?? 0) : 0
  const shown = [...turns.slice(first), ...turns.slice(0, first)].slice(0, most)
  const told = (scene: string) => {
    const { indicator } = toldIn(themes, parseScene(scene))
    return indicator ? say(indicator.title) : ''
  }
  const { mapApproval: number } = health
  const [then, now] = [asOf.toISOString(), serverNow()]
  return (
    <footer className="wall-strip">
      <ol>
        {shown.map(({ scene, turn }) => (
          <li key={turn} aria-current={turn === at.turn || undefined}>
            {told(scene)}
          </li>
        ))}
      </ol>
      <p className={away === 'live' ? 'second' : 'state-at-risk'}>
        {away !== 'live' && `${t(away === 'offline' ? 'wallOffline' : 'wallStale')} · `}
        {t('dataAge', { time: formatMoment(then, lang, now) })} · {formatAge(then, lang, now)}
      </p>
      <p className="second">{number ? t('mapApproval', { number }) : t('mapApprovalNone')}</p>
    </footer>
  )
}
