import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Language } from '#data/model/words.ts'
import type { Queryable } from '../database/database.ts'
import { addressOf, type Link } from '../http/address.ts'
import { answers, answersJson, geoJson } from '../http/answers.ts'
import { dayOf, daysOf } from '../http/day.ts'
import { FormQuery } from '../http/html.ts'
import { languageOf } from '../http/language.ts'
import { openapiDocument } from '../http/openapi.ts'
import { Area, CollectionId, Day, Fid } from '../http/parameters.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { validate } from '../http/validate.ts'
import { areaByKey } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { readBox } from './bbox.ts'
import { allCollections, findCollection } from './collections.ts'
import { describeCollection, featureSchema, queryables } from './describe.ts'
import { exampleItems, toTry } from './examples.ts'
import { readFilters } from './filters.ts'
import { asTables, formatDescription, sendTable, tableAsked, tableFormats } from './formats.ts'
import { extentOf, one, page, type Wanted } from './queries.ts'

/** A limit above this is served as this. */
export const maximumLimit = 10_000
const defaultLimit = 100

const conformance = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt',
]

const strict = { additionalProperties: false }
const CollectionParams = Type.Object({ collectionId: CollectionId })
const ItemParams = Type.Object({ collectionId: CollectionId, fid: Fid })
const Describe = Type.Object(FormQuery, strict)
const described = { querystring: Describe, response: answersJson() }
const OneItem = Type.Object({ ...FormQuery, datetime: Type.Optional(Day) }, strict)
const Items = Type.Object({
  ...FormQuery,
  f: Type.Optional(Type.Enum(['json', 'geojson', 'html', ...tableFormats], { description: formatDescription })),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maximumLimit,
      default: defaultLimit,
      examples: [10],
      description: `一页至多多少个，不写即 ${defaultLimit} · how many a page holds at most; ${defaultLimit} where left out`,
    }),
  ),
  bbox: Type.Optional(
    Type.String({
      description:
        '西,南,东,北，以度计，如 113.9,34.6,114.1,34.8 · west,south,east,north in degrees, such as 113.9,34.6,114.1,34.8',
    }),
  ),
  datetime: Type.Optional(
    Type.String({
      description:
        '一天或一个时刻：那天的状态；一段（2026-01-01/..）：其间有过的，各按最后的样子；不写即今天 · a day or time: the state of that day; an interval, such as 2026-01-01/..: what held in it, as it last was; today where left out',
    }),
  ),
  after: Type.Optional(Type.String({ description: '接着这个编号之后 · continues after this fid' })),
  within: Type.Optional(Area),
  q: Type.Optional(
    Type.String({
      description: '某个文本属性中含有的字，不分大小写 · what one of their texts holds, in capitals or not',
    }),
  ),
  skipGeometry: Type.Optional(
    Type.Boolean({ description: '只要属性，不要图形 · properties only, without the shapes' }),
  ),
  placed: Type.Optional(
    Type.Boolean({
      description:
        'GeoJSON 中加上所在乡镇：township 是代码，township_name 是名称 · in GeoJSON, also the township each counts in: its code as township, its name as township_name',
    }),
  ),
})

const schemas = answers({ 'application/schema+json': { schema: Type.Object({}) } })

