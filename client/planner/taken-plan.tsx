import type { RefObject } from 'react'
import { isGround, type Need } from '#data/model/coverage.ts'
import type { Health } from '#data/model/health.ts'
import type { Indicator } from '#data/model/indicator.ts'
import type { SitingTerms } from '#data/model/siting.ts'
import { type ProposedSite, useTerms } from '../api/siting-queries.ts'
import { formatAmount, formatMetres, formatMoment, formatNumber } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { TakenOverview } from '../overview/taken.tsx'
import type { Overview, Promised } from '../overview/use-overview.ts'
import type { Facts, FactTable } from '../taking/sheet.tsx'
import { TakeAlong } from '../taking/take-along.tsx'
import { answerFormats, type Taken } from '../taking/take-data.tsx'
import { PlanLegend } from './plan-legend.tsx'
import { useSayings } from './say.ts'
import { type Plan, planTitle } from './use-plan.ts'
import { workOf } from './work.ts'

interface Props {
  plan: Plan
  overview: Overview
  leading: Promised
  health: Health
  controller: RefObject<MapController | null>
  /** Sites that are proposed and not tried yet. */
  proposed: readonly ProposedSite[]
  /** On what terms sites are proposed, or those that are tried were; none where nobody said any. */
  terms: SitingTerms | null
}

type Answered = Props & { need: Need }

/** How many pieces of ground a report names, the worst first. */
const mostNamed = 20

/** What of the desk is taken along: its words, its legend, and its answers as files. */
export function TakenPlan(props: Props) {
  const { plan, overview, leading, health, controller } = props
  if (plan.tell === 'units')
    return (
      <TakenOverview
        {...{ overview, leading, health, controller }}
        ramp={null}
        raised={null}
        comparison={null}
        under={[]}
        embeds={false}
      />
    )
  return plan.need && <TakenAnswer {...props} need={plan.need} />
}

function TakenAnswer({ plan, overview, leading, health, controller, proposed, terms, need }: Answered) {
  const { t, say, lang } = useWords()
  const { county, unit, scene } = overview
  const { amount, percent } = useSayings(need)
  const tables = useTables(plan, need, proposed, leading.indicator)
  const files = useFiles(plan, need, proposed, terms)
  const onTerms = useTerms(plan.inCells ? null : terms, dataLanguage(lang))
  const { told, cells, inCells, theme } = plan
  const whose = county?.name ?? health.county.name
  const named = [whose, unit?.properties.name ?? '', t(planTitle(plan), { theme: say(theme.title) })]
  const reached = told && [
    `${t('walkedWithin', { metres: formatMetres(told.metres, lang) })} ${percent(told.covered.share)}`,
    `${amount(told.covered.weight)} / ${amount(told.demand.weight)}`,
    t('notWalked', { amount: amount(told.uncovered.weight) }),
    ...(told.tried.features.length > 0 && plan.stands.data
      ? [t('takeStands', { share: percent(plan.stands.data.covered.share) })]
      : []),
  ]
  // where they cannot be said, why not is
  const saidTerms = onTerms.data ?? (onTerms.error ? [onTerms.error.message] : [])
  // the last answer stays while another is worked out, but it is not taken along under the new question's name
  const settled = inCells
    ? cells.data && !cells.isPlaceholderData
    : told && !plan.estimated && !plan.walk.isPlaceholderData && !onTerms.isLoading
  const facts: Facts | null = settled
    ? {
        title: [...new Set(named)].filter(Boolean).join(' '),
        day: scene.at ?? health.today,
        sample: health.sample,
        promise: (inCells ? null : reached) ?? [say(leading.indicator.title)],
        source: t('takeSource', { source: [whose, say(theme.title)].join(' ') }),
        age: health.dataAsOf ? t('dataAge', { time: formatMoment(health.dataAsOf, lang) }) : t('dataAgeUnknown'),
        approval: health.mapApproval ? t('mapApproval', { number: health.mapApproval }) : t('mapApprovalNone'),
        tables,
        assumptions: inCells
          ? (cells.data?.assumptions ?? [])
          : [...(told?.obstacles ?? []), ...(told?.assumptions ?? []), ...saidTerms],
      }
    : null
  const legend = <PlanLegend {...{ plan, overview }} indicator={leading.indicator} proposed={proposed.length > 0} />
  return <TakeAlong {...{ controller, facts, legend }} plane={health.plane} data={files} embeds={false} />
}

