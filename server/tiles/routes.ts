import negotiate from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply } from 'fastify'
import fresh from 'fresh'
import { type Static, Type } from 'typebox'
import { today } from '#data/model/day.ts'
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
const strict = { additionalProperties: false }
const Params = Type.Object({
  collectionId: Type.String(),
  z: Type.String({ description: 'tile matrix: zoom 0–22' }),
  row: Type.String(),
  col: Type.String(),
})
const TileQuery = Type.Object(
  {
    v: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$', description: 'version of the rows, from the TileJSON' })),
    datetime: Type.Optional(Type.String()),
  },
  strict,
)
const SetQuery = Type.Object(
  { ...LanguageQuery, f: Type.Optional(Type.Enum(['json', 'tilejson'])), datetime: Type.Optional(Type.String()) },
  strict,
)

/** OGC API – Tiles: vector tiles of each collection in WebMercatorQuad, and their TileJSON. */
export async function tileRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['tiles']
  const versions = new Versions(() => rowVersions(site.database()))
  const shelf = new Shelf(shelfBytes)

  app.get<{ Params: { collectionId: string }; Querystring: Static<typeof SetQuery> }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad',
    { schema: { tags, summary: 'TileJSON of a collection', querystring: SetQuery } },
    async (request, reply) => {
      const collection = await findMapped(site, request.params.collectionId)
      const day = dayOf(request.query.datetime, 'datetime')
      const { box } = await extentOf(site.database().reader('items', request.signal), collection)
      const version = await versions.of(collection.id)
      reply.header('cache-control', 'no-cache')
      const here = `${addressOf(request, site.publicUrl)}/api/collections/${collection.id}/tiles/WebMercatorQuad`
      return {
        tilejson: '3.0.0',
        name: collection.id,
        // what is valid depends on the day, so an address that never changes its answer must name it
        tiles: [`${here}/{z}/{y}/{x}?v=${version}&datetime=${day}`],
        minzoom: 0,
        maxzoom: 16,
        ...(box === null ? {} : { bounds: box }),
        vector_layers: [
          {
            id: collection.id,
            fields: Object.fromEntries([
              ...collection.properties.filter((p) => p.tile).map((p) => [p.name, p.type]),
              // how many things a point stands for at low zooms
              ...(collection.shape === 'point' ? [['count', 'integer']] : []),
            ]),
          },
        ],
      }
    },
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof TileQuery> }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad/:z/:row/:col',
    // packed here and kept packed; and no page, to which most of helmet's headers speak and half of the time goes
    {
      schema: { tags, summary: 'One vector tile', params: Params, querystring: TileQuery },
      compress: false,
      helmet: false,
    },
    async (request, reply) => {
      const { collectionId, z, row, col } = request.params
      const at = readAddress(z, row, col)
      const { v, datetime } = request.query
      const day = datetime === undefined ? today() : dayOf(datetime, 'datetime')
      const packing = packingFor(request.headers['accept-encoding'])
      const nameOf = (version: number) => `${collectionId} ${version} ${day} ${at.z}/${at.x}/${at.y}`
      const asked = v === undefined ? undefined : Number(v)

      // An address that names a version may be answered with that version, whatever has happened since: nobody is
      // asked. Any other must be answered with the rows as they are now.
      const kept = asked === undefined ? undefined : shelf.kept(nameOf(asked), packing)
      if (asked !== undefined && kept !== undefined) {
        const { etag } = tellAge(reply, asked, day, true)
        return fresh(request.headers, { etag }) ? reply.code(304).send() : sendTile(reply, kept)
      }
      const collection = await findMapped(site, collectionId)
      const version = await versions.of(collection.id)
      const { etag } = tellAge(reply, version, day, asked !== undefined && asked <= version)
      if (fresh(request.headers, { etag })) return reply.code(304).send()
      const make = (stop: AbortSignal) =>
        tile(site.database().reader('tiles', stop), collection, site.catalogue.drawnBy(collection.id), day, at)
      return sendTile(reply, await shelf.take(nameOf(version), packing, request.signal, make))
    },
  )
}

/** @param lasting the address names a version that has come to be, so its answer never changes */
function tellAge(reply: FastifyReply, version: number, day: string, lasting: boolean): { etag: string } {
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
function readAddress(z: string, row: string, col: string): { z: number; x: number; y: number } {
  const [zoom, y, x] = [z, row, col].map((text) => (/^\d{1,8}$/.test(text) ? Number(text) : Number.NaN)) as [
    number,
    number,
    number,
  ]
  const inside = zoom <= lastZoom && y < 2 ** zoom && x < 2 ** zoom
  if (!inside) throw notFound('tile', `${z}/${row}/${col}`)
  return { z: zoom, x, y }
}
