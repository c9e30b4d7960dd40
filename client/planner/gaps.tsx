import { booleanPointInPolygon } from '@turf/turf'
import type { Geometry } from 'geojson'
import { useState } from 'react'
import { isGround } from '#data/model/coverage.ts'
import type { Reach } from '../api/plan-queries.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import { type By, ByUnit } from './by-unit.tsx'
import { left, ReachRows, type RowsProps } from './reach-rows.tsx'
import { gapKey } from './use-laid.ts'
import type { Plan } from './use-plan.ts'

type Gap = Reach['uncovered']['ground']['features'][number]

interface Props extends Pick<RowsProps, 'need' | 'onPoint' | 'onThing'> {
  gaps: Gap[]
  plan: Plan
  onGo: (geometry: Geometry) => void
  chosen: string | null
  onChoose: (gap: string | null) => void
}

/** Ground that is not reached on foot: first where most of those who need it live, then the largest. */
export function Gaps({ gaps, plan, need, onPoint, onGo, onThing, chosen, onChoose }: Props) {
  const { t, lang, measured } = useWords()
  const ground = (km2: number) => `${formatNumber(km2, km2 < 0.1 ? 3 : 2, lang)}\u00a0km²`
  // weighed by its own size, ground needs no second number
  const weighed = !isGround(plan.theme.coverage, need)
  const told = weighed ? gaps.filter(({ properties }) => properties.weight > 0 || gapKey(properties) === chosen) : gaps
  const size = ({ weight, km2 }: Pick<Gap['properties'], 'weight' | 'km2'>) =>
    weighed ? `${measured(formatAmount(weight, lang), need.unit)} · ${ground(km2)}` : ground(km2)
  const one = gaps.find(({ properties }) => gapKey(properties) === chosen)
  const units = unitsOf(gaps).filter(({ weight }) => !weighed || weight > 0)
  const [wanted, setWanted] = useState<{ by: By; chosen: string | null }>({ by: 'each', chosen })
  // what is chosen on the map afterwards is a piece
  const by = units.length > 1 && wanted.chosen === chosen ? wanted.by : 'each'
  return (
    <section className="gaps" aria-labelledby="gaps-title">
      <h3 id="gaps-title">{t('gaps')}</h3>
      {units.length > 1 && <ByUnit each={t('gapsByPiece')} value={by} onChange={(by) => setWanted({ by, chosen })} />}
      {gaps.length === 0 && <p className="notice quiet">{t('noGaps')}</p>}
      {gaps.length > 0 && by === 'each' && (
        <>
          <FewRows
            rows={told}
            keyOf={({ properties }) => gapKey(properties)}
            chosen={chosen}
            tell={({ properties: { order, areaName } }) => `${order}. ${areaName}`}
            amount={({ properties }) => size(properties)}
            onPoint={(gap) => onPoint(gap?.geometry ?? null)}
            onGo={({ geometry, properties }) => {
              onChoose(gapKey(properties))
              onGo(geometry)
            }}
          />
          {told.length < gaps.length && <p className="second">{t('gapsEmpty', { n: gaps.length - told.length })}</p>}
        </>
      )}
      {weighed && by === 'each' && one && plan.question && (
        <section className="evidence" aria-label={t('gapWho')}>
          <p>
            <b>{t('gapWho')}</b> <span className="second">{one.properties.areaName}</span>
          </p>
          <ReachRows
            question={plan.question.walk}
            offers={plan.told?.offers}
            {...{ need, onPoint, onThing }}
            only={({ geometry, properties }) => left(properties) > 0 && lies(geometry, one)}
          />
        </section>
      )}
      {by === 'unit' && (
        <FewRows
          rows={units}
          keyOf={({ area }) => area}
          tell={({ areaName }) => areaName}
          amount={size}
          onPoint={(unit) => onPoint(unit?.geometry ?? null)}
          onGo={({ geometry }) => onGo(geometry)}
        />
      )}
    </section>
  )
}

function lies(place: Geometry, { geometry }: Gap): boolean {
  return place.type === 'Point' && booleanPointInPolygon(place, geometry)
}

/** The smallest units with all their ground out of reach, those first where most of those who need it live. */
function unitsOf(gaps: Gap[]) {
  const units = new Map<string, Gap[]>()
  for (const gap of gaps) {
    const { area } = gap.properties
    units.set(area, [...(units.get(area) ?? []), gap])
  }
  return [...units]
    .map(([area, pieces]) => ({
      area,
      areaName: pieces[0]?.properties.areaName ?? '',
      weight: pieces.reduce((all, { properties }) => all + properties.weight, 0),
      km2: pieces.reduce((all, { properties }) => all + properties.km2, 0),
      geometry: { type: 'GeometryCollection' as const, geometries: pieces.map(({ geometry }) => geometry) },
    }))
    .sort((a, b) => b.weight - a.weight || b.km2 - a.km2)
}
