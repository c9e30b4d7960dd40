import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Job, SitingQuestion, SitingTerms } from '#data/model/siting.ts'
import { understand } from '../coverage/ask.ts'
import { needsGround } from '../coverage/cover.ts'
import type { CoverageMaker } from '../coverage/coverage-maker.ts'
import type { Queryable } from '../database/database.ts'
import { numbersOf } from '../features/collections.ts'
import { answersJson, okay } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { LanguageQuery, languageOf } from '../http/language.ts'
import { whenLeft } from '../http/leaving.ts'
import { ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { Jobs } from './jobs.ts'
import { fault, layerOf } from './layers.ts'
import { type AskedSites, orderOf } from './prepare.ts'
import { mustAllBeSound, termsInWords } from './terms.ts'

const tags = ['siting']
const byId = Type.Object({ job: Type.String({ maxLength: 100, description: '任务的编号 · a job’s id' }) })

/** Where new sites are to go: worked on after it was asked for, and asked about meanwhile. */
export async function sitingRoutes(app: FastifyInstance, site: Site, maker: CoverageMaker): Promise<void> {
  const jobs = new Jobs((error) => app.log.error(error))
  app.addHook('onClose', async () => jobs.close())

  app.post<{ Body: SitingQuestion }>(
    '/api/siting',
    {
      schema: {
        tags,
        summary: '新点放在哪里最好 · where new sites are best',
        querystring: Type.Object(LanguageQuery, { additionalProperties: false }),
        body: SitingQuestion,
        response: {
          202: {
            description: okay,
            headers: { location: { type: 'string', description: '到哪里问 · where to ask how it is' } },
            content: { 'application/json': { schema: Job } },
          },
        },
      },
    },
    async (request, reply) => {
      const database = site.database().reader('analysis', whenLeft(reply))
      const asked = await understandSites(site, database, request.body)
      const job = jobs.add(orderOf(site, maker, asked, languageOf(request)))
      return reply.code(202).header('location', `/api/jobs/${job.id}`).header('cache-control', 'no-store').send(job)
    },
  )

  app.post<{ Body: SitingTerms }>(
    '/api/siting/terms',
    {
      schema: {
        tags,
        summary: '新点是按什么条件推荐的，逐句 · on what terms sites are proposed, sentence by sentence',
        querystring: Type.Object(LanguageQuery, { additionalProperties: false }),
        body: SitingTerms,
        response: answersJson(Type.Object({ assumptions: Type.Array(Type.String()) })),
      },
    },
    async (request, reply) => {
      const database = site.database().reader('analysis', whenLeft(reply))
      const day = dayOf(undefined, 'at')
      const assumptions = await termsInWords(site, database, request.body, day, languageOf(request))
      reply.header('cache-control', 'no-store')
      return { assumptions }
    },
  )

  app.get<{ Params: { job: string } }>(
    '/api/jobs/:job',
    { schema: { tags, summary: '算到哪里了 · how far it is', params: byId, response: answersJson(Job) } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return found(jobs.look(request.params.job), request.params.job)
    },
  )

  app.delete<{ Params: { job: string } }>(
    '/api/jobs/:job',
    {
      schema: {
        tags,
        summary: '停下，留住已有的最好结果 · stop it, and keep the best so far',
        params: byId,
        response: answersJson(Job),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return found(jobs.stop(request.params.job), request.params.job)
    },
  )
}

function found(job: Job | undefined, id: string): Job {
  if (job) return job
  throw new ProblemError(404, `There is no job ${JSON.stringify(id)}, or it was finished long ago.`)
}

/** @throws {ProblemError} 400 where something does not go together, or there is no such layer */
async function understandSites(site: Site, database: Queryable, question: SitingQuestion): Promise<AskedSites> {
  const { goal, count, share, level, candidates, cost, budget, ...rest } = question
  const { forbidden, forbiddenGround = [], spacing, timeLimitS, ...coverage } = rest
  const asked = await understand(site, database, coverage)
  if (needsGround(asked)) throw fault('demand', 'must be points: sites for ground are not proposed yet')
  if (goal === 'cover-most' && count === undefined && budget === undefined)
    throw fault('count', 'must say how many sites')
  if (budget !== undefined && (cost === undefined || goal !== 'cover-most'))
    throw fault('budget', 'is for cover-most, with a cost')
  if (level !== undefined && goal !== 'meet-density')
    throw fault('level', 'is of meet-density: whose units are each to meet it')
  if (cost !== undefined && goal === 'meet-density')
    throw fault('cost', 'is none of meet-density, which says how many are to stand')
  if (goal === 'cover-share' && share === undefined)
    throw fault('share', 'must say which share is to be covered, from 0 to 1')
  if (goal === 'meet-density' && asked.coverage.density === undefined)
    throw fault('goal', 'is of no theme without a density')
  const chosen = await layerOf(site, 'candidates', candidates)
  const numbers = chosen ? numbersOf(chosen) : []
  if (cost !== undefined && !numbers.some(({ name }) => name === cost)) {
    const known = numbers.map(({ name }) => name).join(', ')
    throw fault(
      'cost',
      chosen ? `must be a property of the candidates: ${known}` : 'is one of candidates out of a layer',
    )
  }
  await mustAllBeSound(database, forbiddenGround, asked.day)
  return {
    question,
    asked,
    candidates: chosen,
    forbidden: { layer: await layerOf(site, 'forbidden', forbidden), drawn: forbiddenGround },
  }
}
