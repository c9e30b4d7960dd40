import type { FastifyInstance } from 'fastify'

/**
 * Lets any other site show the embedded map in a frame, and nothing else of this server: that page has no account and
 * nothing to press that changes anything. To be called after the headers that forbid frames.
 */
export function letEmbed(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path, query] = request.url.split('?')
    if (path !== '/' || new URLSearchParams(query).get('embed') !== '1') return
    const policy = String(reply.getHeader('content-security-policy') ?? '')
    reply.header('content-security-policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'))
    reply.removeHeader('x-frame-options')
  })
}
