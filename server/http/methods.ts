import type { FastifyInstance, HTTPMethods } from 'fastify'
import { ProblemError } from './problem.ts'

const all: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Answers 405 with `Allow` where an address of the API is known, but not for the method asked with. Called
 * before the routes are registered; what it returns is called after them, with what is to answer.
 */
export function answerMethods(app: FastifyInstance): (answering: FastifyInstance) => void {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = known.get(url) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    known.set(url, methods)
  })
  return (answering) => {
    for (const [url, methods] of [...known]) {
      const others = all.filter((method) => !methods.has(method))
      if (!url.startsWith('/api') || others.length === 0) continue
      const allow = [...methods].join(', ')
      answering.route({
        url,
        method: others,
        schema: { hide: true },
        // before the body is read
        onRequest: async (request, reply) => {
          reply.header('allow', allow)
          throw new ProblemError(405, `${request.method} is not answered here; ${allow} is.`)
        },
        handler: async () => undefined,
      })
    }
  }
}
