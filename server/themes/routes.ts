import type { FastifyInstance } from 'fastify'
import { answersJson } from '../http/answers.ts'
import type { Site } from '../site.ts'

/** The declarations of all themes, from which every screen follows. */
export async function themeRoutes(app: FastifyInstance, { catalogue }: Site): Promise<void> {
  const summary = '各主题的声明：集合、指标、图层 · What each theme declares: collections, indicators, layers'
  const schema = { tags: ['themes'], summary, response: answersJson() }
  app.get('/api/themes', { schema }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return { themes: catalogue.themes }
  })
}
