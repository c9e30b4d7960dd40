import type { FastifyInstance } from 'fastify'
import { today } from '#data/model/day.ts'
import { Health } from '#data/model/health.ts'
import { readCounty } from '../county.ts'
import { DatabaseAway } from '../database/database.ts'
import { answersJson } from '../http/answers.ts'
import { ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { version } from '../version.ts'

/** `/api/health`: 503 with the same shape while the county is prepared or the database away. */
export async function healthRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const summary = '是否一切正常 · Whether all is well'
  const schema = { tags: ['health'], summary, response: { ...answersJson(Health), 503: Health } }
  app.get('/api/health', { schema }, async (_request, reply) => {
    const health = await examine(site)
    reply.header('cache-control', 'no-store')
    return reply.code(health.status === 'ok' ? 200 : 503).send(health)
  })
}

async function examine(site: Site): Promise<Health> {
  try {
    const database = site.database()
    const { code, name, ...rest } = await readCounty(database)
    const engine = await database.versions()
    return {
      status: 'ok',
      version,
      today: today(),
      database: { engine: site.engine, ...engine },
      county: { code, name },
      ...rest,
    }
  } catch (error) {
    if (!(error instanceof DatabaseAway || error instanceof ProblemError)) throw error
    return {
      status: error instanceof DatabaseAway ? 'database-away' : 'preparing',
      version,
      today: today(),
      database: { engine: site.engine, version: null, postgis: null },
      county: { code: '', name: '' },
      sample: false,
      plane: null,
      home: null,
      mapApproval: null,
      dataAsOf: null,
      versions: {},
    }
  }
}
