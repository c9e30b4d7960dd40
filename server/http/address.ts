import type { FastifyRequest } from 'fastify'

/** How this server is reached: its public address, else the one it was asked at. */
export function addressOf(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol}://${request.host}`
}

export interface Link {
  href: string
  rel: string
  type: string
  title?: string
}
