import i18next from 'i18next'
import { lazy, Suspense, useEffect } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { formatMoment } from './i18n/format.ts'
import { browserLang, useWords } from './i18n/index.ts'
import { ListLink } from './listing/list-link.tsx'
import { Foot } from './overview/foot.tsx'
import { Header } from './overview/header.tsx'
import { OverviewPage } from './overview/page.tsx'
import { useGround } from './overview/use-overview.ts'
import { type PageName, pageAt } from './scene/page.ts'
import { useScene } from './scene/store.ts'
import { Failed } from './ui/notice.tsx'

const pages = {
  overview: OverviewPage,
  plan: lazy(() => import('./planner/page.tsx')),
  displays: lazy(() => import('./displays/page.tsx')),
  control: lazy(() => import('./displays/control.tsx')),
}

/** The page: whatever state the server is in, it says so calmly and keeps the last good data. */
export function App() {
  const { t, lang } = useWords()
  const chosen = useScene((store) => store.scene.lang) ?? browserLang()
  const embed = useScene((store) => store.scene.embed)
  const { health, themes } = useGround()
  useEffect(() => {
    document.documentElement.lang = chosen
    void i18next.changeLanguage(chosen)
  }, [chosen])
  const page = pageAt(location.pathname)
  const Page = pages[page]
  const away = health.isError || health.data?.status === 'database-away'
  return (
    <>
      {!embed && page !== 'control' && (
        <>
          {themes.data && health.data && <SkipLinks page={page} themes={themes.data} />}
          <Header page={page} health={health.data} themes={themes.data} />
        </>
      )}
      {away && (
        <p className="banner" role="status">
          {themes.data
            ? t('offline', { time: formatMoment(new Date(themes.dataUpdatedAt).toISOString(), lang) })
            : t('noServer')}
        </p>
      )}
      {themes.data && health.data ? (
        <Suspense fallback={<main className="still" aria-busy="true" />}>
          <Page themes={themes.data} health={health.data} />
        </Suspense>
      ) : (
        <main className="still" aria-busy={!themes.isError}>
          {themes.isError ? (
            <Failed error={themes.error} retry={() => void themes.refetch()} />
          ) : (
            <Still preparing={health.data?.status === 'preparing'} away={away} />
          )}
        </main>
      )}
      {page !== 'control' && <Foot health={health.data} />}
    </>
  )
}

/** Leads those who go by keys past what they need not pass; there is nothing to lead to before there is a page. */
function SkipLinks({ page, themes }: { page: PageName; themes: Theme[] }) {
  const { t } = useWords()
  return (
    <nav className="skip" aria-label={t('skip')}>
      {page !== 'displays' && <a href="#map">{t('toMap')}</a>}
      {page === 'overview' && <ListLink themes={themes} />}
      {page === 'displays' ? <a href="#programme">{t('toProgramme')}</a> : <a href="#figure">{t('toFigure')}</a>}
      {page === 'overview' && <a href="#ranking">{t('toRanking')}</a>}
    </nav>
  )
}

/** Nothing to show yet, and why. */
function Still({ preparing, away }: { preparing: boolean; away: boolean }) {
  const { t } = useWords()
  return (
    <>
      <p>{preparing ? t('preparing') : away ? t('noServer') : t('loading')}</p>
      {preparing && <p className="second">{t('preparingMore')}</p>}
    </>
  )
}
