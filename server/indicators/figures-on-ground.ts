import type { Geometry } from 'geojson'
import type { FigureTable, Indicator } from '#data/model/indicator.ts'
import type { Language } from '#data/model/words.ts'
import type { Grounds } from './explain.ts'
import { isSample, sourceOf } from './tables.ts'

/**
 * The figures of a level as GeoJSON, in degrees: each unit with its shape, its numbers unrounded, and on each what
 * other programs leave of a file when they take its features alone: what is told, of which day and from where.
 * @param shapes GeoJSON texts by the units' keys
 */
export function figuresOnGround(
  indicator: Indicator,
  { rows, ...told }: FigureTable,
  sources: Grounds['sources'],
  shapes: ReadonlyMap<string, string>,
  language: Language,
) {
  const source = sourceOf(indicator, sources, language)
  const sample = isSample(sources)
  return {
    type: 'FeatureCollection' as const,
    // GDAL calls the layer by the one and describes it by the other
    name: indicator.id,
    description: [`${told.title} (${told.unit}), ${told.asOf}`, told.formula, source].join('\n'),
    ...told,
    features: rows.map(({ pace: _, targets: __, explanation: ___, ...figure }) => ({
      type: 'Feature' as const,
      geometry: shapeOf(shapes.get(figure.area)),
      properties: {
        ...figure,
        level: told.level,
        indicator: told.indicator,
        title: told.title,
        unit: told.unit,
        asOf: told.asOf,
        source,
        sample,
      },
    })),
  }
}

function shapeOf(text: string | undefined): Geometry | null {
  return text === undefined ? null : (JSON.parse(text) as Geometry)
}
