import type { Geometry } from 'geojson'
import type { Indicator } from '#data/model/indicator.ts'
import { formatAmount } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import { useSayings } from '../overview/say.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  indicator: Indicator
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  chosen: string | null
}

/** The cells that fall short, those first that lack most; and what they lack together. */
export function CellsPanel({ plan: { cells }, indicator, onPoint, onGo, chosen }: Props) {
  const { t, lang, measured } = useWords()
  const words = useSayings(indicator)
  if (cells.isError && !cells.data) return <Failed error={cells.error} retry={() => void cells.refetch()} />
  if (!cells.data) return <Loading />
  const { features, target } = cells.data
  const missing = (cell: (typeof features)[number]) => cell.properties.missing ?? 0
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
          onGo={({ geometry }) => onGo(geometry)}
        />
      )}
    </section>
  )
}
