import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { addDays, daysBetween } from '#data/model/day.ts'
import type { Figure, Indicator } from '#data/model/indicator.ts'
import { Behind, type Late, Movers, spans } from '#data/model/standing.ts'
import { figureValue, gapOf } from '#data/model/status.ts'
import type { Queryable } from '../database/database.ts'
import { answersJson } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { LanguageQuery, languageOf } from '../http/language.ts'
import { Area, Day, IndicatorId } from '../http/parameters.ts'
import type { Site } from '../site.ts'
import type { FigureBook } from './figure-book.ts'
import { findArea, findIndicator } from './find.ts'
import { answerersOf, lastRecord, recordsOf, type Short, shortfallOf } from './standing-queries.ts'

/** How many of each are told, unless said. */
const usual = 10
const level = 'township'

const strict = { additionalProperties: false }
const Params = Type.Object({ indicator: IndicatorId })
const Limit = Type.Optional(
  Type.String({
    pattern: '^[1-9][0-9]{0,2}$',
    description: `至多列几个，不写即 ${usual} · how many at most; ${usual} where left out`,
  }),
)
const BehindQuery = Type.Object(
  { area: Type.Optional(Area), at: Type.Optional(Day), limit: Limit, ...LanguageQuery },
  strict,
)
const MoversQuery = Type.Object({ at: Type.Optional(Day), limit: Limit, ...LanguageQuery }, strict)

/** Who is behind and since when, and what has changed: what a wall tells beside the figures. */
export async function standingRoutes(app: FastifyInstance, site: Site, book: FigureBook): Promise<void> {
  const tags = ['indicators']

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof BehindQuery> }>(
    '/api/indicators/:indicator/behind',
    {
      schema: {
        tags,
        summary:
          '谁落后：单位和事物，从何时起，由谁负责 · who is behind: units and things, since when, and who answers',
        params: Params,
        querystring: BehindQuery,
        response: answersJson(Behind),
      },
    },
    async (request, reply): Promise<Behind> => {
      const indicator = findIndicator(site, request.params.indicator)
      const { area: key, at } = request.query
      const limit = Number(request.query.limit ?? usual)
      const day = dayOf(at, 'at')
      const language = languageOf(request)
      const database = site.database().reader('analysis', request.signal)
      const one = key === undefined ? undefined : await findArea(database, key, day)
      const { table } = await book.tableOf(database, indicator, { level, one, day, language })
      const late = table.rows
        .filter(({ status }) => status === 'behind')
        .sort((a, b) => (b.gap ?? 0) - (a.gap ?? 0) || a.area.localeCompare(b.area))
      const named = late.slice(0, limit)
      const keys = named.map(({ area }) => area)
      const { answers } = site.catalogue.themes.find((theme) => theme.answers !== undefined) ?? {}
      const whose = await answerersOf(database, answers, keys, day, language)
      const since = sinceOf(indicator, named, await recordsOf(database, indicator, keys, day))
      const things =
        indicator.shortfall === undefined
          ? []
          : await shortfallOf(database, indicator, answers, one?.within, day, language, limit)
      reply.header('cache-control', 'no-cache')
      return {
        indicator: indicator.id,
        asOf: day,
        units: {
          of: late.length,
          rows: named.map((figure) => unitLate(figure, since.get(figure.area), whose.get(figure.area), day)),
        },
        what: indicator.shortfall?.[language] ?? null,
        things: { of: things[0]?.of ?? 0, rows: things.map((thing) => thingLate(thing, day)) },
      }
    },
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof MoversQuery> }>(
    '/api/indicators/:indicator/movers',
    {
      schema: {
        tags,
        summary: '一天、一周、一月里变化最大的单位 · the units that changed most in a day, a week and a month',
        params: Params,
        querystring: MoversQuery,
        response: answersJson(Movers),
      },
    },
    async (request, reply): Promise<Movers> => {
      const indicator = findIndicator(site, request.params.indicator)
      const day = dayOf(request.query.at, 'at')
      const database = site.database().reader('analysis', request.signal)
      const asked = { level, one: undefined, day, language: languageOf(request) } as const
      const { table } = await book.tableOf(database, indicator, asked)
      const limit = Number(request.query.limit ?? usual)
      const told: Movers['spans'] = []
      for (const span of Object.keys(spans) as (keyof typeof spans)[]) {
        told.push({ span, ...(await moved(database, indicator, table.rows, day, spans[span], limit)) })
      }
      reply.header('cache-control', 'no-cache')
      return { indicator: indicator.id, asOf: day, spans: told }
    },
  )
}

type Record = { area: string; day: string; numerator: number; denominator: number }

/** Since when each unit has fallen short without a break, as far as is on record. */
function sinceOf(indicator: Indicator, figures: readonly Figure[], records: readonly Record[]) {
  return new Map(
    figures.map(({ area, target }) => {
      const days = records.filter((record) => record.area === area)
      const met = days.findLastIndex((record) => {
        const value = figureValue(indicator, record)
        return value !== null && target !== null && gapOf(indicator, value, target) === 0
      })
      const first = days[met + 1]?.day
      return [area, first === undefined ? undefined : { day: first, longer: met < 0 }] as const
    }),
  )
}

function unitLate(
  { area, name, value, target, missing }: Figure,
  since: { day: string; longer: boolean } | undefined,
  who: string | undefined,
  day: string,
): Late {
  return {
    ...{ area, areaName: name, name, says: null, thing: null, value, target, missing },
    since: since?.day ?? null,
    longer: since?.longer ?? false,
    days: since ? daysBetween(since.day, day) : null,
    who: who ?? null,
  }
}

function thingLate({ collection, fid, name, says, since, area, areaName, who }: Short, day: string): Late {
  return {
    ...{ area, areaName, name, says, since, who, value: null, target: null, missing: null },
    longer: false,
    days: since === null ? null : daysBetween(since, day),
    thing: { collection, fid },
  }
}

/** What changed since the last recorded day that is so long ago, but not twice as long. */
async function moved(
  database: Queryable,
  indicator: Indicator,
  now: readonly Figure[],
  day: string,
  ago: number,
  most: number,
): Promise<Omit<Movers['spans'][number], 'span'>> {
  const records = await lastRecord(database, indicator, level, addDays(day, -2 * ago), addDays(day, -ago))
  const before = new Map(records.map((record) => [record.area, figureValue(indicator, record)]))
  const rows = now.flatMap(({ area, name, value }) => {
    const was = before.get(area) ?? null
    if (was === null || value === null) return []
    const change = value - was
    // the last bits of a sum are no change
    if (Math.abs(change) <= 1e-9 * Math.max(1, Math.abs(value))) return []
    return [{ area, name, before: was, value, change, better: change > 0 === (indicator.better === 'more') }]
  })
  rows.sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.area.localeCompare(b.area))
  return { since: records[0]?.day ?? null, rows: rows.slice(0, most) }
}
