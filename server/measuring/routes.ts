import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Indicator } from '#data/model/indicator.ts'
import { Measured, MeasureQuestion } from '#data/model/measure.ts'
import { answersJson, geoJson } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { LanguageQuery, languageOf } from '../http/language.ts'
import { whenLeft } from '../http/leaving.ts'
import { IndicatorId } from '../http/parameters.ts'
import { notFound } from '../http/problem.ts'
import { figureOf } from '../indicators/figures.ts'
import { targetsOn } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { type Placings, rowsWithin, sizeOf, sumsWithin } from './queries.ts'
import { mustBeSound, unsound } from './sound.ts'

const strict = { additionalProperties: false }
const RowsQuery = Type.Object({ indicator: IndicatorId, ...LanguageQuery }, strict)

/** What is drawn on the map, measured in the county's plane, with the figures of the ground it bounds. */
export async function measuringRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['measuring']

  app.post<{ Body: MeasureQuestion }>(
    '/api/measure',
    {
      schema: {
        tags,
        summary: '画出的线多长、地多大，地上各项承诺怎样 · how long a way is, how large ground, and its figures',
        querystring: Type.Object(LanguageQuery, strict),
        body: MeasureQuestion,
        response: answersJson(Measured),
      },
    },
    async (request, reply): Promise<Measured> => {
      const { geometry, at } = request.body
      const day = dayOf(at, 'at')
      const language = languageOf(request)
      const database = site.database().reader('analysis', whenLeft(reply))
      await mustBeSound(database, 'geometry', geometry, day)
      const { plane, metres, km2 } = await sizeOf(database, geometry)
      const figures: Measured['figures'] = []
      const placings = placingsOf(site)
      for (const theme of geometry.type === 'Polygon' ? site.catalogue.themes : []) {
        for (const indicator of theme.indicators) {
          const { rows, ...sums } = await sumsWithin(database, indicator, geometry, day, placings)
          // what was drawn is no unit: no target is its own
          const unit = { ...sums, fid: -1, key: '', name: '' }
          const targets = await targetsOn(database, indicator.id, day)
          const figure = figureOf(indicator, unit, targets, undefined, day, language)
          const { numerator, denominator, value, target, missing, status } = figure
          figures.push({
            theme: theme.id,
            indicator: indicator.id,
            title: indicator.title[language],
            unit: indicator.unit[language],
            rows,
            ...{ numerator, denominator, value, target, missing, status },
          })
        }
      }
      reply.header('cache-control', 'no-store')
      return { asOf: day, plane, metres, km2: geometry.type === 'Polygon' ? km2 : null, figures }
    },
  )

  app.post<{ Body: MeasureQuestion; Querystring: Static<typeof RowsQuery> }>(
    '/api/measure/rows',
    {
      schema: {
        tags,
        summary: '画出的地上，一个数由哪些行相加而成 · the rows that make a figure of drawn ground',
        querystring: RowsQuery,
        body: MeasureQuestion,
        response: geoJson.features(),
      },
    },
    async (request, reply) => {
      const { geometry, at } = request.body
      const day = dayOf(at, 'at')
      const indicator = indicatorOf(site, request.query.indicator)
      const database = site.database().reader('analysis', whenLeft(reply))
      await mustBeSound(database, 'geometry', geometry, day)
      if (geometry.type !== 'Polygon') throw unsound('geometry', 'must be ground: a way has no figures')
      const rows = await rowsWithin(database, indicator, geometry, day, placingsOf(site), languageOf(request))
      reply.header('cache-control', 'no-store').type('application/geo+json; charset=utf-8')
      return reply.send(`{"type":"FeatureCollection","asOf":"${day}","features":[${rows.join(',\n')}]}`)
    },
  )
}

function indicatorOf({ catalogue }: Site, id: string): Indicator {
  const indicator = catalogue.indicators.get(id)
  if (indicator === undefined) throw notFound('indicator', id, catalogue.indicators.keys())
  return indicator
}

function placingsOf({ catalogue }: Site): Placings {
  const all = [...catalogue.collections.values()]
  const placed = (placing: string) => all.filter((one) => one.placing === placing).map(({ id }) => id)
  return { cut: placed('cut'), most: placed('most') }
}