/** The tables of a report: the sites, whose work they are, and where it is not reached; or the cells that lack most. */
function useTables(
  plan: Plan,
  need: Need,
  proposed: readonly ProposedSite[],
  { unit, missingUnit }: Indicator,
): FactTable[] {
  const { t, say, lang, measured } = useWords()
  const { amount } = useSayings(need)
  const whole = (count: number) => formatNumber(count, 0, lang)
  const placed = (place: readonly number[]) => place.map((axis) => axis.toFixed(5)).join(', ')
  const { told, cells, inCells, question } = plan
  if (inCells) {
    const worst = (cells.data?.features ?? []).map(({ properties }) => properties).filter(({ missing }) => missing)
    const rows = worst.toSorted((a, b) => (b.missing ?? 0) - (a.missing ?? 0)).slice(0, mostNamed)
    return someOf([
      {
        title: t('takeCells'),
        headings: ['#', t('takePlace'), say(unit), t('takeShort')],
        rows: rows.map(({ areaName, value, missing }, n) => [
          whole(n + 1),
          areaName,
          formatNumber(value, 1, lang),
          measured(whole(missing ?? 0), missingUnit),
        ]),
      },
    ])
  }
  const tried = (told?.tried.features ?? []).map(({ properties }) => properties)
  // what is only proposed is nobody's work yet but where nothing is tried
  const work = workOf<{ township: string | null; adds: number }>(
    tried.length > 0 ? tried : proposed.map(({ properties }) => properties),
  )
  const costly = proposed.some(({ properties }) => properties.cost !== undefined)
  const peopled = !isGround(plan.theme.coverage, need)
  const ground = told?.uncovered.ground.features ?? []
  // ground on which nobody lives is in the file
  const lived = peopled ? ground.filter(({ properties }) => properties.weight > 0) : ground
  const gaps = lived.slice(0, mostNamed)
  return someOf([
    {
      title: t('takeSites'),
      headings: ['#', t('takeUnit'), t('takePlace'), t('takeAdds')],
      rows: tried.map(({ site, township, areaName, adds }) => [
        whole(site + 1),
        [...new Set([township, areaName])].filter(Boolean).join(' ') || t('takeNobody'),
        placed(question?.walk.sites?.[site] ?? []),
        amount(adds),
      ]),
    },
    {
      title: t('takeWork'),
      headings: [t('takeUnit'), t('takeHowMany'), t('takeAdds')],
      rows: work.map(({ township, sites, adds }) => [township ?? t('takeNobody'), whole(sites.length), amount(adds)]),
    },
    {
      title: t('proposalMarked'),
      headings: ['#', t('takeUnit'), t('takePlace'), t('takeAdds'), ...(costly ? [t('takeCost')] : [])],
      rows: proposed.map(({ properties: { order, township, areaName, adds, cost }, geometry }) => [
        whole(order),
        [...new Set([township, areaName])].filter(Boolean).join(' '),
        placed(geometry.coordinates),
        amount(adds),
        ...(costly ? [formatAmount(cost ?? 0, lang)] : []),
      ]),
    },
    {
      title: gaps.length < lived.length ? t('takeGapsOf', { few: gaps.length, all: lived.length }) : t('takeGaps'),
      headings: ['#', t('takeUnit'), t('takeSize'), ...(peopled ? [t('takeThere')] : [])],
      rows: gaps.map(({ properties: { order, areaName, km2, weight } }) => [
        whole(order),
        areaName,
        `${formatNumber(km2, 3, lang)} km²`,
        ...(peopled ? [amount(weight)] : []),
      ]),
    },
  ])
}

function someOf(tables: FactTable[]): FactTable[] {
  return tables.filter(({ rows }) => rows.length > 0)
}

/** The answers of the desk as files. What is proposed goes along as if it were tried. */
function useFiles(plan: Plan, need: Need, proposed: readonly ProposedSite[], terms: SitingTerms | null): Taken[] {
  const { t, say, lang } = useWords()
  const language = dataLanguage(lang)
  const { question, cellQuery } = plan
  if (plan.inCells) {
    const query = new URLSearchParams({ ...cellQuery, lang: language })
    return [
      { title: t('takeCells'), address: `/api/coverage/cells/file?${query}`, formats: answerFormats, anyCrs: true },
    ]
  }
  if (question === null) return []
  const { walk } = question
  const sites = [...(walk.sites ?? []), ...proposed.map(({ geometry }) => geometry.coordinates)]
  const part = (name: string) => `/api/coverage/files?${new URLSearchParams({ part: name, lang: language })}`
  const file = (name: string, title: string, asked: object): Taken => ({
    title,
    address: part(name),
    formats: answerFormats,
    question: asked,
    anyCrs: true,
  })
  return [
    ...(sites.length > 0 ? [file('sites', t('takeSites'), { ...walk, sites, ...(terms ? { terms } : {}) })] : []),
    file('gaps', t('takeGaps'), walk),
    file('rows', t('takeNeeds', { need: say(need.title) }), walk),
  ]
}
