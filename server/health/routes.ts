import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { today } from '#data/model/day.ts'
import { Health } from '#data/model/health.ts'
import type { Indicator } from '#data/model/indicator.ts'
import { readCounty } from '../county.ts'
import { DatabaseAway, type Queryable } from '../database/database.ts'
import { answersJson } from '../http/answers.ts'
import { ProblemError } from '../http/problem.ts'
import { Reads } from '../reads.ts'
import type { Site } from '../site.ts'
import { version } from '../version.ts'

/** `/api/health`: 503 with the same shape while the county is prepared or the database away. */
export async function healthRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const summary = '是否一切正常 · Whether all is well'
  const schema = { tags: ['health'], summary, response: { ...answersJson(Health), 503: Health } }
  const themes = createHash('sha256').update(JSON.stringify(site.catalogue.themes)).digest('hex').slice(0, 12)
  // the functions of a county stay as they were when its server began
  let reads: Reads | undefined
  const readsOf = async (database: Queryable) => {
    reads ??= await Reads.of(database)
    return reads
  }
  app.get('/api/health', { schema }, async (_request, reply) => {
    const health = { ...(await examine(site, readsOf)), themes }
    reply.header('cache-control', 'no-store')
    return reply.code(health.status === 'ok' ? 200 : 503).send(health)
  })
}

async function examine(site: Site, readsOf: (database: Queryable) => Promise<Reads>): Promise<Omit<Health, 'themes'>> {
  try {
    const database = site.database()
    const { code, name, ...rest } = await readCounty(database)
    const reads = await readsOf(database)
    const versionOf = (indicator: Indicator) =>
      reads.ofIndicator(indicator, site.catalogue).reduce((sum, one) => sum + (rest.versions[one] ?? 0), 0)
    const figures = [...site.catalogue.indicators.values()].map((one) => [one.id, versionOf(one)])
    const engine = await database.versions()
    return {
      status: 'ok',
      version,
      today: today(),
      database: { engine: site.engine, ...engine },
      county: { code, name },
      ...rest,
      figures: Object.fromEntries(figures),
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
      figures: {},
    }
  }
}