/** OGC API – Features: landing page, conformance, collections, items. */
export async function featureRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['features']

  app.get('/api', { schema: { tags, summary: '首页 · Landing page', ...described } }, async (request) => {
    const language = languageOf(request)
    const base = `${addressOf(request, site.publicUrl)}/api`
    const link = (rel: string, path: string, type = 'application/json'): Link => ({ rel, type, href: `${base}${path}` })
    return {
      title: '绣城 Xiucheng',
      description: language === 'zh' ? '县域城市管理的开放接口' : 'An open API of county management',
      links: [
        link('self', ''),
        link('service-desc', '/openapi.json', 'application/vnd.oai.openapi+json;version=3.0'),
        link('service-doc', '/docs', 'text/html'),
        link('conformance', '/conformance'),
        link('http://www.opengis.net/def/rel/ogc/1.0/conformance', '/conformance'),
        link('data', '/collections'),
        link('http://www.opengis.net/def/rel/ogc/1.0/data', '/collections'),
        { ...link('related', '/indicators'), title: language === 'zh' ? '指标' : 'indicators' },
        { ...link('related', '/themes'), title: language === 'zh' ? '主题' : 'themes' },
      ],
    }
  })

  app.get('/api/conformance', { schema: { tags, summary: '遵循的标准 · Conformance', ...described } }, async () => ({
    conformsTo: conformance,
  }))

  app.get('/api/openapi.json', { schema: { hide: true, querystring: Describe } }, async (request, reply) => {
    reply.type('application/vnd.oai.openapi+json;version=3.0; charset=utf-8')
    const county = await toTry(site, request.signal)
    return reply.send(
      JSON.stringify(openapiDocument(app.swagger(), county, `${addressOf(request, site.publicUrl)}/api`)),
    )
  })

  app.get(
    '/api/collections',
    { schema: { tags, summary: '全部集合 · Collections', ...described } },
    async (request) => {
      const base = `${addressOf(request, site.publicUrl)}/api`
      const collections = []
      for (const collection of await allCollections(site)) {
        const extent = await extentOf(site.database().reader('items', request.signal), collection)
        collections.push(describeCollection(collection, extent, base, languageOf(request)))
      }
      const self: Link = { rel: 'self', type: 'application/json', href: `${base}/collections` }
      return { links: [self], collections }
    },
  )

  app.get<{ Params: Static<typeof CollectionParams> }>(
    '/api/collections/:collectionId',
    { schema: { tags, summary: '一个集合 · One collection', params: CollectionParams, ...described } },
    async (request) => {
      const collection = await findCollection(site, request.params.collectionId)
      const extent = await extentOf(site.database().reader('items', request.signal), collection)
      return describeCollection(collection, extent, `${addressOf(request, site.publicUrl)}/api`, languageOf(request))
    },
  )

  for (const [path, summary, schemaOf] of [
    ['queryables', '要素可以按什么过滤 · What items can be filtered by', queryables],
    ['schema', '一个要素有什么 · What a thing of it is made of', featureSchema],
  ] as const) {
    app.get<{ Params: Static<typeof CollectionParams> }>(
      `/api/collections/:collectionId/${path}`,
      { schema: { tags, summary, params: CollectionParams, querystring: Describe, response: schemas } },
      async (request, reply) => {
        const collection = await findCollection(site, request.params.collectionId)
        reply.type('application/schema+json')
        const base = `${addressOf(request, site.publicUrl)}/api`
        return reply.send(JSON.stringify(schemaOf(collection, base, languageOf(request))))
      },
    )
  }

  app.get<{ Params: Static<typeof CollectionParams>; Querystring: Record<string, string> }>(
    '/api/collections/:collectionId/items',
    {
      schema: {
        tags,
        summary: '一个集合的要素 · Things of a collection',
        params: CollectionParams,
        querystring: Items,
        response: geoJson.features(exampleItems, asTables),
      },
      // the rest is read below, where a sentence can say more; the whole schema is what strangers read
      validatorCompiler: (part) =>
        validate(
          part.httpPart === 'querystring' ? { ...part, schema: Type.Pick(Items, ['lang', 'f', 'within']) } : part,
        ),
    },
    async (request, reply) => {
      const collection = await findCollection(site, request.params.collectionId)
      const { query } = request
      const filters = readFilters(collection, query, Object.keys(Items.properties))
      const limit = readLimit(query['limit'])
      const days = daysOf(query['datetime'], 'datetime')
      const database = site.database().reader('items', request.signal)
      const wanted: Wanted = {
        days,
        bbox: query['bbox'] === undefined ? undefined : readBox(query['bbox']),
        filters,
        after: query['after'] === undefined ? 0 : readFid(query['after'], 'after'),
        limit,
        shapeless: readSwitch(query, 'skipGeometry'),
        placed: readSwitch(query, 'placed'),
      }
      if (query['q'] !== undefined) wanted.text = readText(query['q'], 'q')
      if (query['within'] !== undefined) wanted.area = await readArea(database, query['within'], days.last)
      const found = await page(database, site.catalogue, collection, wanted)
      const rows = found.slice(0, limit)
      const links = [itemsLink(request, site, 'self')]
      const last = rows.at(-1)
      if (found.length > limit && last !== undefined) links.push(itemsLink(request, site, 'next', last.fid))
      reply.header('vary', 'accept')
      const format = tableAsked(request)
      if (format !== undefined) {
        const speech = (query['lang'] as Language | undefined) ?? 'plain'
        const { collections } = site.catalogue
        const features = rows.map(({ feature }) => feature)
        return sendTable(reply, { format, collection, collections, speech, features, links, day: days.last })
      }
      return sendGeoJson(
        reply,
        `{"type":"FeatureCollection","timeStamp":"${new Date().toISOString()}","numberReturned":${rows.length},` +
          `"links":${JSON.stringify(links)},"features":[${rows.map((row) => row.feature).join(',\n')}]}`,
      )
    },
  )

  app.get<{ Params: Static<typeof ItemParams>; Querystring: Static<typeof OneItem> }>(
    '/api/collections/:collectionId/items/:fid',
    {
      schema: {
        tags,
        summary: '一个要素 · One thing',
        params: ItemParams,
        querystring: OneItem,
        response: geoJson.feature(),
      },
    },
    async (request, reply) => {
      const { collectionId, fid } = request.params
      const collection = await findCollection(site, collectionId)
      const day = dayOf(request.query.datetime, 'datetime')
      const found = /^\d{1,9}$/.test(fid)
        ? await one(site.database().reader('items', request.signal), site.catalogue, collection, Number(fid), day)
        : undefined
      if (found === undefined) throw notFound(`thing in ${collectionId} on ${day}`, fid)
      const base = `${addressOf(request, site.publicUrl)}/api/collections/${collectionId}`
      const links: Link[] = [
        { rel: 'self', type: 'application/geo+json', href: `${base}/items/${fid}` },
        { rel: 'collection', type: 'application/json', href: base },
      ]
      if (!collection.derived) {
        links.push({ rel: 'version-history', type: 'application/geo+json', href: `${base}/items/${fid}/versions` })
      }
      return sendGeoJson(reply, `${found.slice(0, found.lastIndexOf('}'))},"links":${JSON.stringify(links)}}`)
    },
  )
}

