import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { Scenario, ScenarioGiven, Scenarios, scenarioFaults } from '#data/model/scenario.ts'
import { answersJson, made, nothing } from '../http/answers.ts'
import { writesFromHere } from '../http/guests.ts'
import { FormQuery } from '../http/html.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import {
  addScenario,
  changeScenario,
  countToAdd,
  type Kept,
  removeScenario,
  scenarioOf,
  scenarioRows,
} from './queries.ts'
import { underShortId } from './short-id.ts'

const tags = ['scenarios']
/** How many a county keeps, and how many of them are listed. */
const mostKept = 1000
const mostListed = 500
const Query = Type.Object(FormQuery, { additionalProperties: false })
const OneScenario = Type.Object({
  scenario: Type.String({ description: '方案的编号，见 /scenarios · a scenario’s id, from /scenarios' }),
})
type OneScenario = Static<typeof OneScenario>
const example: Scenario = {
  id: 'k7mw2xqd',
  name: '城东补三座公厕',
  note: '先补步行 500 米够不着的小区',
  scene: '?v=1&theme=toilets&sites=114.01,34.72&metres=500',
  created: '2026-11-24T02:00:00.000Z',
  changed: '2026-11-25T07:30:00.000Z',
}

/** The planner's scenarios: scenes under a short id, each with a name and a note. */
export async function scenarioRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.get(
    '/api/scenarios',
    {
      schema: {
        tags,
        summary: `规划方案，新改的在前，至多 ${mostListed} 个 · The planner’s scenarios, the newest change first, at most ${mostListed}`,
        querystring: Query,
        response: answersJson(Scenarios),
      },
    },
    async (request, reply): Promise<Scenarios> => {
      const reader = site.database().reader('items', request.signal)
      reply.header('cache-control', 'no-cache')
      return { scenarios: await scenarioRows(reader, mostListed) }
    },
  )

  app.post<{ Body: ScenarioGiven }>(
    '/api/scenarios',
    {
      schema: {
        tags,
        summary: '存一个规划方案 · Keeps a scenario',
        body: ScenarioGiven,
        response: made(Scenario),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply): Promise<Scenario> => {
      const given = understand(request.body)
      const kept = await site.database().transaction(async (inside) => {
        if ((await countToAdd(inside)) >= mostKept) {
          throw new ProblemError(
            409,
            `This county keeps ${mostKept} scenarios, which is as many as it may; remove one first.`,
          )
        }
        return underShortId((id) => addScenario(inside, id, given))
      })
      reply.code(201).header('location', `/api/scenarios/${kept.id}`).header('cache-control', 'no-store')
      return kept
    },
  )

  app.get<{ Params: OneScenario }>(
    '/api/scenarios/:scenario',
    {
      schema: {
        tags,
        summary: '一个规划方案 · A scenario',
        params: OneScenario,
        querystring: Query,
        response: answersJson(Scenario, example),
      },
    },
    async (request, reply): Promise<Scenario> => {
      const reader = site.database().reader('items', request.signal)
      reply.header('cache-control', 'no-cache')
      return found(request.params, (id) => scenarioOf(reader, id))
    },
  )

  app.put<{ Params: OneScenario; Body: ScenarioGiven }>(
    '/api/scenarios/:scenario',
    {
      schema: {
        tags,
        summary: '改一个规划方案，整个换掉 · Puts another in the place of a scenario',
        params: OneScenario,
        body: ScenarioGiven,
        response: answersJson(Scenario),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply): Promise<Scenario> => {
      const given = understand(request.body)
      reply.header('cache-control', 'no-store')
      return found(request.params, (id) => changeScenario(site.database(), id, given))
    },
  )

  app.delete<{ Params: OneScenario }>(
    '/api/scenarios/:scenario',
    {
      schema: {
        tags,
        summary: '删一个规划方案 · Removes a scenario',
        params: OneScenario,
        response: nothing('已删 · removed'),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply) => {
      await found(request.params, async (id) => (await removeScenario(site.database(), id)) || undefined)
      return reply.code(204).send()
    },
  )
}

/** @throws {ProblemError} 404 where there is none of that id, or it is no id at all */
async function found<Found>(
  { scenario }: OneScenario,
  find: (id: string) => Promise<Found | undefined>,
): Promise<Found> {
  const one = /^[a-z2-9]{8}$/.test(scenario) ? await find(scenario) : undefined
  if (one === undefined) throw notFound('scenario', scenario)
  return one
}

/** @throws {ProblemError} 400 with the place of each fault */
function understand(given: ScenarioGiven): Kept {
  const faults = scenarioFaults(given)
  if (faults.length > 0) {
    throw new ProblemError(
      400,
      faults.map(({ member, detail }) => `${member} ${detail}.`).join(' '),
      faults.map(({ member, detail }) => ({ at: `body/${member}`, detail })),
    )
  }
  const { name, note = '', scene } = given
  return { name: name.trim(), note, scene }
}
