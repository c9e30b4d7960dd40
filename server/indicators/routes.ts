import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { levels } from '#data/model/area.ts'
import { addDays } from '#data/model/day.ts'
import { FigureTable, History } from '#data/model/indicator.ts'
import { figureValue } from '#data/model/status.ts'
import { attachment, tableTypes } from '../files/table-file.ts'
import { answers, answersJson, Features, geoJson } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { fileAsked } from '../http/file-asked.ts'
import { FormQuery } from '../http/html.ts'
import { languageOf } from '../http/language.ts'
import { Area, Day, IndicatorId, UnitLevel } from '../http/parameters.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { exampleFigure } from './example.ts'
import { FigureBook } from './figure-book.ts'
import { formulaOf } from './figures.ts'
import { figuresOnGround } from './figures-on-ground.ts'
import { findArea, findIndicator } from './find.ts'
import { groundsOf } from './grounds-queries.ts'
import { historyOf } from './history-queries.ts'
import { areaByKey, countyKey, evidenceRows, shapesOf } from './queries.ts'
import { standingRoutes } from './standing-routes.ts'
import { asTables, evidenceTable, figuresTable, sendTable, TableQuery, tableAsked } from './tables.ts'

const strict = { additionalProperties: false }
const Params = Type.Object({ indicator: IndicatorId })
const FigureQuery = Type.Object(
  {
    level: Type.Optional(UnitLevel),
    area: Type.Optional(Area),
    at: Type.Optional(Day),
    ...TableQuery,
  },
  strict,
)
const EvidenceQuery = Type.Object({ area: Type.Optional(Area), at: Type.Optional(Day), ...TableQuery }, strict)
const HistoryQuery = Type.Object(
  {
    area: Type.Optional(Area),
    from: Type.Optional(
      Type.String({ description: '从哪一天起，不写即 at 之前一年 · the first day; a year before at where left out' }),
    ),
    at: Type.Optional(Day),
    ...FormQuery,
  },
  strict,
)

/** The figures of the county, and the rows that make each. */
export async function indicatorRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['indicators']
  const book = new FigureBook(site)
  const find = (id: string) => findIndicator(site, id)
  await app.register((inner) => standingRoutes(inner, site, book))

  app.get(
    '/api/indicators',
    {
      schema: {
        tags,
        summary: '全部指标 · All indicators',
        querystring: Type.Object(FormQuery, strict),
        response: answersJson(),
      },
    },
    async (request, reply) => {
      const language = languageOf(request)
      reply.header('cache-control', 'no-cache')
      return {
        indicators: site.catalogue.themes.flatMap((theme) =>
          theme.indicators.map((indicator) => ({
            id: indicator.id,
            theme: theme.id,
            title: indicator.title[language],
            unit: indicator.unit[language],
            formula: formulaOf(indicator, language),
            source: indicator.source[language],
          })),
        ),
      }
    },
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof FigureQuery> }>(
    '/api/indicators/:indicator',
    {
      schema: {
        tags,
        summary:
          '每个单位的数，或一个单位里下一级各单位的数 · A figure for every unit in charge, or for those within one',
        params: Params,
        querystring: FigureQuery,
        response: answers({
          'application/json': { schema: FigureTable, example: exampleFigure },
          'application/geo+json': { schema: Features },
          ...asTables,
        }),
      },
    },
    async (request, reply): Promise<FigureTable | FastifyReply> => {
      const indicator = find(request.params.indicator)
      const { area: key, at } = request.query
      const day = dayOf(at, 'at')
      const language = languageOf(request)
      const database = site.database().reader('analysis', request.signal)
      const one = key === undefined ? undefined : await findArea(database, key, day)
      const { level = one?.level ?? 'county' } = request.query
      if (one !== undefined && levels.indexOf(level) < levels.indexOf(one.level)) {
        const detail = `is a ${one.level}: no ${level} lies in it`
        throw new ProblemError(400, `area ${key} ${detail}.`, [{ at: 'querystring/area', detail }])
      }
      const { table, sources } = await book.tableOf(database, indicator, { level, one, day, language })
      reply.headers({ 'cache-control': 'no-cache', vary: 'accept' })
      const type = fileAsked(request, { ...tableTypes, geojson: 'application/geo+json' })
      if (type === undefined) return table
      if (type !== 'geojson') return sendTable(reply, type, figuresTable(indicator, table, sources, language))
      const shapes = await shapesOf(
        database,
        table.rows.map(({ area }) => area),
        day,
      )
      reply.header('content-disposition', attachment(indicator.id, table.title, day, type))
      reply.type('application/geo+json; charset=utf-8')
      return reply.send(JSON.stringify(figuresOnGround(indicator, table, sources, shapes, language)))
    },
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof EvidenceQuery> }>(
    '/api/indicators/:indicator/evidence',
    {
      schema: {
        tags,
        summary: '算出一个数的每一行 · The rows that make a figure',
        params: Params,
        querystring: EvidenceQuery,
        response: geoJson.features(undefined, asTables),
      },
    },
    async (request, reply): Promise<FastifyReply> => {
      const indicator = find(request.params.indicator)
      const day = dayOf(request.query.at, 'at')
      const database = site.database().reader('analysis', request.signal)
      const { area: key } = request.query
      const area = key === undefined ? undefined : await findArea(database, key, day)
      const rows = await evidenceRows(database, indicator, area?.within, day, languageOf(request))
      reply.headers({ 'cache-control': 'no-cache', vary: 'accept' })
      const type = tableAsked(request)
      if (type !== undefined) {
        const { sources } = await groundsOf(database, site.catalogue, indicator, day, false)
        return sendTable(reply, type, evidenceTable(indicator, rows, day, sources, site.catalogue, languageOf(request)))
      }
      reply.type('application/geo+json; charset=utf-8')
      return reply.send(`{"type":"FeatureCollection","asOf":"${day}","features":[${rows.join(',\n')}]}`)
    },
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof HistoryQuery> }>(
    '/api/indicators/:indicator/history',
    {
      schema: {
        tags,
        summary: '一个数的历史 · A figure over time',
        params: Params,
        querystring: HistoryQuery,
        response: answersJson(History),
      },
    },
    async (request, reply): Promise<History> => {
      const indicator = find(request.params.indicator)
      const last = dayOf(request.query.at, 'at')
      const first = request.query.from === undefined ? addDays(last, -365) : dayOf(request.query.from, 'from')
      if (first > last) {
        throw new ProblemError(400, 'from lies after at.', [{ at: 'querystring/from', detail: 'lies after at' }])
      }
      const database = site.database().reader('analysis', request.signal)
      const key = request.query.area ?? (await countyKey(database, last))
      const area = await areaByKey(database, key, last)
      if (area === undefined) throw notFound(`area on ${last}`, key)
      const { recorded, days } = await historyOf(database, indicator, area, first, last)
      reply.header('cache-control', 'no-cache')
      return {
        indicator: indicator.id,
        area: key,
        recorded,
        days: days.map((row) => ({ ...row, value: figureValue(indicator, row) })),
      }
    },
  )
}
