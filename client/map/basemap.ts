import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'
import type { Level } from '#data/model/area.ts'
import { figureFont, nameFont } from './fonts.ts'
import type { Drawn } from './order.ts'
import { changeTints, rampTints } from './ramp.ts'
import { type Look, markToken, widthByZoom } from './symbols.ts'

/** The collections the ground is drawn from. */
export const baseCollections = ['areas', 'built_up', 'roads', 'water_bodies']

/** From this zoom on waters are named along their course. */
export const waterNamesFrom = 11

/** Tried last, where the name of a raised unit finds no room above, below or beside its point. */
const corners = ['bottom-left', 'bottom-right', 'top-left', 'top-right'] as const
const township: FilterSpecification = ['==', ['get', 'level'], 'township']
const own: ExpressionSpecification = ['to-boolean', ['get', 'in_charge']]
const unitsOf = (level: Level): FilterSpecification => ['all', ['==', ['get', 'level'], level], own]
const ownUnits = unitsOf('township')
const otherUnits: FilterSpecification = ['all', township, ['!', own]]

type Anchor = [anchor: string, to: [along: number, down: number]]

/** Where a unit's name may stand that is so many letters from its point, the best place first. */
function places(away: number): ExpressionSpecification {
  const [aside, further] = [away * Math.SQRT1_2, away + 1.2]
  const all: Anchor[] = [
    ['bottom', [0, -away]],
    ['top', [0, away]],
    ['center', [0, 0]],
    ['right', [-away, 0]],
    ['left', [away, 0]],
    ['bottom-left', [aside, -aside]],
    ['bottom-right', [-aside, -aside]],
    ['top-left', [aside, aside]],
    ['top-right', [-aside, aside]],
    // Where signs and other names leave no room there, a line further up or down.
    ['bottom', [0, -further]],
    ['top', [0, further]],
    ['bottom-left', [0, -further]],
    ['bottom-right', [0, -further]],
    ['top-left', [0, further]],
    ['top-right', [0, further]],
  ]
  return ['literal', all.flat()] as unknown as ExpressionSpecification
}

/** Above its town, which takes more room the nearer one comes, until one is within it. */
const aboveTown: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['zoom'],
  9,
  places(0.7),
  11,
  places(2),
  13,
  places(0.2),
]

/** The quiet ground: land, units of a level tinted by their figures, built-up blocks, water, streets, borders. */
export function basemap(look: Look, level: Level): Drawn[] {
  const { tokens, scale } = look
  const areas = { source: 'areas', 'source-layer': 'areas' }
  return [
    { slot: 'ground', layer: { id: 'ground', type: 'background', paint: { 'background-color': tokens.ground } } },
    {
      slot: 'land',
      layer: { ...areas, id: 'land', type: 'fill', filter: ownUnits, paint: { 'fill-color': tokens.land } },
    },
    {
      slot: 'land',
      layer: { ...areas, id: 'outside', type: 'fill', filter: otherUnits, paint: { 'fill-color': tokens.outside } },
    },
    {
      slot: 'units',
      layer: { ...areas, id: 'units', type: 'fill', filter: unitsOf(level), paint: tintPaint(look) },
    },
    {
      slot: 'built-up',
      layer: {
        id: 'built-up',
        type: 'fill',
        source: 'built_up',
        'source-layer': 'built_up',
        paint: { 'fill-color': tokens.built, 'fill-opacity': 0.07 },
      },
    },
    // a shade along its lower right, as of a patch that is sewn on
    {
      slot: 'built-up',
      layer: {
        id: 'built-up-relief',
        type: 'line',
        source: 'built_up',
        'source-layer': 'built_up',
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': tokens.built,
          'line-opacity': 0.16,
          'line-width': 1.6 * scale,
          'line-translate': [0.8 * scale, 0.8 * scale],
        },
      },
    },
    ...waters(look),
    ...streets(look),
    {
      slot: 'borders',
      layer: {
        ...areas,
        id: 'borders',
        type: 'line',
        filter: ownUnits,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': tokens.second, 'line-opacity': 0.45, 'line-width': 1 * scale },
      },
    },
    {
      slot: 'borders',
      layer: {
        ...areas,
        id: 'borders-within',
        type: 'line',
        filter: unitsOf('community'),
        layout: { 'line-join': 'round', visibility: level === 'community' ? 'visible' : 'none' },
        paint: { 'line-color': tokens.second, 'line-opacity': 0.45, 'line-width': 0.6 * scale },
      },
    },
    {
      slot: 'borders',
      layer: {
        ...areas,
        id: 'borders-outside',
        type: 'line',
        filter: otherUnits,
        paint: { 'line-color': tokens.hairline, 'line-width': 1 * scale, 'line-dasharray': [1, 3] },
      },
    },
    {
      slot: 'chosen',
      layer: {
        ...areas,
        id: 'chosen',
        type: 'line',
        filter: ['!=', ['get', 'level'], 'county'],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': tokens.text,
          'line-width': 1.8 * scale,
          'line-opacity': ['case', ['boolean', ['feature-state', 'chosen'], false], 0.9, 0],
        },
      },
    },
    ...unitNames(look),
  ]
}

