import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Near, Search } from '#data/model/finding.ts'
import { dayOf } from '../http/day.ts'
import { FormQuery } from '../http/html.ts'
import { languageOf } from '../http/language.ts'
import type { Site } from '../site.ts'
import { foundOf, Names } from './names.ts'
import { areasAround, isNamed, nearest } from './queries.ts'

const strict = { additionalProperties: false }
const SearchQuery = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: 100, description: '名称、拼音或首字母 · a name, its Pinyin or its initials' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
    at: Type.Optional(Type.String()),
    ...FormQuery,
  },
  strict,
)
const NearQuery = Type.Object(
  {
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    metres: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 5000, default: 500 })),
    at: Type.Optional(Type.String()),
    ...FormQuery,
  },
  strict,
)
/** Of each collection. */
const mostNear = 3

/** Where something is, and what is there. */
export async function findingRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['finding']
  const names = new Names(site.catalogue)

  app.get<{ Querystring: Static<typeof SearchQuery> }>(
    '/api/search',
    { schema: { tags, summary: 'Things by their names', querystring: SearchQuery } },
    async (request, reply): Promise<Search> => {
      const { q, limit = 10, at } = request.query
      const day = dayOf(at, 'at')
      const database = site.database().reader('items', request.signal)
      reply.header('cache-control', 'no-cache')
      return { query: q, asOf: day, found: await names.find(database, q, day, languageOf(request), limit) }
    },
  )

  app.get<{ Querystring: Static<typeof NearQuery> }>(
    '/api/near',
    { schema: { tags, summary: 'The areas a place lies in, and what is near it', querystring: NearQuery } },
    async (request, reply): Promise<Near> => {
      const { lon, lat, metres = 500, at } = request.query
      const day = dayOf(at, 'at')
      const language = languageOf(request)
      const database = site.database().reader('items', request.signal)
      const place = [lon, lat] as const
      const things: Near['things'] = []
      for (const collection of site.catalogue.collections.values()) {
        if (!isNamed(collection) || collection.shape === 'none' || collection.id === 'areas') continue
        const rows = await nearest(database, collection, day, place, metres, mostNear)
        things.push(...rows.map((row) => ({ ...foundOf(collection, row, language), metres: row.metres })))
      }
      reply.header('cache-control', 'no-cache')
      return {
        asOf: day,
        areas: await areasAround(database, day, place),
        things: things.sort((a, b) => a.metres - b.metres),
      }
    },
  )
}
