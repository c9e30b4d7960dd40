import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { Level } from '#data/model/area.ts'
import type { Layer, Mark, Theme } from '#data/model/theme.ts'
import { basemap, waterNamesFrom } from './basemap.ts'
import { nameFont } from './fonts.ts'
import { laidGround } from './laid.ts'
import { type Drawn, inOrder } from './order.ts'
import { siteLayers } from './sites.ts'
import { sketchLayers } from './sketch.ts'
import {
  bandWidth,
  brokenThread,
  type Look,
  markImage,
  markSizeByZoom,
  markToken,
  threads,
  widthByZoom,
} from './symbols.ts'
import { unservedDots, unservedLayer } from './unserved.ts'

const signsId = 'signs'

/** What decides how the map is drawn, besides the data in its tiles. */
export interface Drawing {
  themes: Theme[]
  leading: string
  /** Themes laid under the leading one. */
  under: readonly string[]
  /** Themes that are to lead soon: their tiles are fetched, and nothing of them is to be seen. */
  coming?: readonly string[]
  /** The level of the units that are told. */
  level: Level
  look: Look
}

/** How strongly a theme is drawn that lies under another. */
const faint = 0.35

/** All layers of the map, from the bottom up. Themes that neither lead nor lie under are among them, but not shown. */
export function drawMap({ themes, leading, under, coming = [], level, look }: Drawing): LayerSpecification[] {
  const themed = themes.flatMap(({ id, layers }) => {
    const drawn = layers.flatMap((layer) => drawLayer(id, layer, look))
    if (id !== leading && under.includes(id)) return drawn.map((one) => laidUnder(one, faint))
    if (id !== leading && coming.includes(id)) return drawn.map((one) => laidUnder(one, 0))
    return drawn.map((one) => shown(one, id === leading))
  })
  return inOrder([
    ...basemap(look, level),
    ...themed,
    ...laidGround(look),
    ...signLayers(look),
    ...focus(look),
    ...unservedDots(look),
    ...sketchLayers(look),
    ...siteLayers(look),
  ])
}

/** Signs and names that lead to what they stand for. */
const named = [signsId, 'sign-names', 'water-names', 'road-names', unservedLayer]

/** The ids of the layers whose things can be picked: what themes show of theirs, and names. */
export function pickable(layers: LayerSpecification[]): string[] {
  const shows = ({ id, layout }: LayerSpecification) => id.includes('/') && layout?.visibility !== 'none'
  return layers.filter((layer) => named.includes(layer.id) || shows(layer)).map(({ id }) => id)
}

function drawLayer(theme: string, layer: Layer, look: Look): Drawn[] {
  const drawn = { thread, mark, ground }[layer.draw](`${theme}/${layer.collection}`, layer, look)
  return drawn.map((one) =>
    layer.minzoom === undefined
      ? one
      : { ...one, layer: { ...one.layer, minzoom: layer.minzoom } as LayerSpecification },
  )
}

function shown(one: Drawn, visible: boolean): Drawn {
  const layout = { ...one.layer.layout, visibility: visible ? 'visible' : 'none' }
  return { ...one, layer: { ...one.layer, layout } as LayerSpecification }
}

function laidUnder(one: Drawn, strength: number): Drawn {
  const { layer } = shown(one, true)
  const name = { fill: 'fill-opacity', line: 'line-opacity', symbol: 'icon-opacity' }[layer.type as string] ?? ''
  const own = (layer.paint as Record<string, unknown> | undefined)?.[name] ?? 1
  return {
    slot: 'under',
    layer: { ...layer, paint: { ...layer.paint, [name]: ['*', strength, own] } } as LayerSpecification,
  }
}

function sourceOf(layer: Layer) {
  return { source: layer.collection, 'source-layer': layer.collection }
}

/** The mark of a thing, from the property that carries its state. */
function markOf(layer: Layer): ExpressionSpecification {
  if (!layer.state) return ['literal', 'quiet']
  const pairs = Object.entries(layer.state.values).flat() as [string, string, ...string[]]
  return ['match', ['to-string', ['get', layer.state.property]], ...pairs, 'quiet']
}

function hasMark(layer: Layer, ...marks: Mark[]): FilterSpecification {
  return ['in', markOf(layer), ['literal', marks]] as FilterSpecification
}

function byMark(layer: Layer, value: (mark: Mark) => string | number): ExpressionSpecification {
  const marks: Mark[] = ['met', 'at-risk', 'behind']
  const pairs = marks.flatMap((mark) => [mark, value(mark)]) as [string, string, ...string[]]
  return ['match', markOf(layer), ...pairs, value('quiet')]
}

/**
 * Long stitches for the first rank, shorter ones below; dots of the state's colour where a thread is broken. All are sewn
 * on a band of the land's colour, from which they stand out whatever the tint of their unit.
 */
