import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Collection } from '#data/model/theme.ts'
import { nearestTiles } from '#data/model/tiling.ts'
import { extentOf } from '../features/queries.ts'
import { addressOf } from '../http/address.ts'
import { answersJson } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { formDescription } from '../http/html.ts'
import { LanguageQuery } from '../http/language.ts'
import { CollectionId, Day } from '../http/parameters.ts'
import type { Site } from '../site.ts'
import { findMapped, readCollections, Several } from './mapped.ts'
import { rowVersions } from './queries.ts'
import { Versions } from './versions.ts'

const strict = { additionalProperties: false }
const SetQuery = {
  ...LanguageQuery,
  f: Type.Optional(Type.Enum(['json', 'tilejson', 'html'], { description: formDescription })),
  datetime: Type.Optional(Day),
}

/** OGC API – Tiles: what tiles there are, as TileJSON. */
export async function tileSetRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['tiles']
  const versions = new Versions(() => rowVersions(site.database()))

  app.get<{ Params: { collectionId: string }; Querystring: { datetime?: string } }>(
    '/api/collections/:collectionId/tiles/WebMercatorQuad',
    {
      schema: {
        tags,
        summary: '一个集合的 TileJSON · TileJSON of a collection',
        params: Type.Object({ collectionId: CollectionId }),
        querystring: Type.Object(SetQuery, strict),
        response: answersJson(),
      },
    },
    async (request, reply) => {
      const { collectionId } = request.params
      return tileSet(request, reply, [collectionId], `/api/collections/${collectionId}/tiles/WebMercatorQuad`)
    },
  )

  app.get<{ Querystring: { collections: string; datetime?: string } }>(
    '/api/tiles/WebMercatorQuad',
    {
      schema: {
        tags,
        summary: '几个集合的 TileJSON · TileJSON of several',
        querystring: Type.Object({ ...SetQuery, ...Several }, strict),
        response: answersJson(),
      },
    },
    async (request, reply) =>
      tileSet(request, reply, readCollections(request.query.collections), '/api/tiles/WebMercatorQuad'),
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
    const version = (await Promise.all(ids.map((id) => versions.of(id)))).join('-')
    reply.header('cache-control', 'no-cache')
    const which = path.startsWith('/api/tiles') ? `collections=${ids.join(',')}&` : ''
    return {
      tilejson: '3.0.0',
      name: ids.join(','),
      // what is valid depends on the day, so an address that never changes its answer must name it
      tiles: [`${addressOf(request, site.publicUrl)}${path}/{z}/{y}/{x}?${which}v=${version}&datetime=${day}`],
      minzoom: 0,
      maxzoom: nearestTiles,
      ...(boxes.length === 0 ? {} : { bounds: around(boxes) }),
      vector_layers: collections.map((collection) => ({ id: collection.id, fields: fieldsOf(collection) })),
    }
  }
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
