import type { FastifyReply } from 'fastify'

/**
 * Tells when whoever asked has left before the answer. For requests with a body: Fastify's own signal fires once the body
 * has been read.
 */
export function whenLeft(reply: FastifyReply): AbortSignal {
  const left = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort()
  })
  return left.signal
}