function thread(id: string, layer: Layer, { tokens, scale }: Look): Drawn[] {
  const rank: ExpressionSpecification = ['max', 1, ['min', threads.length, ['to-number', ['get', layer.rank ?? ''], 1]]]
  const [first, second, third] = threads
  const width: ExpressionSpecification = ['match', rank, 1, first.width, 2, second.width, third.width]
  const band: Drawn = {
    slot: 'theme-threads',
    layer: {
      ...sourceOf(layer),
      id: `${id}/band`,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': tokens.land,
        'line-width': widthByZoom(['+', bandWidth, width], scale),
      },
    },
  }
  const whole = threads.map(
    (stitch): Drawn => ({
      slot: 'theme-threads',
      layer: {
        ...sourceOf(layer),
        id: `${id}/${stitch.rank}`,
        type: 'line',
        filter: ['all', ['==', rank, stitch.rank], hasMark(layer, 'met', 'quiet')] as FilterSpecification,
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': tokens[stitch.token],
          'line-width': widthByZoom(stitch.width, scale),
          'line-dasharray': [...stitch.stitch],
        },
      },
    }),
  )
  const broken: Drawn = {
    slot: 'theme-threads',
    layer: {
      ...sourceOf(layer),
      id: `${id}/broken`,
      type: 'line',
      filter: hasMark(layer, 'at-risk', 'behind'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': byMark(layer, (mark) => tokens[markToken[mark]]),
        'line-width': widthByZoom(brokenThread.width, scale),
        'line-dasharray': brokenThread.stitch,
      },
    },
  }
  return [band, ...whole.reverse(), broken]
}

/** A sign at each thing, told by shape and colour; what is behind lies on top. */
function mark(id: string, layer: Layer, { skin, scale }: Look): Drawn[] {
  const weight: Record<Mark, number> = { quiet: 0, met: 1, 'at-risk': 2, behind: 3 }
  return [
    {
      slot: 'theme-marks',
      layer: {
        ...sourceOf(layer),
        id: `${id}/mark`,
        type: 'symbol',
        layout: {
          'icon-image': byMark(layer, (state) => markImage(state, skin)),
          'icon-size': markSizeByZoom(scale),
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'symbol-sort-key': byMark(layer, (state) => weight[state]),
        },
      },
    },
  ]
}

/** Ground or a course of water in the colour of its state; its sign and name are laid on by `signs`. */
function ground(id: string, layer: Layer, { tokens, scale }: Look): Drawn[] {
  const colour = byMark(layer, (state) => (state === 'quiet' ? tokens.water : tokens[markToken[state]]))
  return [
    {
      slot: 'theme-ground',
      layer: {
        ...sourceOf(layer),
        id: `${id}/fill`,
        type: 'fill',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colour, 'fill-opacity': byMark(layer, (state) => (state === 'quiet' ? 1 : 0.55)) },
      },
    },
    {
      slot: 'theme-ground',
      layer: {
        ...sourceOf(layer),
        id: `${id}/line`,
        type: 'line',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': colour,
          'line-width': widthByZoom(3, scale),
        },
      },
    },
  ]
}

/**
 * The sign of its state and the name of each ground or water that carries one. The signs are placed before
 * the names of units, the names after them: a unit keeps its name, and a state is never covered.
 */
function signLayers({ tokens, skin, scale }: Look): Drawn[] {
  const marks: Mark[] = ['met', 'at-risk', 'behind']
  const image = marks.flatMap((state) => [state, markImage(state, skin)]) as [string, string, ...string[]]
  return [
    {
      slot: 'signs',
      layer: {
        id: signsId,
        type: 'symbol',
        source: 'signs',
        layout: {
          'icon-image': ['match', ['get', 'mark'], ...image, markImage('quiet', skin)],
          'icon-size': 0.72 * scale,
          'icon-allow-overlap': true,
        },
      },
    },
    {
      slot: 'names',
      layer: {
        id: 'sign-names',
        type: 'symbol',
        source: 'signs',
        // Nearer by, the water's own name runs along it.
        maxzoom: waterNamesFrom,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': nameFont,
          'text-size': 12 * scale,
          'text-variable-anchor': ['left', 'right', 'bottom', 'top'],
          'text-radial-offset': 0.9,
        },
        paint: { 'text-color': tokens.text, 'text-halo-color': tokens.land, 'text-halo-width': 1.6 * scale },
      },
    },
  ]
}

/** What the reader points at or has picked, wherever it comes from. */
function focus({ tokens, scale }: Look): Drawn[] {
  const picked: ExpressionSpecification = ['==', ['get', 'role'], 'pick']
  return [
    {
      slot: 'focus',
      layer: {
        id: 'focus-line',
        type: 'line',
        source: 'focus',
        filter: ['!=', ['geometry-type'], 'Point'],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': tokens.text,
          'line-width': ['case', picked, 7 * scale, 5 * scale],
          'line-opacity': ['case', picked, 0.45, 0.3],
        },
      },
    },
    {
      slot: 'focus',
      layer: {
        id: 'focus-ring',
        type: 'circle',
        source: 'focus',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': ['case', picked, 11 * scale, 9 * scale],
          'circle-color': tokens.land,
          'circle-opacity': 0.6,
          'circle-stroke-color': tokens.text,
          'circle-stroke-width': ['case', picked, 2.4 * scale, 1.4 * scale],
        },
      },
    },
  ]
}
