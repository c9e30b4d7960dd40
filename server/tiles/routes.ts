import negotiate from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fresh from 'fresh'
import { type Static, Type } from 'typebox'
import { today } from '#data/model/day.ts'
import type { Collection } from '#data/model/theme.ts'
import type { TileAddress } from '../database/database.ts'
import { findCollection } from '../features/collections.ts'
import { extentOf } from '../features/queries.ts'
import { addressOf } from '../http/address.ts'
import { dayOf } from '../http/day.ts'
import { LanguageQuery } from '../http/language.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { rowVersions, tile } from './queries.ts'
import { type Body, type Packing, packings, Shelf } from './shelf.ts'
import { Versions } from './versions.ts'

const lastZoom = 22
/** A county's map at all its zooms on one day, several times over. */
const shelfBytes = 64 * 1024 * 1024
/** Of how many collections one tile may be made. */
const mostLayers = 8
const strict = { additionalProperties: false }
const Address = { z: Type.String({ description: 'tile matrix: zoom 0–22' }), row: Type.String(), col: Type.String() }
const Params = Type.Object({ collectionId: Type.String(), ...Address })
const TileQuery = {
  v: Type.Optional(
    Type.String({
      pattern: `^[0-9]{1,9}(-[0-9]{1,9}){0,${mostLayers - 1}}$`,
      description: 'the version of the rows of each collection, from the TileJSON',
    }),
  ),
  datetime: Type.Optional(Type.String()),
}
const SetQuery = {
  ...LanguageQuery,
  f: Type.Optional(Type.Enum(['json', 'tilejson', 'html'])),
  datetime: Type.Optional(Type.String()),
}
const Several = {
  collections: Type.String({ description: `ids of collections, at most ${mostLayers}, with commas between them` }),
}

type Asked = { v?: string; datetime?: string }

/** OGC API – Tiles: vector tiles in WebMercatorQuad, of one collection or of several, and their TileJSON. */
export async function tileRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['tiles']
  const versions = new Versions(() => rowVersions(site.database()))
  const shelf = new Shelf(shelfBytes)
  // packed here and kept packed; and no page, to which most of helmet's headers speak and half of the time goes
  const bare = { compress: false, helmet: false } as const

  app.get<{ Params: { collectionId: string }; Querystring: { datetime?: string } }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad',
    { schema: { tags, summary: 'TileJSON of a collection', querystring: Type.Object(SetQuery, strict) } },
    async (request, reply) => {
      const { collectionId } = request.params
      return tileSet(request, reply, [collectionId], `/api/collections/${collectionId}/tiles/WebMercatorQuad`)
    },
  )

  app.get<{ Querystring: { collections: string; datetime?: string } }>(
    '/api/tiles/WebMercatorQuad',
    {
      schema: { tags, summary: 'TileJSON of several', querystring: Type.Object({ ...SetQuery, ...Several }, strict) },
    },
    async (request, reply) =>
      tileSet(request, reply, readCollections(request.query.collections), '/api/tiles/WebMercatorQuad'),
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Asked }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad/:z/:row/:col',
    {
      schema: { tags, summary: 'One vector tile', params: Params, querystring: Type.Object(TileQuery, strict) },
      ...bare,
    },
    async (request, reply) => answer(request, reply, [request.params.collectionId], readAddress(request.params)),
  )

  app.get<{ Params: Omit<Static<typeof Params>, 'collectionId'>; Querystring: Asked & { collections: string } }>(
    '/api/tiles/WebMercatorQuad/:z/:row/:col',
    {
      schema: {
        tags,
        summary: 'One vector tile of several collections',
        params: Type.Object(Address),
        querystring: Type.Object({ ...TileQuery, ...Several }, strict),
      },
      ...bare,
    },
    async (request, reply) =>
      answer(request, reply, readCollections(request.query.collections), readAddress(request.params)),
  )

  async function tileSet(
    request: FastifyRequest<{ Querystring: { datetime?: string } }>,
    reply: FastifyReply,
    ids: readonly string[],
    path: string,
  ) {
    const collections = await Promise.all(ids.map((id) => findMapped(site, id)))
    const day = dayOf(request.query.datetime, 'datetime')
    const reader = site.database().reader('items', request.signal)
    const boxes = (await Promise.all(collections.map((one) => extentOf(reader, one)))).flatMap(({ box }) =>
      box === null ? [] : [box],
    )
    const version = (await versionsOf(ids)).join('-')
    reply.header('cache-control', 'no-cache')
    const which = path.startsWith('/api/tiles') ? `collections=${ids.join(',')}&` : ''
    return {
      tilejson: '3.0.0',
      name: ids.join(','),
      // what is valid depends on the day, so an address that never changes its answer must name it
      tiles: [`${addressOf(request, site.publicUrl)}${path}/{z}/{y}/{x}?${which}v=${version}&datetime=${day}`],
      minzoom: 0,
      maxzoom: 16,
      ...(boxes.length === 0 ? {} : { bounds: around(boxes) }),
      vector_layers: collections.map((collection) => ({ id: collection.id, fields: fieldsOf(collection) })),
    }
  }

  async function answer(
    request: FastifyRequest<{ Querystring: Asked }>,
    reply: FastifyReply,
    ids: readonly string[],
    at: TileAddress,
  ): Promise<FastifyReply> {
    const { v: asked, datetime } = request.query
    if (asked !== undefined && asked.split('-').length !== ids.length) throw notForEach()
    const day = datetime === undefined ? today() : dayOf(datetime, 'datetime')
    const packing = packingFor(request.headers['accept-encoding'])
    const nameOf = (these: readonly string[], version: string) =>
      `${these.join(',')} ${version} ${day} ${at.z}/${at.x}/${at.y}`

    // An address that names a version may be answered with that version, whatever has happened since: nobody is
    // asked. Any other must be answered with the rows as they are now.
    const kept = asked === undefined ? undefined : shelf.kept(nameOf(ids, asked), packing)
    if (asked !== undefined && kept !== undefined) {
      const { etag } = tellAge(reply, asked, day, true)
      return fresh(request.headers, { etag }) ? reply.code(304).send() : sendTile(reply, kept)
    }
    const collections = await Promise.all(ids.map((id) => findMapped(site, id)))
    const now = await versionsOf(ids)
    const version = now.join('-')
    const lasting = asked?.split('-').every((one, i) => Number(one) <= (now[i] ?? 0)) ?? false
    const { etag } = tellAge(reply, version, day, lasting)
    if (fresh(request.headers, { etag })) return reply.code(304).send()
    // the layers of a tile follow one another, so that several tiles are one
    const make = async (stop: AbortSignal) => {
      const reader = site.database().reader('tiles', stop)
      const of = (one: Collection) => tile(reader, one, site.catalogue.drawnBy(one.id), day, at)
      return Buffer.concat(await Promise.all(collections.map(of)))
    }
    return sendTile(reply, await shelf.take(nameOf(ids, version), packing, request.signal, make))
  }

  function versionsOf(ids: readonly string[]): Promise<number[]> {
    return Promise.all(ids.map((id) => versions.of(id)))
  }
}

