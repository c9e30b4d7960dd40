import type { Geometry } from 'geojson'
import { useRef } from 'react'
import type { EvidenceRow } from '../api/types.ts'
import { useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { ChangePanel } from './change-panel.tsx'
import { Crumbs } from './crumbs.tsx'
import { EvidencePanel } from './evidence.tsx'
import { FigurePanel } from './figure-panel.tsx'
import { Ranking } from './ranking.tsx'
import { ThemeFigures } from './theme-figures.tsx'
import { TrendPanel } from './trend-panel.tsx'
import type { Comparison } from './use-comparison.ts'
import { foreignUnit, isUnknown, type Overview, shownFigure, type UnitLevel } from './use-overview.ts'
import { WorstList } from './worst-list.tsx'

interface Props {
  overview: Overview
  comparison: Comparison | null
  /** Chooses a unit, or the county. */
  onArea: (area: string | null) => void
  onLevel: (level: UnitLevel) => void
  onFigure: (indicator: string | null) => void
  onOpen: (open: boolean) => void
  onPoint: (row: { geometry: Geometry } | null) => void
  /** Goes to a thing on the map, and opens its card. */
  onThing: (pick: Pick, geometry: Geometry) => void
  /** Opens the list that is equal to the map. */
  onList: () => void
}

/** The panel beside the map: whose figure, the promise, its evidence, and all units beside each other. */
export function Side({ overview, comparison, onArea, onLevel, onFigure, onOpen, onPoint, onThing, onList }: Props) {
  const { t, say } = useWords()
  const { scene, leading, head, table, county } = overview
  // As the page opens, what lies below waits for what will stand above it, so that nothing in sight is pushed down.
  const opened = useRef(false)
  opened.current ||= !overview.unmeasured
  if (!leading) {
    return (
      <section className="side" id="figure" tabIndex={-1} aria-label={t('figure')}>
        <h2>{t('noThemes')}</h2>
        <p className="notice quiet">{t('noThemesMore')}</p>
      </section>
    )
  }
  const figure = shownFigure(overview)
  const onGo = ({ properties: { collection, fid }, geometry }: EvidenceRow) => onThing({ collection, fid }, geometry)
  const foreign = foreignUnit(overview.unit)
  const runBy = foreign?.properties.run_by
  return (
    <section className="side" id="figure" tabIndex={-1} aria-label={t('figure')}>
      <Crumbs overview={overview} onArea={onArea} />
      <h2>{say(leading.indicator.title)}</h2>
      {foreign && <p className="foreign">{runBy ? t('notInCharge', { who: runBy }) : t('notInChargeUnknown')}</p>}
      {isUnknown(overview) && <p className="foreign">{t('areaUnknown')}</p>}
      {head?.error && !county && <Failed error={head.error} retry={() => void head.refetch()} />}
      {head?.isPending && <Loading />}
      {head?.data && !figure && !overview.undecided && <NoData day={scene.at} />}
      {figure && head?.data && (
        <FigurePanel
          indicator={leading.indicator}
          figure={figure}
          table={head.data}
          open={scene.evidence}
          onOpen={onOpen}
        />
      )}
      {figure && comparison && (
        <ChangePanel
          key={`${leading.indicator.id} ${figure.area} ${comparison.since}`}
          indicator={leading.indicator}
          figure={figure}
          comparison={comparison}
          at={scene.at}
          onPoint={onPoint}
          onGo={onGo}
        />
      )}
      {figure && head?.data && scene.evidence && (
        <EvidencePanel
          key={`${leading.indicator.id} ${figure.area}`}
          indicator={leading.indicator}
          figure={figure}
          at={scene.at}
          picked={scene.pick}
          onPoint={onPoint}
          onGo={onGo}
        />
      )}
      {figure && head?.data && figure.value !== null && (
        <TrendPanel indicator={leading.indicator} figure={figure} day={head.data.asOf} />
      )}
      {opened.current && scene.area === null && (
        <WorstList
          theme={leading.theme}
          at={scene.at}
          onGo={({ collection, fid, geometry }) => onThing({ collection, fid }, geometry)}
        />
      )}
      {opened.current && (
        <ThemeFigures
          figures={overview.ofTheme}
          leading={leading}
          county={scene.area === null ? null : (county?.name ?? null)}
          onChoose={onFigure}
        />
      )}
      {/* A skip link leads here, whether the units could be had or not. */}
      <div id="ranking" tabIndex={-1}>
        {county && table.isError && !table.data && <Failed error={table.error} retry={() => void table.refetch()} />}
        {county && table.isPending && <Loading />}
        {opened.current && table.data && (
          <Ranking
            overview={overview}
            indicator={leading.indicator}
            table={table.data}
            changes={comparison?.changes ?? null}
            onChoose={onArea}
            onLevel={onLevel}
            onPoint={onPoint}
          />
        )}
      </div>
      {opened.current && leading.theme.layers.length > 0 && (
        <button type="button" className="link to-list" onClick={onList}>
          {t('openListOf', { what: say(leading.theme.title) })} ›
        </button>
      )}
    </section>
  )
}

/** A day on which nothing stood yet, and what to do; today that is to bring data in. */
function NoData({ day }: { day: string | null }) {
  const { t } = useWords()
  const choose = useScene((store) => store.choose)
  if (day === null) return <p className="notice quiet">{t('nothingYet')}</p>
  return (
    <p className="notice quiet">
      {t('nothingOnDay')}{' '}
      <button type="button" className="link" onClick={() => choose({ at: null })}>
        {t('seeToday')}
      </button>
    </p>
  )
}
