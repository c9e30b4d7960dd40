import { isDay, today } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import { SearchBox } from '../finding/search-box.tsx'
import { useWords } from '../i18n/index.ts'
import { type PageName, pagePaths } from '../scene/page.ts'
import { emptyScene, type Lang, printScene, type Skin } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Switch } from '../ui/switch.tsx'
import { SampleBadge } from './sample-badge.tsx'

const pageNames = ['overview', 'plan', 'displays'] as const
const pageWords = { overview: 'pageOverview', plan: 'pagePlan', displays: 'pageDisplays' } as const

interface Props {
  page: PageName
  health: Health | undefined
  themes: Theme[] | undefined
}

/** The county's name, the day looked at, and how the page looks and speaks. */
export function Header({ page, health, themes }: Props) {
  const { t, lang } = useWords()
  const { scene, choose } = useScene()
  // what another page understands goes along
  const { theme, area, level, at, skin } = scene
  const county = health?.county?.name
  // the server's: a page may be left open over midnight, and a client's clock be wrong
  const now = health?.today ?? today()
  // on a page without a map there is nothing to find, and no day to look at
  const mapped = page !== 'displays'
  return (
    <header className="top">
      <span className="seal" lang="zh-CN" aria-hidden="true">
        {t('seal')}
      </span>
      <h1>{county ? t('appTitle', { county }) : t('product')}</h1>
      {health?.sample && <SampleBadge />}
      <nav className="pages" aria-label={t('pages')}>
        {pageNames.map((name) => (
          <a
            key={name}
            href={pagePaths[name] + printScene({ ...emptyScene, theme, area, level, at, skin, lang: scene.lang })}
            aria-current={name === page ? 'page' : undefined}
          >
            {t(pageWords[name])}
          </a>
        ))}
      </nav>
      <div className="controls">
        {mapped && <SearchBox themeOf={(collection) => themes?.find(draws(collection))?.id} />}
        {mapped && scene.at && (
          <button type="button" className="link" onClick={() => choose({ at: null })}>
            {t('backToToday')}
          </button>
        )}
        {mapped && (
          <label className="date">
            <span className="unseen">{t('date')}</span>
            <input
              type="date"
              lang={lang}
              max={now}
              value={scene.at ?? now}
              onChange={({ target }) => {
                if (isDay(target.value)) choose({ at: target.value === now ? null : target.value })
              }}
            />
          </label>
        )}
        <Switch<Skin>
          name={t('skinName')}
          value={scene.skin}
          options={[
            { value: 'silk', title: t('silk') },
            { value: 'ink', title: t('ink') },
          ]}
          onChange={(skin) => choose({ skin })}
        />
        <Switch<Lang>
          name={t('languageName')}
          value={lang}
          options={[
            { value: 'zh-CN', title: t('langZh'), lang: 'zh-CN' },
            { value: 'en', title: t('langEn'), lang: 'en' },
          ]}
          onChange={(chosen) => choose({ lang: chosen })}
        />
      </div>
    </header>
  )
}

function draws(collection: string) {
  return ({ layers }: Theme) => layers.some((layer) => layer.collection === collection)
}
