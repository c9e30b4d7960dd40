import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { Display, DisplayId } from '#data/model/display.ts'
import { readCounty } from '../county.ts'
import { answersJson } from '../http/answers.ts'
import { FormQuery } from '../http/html.ts'
import { notFound } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { demoDisplay } from './demo.ts'

const Params = Type.Object({ display: DisplayId })
const example: Display = {
  id: 'demo',
  profile: { skin: 'ink', lang: 'zh-CN' },
  programme: [
    {
      days: [1, 2, 3, 4, 5],
      from: '08:00',
      to: '18:00',
      turns: [
        { scene: '?v=1&theme=toilets', seconds: 20 },
        { scene: '?v=1&theme=toilets&area=410122102', seconds: 15 },
      ],
    },
  ],
  now: '2026-11-24T02:00:00.000Z',
}

/** What each display of the wall shows, and the time by which it does. */
export async function wallRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.get<{ Params: Static<typeof Params> }>(
    '/api/displays/:display',
    {
      schema: {
        tags: ['wall'],
        summary: '一块屏的节目单，和服务器的时间 · A display’s programme, and the server’s time',
        params: Params,
        querystring: Type.Object(FormQuery, { additionalProperties: false }),
        response: answersJson(Display, example),
      },
    },
    async (request, reply): Promise<Display> => {
      const { sample } = await readCounty(site.database())
      const { display: id } = request.params
      if (!sample || id !== 'demo') throw notFound('display', id, sample ? ['demo'] : [])
      reply.header('cache-control', 'no-store')
      return { ...demoDisplay(site.catalogue.themes), now: new Date().toISOString() }
    },
  )
}
