import type { Indicator } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import { rampFor } from '../map/ramp.ts'
import { LayerKey } from '../overview/legend.tsx'
import { RampKey } from '../overview/ramp-key.tsx'
import type { Overview } from '../overview/use-overview.ts'
import { rampOfCells } from './use-laid.ts'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  indicator: Indicator
  overview: Overview
  /** Whether the map shows sites that are proposed. */
  proposed: boolean
}

/** What the colours of the planner's map mean. */
export function PlanLegend({ plan, indicator, overview, proposed }: Props) {
  const { t, say } = useWords()
  const { tell, inCells, cells, walk, theme } = plan
  const rows = overview.table.data?.rows ?? []
  const ramp = inCells ? cells.data && rampOfCells(cells.data.features) : rows.length > 0 && rampFor(indicator, rows)
  const offered = theme.layers.filter(({ collection }) => collection === theme.coverage.offers.collection)
  // ground of which nothing is known yet is not to be taken for ground that is reached
  if (tell === 'reach' && !walk.data) return null
  return (
    <section className="legend card" aria-label={t('legend')}>
      {tell === 'reach' ? (
        <>
          <p>{say(theme.title)}</p>
          <ul className="keys">
            {proposed && (
              <li>
                <span className="proposed-key" />
                {t('proposalMarked')}
              </li>
            )}
            {overview.scene.barred.length > 0 && (
              <li>
                <span className="laid laid-barred" />
                {t('barredGround')}
              </li>
            )}
            {plan.told && plan.told.tried.features.length > 0 && (
              <li>
                <span className="laid laid-tried" />
                {t('triedReach')}
              </li>
            )}
            {plan.need && plan.told && plan.told.uncovered.places.features.length > 0 && (
              <li>
                <span className="unserved" />
                {t('unserved', { need: say(plan.need.title) })}
              </li>
            )}
            <li>
              <span className="laid laid-unreached" />
              {t('unreached')}
            </li>
            <li>
              <span className="laid laid-unwalked" />
              {t('unwalked')}
            </li>
            <li>
              <span className="laid laid-built" />
              {t('walked')}
            </li>
          </ul>
          {offered.map((layer) => (
            <LayerKey key={layer.collection} layer={layer} theme={theme} titled={false} />
          ))}
        </>
      ) : (
        <>
          <p>
            {say(indicator.title)} <span className="second">{say(indicator.unit)}</span>
          </p>
          {ramp && ramp.by === 'value' && <RampKey {...ramp} />}
          {inCells && cells.data?.target != null && (
            <ul className="keys">
              <li>
                <span className="laid laid-short" />
                {t('cellShort')}
              </li>
            </ul>
          )}
        </>
      )}
    </section>
  )
}
