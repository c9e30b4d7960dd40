import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { heartbeat } from '#data/model/live.ts'
import { okay } from '../http/answers.ts'
import { ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { LiveListener } from './listener.ts'
import { type LiveEvent, LiveStream } from './stream.ts'

/** How many may listen to one server. */
const mostHearers = 5_000
/** Whoever has not taken so many bytes is gone, or will never catch up. */
const mostBehind = 64 * 1024
/** After so long without a stream it is asked for again, in milliseconds. */
const retry = 2_000
const eventStream = 'text/event-stream'

/** `/api/live`: what changes, as it changes (server-sent events). */
export async function liveRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const stream = new LiveStream()
  const listener = new LiveListener(site.database, stream)
  const open = new Set<ServerResponse>()
  const beat = setInterval(() => {
    for (const one of open) send(one, ':\n\n')
  }, heartbeat).unref()
  // streams have no end of their own, and the server waits for those it answers
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
    clearInterval(beat)
    for (const one of open) one.end()
    await listener.close()
  })

  app.get(
    '/api/live',
    {
      // a stream has no head to be asked for alone
      exposeHeadRoute: false,
      schema: {
        tags: ['live'],
        summary:
          '改动一发生就告诉：data 数据变了，display 某块屏变了，missed 中间可能漏了 · What changes, as it changes: data, a display, or missed where something may have been left out',
        response: { 200: { description: okay, content: { [eventStream]: { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      if (open.size >= mostHearers) throw new ProblemError(503, 'As many listen to this server as may.')
      site.database()
      // from the first moment on nothing is to be missed
      await listener.begin()
      if (closing) throw new ProblemError(503, 'This server is going down.')
      // whoever left meanwhile says so no more
      if (request.raw.socket.destroyed) return reply.hijack()
      const { raw } = reply.hijack()
      const headers = { ...reply.getHeaders(), 'content-type': eventStream, 'cache-control': 'no-store' }
      // its connection ends with it: kept for another question, it would keep a server from closing
      const way = { connection: 'close', 'x-accel-buffering': 'no' }
      raw.writeHead(200, { ...headers, ...way } as Record<string, string>)
      // each change is a packet of its own
      raw.socket?.setNoDelay(true)
      const last = request.headers['last-event-id']
      const first = last === undefined ? `id: ${stream.last}\n` : ''
      raw.write(`${first}retry: ${retry}\n\n`)
      const stop = stream.hear(typeof last === 'string' ? last : undefined, (event) => send(raw, textOf(event)))
      open.add(raw)
      raw.once('close', () => {
        stop()
        open.delete(raw)
      })
    },
  )
}

function send(to: ServerResponse, text: string): void {
  to.write(text)
  if (to.writableLength > mostBehind) to.destroy()
}

function textOf({ id, kind, data }: LiveEvent): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${data}\n\n`
}