/** Over the whole county the tint is the picture; in a street it steps back behind the things themselves. */
function tintPaint({ tokens, raised }: Look) {
  const quiet = raised === undefined ? 1 : raised === 'columns' ? 0.45 : 0
  const tint: ExpressionSpecification = ['coalesce', ['feature-state', 'tint'], '']
  const states = ['met', 'at-risk', 'behind'] as const
  const colours = [
    ...[...rampTints, ...changeTints].flatMap((name) => [name, tokens[name]]),
    ...states.flatMap((state) => [state, tokens[markToken[state]]]),
  ] as [string, string, ...string[]]
  const strength = (ramp: number): ExpressionSpecification => [
    'match',
    tint,
    'met',
    raised === 'hexagons' ? 0 : 0.08,
    ['at-risk', 'behind'],
    raised === 'hexagons' ? 0 : 0.15,
    '',
    0,
    ramp,
  ]
  return {
    'fill-color': ['match', tint, ...colours, tokens.land] as ExpressionSpecification,
    'fill-opacity': [
      'interpolate',
      ['linear'],
      ['zoom'],
      10.5,
      strength(quiet),
      13,
      strength(0.4 * quiet),
      15,
      strength(0.18 * quiet),
    ] as ExpressionSpecification,
  }
}

function waters({ tokens, scale }: Look): Drawn[] {
  const source = { source: 'water_bodies', 'source-layer': 'water_bodies' }
  return [
    {
      slot: 'water',
      layer: {
        ...source,
        id: 'water',
        type: 'fill',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': tokens.water },
      },
    },
    {
      slot: 'water',
      layer: {
        ...source,
        id: 'rivers',
        type: 'line',
        filter: ['==', ['geometry-type'], 'LineString'],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': tokens.water, 'line-width': widthByZoom(2.6, scale) },
      },
    },
    {
      slot: 'names',
      layer: {
        ...source,
        id: 'water-names',
        type: 'symbol',
        minzoom: waterNamesFrom,
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 400,
          'text-field': ['get', 'name'],
          'text-font': nameFont,
          'text-size': 11.5 * scale,
          'text-letter-spacing': 0.12,
        },
        paint: { 'text-color': tokens.second, 'text-halo-color': tokens.land, 'text-halo-width': 1.4 * scale },
      },
    },
  ]
}

function streets({ tokens, scale }: Look): Drawn[] {
  const source = { source: 'roads', 'source-layer': 'roads' }
  const large: ExpressionSpecification = ['in', ['get', 'class'], ['literal', ['expressway', 'arterial']]]
  const line = (id: string, filter: FilterSpecification, width: number, minzoom: number): Drawn => ({
    slot: 'roads',
    layer: {
      ...source,
      id,
      type: 'line',
      filter,
      minzoom,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': tokens.road, 'line-width': widthByZoom(width, scale) },
    },
  })
  return [
    line('streets', ['!', large], 0.7, 10.5),
    line('main-roads', large, 1.3, 0),
    {
      slot: 'names',
      layer: {
        ...source,
        id: 'road-names',
        type: 'symbol',
        minzoom: 12.5,
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 320,
          'text-field': ['get', 'name'],
          'text-font': nameFont,
          'text-size': 11 * scale,
          // beside the street, where a thread may run
          'text-offset': [0, 0.95],
        },
        paint: { 'text-color': tokens.second, 'text-halo-color': tokens.land, 'text-halo-width': 1.4 * scale },
      },
    },
  ]
}

/** One name for a unit, with its figure beside it and above its town; those run by others are named quietly. */
function unitNames({ tokens, scale, raised }: Look): Drawn[] {
  const atFoot = raised === 'columns'
  return [
    {
      slot: 'unit-names',
      layer: {
        id: 'other-unit-names',
        type: 'symbol',
        source: 'labels',
        filter: ['!', ['get', 'own']] as FilterSpecification,
        layout: { 'text-field': ['get', 'name'], 'text-font': nameFont, 'text-size': 11 * scale },
        paint: { 'text-color': tokens.second, 'text-halo-color': tokens.outside, 'text-halo-width': 1.8 * scale },
      },
    },
    {
      slot: 'unit-names',
      layer: {
        id: 'unit-names',
        type: 'symbol',
        source: 'labels',
        filter: ['get', 'own'] as unknown as FilterSpecification,
        layout: {
          'text-field': [
            'format',
            ['get', 'name'],
            {},
            ['get', 'gap'],
            {},
            ['get', 'figure'],
            {
              'text-font': ['literal', figureFont],
              'text-color': ['case', ['==', ['get', 'status'], 'met'], tokens['met-text'], tokens.text],
            },
          ],
          'text-font': nameFont,
          'text-size': 13 * scale,
          'text-max-width': 20,
          'text-padding': 1,
          ...(atFoot
            ? { 'text-variable-anchor': ['top', 'right', 'left', 'bottom', ...corners], 'text-radial-offset': 0.95 }
            : { 'text-variable-anchor-offset': aboveTown }),
          'symbol-sort-key': ['get', 'order'],
        },
        paint: { 'text-color': tokens.text, 'text-halo-color': tokens.land, 'text-halo-width': 1.8 * scale },
      },
    },
  ]
}
