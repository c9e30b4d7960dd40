import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FigureTable, Indicator, Status } from '#data/model/indicator.ts'
import type { Value } from '#data/model/thing.ts'
import type { Language, Words } from '#data/model/words.ts'
import { attachment, type Table, type TableType, tableFile, tableTypes } from '../files/table-file.ts'
import { fileAsked } from '../http/file-asked.ts'
import { FormQuery } from '../http/html.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import type { Grounds } from './explain.ts'

const formats = Object.keys(tableTypes) as TableType[]

/** As of what answers in JSON or GeoJSON, and as a table to be kept. */
export const TableQuery = {
  ...FormQuery,
  f: Type.Optional(
    Type.Enum(['json', 'geojson', 'html', ...formats], {
      description:
        '答复的形式，先于 Accept 头；geojson 带图形；csv 与 xlsx 是表，列名和用词随 lang；行行带日期与来源 · the form of the answer, before the Accept header; geojson has the shapes; csv and xlsx are tables in the words of lang; each row has its day and source',
    }),
  ),
}

/** The tables as the description tells of them. */
export const asTables = Object.fromEntries(
  Object.values(tableTypes).map((type) => [type, { schema: Type.String({ format: 'binary' }) }]),
)

/** The table asked for; undefined for JSON. */
export function tableAsked(request: FastifyRequest): TableType | undefined {
  return fileAsked(request, tableTypes)
}

interface Named extends Table {
  title: string
  day: string
}

export async function sendTable(reply: FastifyReply, type: TableType, table: Named): Promise<FastifyReply> {
  reply.header('content-disposition', attachment(table.name, table.title, table.day, type))
  reply.type(type === 'csv' ? `${tableTypes[type]}; charset=utf-8` : tableTypes[type])
  return reply.send(await tableFile(type, table))
}

const statusWords: Record<Status, Words> = {
  met: { zh: '达标', en: 'met' },
  'at-risk': { zh: '有风险', en: 'at risk' },
  behind: { zh: '落后', en: 'behind' },
  'no-data': { zh: '没有数据', en: 'no data' },
  'no-target': { zh: '未定目标', en: 'no target' },
}

type Column = Table['columns'][number]
const text = (heading: string): Column => ({ heading, type: 'text' })
const number = (heading: string): Column => ({ heading, type: 'number' })

/** The figures of a level as a table, each unit a row, with the numbers unrounded. */
export function figuresTable(
  indicator: Indicator,
  { rows, asOf, title }: FigureTable,
  sources: Grounds['sources'],
  language: Language,
): Named {
  const say = sayer(language)
  const unit = indicator.unit[language]
  const columns = [
    text(say('单位代码', 'Code')),
    text(say('单位', 'Unit')),
    number(`${title} (${unit})`),
    ...summands(indicator, language),
    number(`${say('目标', 'Target')} (${unit})`),
    number(`${say('差距', 'Gap')} (${unit})`),
    number(
      `${indicator.missing === 'left' ? say('还剩', 'Left') : say('还差', 'Missing')} (${indicator.missingUnit[language]})`,
    ),
    text(say('状态', 'State')),
    { heading: say('到期', 'Due'), type: 'date' as const },
    ...origin(language),
  ]
  return {
    name: indicator.id,
    title,
    day: asOf,
    columns,
    rows: rows.map((row) => [
      row.area,
      row.name,
      row.value,
      row.numerator,
      row.denominator,
      row.target,
      row.gap,
      row.missing,
      statusWords[row.status][language],
      row.due,
      ...originOf(indicator, asOf, sources, language),
    ]),
  }
}

interface Row {
  geometry: { type: string; coordinates: number[] } | null
  properties: Record<'collection' | 'area' | 'areaName' | 'note', string> &
    Record<'fid' | 'numerator' | 'denominator', number>
}

/** The rows a figure counts as a table; of shapes only points have a place in it, as degrees. */
export function evidenceTable(
  indicator: Indicator,
  features: readonly string[],
  day: string,
  sources: Grounds['sources'],
  { collections }: Catalogue,
  language: Language,
): Named {
  const say = sayer(language)
  const rows = features.map((feature): Value[] => {
    const { geometry, properties: p } = JSON.parse(feature) as Row
    const [lon = null, lat = null] = geometry?.type === 'Point' ? geometry.coordinates : []
    const kind = collections.get(p.collection)?.title[language] ?? p.collection
    const counted = [p.numerator, p.denominator, p.note]
    return [kind, p.fid, p.area, p.areaName, ...counted, lon, lat, ...originOf(indicator, day, sources, language)]
  })
  const title = `${indicator.title[language]}-${say('逐行', 'rows')}`
  const columns = [
    text(say('种类', 'Kind')),
    { heading: 'fid', type: 'integer' as const },
    text(say('单位代码', 'Code')),
    text(say('单位', 'Unit')),
    ...summands(indicator, language),
    text(say('说明', 'Note')),
    number(say('经度', 'lon')),
    number(say('纬度', 'lat')),
    ...origin(language),
  ]
  return { name: `${indicator.id}-evidence`, title, day, columns, rows }
}

function summands({ numerator, denominator }: Indicator, language: Language): Column[] {
  const heading = ({ what, unit }: Indicator['numerator']) => `${what[language]} (${unit[language]})`
  const [above, below] = [heading(numerator), heading(denominator)]
  // no two columns of a table have one heading
  return [number(above), number(above === below ? `${below} (2)` : below)]
}

function origin(language: Language): Column[] {
  const say = sayer(language)
  return [
    { heading: say('日期', 'Day'), type: 'date' },
    text(say('来源', 'Source')),
    text(say('演示数据', 'Sample data')),
  ]
}

function originOf(indicator: Indicator, day: string, sources: Grounds['sources'], language: Language): Value[] {
  const say = sayer(language)
  return [day, sourceOf(indicator, sources, language), isSample(sources) ? say('是', 'yes') : say('否', 'no')]
}

/** Where a figure's rows came from, with the latest of the files. */
export function sourceOf({ source }: Indicator, sources: Grounds['sources'], language: Language): string {
  const files = sources.map(({ file }) => file).slice(0, 3)
  const say = sayer(language)
  return files.length === 0 ? source[language] : `${source[language]} (${files.join(say('、', ', '))})`
}

export function isSample(sources: Grounds['sources']): boolean {
  return sources.some(({ sample }) => sample)
}

function sayer(language: Language) {
  return (zh: string, en: string) => (language === 'zh' ? zh : en)
}
