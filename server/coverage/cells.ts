import type { Geometry } from 'geojson'
import { type Static, Type } from 'typebox'
import type { Coverage } from '#data/model/coverage.ts'
import type { Language, Words } from '#data/model/words.ts'
import type { Queryable } from '../database/database.ts'
import { findCollection } from '../features/collections.ts'
import { titledColumns } from '../features/table.ts'
import { LanguageQuery } from '../http/language.ts'
import { Area, Day } from '../http/parameters.ts'
import { ProblemError } from '../http/problem.ts'
import { targetsOn } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { cellEvidence, densityCells, type Grid } from './cells-queries.ts'
import type { PartTable } from './parts.ts'
import { faultIn, whereAsked } from './where-asked.ts'

export const CellQuery = Type.Object(
  {
    theme: Type.String({
      description: '主题的编号 · a theme’s id',
      examples: ['toilets'],
    }),
    area: Type.With(Area, { examples: ['410122'] }),
    cell: Type.Optional(
      Type.Enum(['hexagon', 'square'], {
        description: '格子的形状，不写即六边形 · its shape; hexagons where left out',
      }),
    ),
    km2: Type.Optional(
      Type.String({
        pattern: '^([1-9]|[1-9][0-9])(\\.[0-9]{1,3})?$',
        description: '格子多大，1 到 99 km²，不写即 1 · how large, 1 to 99 km²; 1 where left out',
      }),
    ),
    at: Type.Optional(Day),
    ...LanguageQuery,
  },
  { additionalProperties: false },
)

/** Cells of one size, each with how dense it is offered on the ground in it. */
export interface Cells {
  type: 'FeatureCollection'
  asOf: string
  area: string
  target: number | null
  /** All that was taken for granted, sentence by sentence. */
  assumptions: string[]
  features: {
    type: 'Feature'
    id: string
    geometry: Geometry
    properties: {
      area: string
      areaName: string
      numerator: number
      denominator: number
      value: number
      target: number | null
      missing: number | null
    }
  }[]
}

type CellsAsked = Static<typeof CellQuery>

/**
 * How dense it is offered in cells of one size, over the ground in each.
 * @throws {ProblemError} 400 where the theme has no density, or no area stands under the key
 */
export async function cellsOf(site: Site, database: Queryable, query: CellsAsked, language: Language): Promise<Cells> {
  const { density, ground, area, leaves, day, grid } = await understandCells(site, database, query)
  const [target] = (await targetsOn(database, density, day)).filter((one) => one.area === null)
  const cells = await densityCells(database, density, ground, leaves, day, grid)
  return {
    type: 'FeatureCollection',
    asOf: day,
    area: area.name,
    target: target?.value ?? null,
    assumptions: [assumptionOf(query)[language]],
    features: cells.map(({ geometry, id, count, km2, area, areaName }) => ({
      type: 'Feature',
      id,
      geometry: JSON.parse(geometry) as Geometry,
      properties: {
        area,
        areaName,
        numerator: count,
        denominator: km2,
        value: count / km2,
        target: target?.value ?? null,
        missing: target === undefined ? null : Math.max(0, Math.ceil(target.value * km2) - count),
      },
    })),
  }
}

/**
 * The rows that make the density of one cell, as GeoJSON Features.
 * @param id as `cellsOf` names it
 * @throws {ProblemError} 404 where there is no such cell, or no ground in it
 */
export async function rowsOfCell(
  site: Site,
  database: Queryable,
  id: string,
  query: CellsAsked,
  language: Language,
): Promise<{ day: string; rows: string[] }> {
  const { density, ground, leaves, day, grid } = await understandCells(site, database, query)
  const [i = Number.NaN, j = Number.NaN] = id.split('.').map(Number)
  const rows = await cellEvidence(database, density, ground, leaves, day, grid, [i, j], language)
  if (rows.length === 0) throw new ProblemError(404, `There is no cell ${id} with ground in it.`)
  return { day, rows }
}

async function understandCells(site: Site, database: Queryable, query: CellsAsked) {
  const { coverage, density } = denseTheme(site, query)
  return {
    density,
    ...(await whereAsked(database, query, 'querystring')),
    ground: await findCollection(site, coverage.ground),
    grid: { shape: query.cell ?? 'hexagon', km2: Number(query.km2 ?? 1) } satisfies Grid,
  }
}

/** The same as a table. */
export function cellTable(site: Site, query: CellsAsked, cells: Cells, language: Language) {
  const { coverage, density } = denseTheme(site, query)
  const indicator = site.catalogue.indicators.get(density)
  const offers = coverage.offers.title
  const column = (name: string, type: 'text' | 'integer' | 'number', title: Words) => ({ name, type, title })
  const properties = [
    column('area', 'text', { zh: '区划代码', en: 'Area code' }),
    column('areaName', 'text', { zh: '所在区划', en: 'Area' }),
    column('numerator', 'integer', { zh: `${offers.zh}（处）`, en: offers.en }),
    column('denominator', 'number', { zh: '建成区（km²）', en: 'Built-up ground (km²)' }),
    column('value', 'number', {
      zh: `密度（${indicator?.unit.zh}）`,
      en: `Density (${indicator?.unit.en})`,
    }),
    column('target', 'number', { zh: '目标', en: 'Target' }),
    column('missing', 'integer', { zh: '还差（处）', en: 'Missing' }),
  ]
  const table: PartTable = {
    collection: { id: 'cells', title: indicator?.title ?? offers, shape: 'polygon' },
    columns: titledColumns(properties, language),
    things: cells.features.map(({ geometry, properties }, n) => ({ id: n + 1, geometry, properties })),
  }
  const { asOf: day, area, assumptions } = cells
  return { table, day, area, assumptions }
}

function assumptionOf({ cell = 'hexagon', km2 = '1' }: CellsAsked): Words {
  return {
    zh: `${cell === 'square' ? '方格' : '六边形'}，每格 ${km2} km²；只算落在建成区上的，密度按格内建成区面积算；还差按全县目标向上取整。`,
    en: `${cell === 'square' ? 'Squares' : 'Hexagons'} of ${km2} km² each; what counts stands on built-up ground, and density is reckoned on the built-up ground in the cell; what is missing is rounded up from the county’s target.`,
  }
}

/** @throws {ProblemError} 400 where the theme has no density */
function denseTheme(site: Site, query: CellsAsked): { coverage: Coverage; density: string } {
  const dense = site.catalogue.themes.filter(({ coverage }) => coverage?.density !== undefined)
  const coverage = dense.find(({ id }) => id === query.theme)?.coverage
  if (coverage?.density !== undefined) return { coverage, density: coverage.density }
  throw faultIn('querystring', 'theme', `must be one that has a density: ${dense.map(({ id }) => id).join(', ')}`)
}
