import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Collection } from '#data/model/theme.ts'
import { allCollections } from '../features/collections.ts'
import type { Site } from '../site.ts'
import { LanguageQuery, languageOf } from './language.ts'
import { pageOf } from './page.ts'

export const formDescription = '答复的形式，先于 Accept 头 · the form of the answer, before the Accept header'

/** The parameters of whatever answers in JSON, or as a page for people. */
export const FormQuery = {
  ...LanguageQuery,
  f: Type.Optional(Type.Enum(['json', 'html'], { description: formDescription })),
}

const forms = ['application/json', 'application/geo+json', 'application/problem+json', 'text/html']

/**
 * Gives what the API answers in JSON as a page where a browser, or `f=html`, asks for one. Addresses that end in
 * `.json` stay what they say.
 */
export function answerPeople(app: FastifyInstance, site: Site): void {
  // not async, for it is called on every answer, of which few become a page
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' || !answersInJson(request, reply)) return done(null, payload)
    reply.header('vary', 'accept, accept-language')
    if (!wantsPage(request)) return done(null, payload)
    reply.type('text/html; charset=utf-8').removeHeader('content-length')
    writePage(site, request, reply, payload)
      .then((page) => done(null, page))
      .catch(done)
  })
}

function answersInJson(request: FastifyRequest, reply: FastifyReply): boolean {
  const path = pathOf(request)
  const json = /^application\/(\w+\+)?json\b/.test(String(reply.getHeader('content-type') ?? ''))
  return json && /^\/api(\/|$)/.test(path) && !path.endsWith('.json')
}

async function writePage(site: Site, request: FastifyRequest, reply: FastifyReply, answer: string): Promise<string> {
  const path = pathOf(request)
  return pageOf(JSON.parse(answer), {
    path,
    language: languageOf(request),
    addressWith: (parameter, value) => {
      const query = new URLSearchParams(request.url.slice(path.length))
      query.set(parameter, value)
      return `${path}?${query}`
    },
    collection: reply.statusCode < 400 ? await collectionOf(request, site) : undefined,
  })
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? ''
}

function wantsPage(request: FastifyRequest): boolean {
  const { f } = request.query as { f?: string }
  if (f !== undefined) return f === 'html'
  return negotiate(request.headers.accept ?? '*/*', forms) === 'text/html'
}

async function collectionOf(request: FastifyRequest, site: Site): Promise<Collection | undefined> {
  const { collectionId } = request.params as { collectionId?: string }
  return collectionId === undefined ? undefined : (await allCollections(site)).find(({ id }) => id === collectionId)
}
