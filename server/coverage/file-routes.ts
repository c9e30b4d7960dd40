import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { CoverageQuestion, coverageParts, mostSites } from '#data/model/coverage.ts'
import { SitingTerms } from '#data/model/siting.ts'
import { readCounty } from '../county.ts'
import { fileOf, type Known } from '../exports/file-of.ts'
import { formats } from '../exports/formats.ts'
import { attachment } from '../files/table-file.ts'
import { okay } from '../http/answers.ts'
import { fileAsked } from '../http/file-asked.ts'
import { LanguageQuery, languageOf } from '../http/language.ts'
import { whenLeft } from '../http/leaving.ts'
import type { Site } from '../site.ts'
import { termsInWords } from '../siting/terms.ts'
import { understand } from './ask.ts'
import { CellQuery, cellsOf, cellTable } from './cells.ts'
import type { CoverageMaker } from './coverage-maker.ts'
import { sayObstacles } from './obstacles.ts'
import { type PartTable, partOf } from './parts.ts'
import { sayAssumptions } from './say.ts'

/** Formats that say within the file what was taken for granted, and drawings, which hold shapes alone. */
const offered = formats.filter(({ note, driver, drawing }) => note !== 'text' || driver === 'ESRI Shapefile' || drawing)
/** Media types by what a format is called. */
const types = Object.fromEntries(offered.map(({ ending, type }) => [ending.slice(1), type]))
const AsFile = {
  f: Type.Optional(
    Type.Enum(Object.keys(types), {
      description:
        '文件格式，不写则按 Accept 头，都没有即 GeoJSON · the format of the file; else by the Accept header, and GeoJSON where that says none',
    }),
  ),
  crs: Type.Optional(
    Type.String({
      maxLength: 40,
      description:
        'EPSG 代码、GCJ-02 或 BD-09；不写即 EPSG:4490，DXF 为本县的平面 · an EPSG code, GCJ-02 or BD-09; EPSG:4490 where left out, in DXF the county’s plane',
    }),
  ),
}
const FileQuery = Type.Object(
  {
    ...AsFile,
    ...LanguageQuery,
    part: Type.Enum([...coverageParts], {
      description:
        'sites 是试设的点，gaps 是够不着的地方，rows 是逐条的需求 · the sites that are tried, the ground that is not reached, or who needs it, row by row',
    }),
  },
  strict(),
)
/** The question, and on what terms its sites were proposed, where they were: a file says so. */
const FileQuestion = Type.Object({ ...CoverageQuestion.properties, terms: Type.Optional(SitingTerms) }, strict())
const CellFileQuery = Type.Object({ ...CellQuery.properties, ...AsFile }, strict())

function strict() {
  return { additionalProperties: false }
}

/** Answers on coverage as files, each with all that was taken for granted. */
export async function coverageFileRoutes(app: FastifyInstance, site: Site, maker: CoverageMaker): Promise<void> {
  const tags = ['coverage']
  const content = Object.fromEntries(
    Object.values(types).map((type) => [type, { schema: Type.String({ format: 'binary' }) }]),
  )
  const response = { 200: { description: okay, content } }

  app.post<{ Body: Static<typeof FileQuestion>; Querystring: Static<typeof FileQuery> }>(
    '/api/coverage/files',
    {
      schema: {
        tags,
        summary: '答案中的一部分，作为文件 · a part of an answer on coverage, as a file',
        querystring: FileQuery,
        body: FileQuestion,
        response,
      },
    },
    async (request, reply) => {
      const left = whenLeft(reply)
      const database = site.database().reader('analysis', left)
      const language = languageOf(request)
      const { part } = request.query
      const { terms, ...question } = request.body
      const ground = part === 'gaps'
      const asked = await understand(site, database, question, ground ? undefined : mostSites)
      const found = await maker.cover(asked, left, {
        inFull: part === 'rows',
        gaps: part !== 'sites',
        shapes: ground,
      })
      const table = partOf(part, asked, found, language)
      const assumptions = [
        ...sayObstacles(asked, found, language),
        ...sayAssumptions(asked, found, language),
        ...(terms ? await termsInWords(site, database, terms, asked.day, language) : []),
      ]
      return send(reply, request.query.crs, left, table, { day: asked.day, area: asked.area.name, assumptions })
    },
  )

  app.get<{ Querystring: Static<typeof CellFileQuery> }>(
    '/api/coverage/cells/file',
    {
      schema: {
        tags,
        summary: '每个格子里的密度与缺口，作为文件 · the cells of density, as a file',
        querystring: CellFileQuery,
        response,
      },
    },
    async (request, reply) => {
      const { query } = request
      const language = languageOf(request)
      const cells = await cellsOf(site, site.database().reader('analysis', request.signal), query, language)
      const { table, ...known } = cellTable(site, query, cells, language)
      return send(reply, request.query.crs, request.signal, table, known)
    },
  )

  async function send(
    reply: FastifyReply,
    crs: string | undefined,
    signal: AbortSignal,
    { collection, columns, things }: PartTable,
    known: Omit<Known, 'county'>,
  ) {
    const f = fileAsked(reply.request, types) ?? 'geojson'
    const format = offered.find(({ ending }) => ending === `.${f}`)
    if (format === undefined) throw new Error(`no format ${f}`)
    const language = languageOf(reply.request)
    const database = site.database()
    const county = await readCounty(database)
    const inPlane = format.drawing && county.plane ? `EPSG:${county.plane}` : undefined
    const order = { collection, columns, format, language, crs: crs ?? inPlane, name: collection.id }
    const file = await fileOf(order, things, { ...known, county }, signal)
    // a drawing does not say what its coordinates are, so its name does, and that of all that are not the usual ones
    const told = order.crs ? `${known.day}-${order.crs.replaceAll(/[^\w-]/g, '')}` : known.day
    reply.headers({
      'cache-control': 'no-store',
      'content-disposition': attachment(collection.id, collection.title[language], told, f),
    })
    return reply.type(format.type).send(file)
  }
}
