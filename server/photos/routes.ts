import type { FastifyInstance } from 'fastify'
import fresh from 'fresh'
import { type Static, Type } from 'typebox'
import { Photos } from '#data/model/photo.ts'
import { findCollection } from '../features/collections.ts'
import { addressOf } from '../http/address.ts'
import { answersJson, okay } from '../http/answers.ts'
import { FormQuery } from '../http/html.ts'
import { CollectionId, Fid } from '../http/parameters.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'
import { photosOf, pictureOf } from './queries.ts'

const tags = ['photos']
const Thing = Type.Object({ collectionId: CollectionId, fid: Fid })
const Query = Type.Object(FormQuery, { additionalProperties: false })
const OnePhoto = Type.Object({
  photo: Type.String({ description: '照片的编号，见要素的 photos · a photo’s id, from the photos of a thing' }),
})
const id = '1f0c5b1a4c8c0f6f0a8f6f1c1d3f5c1e2b7a9d4e6f8091a2b3c4d5e6f708192a'
const example: Photos = {
  photos: [
    {
      id,
      caption: '正门',
      width: 4000,
      height: 3000,
      type: 'image/jpeg',
      bytes: 3_481_220,
      href: `http://127.0.0.1:3000/api/photos/${id}`,
    },
  ],
}
const picture = { 200: { description: okay, content: { 'image/*': { schema: Type.String({ format: 'binary' }) } } } }

/** The photos of a thing, and each picture. */
export async function photoRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.get<{ Params: Static<typeof Thing> }>(
    '/api/collections/:collectionId/items/:fid/photos',
    {
      schema: {
        tags,
        summary: '一个要素的照片 · The photos of a thing',
        params: Thing,
        querystring: Query,
        response: answersJson(Photos, example),
      },
    },
    async (request, reply): Promise<Photos> => {
      const { collectionId, fid } = request.params
      const collection = await findCollection(site, collectionId)
      if (collection.derived)
        throw new ProblemError(404, `${collectionId} is worked out anew for each day, so nothing in it has photos.`)
      const reader = site.database().reader('items', request.signal)
      const photos = /^\d{1,9}$/.test(fid) ? await photosOf(reader, collection, Number(fid)) : undefined
      if (photos === undefined) throw notFound(`thing in ${collectionId}`, fid)
      const base = `${addressOf(request, site.publicUrl)}/api/photos`
      reply.header('cache-control', 'no-cache')
      return { photos: photos.map((photo) => ({ ...photo, href: `${base}/${photo.id}` })) }
    },
  )

  app.get<{ Params: Static<typeof OnePhoto> }>(
    '/api/photos/:photo',
    { schema: { tags, summary: '一张照片 · A photo', params: OnePhoto, response: picture } },
    async (request, reply) => {
      const { photo } = request.params
      const reader = site.database().reader('items', request.signal)
      const found = /^[0-9a-f]{64}$/.test(photo) ? await pictureOf(reader, photo) : undefined
      if (found === undefined) throw notFound('photo', photo)
      const etag = `"${photo}"`
      // it is called by what is in it, so nothing else will ever be there; but guests may be shut out
      reply.header('etag', etag).header('cache-control', 'private, max-age=31536000, immutable')
      if (fresh(request.headers, { etag })) return reply.code(304).send()
      return reply.type(found.type).send(found.bytes)
    },
  )
}
