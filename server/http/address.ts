import type { FastifyRequest } from 'fastify'
import { ProblemError } from './problem.ts'

/**
 * How this server is reached: its public address, else the one it was asked at.
 * @throws {ProblemError} 400 where the Host header is no host
 */
export function addressOf(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  const address = `${request.protocol}://${request.host}`
  if (/^[\w.:[\]-]+$/.test(request.host) && URL.canParse(address)) return address
  throw new ProblemError(400, 'The Host header is not a host.')
}

export interface Link {
  href: string
  rel: string
  type: string
  title?: string
}
