import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { Collection } from '#data/model/theme.ts'
import { propertySchema } from '../features/describe.ts'
import { version } from '../version.ts'

/** The description of the API that GDAL, QGIS and strangers read (OpenAPI 3.0). */
export function openapi(publicUrl: string | undefined): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: '绣城 Xiucheng',
        version,
        description:
          '县域城市管理的开放接口：OGC API Features 与 Tiles、指标及其依据。An open API of county management.',
        license: { name: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl ?? '/' }],
    },
    hideUntagged: false,
  }
}

interface Document {
  paths?: Record<string, Path>
  [key: string]: unknown
}
interface Path {
  get?: { parameters?: Parameter[]; [key: string]: unknown }
  [key: string]: unknown
}
interface Parameter {
  name: string
  in: string
  [key: string]: unknown
}

/**
 * The description as clients want it: paths relative to the landing page, and one path for each
 * collection's items, so that page size and filters are known before anything is asked.
 */
export function openapiDocument(written: object, collections: readonly Collection[], base: string): object {
  const document = structuredClone(written) as Document
  const paths: Record<string, Path> = {}
  for (const [path, description] of Object.entries(document.paths ?? {})) {
    const relative = path.replace(/^\/api(?=\/|$)/, '') || '/'
    paths[relative] = description
    if (!relative.startsWith('/collections/{collectionId}/items')) continue
    for (const collection of collections) {
      paths[relative.replace('{collectionId}', collection.id)] = forCollection(description, collection, relative)
    }
  }
  return { ...document, servers: [{ url: base }], paths }
}

function forCollection(path: Path, collection: Collection, relative: string): Path {
  const parameters = (path.get?.parameters ?? []).filter((p) => p.name !== 'collectionId')
  const filters: Parameter[] = relative.endsWith('/items')
    ? collection.properties.map((p) => ({
        name: p.name,
        in: 'query',
        required: false,
        description: `${p.title.zh} · ${p.title.en}`,
        schema: propertySchema(p, 'en'),
      }))
    : []
  return { ...path, get: { ...path.get, operationId: undefined, parameters: [...parameters, ...filters] } }
}
