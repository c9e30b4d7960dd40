import type { Need } from '#data/model/coverage.ts'
import type { Reach } from '../api/plan-queries.ts'
import { formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Scene } from '../scene/scene.ts'
import { Failed } from '../ui/notice.tsx'
import { groundLeft, unitDifferences } from './differences.ts'
import type { Beside } from './use-beside.ts'
import type { Plan } from './use-plan.ts'

const few = 8

/** What is on the map beside the scenario it is compared with, figure by figure, then unit by unit. */
export function CompareTable({ plan, need, scene, beside }: { plan: Plan; need: Need; scene: Scene; beside: Beside }) {
  const { t, say } = useWords()
  const [here, there] = [plan.told, beside.plan.walk.data]
  const { walk } = beside.plan
  const coming = !here || !there || walk.isPlaceholderData || plan.walk.isPlaceholderData || plan.estimated
  const elsewhere =
    here && there && (here.area !== there.area || here.asOf !== there.asOf || here.metres !== there.metres)
  const alike = beside.plan.need?.id === need.id
  return (
    <section className="compare" aria-labelledby="compare-title" aria-busy={coming}>
      <h3 id="compare-title">{t('compareTitle', { name: beside.name })}</h3>
      {beside.note && <p className="second">{beside.note}</p>}
      {walk.isError && <Failed error={walk.error} retry={() => void walk.refetch()} />}
      {coming && !walk.isError && <p className="notice quiet">{t('reckoning')}</p>}
      {!coming && !alike && (
        <p className="notice quiet">
          {t('compareOtherNeed', { here: say(need.title), there: say(beside.plan.need?.title ?? need.title) })}
        </p>
      )}
      {!coming && alike && elsewhere && <p className="notice quiet">{t('compareElsewhere')}</p>}
      {!coming && alike && (
        <Table need={need} here={here} there={there} scenes={[scene, beside.scene]} name={beside.name} />
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

/** A figure of both, how it is told, and in what. */
interface Line {
  /** What it goes by, where its title is not its own. */
  key?: string
  title: string
  unit: string
  here: number
  there: number
  decimals: number
}

function Table({ need, here, there, scenes: [scene, other], name }: TableProps) {
  const { t, say, lang } = useWords()
  const lines: Line[] = [
    {
      ...of('compareReached', 100 * (here.covered.share ?? 0), 100 * (there.covered.share ?? 0)),
      unit: '%',
      decimals: 1,
    },
    {
      ...of('compareLeft', here.uncovered.weight, there.uncovered.weight),
      unit: say(need.unit),
      decimals: [here, there].every(({ uncovered }) => Number.isInteger(uncovered.weight)) ? 0 : 2,
    },
    { ...of('compareGround', groundLeft(here), groundLeft(there)), unit: 'km²', decimals: 2 },
    { ...of('compareMetres', here.metres, there.metres), unit: 'm' },
    of('compareSites', scene.sites.length, other.sites.length),
    of('compareWithout', scene.without.length, other.without.length),
  ]
  const units = here.area === there.area ? unitDifferences(here, there) : []
  const first = units.slice(0, few)
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
      <tbody>{lines.map(row)}</tbody>
      {units.length > 0 && (
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {units.length > few ? t('compareUnitsFirst', { few, n: units.length }) : t('compareUnits')}
            </th>
          </tr>
          {first.map(({ area, name, here, there }) =>
            row({ key: area, title: name, unit: '', here, there, decimals: 2 }),
          )}
        </tbody>
      )}
    </table>
  )

  function of(
    title: 'compareReached' | 'compareLeft' | 'compareGround' | 'compareMetres' | 'compareSites' | 'compareWithout',
    here: number,
    there: number,
  ): Line {
    return { title: t(title), unit: '', here, there, decimals: 0 }
  }

  function row({ key, title, unit, here, there, decimals }: Line) {
    const tell = (value: number) => formatNumber(value, decimals, lang)
    return (
      <tr key={key ?? title}>
        <th scope="row">{unit ? t('compareIn', { title, unit }) : title}</th>
        <td>{tell(here)}</td>
        <td>{tell(there)}</td>
        <td>{signed(asShown(here, decimals) - asShown(there, decimals), tell)}</td>
      </tr>
    )
  }
}

/** A difference is that of the numbers beside it, as they are read. */
function asShown(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

/** With its sign; what shows as nothing has none. */
function signed(value: number, tell: (value: number) => string): string {
  const told = tell(Math.abs(value))
  if (told === tell(0)) return '—'
  return `${value > 0 ? '+' : '−'}${told}`
}
