import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { today } from '#data/model/day.ts'
import { addressOf, type Link } from '../http/address.ts'
import { geoJson } from '../http/answers.ts'
import { FormQuery } from '../http/html.ts'
import { CollectionId, Fid } from '../http/parameters.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { findCollection } from './collections.ts'
import { exampleVersions } from './examples.ts'
import { correctionsOf, versionsOf } from './versions-queries.ts'

const Params = Type.Object({ collectionId: CollectionId, fid: Fid })
const Query = Type.Object(FormQuery, { additionalProperties: false })

/** What became of one thing: a version for each span of days, and what was put right in its record. */
export async function versionRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.get<{ Params: Static<typeof Params> }>(
    '/api/collections/:collectionId/items/:fid/versions',
    {
      schema: {
        tags: ['features'],
        summary: '一个要素的历史：各个版本与更正 · What became of one thing: its versions, and what was corrected',
        params: Params,
        querystring: Query,
        response: geoJson.features(exampleVersions),
      },
    },
    async (request, reply) => {
      const { collectionId, fid } = request.params
      const collection = await findCollection(site, collectionId)
      if (collection.derived) {
        throw new ProblemError(404, `${collectionId} is worked out anew for each day, so nothing in it has a history.`)
      }
      const database = site.database().reader('items', request.signal)
      const asked = [database, site.catalogue, collection, Number(fid), today()] as const
      const known = /^\d{1,9}$/.test(fid)
      const versions = known ? await versionsOf(...asked) : []
      const corrections = known ? await correctionsOf(...asked) : []
      if (versions.length + corrections.length === 0) throw notFound(`thing in ${collectionId}`, fid)
      const one = `${addressOf(request, site.publicUrl)}/api/collections/${collectionId}/items/${fid}`
      const links: Link[] = [
        { rel: 'self', type: 'application/geo+json', href: `${one}/versions` },
        { rel: 'latest-version', type: 'application/geo+json', href: one },
      ]
      const corrected = corrections.map(
        ({ at, source, before }) =>
          `{"at":${JSON.stringify(at)},"source":${JSON.stringify(source)},"before":${before}}`,
      )
      reply.header('cache-control', 'no-cache')
      return reply
        .type('application/geo+json; charset=utf-8')
        .send(
          `{"type":"FeatureCollection","timeStamp":"${new Date().toISOString()}","numberReturned":${versions.length},` +
            `"links":${JSON.stringify(links)},"features":[${versions.join(',\n')}],"corrections":[${corrected.join(',\n')}]}`,
        )
    },
  )
}
