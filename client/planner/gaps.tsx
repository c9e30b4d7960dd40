import type { Geometry } from 'geojson'
import type { Need } from '#data/model/coverage.ts'
import type { Reach } from '../api/plan-queries.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import { gapKey } from './use-laid.ts'

interface Props {
  gaps: Reach['uncovered']['ground']['features']
  need: Need
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  chosen: string | null
}

/** Ground that is not reached on foot: first where most of those who need it live, then the largest. */
export function Gaps({ gaps, need, onPoint, onGo, chosen }: Props) {
  const { t, lang, measured } = useWords()
  const ground = (km2: number) => `${formatNumber(km2, km2 < 0.1 ? 3 : 2, lang)}\u00a0km²`
  // weighed by its own size, ground needs no second number
  const weighed = need.weight !== undefined
  const told = weighed ? gaps.filter(({ properties }) => properties.weight > 0 || gapKey(properties) === chosen) : gaps
  return (
    <section className="gaps" aria-labelledby="gaps-title">
      <h3 id="gaps-title">{t('gaps')}</h3>
      {gaps.length === 0 ? (
        <p className="notice quiet">{t('noGaps')}</p>
      ) : (
        <FewRows
          rows={told}
          keyOf={({ properties }) => gapKey(properties)}
          chosen={chosen}
          tell={({ properties: { order, areaName } }) => `${order}. ${areaName}`}
          amount={({ properties: { weight, km2 } }) =>
            weighed ? `${measured(formatAmount(weight, lang), need.unit)} · ${ground(km2)}` : ground(km2)
          }
          onPoint={(gap) => onPoint(gap?.geometry ?? null)}
          onGo={({ geometry }) => onGo(geometry)}
        />
      )}
      {told.length < gaps.length && <p className="second">{t('gapsEmpty', { n: gaps.length - told.length })}</p>}
    </section>
  )
}
