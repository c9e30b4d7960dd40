import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance } from 'fastify'
import { CoverageMaker } from './coverage/coverage-maker.ts'
import { coverageFileRoutes } from './coverage/file-routes.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { featureRoutes } from './features/routes.ts'
import { versionRoutes } from './features/version-routes.ts'
import { findingRoutes } from './finding/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { letEmbed } from './http/embed.ts'
import { guardGuests } from './http/guests.ts'
import { answerPeople } from './http/html.ts'
import { answerMethods } from './http/methods.ts'
import { notYetRoutes } from './http/not-yet.ts'
import { openapi } from './http/openapi.ts'
import { answerErrors, answerUnknown, sendProblem, toProblem } from './http/problem.ts'
import { validate } from './http/validate.ts'
import { indicatorRoutes } from './indicators/routes.ts'
import { liveRoutes } from './live/routes.ts'
import { measuringRoutes } from './measuring/routes.ts'
import { photoRoutes } from './photos/routes.ts'
import { scenarioRoutes } from './scenarios/routes.ts'
import { settingRoutes } from './settings/routes.ts'
import type { Site } from './site.ts'
import { sitingRoutes } from './siting/routes.ts'
import { themeRoutes } from './themes/routes.ts'
import { sendKept } from './tiles/kept.ts'
import { tileRoutes } from './tiles/routes.ts'
import { tileSetRoutes } from './tiles/set-routes.ts'
import { Shelf } from './tiles/shelf.ts'
import { wallRoutes } from './wall/routes.ts'

const built = fileURLToPath(new URL('../dist/', import.meta.url))
const own = ['index.html', 'wall.html'].map((name) => join(built, name))
const ofWall = join(built, 'wall', 'assets')

/** The server as it is, but for listening: `main` listens, tests inject. */
export async function buildApp(site: Site, logger: boolean | object = false): Promise<FastifyInstance> {
  const shelf = new Shelf()
  const app = Fastify({
    serverFactory: (frame) => {
      const server = createServer({ requestTimeout: 60_000, keepAliveTimeout: 72_000 }, (request, response) => {
        // a county that is closed to guests has the framework find out who asks
        if (!site.guestsMayRead() || !sendKept(shelf, request, response)) frame(request, response)
      })
      return server.setTimeout(120_000)
    },
    logger,
    trustProxy: site.trustProxy,
    bodyLimit: 1_048_576,
    frameworkErrors: (error, _request, reply) => {
      sendProblem(reply, toProblem(error))
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  app.setValidatorCompiler(validate)
  // what a route says it answers with is for readers, and leaves nothing out
  app.setSerializerCompiler(() => JSON.stringify)
  answerErrors(app)
  guardGuests(app, site)
  answerPeople(app, site)
  await app.register(fastifySwagger, openapi(site.publicUrl))
  const answerOtherMethods = answerMethods(app)
  await app.register(tileRoutes, { ...site, shelf })
  // apart from tiles, which are no pages and are kept packed
  await app.register(async (pages) => {
    answerUnknown(pages)
    await pages.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: [`'self'`],
          styleSrc: [`'self'`, `'unsafe-inline'`],
          imgSrc: [`'self'`, 'data:', 'blob:'],
          workerSrc: [`'self'`],
          objectSrc: [`'none'`],
          frameAncestors: [`'self'`],
        },
      },
      strictTransportSecurity: false,
    })
    letEmbed(pages)
    await pages.register(compress, {
      encodings: ['br', 'gzip'],
      customTypes: /^(text\/|application\/(.*json|.*xml|javascript))/,
      brotliOptions: { params: { [brotliQuality]: 4 } },
    })
    await pages.register(fastifySwaggerUi, {
      routePrefix: '/api/docs',
      uiConfig: { docExpansion: 'list', tryItOutEnabled: true },
      theme: { title: '绣城 API', css: [{ filename: 'xiucheng.css', content: '.topbar { display: none }' }] },
      // one description, and the page reads that: with the layers and examples of this county
      uiHooks: {
        onRequest: async (request, reply) => {
          if (/\/(json|yaml)(\?|$)/.test(request.url)) return reply.redirect('../openapi.json')
        },
      },
    })

    const maker = new CoverageMaker(site)
    for (const room of [
      healthRoutes,
      featureRoutes,
      versionRoutes,
      tileSetRoutes,
      indicatorRoutes,
      (app: FastifyInstance, site: Site) => coverageRoutes(app, site, maker),
      (app: FastifyInstance, site: Site) => coverageFileRoutes(app, site, maker),
      (app: FastifyInstance, site: Site) => sitingRoutes(app, site, maker),
      measuringRoutes,
      findingRoutes,
      photoRoutes,
      scenarioRoutes,
      themeRoutes,
      settingRoutes,
      wallRoutes,
      liveRoutes,
      notYetRoutes,
    ]) {
      await pages.register(room, site)
    }
    answerOtherMethods(pages)
    if (existsSync(built)) {
      await pages.register(fastifyStatic, {
        root: built,
        cacheControl: false,
        // the page itself is asked for anew each time; what it loads carries a hash in its name
        setHeaders: (reply, path) => {
          reply.setHeader('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable')
          if (own.includes(path) && stands(site)) reply.setHeader('link', askedFirst)
          // what keeps a display's page for it is one of its files, and is to see its page too
          if (path.startsWith(ofWall)) reply.setHeader('service-worker-allowed', '/wall/')
        },
      })
      // one page for all paths, which sees by its address what to show; and one for the wall, which has nothing to choose
      for (const path of ['/plan', '/wall', '/wall/:display/control']) {
        pages.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
      }
      pages.get('/wall/:display', { schema: { hide: true } }, (_request, reply) => reply.sendFile('wall.html'))
    }
  })
  return app
}

/** What a page asks for before it can ask for anything else comes beside its scripts, where the county has it to give. */
const askedFirst = '</api/themes>; rel=preload; as=fetch; crossorigin'

function stands({ database, guestsMayRead }: Site): boolean {
  try {
    return database() && guestsMayRead()
  } catch {
    return false
  }
}

/** `zlib.constants.BROTLI_PARAM_QUALITY`; level 4 is as small as gzip's best and as quick as its first. */
const brotliQuality = 1
