import type { Geometry } from 'geojson'
import type { Indicator } from '#data/model/indicator.ts'
import { useCellRows } from '../api/plan-queries.ts'
import { formatAmount } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { EvidenceRows } from '../overview/evidence-rows.tsx'
import { FewRows } from '../overview/few-rows.tsx'
import { useSayings } from '../overview/say.ts'
import type { Pick } from '../scene/scene.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { Assumptions } from './assumptions.tsx'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  indicator: Indicator
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  chosen: string | null
  onChoose: (cell: string | null) => void
}

/** The cells that fall short, those first that lack most; and what they lack together. */
export function CellsPanel({ plan, indicator, onPoint, onGo, onThing, chosen, onChoose }: Props) {
  const { cells, cellQuery } = plan
  const { t, lang, measured } = useWords()
  const words = useSayings(indicator)
  if (cells.isError && !cells.data) return <Failed error={cells.error} retry={() => void cells.refetch()} />
  if (!cells.data) return <Loading />
  const { features, target, assumptions } = cells.data
  const missing = (cell: (typeof features)[number]) => cell.properties.missing ?? 0
  const one = features.find(({ id }) => String(id) === chosen)
  const short = features.filter((cell) => missing(cell) > 0)
  const sorted = short.toSorted((a, b) => missing(b) - missing(a) || a.properties.value - b.properties.value)
  const all = short.reduce((sum, cell) => sum + missing(cell), 0)
  return (
    <section className="gaps" aria-labelledby="cells-title" aria-busy={cells.isPlaceholderData}>
      <p className="missing">
        {target === null
          ? t('cellsNoTarget')
          : t('cellsShort', { short: short.length, all: features.length, target: words.full(target) })}
      </p>
      {all > 0 && (
        <p className="second">
          {t('cellsMissing', { things: measured(formatAmount(all, lang), indicator.missingUnit) })}
        </p>
      )}
      <h3 id="cells-title">{t('cellsWorst')}</h3>
      {sorted.length === 0 ? (
        <p className="notice quiet">{t('cellsAllMet')}</p>
      ) : (
        <FewRows
          rows={sorted}
          keyOf={({ id }) => String(id)}
          chosen={chosen}
          tell={({ properties: { areaName, numerator, denominator } }) =>
            t('cellHas', {
              area: areaName,
              count: measured(formatAmount(numerator, lang), indicator.numerator.unit),
              ground: measured(formatAmount(denominator, lang), indicator.denominator.unit),
            })
          }
          amount={(cell) => words.missing(missing(cell))}
          onPoint={(cell) => onPoint(cell?.geometry ?? null)}
          onGo={({ id, geometry }) => {
            onChoose(String(id))
            onGo(geometry)
          }}
        />
      )}
      {one && (
        <section className="evidence" aria-label={t('howMade')}>
          <p className="evidence-sum">
            <b>{t('howMade')}</b>
            <span className="sum">
              {t('sum', {
                numerator: measured(formatAmount(one.properties.numerator, lang), indicator.numerator.unit),
                denominator: measured(formatAmount(one.properties.denominator, lang), indicator.denominator.unit),
                value: words.full(one.properties.value),
              })}
            </span>
          </p>
          <CellRows cell={String(one.id)} {...{ cellQuery, indicator, onPoint, onThing }} />
        </section>
      )}
      <Assumptions all={assumptions} />
    </section>
  )
}

type CellRowsProps = Omit<Props, 'plan' | 'onGo' | 'chosen' | 'onChoose'> & {
  cell: string
  cellQuery: Plan['cellQuery']
}

/** The rows that make one cell's density. */
function CellRows({ cell, cellQuery, indicator, onPoint, onThing }: CellRowsProps) {
  const rows = useCellRows(cell, cellQuery, dataLanguage(useWords().lang))
  if (rows.isPending) return <Loading />
  if (rows.isError) return <Failed error={rows.error} retry={() => void rows.refetch()} />
  return (
    <EvidenceRows
      rows={rows.data}
      indicator={indicator}
      onPoint={(row) => onPoint(row?.geometry ?? null)}
      onGo={({ properties: { collection, fid }, geometry }) => onThing({ collection, fid }, geometry)}
    />
  )
}
