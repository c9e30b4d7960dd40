import { createHash, timingSafeEqual } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import {
  Arranged,
  Display,
  DisplayGiven,
  DisplayId,
  Displays,
  displayFaults,
  Steering,
  Told,
} from '#data/model/display.ts'
import { Control, turnAt } from '#data/model/programme.ts'
import { readCounty } from '../county.ts'
import type { Queryable } from '../database/database.ts'
import { answersJson, nothing } from '../http/answers.ts'
import { isLocal, writesFromHere } from '../http/guests.ts'
import { FormQuery } from '../http/html.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { wallBuild } from './build.ts'
import { demoDisplay } from './demo.ts'
import {
  controlOf,
  countBeside,
  displayOf,
  displayRows,
  keepDisplay,
  letGo,
  removeDisplay,
  steer,
  tokenOf,
} from './queries.ts'
import { ScreenBook } from './screen-book.ts'

const tags = ['wall']
/** How many displays a county has. */
const mostDisplays = 200
const Params = Type.Object({ display: DisplayId })
type Params = Static<typeof Params>
const Query = Type.Object(FormQuery, { additionalProperties: false })
const given: DisplayGiven = {
  title: '县政府一楼大厅',
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
}
const control = { slot: 0, turn: 1, stays: true, since: '2026-11-24T01:59:00.000Z' }
const example: Display = { id: 'hall', ...given, control, build: 'wall-Bq3kx9Zt', now: '2026-11-24T02:00:00.000Z' }
/** What each display of the wall shows and by what time, what it is to show, and how its screens are. */
export async function wallRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const book = new ScreenBook(site.database)
  // before the county is closed; one that never stood has nothing to be written down
  app.addHook('onClose', () => book.write().catch(() => {}))

  app.get(
    '/api/displays',
    {
      schema: {
        tags,
        summary: '所有的屏：节目单，和各块屏幕的近况 · All displays: their programmes, and how their screens are',
        querystring: Query,
        response: answersJson(Displays),
      },
    },
    async (request, reply): Promise<Displays> => {
      const reader = site.database().reader('items', request.signal)
      const [kept, screens, demo] = await Promise.all([displayRows(reader), book.screens(reader), sampleDisplay()])
      const own = kept.some(({ id }) => id === demo?.id)
      const all = demo && !own ? [{ ...demo, changed: null, token: null }, ...kept] : kept
      const here = isLocal(request, site.trustProxy)
      reply.header('cache-control', 'no-store')
      return {
        displays: all.map(({ token, ...one }) => ({
          ...one,
          token: here ? token : null,
          screens: screens.get(one.id) ?? [],
        })),
        build: await wallBuild(),
        now: new Date().toISOString(),
      }
    },
  )

  app.get<{ Params: Params }>(
    '/api/displays/:display',
    {
      schema: {
        tags,
        summary: '一块屏的节目单，和服务器的时间 · A display’s programme, and the server’s time',
        params: Params,
        querystring: Query,
        response: answersJson(Display, example),
      },
    },
    async (request, reply): Promise<Display> => {
      const reader = site.database().reader('items', request.signal)
      const display = await found(reader, request.params.display)
      reply.header('cache-control', 'no-store')
      // told last: the sooner it goes out after it was read, the better a display knows the time
      const control = await controlOf(reader, display.id)
      return { ...display, control, build: await wallBuild(), now: new Date().toISOString() }
    },
  )

  app.put<{ Params: Params; Body: DisplayGiven }>(
    '/api/displays/:display',
    {
      schema: {
        tags,
        summary: '立一块屏，或换掉它的节目单 · Puts up a display, or another in its place',
        params: Params,
        body: DisplayGiven,
        response: answersJson(Arranged),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply): Promise<Arranged> => {
      const { display: id } = request.params
      const { title, ...rest } = request.body
      refuseFaults(request.body)
      const kept = await site.database().transaction(async (inside) => {
        if ((await countBeside(inside, id)) >= mostDisplays) {
          throw new ProblemError(409, `This county has ${mostDisplays} displays, which is as many as it may.`)
        }
        // a turn goes by its place, which is another's in another programme
        const before = await displayOf(inside, id)
        if (!isDeepStrictEqual(before?.programme, rest.programme)) await letGo(inside, id)
        return keepDisplay(inside, id, { title: title.trim(), ...rest })
      })
      reply.header('cache-control', 'no-store')
      // whoever writes is at the machine itself, and may have the token
      return { ...kept, screens: (await book.screens(site.database())).get(id) ?? [] }
    },
  )

  app.delete<{ Params: Params }>(
    '/api/displays/:display',
    {
      schema: {
        tags,
        summary:
          '撤一块屏；演示的那块改过的，回到原样 · Takes a display down; the sample’s own, once changed, is as it was before',
        params: Params,
        response: nothing('已撤 · taken down'),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply) => {
      const { display: id } = request.params
      const removed = await site.database().transaction((inside) => removeDisplay(inside, id))
      book.forget(id)
      if (!removed) throw notFound('display', id)
      return reply.code(204).send()
    },
  )

  app.put<{ Params: Params; Body: Steering }>(
    '/api/displays/:display/control',
    {
      schema: {
        tags,
        summary:
          '把一块屏切到哪一幕，停住或接着放，到这个时段结束为止；在本机上，或带这块屏的口令 · Puts a display to a turn, to stay or to go on from it, until its slot ends; on the machine itself, or with the display’s token',
        params: Params,
        body: Steering,
        response: answersJson(Control),
      },
      onRequest: steersWhoMay,
    },
    async (request, reply): Promise<Control> => {
      const { programme } = await found(site.database(), request.params.display)
      const since = new Date()
      const { slot } = turnAt(programme, since.getTime())
      const turns = programme[slot]?.turns.length ?? 0
      if (turns === 0) throw new ProblemError(409, 'The display rests now: it has no scene to be put to.')
      if (request.body.turn >= turns) {
        const detail = `must be less than ${turns}, which is how many turns there are now`
        throw new ProblemError(400, `turn ${detail}.`, [{ at: 'body/turn', detail }])
      }
      reply.header('cache-control', 'no-store')
      return steer(site.database(), request.params.display, { ...request.body, slot, since })
    },
  )

  app.delete<{ Params: Params }>(
    '/api/displays/:display/control',
    {
      schema: {
        tags,
        summary: '放手，回到节目单 · Lets a display go by its programme again',
        params: Params,
        response: nothing('已放手 · let go'),
      },
      onRequest: steersWhoMay,
    },
    async (request, reply) => {
      await found(site.database(), request.params.display)
      await letGo(site.database(), request.params.display)
      return reply.code(204).send()
    },
  )

  /** @throws {ProblemError} 403 for whoever is neither at the machine itself nor has the display's token */
  async function steersWhoMay(request: FastifyRequest<{ Params: Params }>): Promise<void> {
    if (isLocal(request, site.trustProxy)) return
    const given = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
    const token = given && (await tokenOf(site.database(), request.params.display))
    if (given && token && alike(given, token)) return
    throw new ProblemError(403, 'A display is steered on the machine itself, or with its token.')
  }

  app.post<{ Params: Params; Body: Told }>(
    '/api/displays/:display/screens',
    {
      schema: {
        tags,
        summary: '一块屏幕报到 · A screen that shows a display tells how it is',
        params: Params,
        body: Told,
        response: nothing('记下了 · written down'),
      },
    },
    async (request, reply) => {
      const { display: id } = request.params
      await found(site.database(), id)
      book.hear(id, request.body)
      return reply.code(204).send()
    },
  )

  /** The display that comes with the sample, unless the county is its own. */
  async function sampleDisplay() {
    const { sample } = await readCounty(site.database())
    return sample ? demoDisplay(site.catalogue.themes) : undefined
  }

  /** @throws {ProblemError} 404 where there is none of that name */
  async function found(on: Queryable, id: string) {
    const kept = await displayOf(on, id)
    if (kept) return kept
    const demo = await sampleDisplay()
    if (demo?.id === id) return demo
    const known = [...(demo ? [demo.id] : []), ...(await displayRows(on)).map((one) => one.id)]
    throw notFound('display', id, [...new Set(known)])
  }
}

/** Compares in the same time, however much of it is right. */
function alike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(a, b)
}

/** @throws {ProblemError} 400 with the place of each fault */
function refuseFaults(body: DisplayGiven): void {
  const faults = displayFaults(body)
  if (faults.length === 0) return
  throw new ProblemError(
    400,
    faults.map(({ at, detail }) => `${at} ${detail}.`).join(' '),
    faults.map(({ at, detail }) => ({ at: `body/${at}`, detail })),
  )
}
