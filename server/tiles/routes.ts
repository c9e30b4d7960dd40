import type { FastifyInstance } from 'fastify'
import fresh from 'fresh'
import { type Static, Type } from 'typebox'
import { today } from '#data/model/day.ts'
import { findCollection } from '../features/collections.ts'
import { extentOf, versionOf } from '../features/queries.ts'
import { addressOf } from '../http/address.ts'
import { dayOf } from '../http/day.ts'
import { LanguageQuery } from '../http/language.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { tile } from './queries.ts'

const lastZoom = 22
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

  app.get<{ Params: { collectionId: string }; Querystring: Static<typeof SetQuery> }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad',
    { schema: { tags, summary: 'TileJSON of a collection', querystring: SetQuery } },
    async (request, reply) => {
      const collection = await findMapped(site, request.params.collectionId)
      const day = dayOf(request.query.datetime, 'datetime')
      const { box } = await extentOf(site.database(), collection)
      const version = await versionOf(site.database(), collection.id)
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
            fields: Object.fromEntries(collection.properties.filter((p) => p.tile).map((p) => [p.name, p.type])),
          },
        ],
      }
    },
  )

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof TileQuery> }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad/:z/:row/:col',
    { schema: { tags, summary: 'One vector tile', params: Params, querystring: TileQuery } },
    async (request, reply) => {
      const { collectionId, z, row, col } = request.params
      const at = readAddress(z, row, col)
      const collection = await findMapped(site, collectionId)
      const { v, datetime } = request.query
      const day = datetime === undefined ? today() : dayOf(datetime, 'datetime')
      if (v === undefined) {
        // weak, for the same tile is sent packed or not
        const etag = `W/"${await versionOf(site.database(), collection.id)}-${day}"`
        reply.header('etag', etag).header('cache-control', 'no-cache')
        if (fresh(request.headers, { etag })) return reply.code(304).send()
      } else {
        reply.header('cache-control', 'public, max-age=31536000, immutable')
      }
      const bytes = await tile(site.database(), collection, day, at)
      if (bytes.length === 0) return reply.code(204).send()
      return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(bytes))
    },
  )
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