function sendGeoJson(reply: FastifyReply, text: string): FastifyReply {
  reply.header('cache-control', 'no-cache')
  return reply.type('application/geo+json; charset=utf-8').send(text)
}

function fault(parameter: string, detail: string): ProblemError {
  return new ProblemError(400, `${parameter} ${detail}.`, [{ at: `querystring/${parameter}`, detail }])
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return defaultLimit
  if (!/^\d{1,12}$/.test(text) || Number(text) < 1) {
    const detail = `must be a whole number from 1; above ${maximumLimit} it is served as ${maximumLimit}`
    throw fault('limit', detail)
  }
  return Math.min(Number(text), maximumLimit)
}

function readFid(text: string, parameter: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw fault(parameter, 'must be a fid')
}

function readText(text: string, parameter: string): string {
  if (text !== '' && !text.includes('\0')) return text
  throw fault(parameter, 'must be a text, without a null character')
}

function readSwitch(query: Record<string, string>, parameter: string): boolean {
  const text = query[parameter] ?? 'false'
  if (text === 'true' || text === 'false') return text === 'true'
  throw fault(parameter, 'must be true or false')
}

async function readArea(database: Queryable, key: string, day: string): Promise<number> {
  const area = await areaByKey(database, key, day)
  if (area === undefined) throw notFound(`area on ${day}`, key)
  return area.fid
}

function itemsLink(request: FastifyRequest, site: Site, rel: 'self' | 'next', after?: number): Link {
  const url = new URL(`${addressOf(request, site.publicUrl)}${request.url}`)
  if (after !== undefined) url.searchParams.set('after', String(after))
  return { rel, type: 'application/geo+json', href: url.href }
}
