import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { Problem } from '#data/model/problem.ts'
import type { Collection } from '#data/model/theme.ts'
import { propertySchema } from '../features/describe.ts'
import { version } from '../version.ts'
import { notADay } from './day.ts'
import { toProblem } from './problem.ts'

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
      components: {
        responses: {
          problem: {
            description: '为什么不行，一句话 · why not, in a sentence',
            content: { 'application/problem+json': { schema: { ...Problem }, example: toProblem(notADay('at')) } },
          },
        },
      },
    },
    hideUntagged: false,
  }
}

/** What of the county itself stands in the description: the names there are, and something of each kind to try. */
export interface ToTry {
  collections: readonly Collection[]
  /** The fid of a thing of each collection that holds any. */
  things: ReadonlyMap<string, number>
  indicators: readonly string[]
  settings: readonly string[]
  /** The id of a photo; undefined where there is none. */
  photo: string | undefined
  /** The id of a scenario; undefined where there is none. */
  scenario: string | undefined
  /** The name of a display; undefined where there is none. */
  display: string | undefined
  /** A tile with some of the county in it. */
  tile: Record<'z' | 'row' | 'col', number>
}

interface Document {
  paths?: Record<string, Path>
  [key: string]: unknown
}
type Path = Record<string, Operation>
interface Operation {
  parameters?: Parameter[]
  responses?: Record<string, { $ref?: string; content?: Record<string, { example?: unknown }> }>
  [key: string]: unknown
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: object
  [key: string]: unknown
}

/**
 * The description as clients want it: paths relative to the landing page, and one path for each
 * collection's items, so that page size and filters are known before anything is asked.
 */
export function openapiDocument(written: object, county: ToTry, base: string): object {
  const document = structuredClone(written) as Document
  const paths: Record<string, Path> = {}
  for (const [path, description] of Object.entries(document.paths ?? {})) {
    const relative = path.replace(/^\/api(?=\/|$)/, '') || '/'
    const onMap = relative.includes('/tiles/')
    const ofTables = /\/(versions|photos)$/.test(relative)
    const collections = county.collections.filter(
      ({ shape, derived }) => (!onMap || shape !== 'none') && !(ofTables && derived),
    )
    const tried = collections.find(({ id }) => county.things.has(id)) ?? collections[0]
    paths[relative] = withValues(description, valuesOf({ ...county, collections }, tried?.id ?? ''))
    if (!relative.startsWith('/collections/{collectionId}/items')) continue
    for (const collection of collections) {
      const own = withValues(structuredClone(description), valuesOf(county, collection.id))
      paths[relative.replace('{collectionId}', collection.id)] = forCollection(own, collection, relative)
    }
  }
  return { ...document, servers: [{ url: base }], paths }
}

/** By the name of a parameter, what it may be and what to try. */
function valuesOf(
  { collections, things, indicators, settings, photo, scenario, display, tile }: ToTry,
  tried: string,
): Record<string, { names?: readonly string[]; example?: string | undefined }> {
  const ids = collections.map(({ id }) => id)
  return {
    collectionId: { names: ids, example: tried },
    collections: { example: ids.slice(0, 2).join(',') },
    fid: { example: things.get(tried)?.toString() },
    indicator: { names: indicators, example: indicators[0] },
    name: { names: settings },
    photo: { example: photo },
    scenario: { example: scenario },
    display: { example: display },
    z: { example: String(tile.z) },
    row: { example: String(tile.row) },
    col: { example: String(tile.col) },
  }
}

const problem = { $ref: '#/components/responses/problem' }

/** With an example of what must be given; but for what changes the county, which nobody should do to try. */
function withValues(path: Path, values: ReturnType<typeof valuesOf>): Path {
  const told = (method: string, parameter: Parameter): Parameter => {
    const { names, example } = values[parameter.name] ?? {}
    return {
      ...parameter,
      schema: { ...parameter.schema, ...(names === undefined ? {} : { enum: names }) },
      ...(method === 'get' && parameter.required && example !== undefined ? { example } : {}),
    }
  }
  return Object.fromEntries(
    Object.entries(path).map(([method, { parameters, responses, ...rest }]) => [
      method,
      {
        ...rest,
        ...(parameters === undefined ? {} : { parameters: parameters.map((one) => told(method, one)) }),
        responses: { ...responses, default: problem },
      },
    ]),
  )
}

function forCollection(path: Path, collection: Collection, relative: string): Path {
  // the example is of another collection
  for (const one of Object.values(path['get']?.responses?.['200']?.content ?? {})) delete one.example
  const parameters = (path['get']?.parameters ?? []).filter((p) => p.name !== 'collectionId')
  const filters: Parameter[] = relative.endsWith('/items')
    ? collection.properties.map((p) => ({
        name: p.name,
        in: 'query',
        required: false,
        description: `${p.title.zh} · ${p.title.en}`,
        schema: propertySchema(p, 'en'),
      }))
    : []
  return { ...path, get: { ...path['get'], operationId: undefined, parameters: [...parameters, ...filters] } }
}
