import type { Need } from '#data/model/coverage.ts'
import type { Reach } from '../api/plan-queries.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Scene } from '../scene/scene.ts'
import { groundLeft, unitDifferences } from './differences.ts'
import { useSayings } from './say.ts'
import type { Beside } from './use-beside.ts'
import type { Plan } from './use-plan.ts'

const few = 8

/** What is on the map beside the scenario it is compared with, figure by figure, then unit by unit. */
export function CompareTable({ plan, need, scene, beside }: { plan: Plan; need: Need; scene: Scene; beside: Beside }) {
  const { t, say } = useWords()
  const [here, there] = [plan.told, beside.plan.walk.data]
  const coming = !here || !there || beside.plan.walk.isPlaceholderData
  const alike = beside.plan.need?.id === need.id
  return (
    <section className="compare" aria-labelledby="compare-title" aria-busy={coming}>
      <h3 id="compare-title">{t('compareTitle', { name: beside.scenario.name })}</h3>
      {beside.scenario.note && <p className="second">{beside.scenario.note}</p>}
      {coming && <p className="notice quiet">{t('reckoning')}</p>}
      {!coming && !alike && (
        <p className="notice quiet">
          {t('compareOtherNeed', { here: say(need.title), there: say(beside.plan.need?.title ?? need.title) })}
        </p>
      )}
      {!coming && alike && (
        <Table need={need} here={here} there={there} scenes={[scene, beside.scene]} name={beside.scenario.name} />
      )}
    </section>
  )
}

interface TableProps {
  need: Need
  here: Reach
  there: Reach
  scenes: [Scene, Scene]
  name: string
}

function Table({ need, here, there, scenes: [scene, other], name }: TableProps) {
  const { t, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const km2 = (value: number) => `${formatNumber(value, 2, lang)}\u00a0km²`
  const count = (value: number) => formatAmount(value, lang)
  const points = (value: number) => t('points', { n: formatNumber(100 * value, 1, lang) })
  const lines: [string, number, number, (value: number) => string, (value: number) => string][] = [
    [t('compareReached'), here.covered.share ?? 0, there.covered.share ?? 0, percent, points],
    [t('compareLeft'), here.uncovered.weight, there.uncovered.weight, amount, amount],
    [t('compareGround'), groundLeft(here), groundLeft(there), km2, km2],
    [t('compareMetres'), here.metres, there.metres, count, count],
    [t('compareSites'), scene.sites.length, other.sites.length, count, count],
    [t('compareWithout'), scene.without.length, other.without.length, count, count],
  ]
  const units = unitDifferences(here, there)
  return (
    <table>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('compareHere')}</th>
          <th scope="col">{name}</th>
          <th scope="col">{t('compareBy')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([title, a, b, tell, by]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{tell(a)}</td>
            <td>{tell(b)}</td>
            <td>{signed(a - b, by)}</td>
          </tr>
        ))}
      </tbody>
      {units.length > 0 && (
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {units.length > few ? t('compareUnitsFirst', { few, n: units.length }) : t('compareUnits')}
            </th>
          </tr>
          {units.slice(0, few).map(({ area, name, here, there }) => (
            <tr key={area}>
              <th scope="row">{name}</th>
              <td>{km2(here)}</td>
              <td>{km2(there)}</td>
              <td>{signed(here - there, km2)}</td>
            </tr>
          ))}
        </tbody>
      )}
    </table>
  )
}

/** With its sign; what shows as nothing has none. */
function signed(value: number, tell: (value: number) => string): string {
  const told = tell(Math.abs(value))
  if (told === tell(0)) return '—'
  return `${value > 0 ? '+' : '−'}${told}`
}
