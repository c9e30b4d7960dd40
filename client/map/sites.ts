import { circle } from '@turf/turf'
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson'
import type { FilterSpecification } from 'maplibre-gl'
import type { Place } from '../scene/scene.ts'
import { figureFont } from './fonts.ts'
import type { Drawn } from './order.ts'
import type { Look } from './symbols.ts'

/** What the planner tries, and what stands but is left out. */
export interface Sites {
  tried: readonly Place[]
  leftOut: readonly Place[]
  /** Where a proposal would put more. */
  proposed: readonly Place[]
  /** Whether a click on the map adds one. */
  adding: boolean
  /** Whether they are only to be looked at. */
  fixed: boolean
  /** The one in hand, and how far one walks, in metres. */
  held: { n: number; metres: number } | null
}
export const noSites: Sites = { tried: [], leftOut: [], proposed: [], adding: false, fixed: true, held: null }

/** What the reader does with the sites that are tried; `n` is the place of one among them, from 0. */
export type SiteAct =
  | { kind: 'added'; place: Place }
  | { kind: 'moved' | 'dropped'; n: number; place: Place }
  /** Let go where it was, for it was not to be moved. */
  | { kind: 'put-back' }
  | { kind: 'chosen'; n: number }

/** What a site goes by that cannot be taken in hand. */
export const nobody = -1
/** The layer of what can be taken in hand. */
export const siteLayer = 'site'

interface Properties {
  role: 'tried' | 'left-out' | 'proposed' | 'round'
  n: number
  said: string
}
type Drawable = FeatureCollection<Point | Polygon, Properties>

/** Sites with their numbers; round the one in hand the farthest it may reach, for no walk is shorter than a straight line. */
export function drawnSites({ tried, leftOut, proposed, fixed, held }: Sites): Drawable {
  const point = ({ lng, lat }: Place, properties: Properties): Feature<Point, Properties> => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lng, lat] },
    properties,
  })
  const place = held === null ? undefined : tried[held.n]
  const round =
    place && held
      ? [circle<Properties>([place.lng, place.lat], held.metres, { units: 'meters', properties: roundOf(held.n) })]
      : []
  return {
    type: 'FeatureCollection',
    features: [
      ...round,
      ...proposed.map((one, n) => point(one, { role: 'proposed', n, said: String(n + 1) })),
      ...leftOut.map((one, n) => point(one, { role: 'left-out', n, said: '×' })),
      ...tried.map((one, n) => point(one, { role: 'tried', n: fixed ? nobody : n, said: String(n + 1) })),
    ],
  }
}

function roundOf(n: number): Properties {
  return { role: 'round', n, said: '' }
}

/** A disc with its number for each that is tried, over whatever else is on the map. */
export function siteLayers({ tokens, scale }: Look): Drawn[] {
  const of = (role: Properties['role']) => ['==', ['get', 'role'], role] as FilterSpecification
  const disc = (id: string, role: Properties['role'], fill: string, line: string): Drawn => ({
    slot: 'sites',
    layer: {
      id,
      type: 'circle',
      source: 'sites',
      filter: of(role),
      paint: {
        'circle-radius': 10 * scale,
        'circle-color': fill,
        'circle-stroke-color': line,
        'circle-stroke-width': 2 * scale,
      },
    },
  })
  return [
    {
      slot: 'sites',
      layer: {
        id: 'site-round',
        type: 'line',
        source: 'sites',
        filter: of('round'),
        paint: { 'line-color': tokens.text, 'line-width': 1.2 * scale, 'line-dasharray': [3, 3] },
      },
    },
    disc('site-proposed', 'proposed', tokens.land, tokens.met),
    disc('site-left-out', 'left-out', tokens.land, tokens.second),
    disc(siteLayer, 'tried', tokens.text, tokens.land),
    {
      slot: 'sites',
      layer: {
        id: 'site-number',
        type: 'symbol',
        source: 'sites',
        filter: ['!=', ['get', 'role'], 'round'],
        layout: {
          'text-field': ['get', 'said'],
          'text-font': figureFont,
          'text-size': 12 * scale,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: {
          'text-color': ['match', ['get', 'role'], 'tried', tokens.land, 'proposed', tokens.met, tokens.second],
        },
      },
    },
  ]
}
