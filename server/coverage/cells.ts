import { type Static, Type } from 'typebox'
import type { Queryable } from '../database/database.ts'
import { findCollection } from '../features/collections.ts'
import { dayOf } from '../http/day.ts'
import { Area, Day } from '../http/parameters.ts'
import { ProblemError } from '../http/problem.ts'
import { areaByKey, leavesOf, targetsOn } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { densityCells } from './cells-queries.ts'

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
  },
  { additionalProperties: false },
)

/**
 * How dense it is offered in cells of one size, over the ground in each.
 * @throws {ProblemError} 400 where the theme has no density, or no area stands under the key
 */
export async function cellsOf(site: Site, database: Queryable, query: Static<typeof CellQuery>): Promise<object> {
  const dense = site.catalogue.themes.filter(({ coverage }) => coverage?.density !== undefined)
  const coverage = dense.find(({ id }) => id === query.theme)?.coverage
  if (coverage?.density === undefined) {
    const detail = `must be one that has a density: ${dense.map(({ id }) => id).join(', ')}`
    throw new ProblemError(400, `theme ${detail}.`, [{ at: 'querystring/theme', detail }])
  }
  const day = dayOf(query.at, 'at')
  const area = await areaByKey(database, query.area, day)
  if (area === undefined) {
    const detail = `must be the code of a unit that stands on ${day}`
    throw new ProblemError(400, `area ${detail}.`, [{ at: 'querystring/area', detail }])
  }
  const [target] = (await targetsOn(database, coverage.density, day)).filter((one) => one.area === null)
  const cells = await densityCells(
    database,
    coverage.density,
    await findCollection(site, coverage.ground),
    await leavesOf(database, area.fid, day),
    day,
    { shape: query.cell ?? 'hexagon', km2: Number(query.km2 ?? 1) },
  )
  return {
    type: 'FeatureCollection',
    asOf: day,
    target: target?.value ?? null,
    features: cells.map(({ geometry, id, count, km2, area, areaName }) => ({
      type: 'Feature',
      id,
      geometry: JSON.parse(geometry) as unknown,
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
