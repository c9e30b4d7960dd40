import type { IncomingMessage, ServerResponse } from 'node:http'
import negotiate from '@fastify/accept-negotiator'
import fresh from 'fresh'
import { type Packing, packings, type Shelf } from './shelf.ts'

export const mvt = 'application/vnd.mapbox-vector-tile'

/** An address as TileJSON gives it, of one collection or of several. Whatever is written otherwise is not looked into. */
const addressed =
  /^\/api\/(?:collections\/([\w-]+)\/tiles\/WebMercatorQuad\/([\d/]+)\?|tiles\/WebMercatorQuad\/([\d/]+)\?collections=([\w,-]+)&)v=([\d-]+)&datetime=([\d-]+)$/

/**
 * Sends a tile that is on the shelf. It is asked before the framework, any way through which takes longer than this.
 *
 * An address that names a version may be answered with that version, whatever has happened since: nobody is asked,
 * and nothing waited for. Nor is the address judged, for what is kept under it was once asked for by it.
 * @returns whether it was sent; if not, nothing was
 */
export function sendKept(shelf: Shelf, request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = '', headers } = request
  const parts = method === 'GET' ? addressed.exec(url) : null
  if (parts === null) return false
  const [, one, itsPlace, place = itsPlace, several = one, version = '', day = ''] = parts
  const kept = shelf.kept(nameOf(several, version, day, place), packingFor(headers['accept-encoding']))
  if (kept === undefined) return false
  const age = ageOf(version, day, true)
  const { bytes, packing } = kept
  if (fresh(headers, age)) response.writeHead(304, age).end()
  else if (bytes.length === 0) response.writeHead(204, age).end()
  else {
    const type = { 'content-type': mvt, 'content-length': bytes.length }
    response.writeHead(200, { ...age, ...type, ...(packing === 'identity' ? {} : { 'content-encoding': packing }) })
    response.end(bytes)
  }
  return true
}

/**
 * A tile's name on the shelf. No part of one that is there holds a space, so no other parts make it.
 * @param place `z/row/column`
 */
export function nameOf(ids = '', version: string, day: string, place = ''): string {
  return `${ids} ${version} ${day} ${place}`
}

/**
 * How old a tile is, as headers.
 * @param lasting the address names a version that has come to be, so its answer never changes
 */
export function ageOf(version: string, day: string, lasting: boolean) {
  return {
    'x-content-type-options': 'nosniff',
    // weak, for the same tile is sent packed or not
    etag: `W/"${version}-${day}"`,
    vary: 'accept-encoding',
    'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

export function packingFor(accepted: string | undefined): Packing {
  return (accepted && negotiate(accepted, [...packings])) || 'identity'
}
