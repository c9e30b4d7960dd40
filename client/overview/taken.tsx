import type { RefObject } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Theme } from '#data/model/theme.ts'
import { formatMoment } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import type { Raised } from '../map/raised.ts'
import type { Ramp } from '../map/ramp.ts'
import type { Facts } from '../taking/sheet.tsx'
import { TakeAlong } from '../taking/take-along.tsx'
import { Legend } from './legend.tsx'
import { ordered } from './promise.ts'
import { RaisedKey } from './raised-key.tsx'
import { shortWord, useSayings } from './say.ts'
import type { Comparison } from './use-comparison.ts'
import { isUnknown, type Overview, type Promised, shownFigure } from './use-overview.ts'

interface Props {
  overview: Overview
  leading: Promised
  comparison: Comparison | null
  health: Health
  ramp: Ramp | null
  raised: Raised | null
  under: readonly Theme[]
  controller: RefObject<MapController | null>
  /** Whether other pages may show this one within them. */
  embeds: boolean
}

/** What of the overview is taken along: its words, its legend, and the addresses of its data. */
export function TakenOverview(given: Props) {
  const { overview, leading, comparison, health, ramp, raised, under, controller, embeds } = given
  const spoken = useWords()
  const { t, say, lang } = spoken
  const { theme, indicator } = leading
  const words = useSayings(indicator)
  const { scene, table, head, county } = overview
  const figure = shownFigure(overview)
  const change = comparison && figure && (comparison.changes.get(figure.area) ?? comparison.county)
  const facts: Facts | null =
    (figure &&
      head?.data &&
      !comparison?.pending && {
        title: [...new Set([county?.name ?? health.county?.name ?? '', figure.name, say(indicator.title)])].join(' '),
        day: comparison ? t('fromTo', { from: comparison.since, to: comparison.day }) : head.data.asOf,
        sample: health.sample,
        promise: [
          words.full(figure.value),
          t(figure.status),
          figure.target === null ? '' : `${t('target')} ${words.target(figure.target)}`,
          words.missing(figure.missing),
          change ? `${t('comparedWith', { day: comparison.since })} ${words.change(change.by)}` : '',
        ].filter(Boolean),
        source: t('takeSource', { source: head.data.source }),
        age: health.dataAsOf ? t('dataAge', { time: formatMoment(health.dataAsOf, lang) }) : t('dataAgeUnknown'),
        approval: health.mapApproval ? t('mapApproval', { number: health.mapApproval }) : t('mapApprovalNone'),
        tables: [
          {
            title: '',
            headings: [
              t('takeUnit'),
              say(indicator.title),
              t('target'),
              t('takeState'),
              t('takeShort'),
              ...(comparison ? [t('takeChange')] : []),
            ],
            rows: ordered(table.data?.rows ?? [], 'gap', indicator.better, lang).map((row) => [
              row.name,
              words.full(row.value),
              row.target === null ? '' : words.target(row.target),
              t(row.status),
              shortWord(row, indicator, spoken),
              ...(comparison ? [words.change(comparison.changes.get(row.area)?.by ?? null)] : []),
            ]),
          },
        ],
        assumptions: [],
      }) ||
    null
  const language = dataLanguage(lang)
  const query = (params: Record<string, string | null>) => {
    const given = Object.entries(params).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
    return new URLSearchParams([...given, ['lang', language]])
  }
  const path = `/api/indicators/${indicator.id}`
  // of the things those of the area that is chosen, though others may run it: what one looks at
  const area = isUnknown(overview) ? null : scene.area
  const areaName = overview.row?.name ?? overview.unit?.properties.name
  const data = [
    {
      title: t('takeRanking'),
      address: `${path}?${query({ level: overview.level, area: overview.level === 'community' ? overview.within : null, at: scene.at })}`,
      formats: ['xlsx', 'csv', 'geojson'] as const,
    },
    {
      title: t('takeRows'),
      address: `${path}/evidence?${query({ area: figure?.area ?? null, at: scene.at })}`,
      formats: ['xlsx', 'csv', 'geojson'] as const,
    },
    ...[theme, ...under]
      .flatMap(({ layers }) => layers)
      .map(({ title, collection }) => ({
        title: area !== null && areaName ? t('takeWithin', { area: areaName, what: say(title) }) : say(title),
        address: `/api/collections/${collection}/items?${query({ limit: '10000', datetime: scene.at, within: area })}`,
        formats: ['xlsx', 'csv', 'geojson'] as const,
      })),
  ]
  const legend = (
    <Legend {...{ theme, under, indicator, ramp, raised, comparison }}>
      <RaisedKey indicator={indicator} raised={raised} />
    </Legend>
  )
  return <TakeAlong {...{ controller, facts, legend, data }} plane={health.plane} embeds={embeds} />
}
