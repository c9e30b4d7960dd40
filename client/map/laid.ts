import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'
import type { Drawn } from './order.ts'
import { rampTints } from './ramp.ts'
import type { Look } from './symbols.ts'

/**
 * What ground is laid for: `unwalked` is not reached on foot, `unreached` not even straight, `tried` is reached from sites
 * that are tried, on `barred` none is to be proposed, and of a cell its tint tells how dense it is.
 */
export type LaidTint = 'unwalked' | 'unreached' | 'tried' | 'barred' | (typeof rampTints)[number]
/** `key` is what a piece goes by that is told of when it is clicked. */
interface Properties {
  tint: LaidTint
  key?: string
  /** Of a cell: whether it falls short of its target. */
  short?: boolean
}
export type LaidGround = Feature<Polygon | MultiPolygon, Properties>
export type Laid = FeatureCollection<Polygon | MultiPolygon, Properties>

export const nothingLaid: Laid = { type: 'FeatureCollection', features: [] }

/** Ground that is not reached lies in the colours of states, cells in those of the ramp. */
export function laidGround({ tokens, scale }: Look): Drawn[] {
  const tint: ExpressionSpecification = ['get', 'tint']
  const colours = [
    ...(['unwalked', tokens.risk, 'unreached', tokens.late, 'tried', tokens.met, 'barred', tokens.text] as const),
    ...rampTints.flatMap((name) => [name, tokens[name]]),
  ] as [string, string, ...string[]]
  const colour: ExpressionSpecification = ['match', tint, ...colours, tokens.land]
  const short: ExpressionSpecification = ['boolean', ['get', 'short'], false]
  const cell: ExpressionSpecification = ['in', ['slice', tint, 0, 4], ['literal', ['ramp']]]
  return [
    {
      slot: 'laid',
      layer: {
        id: 'laid',
        type: 'fill',
        source: 'laid',
        paint: {
          'fill-color': colour,
          'fill-opacity': ['match', tint, 'unwalked', 0.3, 'unreached', 0.42, 'tried', 0.34, 'barred', 0.3, 0.85],
        },
      },
    },
    {
      slot: 'laid',
      layer: {
        id: 'laid-barred',
        type: 'line',
        source: 'laid',
        filter: ['==', tint, 'barred'] as FilterSpecification,
        paint: { 'line-color': tokens.text, 'line-width': 1.4 * scale },
      },
    },
    {
      slot: 'laid',
      layer: {
        id: 'laid-cells',
        type: 'line',
        source: 'laid',
        filter: cell as FilterSpecification,
        // the edge of one that falls short is not hidden by its neighbour's
        layout: { 'line-sort-key': ['case', short, 1, 0] },
        // where hardly any stand the ground is nearly white: its edge says that it is not well
        paint: {
          'line-color': ['case', short, tokens.late, tokens.second],
          'line-opacity': ['case', short, 0.7, 0.35],
          'line-width': ['case', short, 1.2 * scale, 0.8 * scale],
        },
      },
    },
  ]
}
