import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { CoverageAnswer, CoverageQuestion } from '#data/model/coverage.ts'
import { answersJson } from '../http/answers.ts'
import { LanguageQuery, languageOf } from '../http/language.ts'
import { whenLeft } from '../http/leaving.ts'
import type { Site } from '../site.ts'
import { answerOf } from './answer.ts'
import { understand } from './ask.ts'
import { cover } from './cover.ts'
import { StreetMaker } from './streets.ts'

/** How far what a theme offers reaches, on foot or as the crow flies, and what is left. */
export async function coverageRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['coverage']
  const streets = new StreetMaker(site)

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
      const database = site.database().reader('analysis', whenLeft(reply))
      const asked = await understand(site, database, request.body)
      reply.header('cache-control', 'no-store')
      return answerOf(asked, await cover(database, streets, asked), languageOf(request))
    },
  )
}
