import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Site } from '../site.ts'
import { ProblemError } from './problem.ts'

const loopback = /^(127\.|::1$|::ffff:127\.)/

/**
 * Whether a request comes from this machine itself. Behind a proxy that is not trusted every request seems to; a
 * forwarding header then says it does not. Of a trusted one's list the first entry is whatever the client wrote there, so
 * each that it passed through must be this machine.
 */
export function isLocal(request: FastifyRequest, trustProxy: boolean): boolean {
  const { forwarded, 'x-forwarded-for': listed } = request.headers
  if (forwarded !== undefined || (listed !== undefined && !trustProxy)) return false
  return [request.ip, ...(request.ips ?? [])].every((ip) => loopback.test(ip))
}

/** Until there are accounts, whatever writes answers only to this machine itself. */
export function writesFromHere(site: Pick<Site, 'trustProxy'>) {
  return async (request: FastifyRequest): Promise<void> => {
    if (isLocal(request, site.trustProxy)) return
    throw new ProblemError(403, 'Changes are made on the machine itself until there are accounts.')
  }
}

/**
 * Guests read a county only where it says so. Until there are accounts, whoever sits at the machine may
 * always read, and nobody else where guests may not.
 */
export function guardGuests(app: FastifyInstance, site: Pick<Site, 'guestsMayRead' | 'trustProxy'>): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const open = !request.url.startsWith('/api') || /^\/api\/health(\?|$)/.test(request.url)
    if (open || site.guestsMayRead() || isLocal(request, site.trustProxy)) return done()
    const mend = 'Set GUEST_ACCESS=read, or ask from the machine itself.'
    done(new ProblemError(401, `This county is not open to guests. ${mend}`))
  })
}
