import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { CoverageAnswer, CoverageQuestion } from '#data/model/coverage.ts'
import { answersJson, geoJson } from '../http/answers.ts'
import { LanguageQuery, languageOf } from '../http/language.ts'
import { whenLeft } from '../http/leaving.ts'
import type { Site } from '../site.ts'
import { answerOf } from './answer.ts'
import { understand } from './ask.ts'
import { CellQuery, cellsOf, rowsOfCell } from './cells.ts'
import type { CoverageMaker } from './coverage-maker.ts'
import { rowsOfAnswer } from './rows.ts'

const CellParams = Type.Object({
  id: Type.String({
    pattern: '^-?[0-9]{1,9}\\.-?[0-9]{1,9}$',
    description: '格子的编号，见 /coverage/cells · a cell’s id, from /coverage/cells',
    examples: ['536.3578'],
  }),
})

/** How far what a theme offers reaches, on foot or as the crow flies, and what is left. */
export async function coverageRoutes(app: FastifyInstance, site: Site, maker: CoverageMaker): Promise<void> {
  const tags = ['coverage']

  app.post<{ Body: CoverageQuestion }>(
    '/api/coverage',
    {
      schema: {
        tags,
        summary: '步行或直线能到多少，哪里到不了 · what is reached on foot or straight, and what is not',
        querystring: Type.Object(LanguageQuery, { additionalProperties: false }),
        body: CoverageQuestion,
        response: answersJson(CoverageAnswer),
      },
    },
    async (request, reply): Promise<CoverageAnswer> => {
      const left = whenLeft(reply)
      const asked = await understand(site, site.database().reader('analysis', left), request.body)
      const { ground = true } = request.body
      reply.header('cache-control', 'no-store')
      return answerOf(asked, await maker.cover(asked, left, { gaps: ground }), languageOf(request))
    },
  )

  app.post<{ Body: CoverageQuestion }>(
    '/api/coverage/rows',
    {
      schema: {
        tags,
        summary: '覆盖数由哪些行相加而成 · the rows whose sum an answer on coverage is',
        querystring: Type.Object(LanguageQuery, { additionalProperties: false }),
        body: CoverageQuestion,
        response: geoJson.features(),
      },
    },
    async (request, reply) => {
      const left = whenLeft(reply)
      const asked = await understand(site, site.database().reader('analysis', left), request.body)
      const features = rowsOfAnswer(
        asked,
        await maker.cover(asked, left, { inFull: true, shapes: false }),
        languageOf(request),
      )
      reply.header('cache-control', 'no-store').type('application/geo+json; charset=utf-8')
      return { type: 'FeatureCollection', asOf: asked.day, features }
    },
  )

  app.get<{ Querystring: Static<typeof CellQuery> }>(
    '/api/coverage/cells',
    {
      schema: {
        tags,
        summary:
          '每个格子里的密度与缺口 · how many there are to a km² of ground in each cell, and how many are missing',
        querystring: CellQuery,
        response: geoJson.features(),
      },
    },
    async (request, reply) => {
      const database = site.database().reader('analysis', request.signal)
      const answer = await cellsOf(site, database, request.query, languageOf(request))
      reply.header('cache-control', 'no-cache').type('application/geo+json; charset=utf-8')
      return answer
    },
  )

  app.get<{ Params: Static<typeof CellParams>; Querystring: Static<typeof CellQuery> }>(
    '/api/coverage/cells/:id/evidence',
    {
      schema: {
        tags,
        summary: '算出一个格子的密度的每一行 · the rows that make the density of one cell',
        params: CellParams,
        querystring: CellQuery,
        response: geoJson.features(),
      },
    },
    async (request, reply) => {
      const database = site.database().reader('analysis', request.signal)
      const { day, rows } = await rowsOfCell(site, database, request.params.id, request.query, languageOf(request))
      reply.header('cache-control', 'no-cache').type('application/geo+json; charset=utf-8')
      return reply.send(`{"type":"FeatureCollection","asOf":"${day}","features":[${rows.join(',\n')}]}`)
    },
  )
}
