import type { FastifyInstance } from 'fastify'
import type { Site } from '../site.ts'

/** The declarations of all themes, from which every screen follows. */
export async function themeRoutes(app: FastifyInstance, { catalogue }: Site): Promise<void> {
  const schema = { summary: 'What each theme declares: collections, indicators, layers', tags: ['themes'] }
  app.get('/api/themes', { schema }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return { themes: catalogue.themes }
  })
}
