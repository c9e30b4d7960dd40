import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Near, Search } from '#data/model/finding.ts'
import { answersJson } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { FormQuery } from '../http/html.ts'
import { languageOf } from '../http/language.ts'
import { Day } from '../http/parameters.ts'
import { ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { foundOf, Names } from './names.ts'
import { areasAround, isNamed, nearest } from './queries.ts'

const strict = { additionalProperties: false }
const SearchQuery = Type.Object(
  {
    q: Type.String({
      minLength: 1,
      maxLength: 100,
      description: '名称，或其拼音、首字母 · a name, or how it is read in Pinyin, or its initials',
      examples: ['gongce'],
    }),
    limit: Type.Optional(
      Type.String({
        pattern: '^([1-9]|[1-4][0-9]|50)$',
        description: '最多几个，不写即 10 · how many at most; 10 where left out',
      }),
    ),
    at: Type.Optional(Day),
    ...FormQuery,
  },
  strict,
)
const NearQuery = Type.Object(
  {
    point: Type.String({
      pattern: '^-?[0-9]{1,3}(\\.[0-9]{1,12})?,-?[0-9]{1,2}(\\.[0-9]{1,12})?$',
      description: '地点：经,纬，以度计 · the place: lon,lat in degrees',
      examples: ['114.017,34.723'],
    }),
    metres: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,3}$',
        description: '多远以内，不写即 500 米 · how near; 500 where left out',
      }),
    ),
    at: Type.Optional(Day),
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
    {
      schema: {
        tags,
        summary: '按名称、拼音、首字母找 · things by their names, in characters or Pinyin',
        querystring: SearchQuery,
        response: answersJson(),
      },
    },
    async (request, reply): Promise<Search> => {
      const { q, limit = '10', at } = request.query
      const day = dayOf(at, 'at')
      const database = site.database().reader('items', request.signal)
      reply.header('cache-control', 'no-cache')
      return { query: q, asOf: day, ...(await names.find(database, q, day, languageOf(request), Number(limit))) }
    },
  )

  app.get<{ Querystring: Static<typeof NearQuery> }>(
    '/api/near',
    {
      schema: {
        tags,
        summary: '这里属于哪里、附近有什么 · the areas a place lies in, and what is near it',
        querystring: NearQuery,
        response: answersJson(),
      },
    },
    async (request, reply): Promise<Near> => {
      const { point, metres = '500', at } = request.query
      const day = dayOf(at, 'at')
      const language = languageOf(request)
      const database = site.database().reader('items', request.signal)
      const here = readPoint(point)
      const things: Near['things'] = []
      for (const collection of site.catalogue.collections.values()) {
        if (!isNamed(collection) || collection.shape === 'none' || collection.id === 'areas') continue
        const rows = await nearest(database, collection, day, here, Number(metres), mostNear)
        things.push(...rows.map((row) => ({ ...foundOf(collection, row, language), metres: row.metres })))
      }
      reply.header('cache-control', 'no-cache')
      return {
        asOf: day,
        areas: await areasAround(database, day, here),
        things: things.sort((a, b) => a.metres - b.metres),
      }
    },
  )
}

function readPoint(text: string): [lon: number, lat: number] {
  const [lon = 0, lat = 0] = text.split(',').map(Number)
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat]
  const detail = 'must be a longitude up to 180 and a latitude up to 90'
  throw new ProblemError(400, `point ${detail}.`, [{ at: 'querystring/point', detail }])
}