/** The ids in a list, each once. @throws {ProblemError} 400 for none, or more than one tile may hold */
function readCollections(list: string): string[] {
  const ids = [...new Set(list.split(',').filter((id) => id !== ''))]
  if (ids.length >= 1 && ids.length <= mostLayers) return ids
  const detail = `must name 1 to ${mostLayers} collections`
  throw new ProblemError(400, `collections ${detail}.`, [{ at: 'querystring/collections', detail }])
}

function notForEach(): ProblemError {
  const detail = 'must be as many versions as there are collections'
  return new ProblemError(400, `v ${detail}.`, [{ at: 'querystring/v', detail }])
}

function fieldsOf({ properties, shape }: Collection): Record<string, string> {
  return Object.fromEntries([
    ...properties.filter((p) => p.tile).map((p) => [p.name, p.type]),
    // how many things a point stands for at low zooms
    ...(shape === 'point' ? [['count', 'integer']] : []),
  ])
}

/** The box around boxes: west, south, east, north. */
function around(boxes: readonly number[][]): number[] {
  return [0, 1, 2, 3].map((edge) => {
    const all = boxes.map((box) => box[edge] ?? 0)
    return edge < 2 ? Math.min(...all) : Math.max(...all)
  })
}

/** @param lasting the address names a version that has come to be, so its answer never changes */
function tellAge(reply: FastifyReply, version: string, day: string, lasting: boolean): { etag: string } {
  // weak, for the same tile is sent packed or not
  const etag = `W/"${version}-${day}"`
  reply
    .header('x-content-type-options', 'nosniff')
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
  return { etag }
}

function sendTile(reply: FastifyReply, { bytes, packing }: Body): FastifyReply {
  if (bytes.length === 0) return reply.code(204).send()
  if (packing !== 'identity') reply.header('content-encoding', packing)
  return reply.type('application/vnd.mapbox-vector-tile').send(bytes)
}

function packingFor(accepted: string | undefined): Packing {
  return (accepted && negotiate(accepted, [...packings])) || 'identity'
}

async function findMapped(site: Site, id: string) {
  const collection = await findCollection(site, id)
  if (collection.shape === 'none') throw new ProblemError(404, `${id} has no place on the map, and so no tiles.`)
  return collection
}

/** @throws {ProblemError} 404 outside the matrix or the zooms */
function readAddress({ z, row, col }: { z: string; row: string; col: string }): TileAddress {
  const [zoom, y, x] = [z, row, col].map((text) => (/^\d{1,8}$/.test(text) ? Number(text) : Number.NaN)) as [
    number,
    number,
    number,
  ]
  const inside = zoom <= lastZoom && y < 2 ** zoom && x < 2 ** zoom
  if (!inside) throw notFound('tile', `${z}/${row}/${col}`)
  return { z: zoom, x, y }
}
