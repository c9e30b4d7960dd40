import type { Health } from '#data/model/health.ts'
import { useWords } from '../i18n/index.ts'
import { printScene } from '../scene/scene.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useSayings } from './say.ts'
import { type Overview, type Promised, shownFigure } from './use-overview.ts'

interface Props {
  overview: Overview
  leading: Promised
  health: Health
}

/** What an embedded map says of itself: whose figure it shows, and the way to the whole page. */
export function EmbedHead({ overview, leading, health }: Props) {
  const { t, say } = useWords()
  const words = useSayings(leading.indicator)
  const figure = shownFigure(overview)
  return (
    <header className="embed-head card">
      <h1>
        {figure?.name ?? health.county?.name} {say(leading.indicator.title)}
      </h1>
      {figure && (
        <p className={`theme-figure state-${figure.status}`}>
          <b>{words.full(figure.value)}</b>
          <StateMark mark={figure.status} />
          {t(figure.status)}
        </p>
      )}
      <p>
        {health.sample && <span className="sample">{t('sample')}</span>}{' '}
        <a className="link" href={printScene({ ...overview.scene, embed: false })} target="_blank" rel="noopener">
          {t('wholePage')}
        </a>
      </p>
    </header>
  )
}
