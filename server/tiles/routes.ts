import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fresh from 'fresh'
import { type Static, Type } from 'typebox'
import type { Collection } from '#data/model/theme.ts'
import type { TileAddress } from '../database/database.ts'
import { nothing, okay } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { CollectionId, Day } from '../http/parameters.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { ageOf, mvt, nameOf, packingFor } from './kept.ts'
import { findMapped, mostLayers, readCollections, Several } from './mapped.ts'
import { rowVersions, tile } from './queries.ts'
import type { Body, Shelf } from './shelf.ts'
import { Versions } from './versions.ts'

const lastZoom = 22
const strict = { additionalProperties: false }
const Address = {
  z: Type.String({ description: '缩放级，0–22 · zoom, 0–22' }),
  row: Type.String({ description: '行，自北起数，从 0 起 · row from the north, from 0' }),
  col: Type.String({ description: '列，自西起数，从 0 起 · column from the west, from 0' }),
}
const Place = Type.Object(Address)
const Params = Type.Object({ collectionId: CollectionId, ...Address })
const TileQuery = {
  v: Type.Optional(
    Type.String({
      pattern: `^[0-9]{1,9}(-[0-9]{1,9}){0,${mostLayers - 1}}$`,
      description: '各集合的行的版本，见 TileJSON · the version of the rows of each collection, from the TileJSON',
    }),
  ),
  datetime: Type.Optional(Day),
}
const response = {
  200: {
    description: okay,
    content: { [mvt]: { schema: Type.String({ format: 'binary' }) } },
  },
  ...nothing('这里什么也没有 · nothing lies here'),
}
type Asked = { v?: string; datetime?: string }

type TileRequest = FastifyRequest<{ Params: Static<typeof Place>; Querystring: Asked }>

/** OGC API – Tiles: vector tiles in WebMercatorQuad, of one collection or of several. */
export async function tileRoutes(app: FastifyInstance, site: Site & { shelf: Shelf }): Promise<void> {
  const tags = ['tiles']
  const versions = new Versions(() => rowVersions(site.database()))

  app.get<{ Params: Static<typeof Params>; Querystring: Asked }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad/:z/:row/:col',
    {
      schema: {
        tags,
        summary: '一块矢量瓦片 · One vector tile',
        params: Params,
        querystring: Type.Object(TileQuery, strict),
        response,
      },
    },
    (request, reply) => answer(request, reply, [request.params.collectionId]),
  )

  app.get<{ Params: Static<typeof Place>; Querystring: Asked & { collections: string } }>(
    '/api/tiles/WebMercatorQuad/:z/:row/:col',
    {
      schema: {
        tags,
        summary: '几个集合的一块矢量瓦片 · One vector tile of several collections',
        params: Place,
        querystring: Type.Object({ ...TileQuery, ...Several }, strict),
        response,
      },
    },
    (request, reply) => answer(request, reply, readCollections(request.query.collections)),
  )

  /** With the rows as they are now; what is kept of earlier ones was sent before it came here (`kept.ts`). */
  async function answer(request: TileRequest, reply: FastifyReply, ids: readonly string[]): Promise<FastifyReply> {
    const { v, datetime } = request.query
    const at = readAddress(request.params)
    if (v !== undefined && v.split('-').length !== ids.length) throw notForEach()
    const day = dayOf(datetime, 'datetime')
    const collections = await Promise.all(ids.map((id) => findMapped(site, id)))
    const now = await Promise.all(ids.map((id) => versions.of(id)))
    const version = now.join('-')
    const lasting = v?.split('-').every((one, i) => Number(one) <= (now[i] ?? 0)) ?? false
    const age = ageOf(version, day, lasting)
    reply.headers(age)
    if (fresh(request.headers, age)) return reply.code(304).send()
    // the layers of a tile follow one another, so that several tiles are one
    const make = async (stop: AbortSignal) => {
      const reader = site.database().reader('tiles', stop)
      const of = (one: Collection) => tile(reader, one, site.catalogue.drawnBy(one.id), day, at)
      const tiles = await Promise.all(collections.map(of))
      return tiles.length === 1 && tiles[0] ? tiles[0] : Buffer.concat(tiles)
    }
    const name = nameOf(ids.join(','), version, day, `${at.z}/${at.y}/${at.x}`)
    const packing = packingFor(request.headers['accept-encoding'])
    return sendTile(reply, await site.shelf.take(name, packing, request.signal, make))
  }
}

function notForEach(): ProblemError {
  const detail = 'must be as many versions as there are collections'
  return new ProblemError(400, `v ${detail}.`, [{ at: 'querystring/v', detail }])
}

function sendTile(reply: FastifyReply, { bytes, packing }: Body): FastifyReply {
  if (bytes.length === 0) return reply.code(204).send()
  if (packing !== 'identity') reply.header('content-encoding', packing)
  return reply.type(mvt).send(bytes)
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
