import { useState } from 'react'
import { largestCell, longestWay } from '#data/model/coverage.ts'
import { useWords } from '../i18n/index.ts'
import { type Tell, tells } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Switch } from '../ui/switch.tsx'
import { OtherNeed } from './other-need.tsx'
import { forgetSteps } from './trial.ts'
import type { Plan, Planned } from './use-plan.ts'
import { Whole } from './whole.tsx'

const tellWords = { reach: 'tellReach', units: 'tellUnits', hexagon: 'tellHexagons', square: 'tellSquares' } as const
/** No need goes by it. */
const other = '-'
const usual = [300, 500, 800] as const

/** What is asked of the ground: for what, for whom, how far; or in cells of which size. */
export function Question({ plan, planned }: { plan: Plan; planned: Planned[] }) {
  const { t, say } = useWords()
  const choose = useScene((store) => store.choose)
  const { theme, tell, need, metres, dense, inCells } = plan
  const km2 = useScene((store) => store.scene.km2)
  const [wanted, setWanted] = useState(false)
  const asksOther = wanted || (need !== undefined && !theme.coverage.needs.includes(need))
  return (
    <div className="question">
      {planned.length > 1 && (
        <label>
          <span>{t('planFor')}</span>
          <select
            value={theme.id}
            onChange={({ target }) => {
              forgetSteps()
              choose({
                theme: target.value,
                need: null,
                weight: null,
                metres: null,
                pick: null,
                sites: [],
                without: [],
                scenario: null,
                beside: null,
              })
            }}
          >
            {planned.map(({ id, title }) => (
              <option key={id} value={id}>
                {say(title)}
              </option>
            ))}
          </select>
        </label>
      )}
      {dense && (
        <Switch<Tell>
          name={t('tellName')}
          value={tell}
          options={tells.map((value) => ({ value, title: t(tellWords[value]) }))}
          onChange={(chosen) => choose({ tell: chosen })}
        />
      )}
      {tell === 'reach' && (
        <>
          <div className="asked">
            <span>{t('planNeed')}</span>
            <Switch
              name={t('planNeed')}
              value={asksOther || !need ? other : need.id}
              options={[
                ...theme.coverage.needs.map(({ id, title }) => ({ value: id, title: say(title) })),
                { value: other, title: t('planNeedOther') },
              ]}
              onChange={(id) => {
                setWanted(id === other)
                if (id !== other) choose({ need: id, weight: null })
              }}
            />
          </div>
          {asksOther && <OtherNeed need={need} />}
          <div className="asked">
            <Whole
              title={t('planMetres')}
              unit="m"
              value={metres}
              most={longestWay}
              step={50}
              onChange={(value) => choose({ metres: value })}
            />
            <Switch
              name={t('planUsual')}
              value={String(metres)}
              options={usual.map((value) => ({ value: String(value), title: String(value) }))}
              onChange={(value) => choose({ metres: Number(value) })}
            />
          </div>
        </>
      )}
      {inCells && (
        <div className="asked">
          <Whole
            title={t('planCell')}
            unit="km²"
            value={km2}
            most={largestCell}
            step={1}
            onChange={(value) => choose({ km2: value })}
          />
        </div>
      )}
    </div>
  )
}
