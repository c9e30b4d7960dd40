import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { build } from 'vite'
import type { Areas } from '#client/api/types.ts'
import { formatNumber } from '#client/i18n/format.ts'
import { type Label, labels } from '#client/map/labels.ts'
import { drawMap } from '#client/map/layers.ts'
import { homeOf, roomBeside } from '#client/map/place.ts'
import { rampFor, tintOf } from '#client/map/ramp.ts'
import type { Look } from '#client/map/symbols.ts'
import type { FigureTable, Indicator } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import { wordsFace } from '#server/setup/words-face.ts'

/** Where and how our page draws its map. */
export interface Seen {
  look: Look
  box: { x: number; y: number; width: number; height: number }
  /** The theme that leads; where none is named, the first that makes a promise. */
  theme?: string
  /** Whether nothing but a legend lies over it. */
  alone?: boolean
  /** The units its camera goes to, by their codes; null is all of them. */
  places?: (string | null)[]
}

const folder = fileURLToPath(new URL('../../dist/bare/', import.meta.url))

/**
 * Builds the page of a bare MapLibre into the folder that the server serves, so that it is sent as ours is. It draws
 * the picture our page opens with, and is told all it needs for that: layers of the one theme with the colours of its
 * figures, names with their figures, the addresses of its tiles.
 * @returns what takes it away again; left where it is, it would be part of the page that tests look into
 */
export async function buildBarePage(address: string, seen: Seen): Promise<() => void> {
  const drawing = await drawingOf(address, seen)
  const takeAway = () => rmSync(folder, { recursive: true, force: true })
  await build({
    configFile: false,
    root: fileURLToPath(new URL('bare/', import.meta.url)),
    base: '/bare/',
    logLevel: 'warn',
    // its names in the same small files as ours
    plugins: [wordsFace()],
    define: { drawing: JSON.stringify(drawing) },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2_000 },
  })
  return takeAway
}

async function drawingOf(address: string, { look, box, theme: leads, alone = false, places = [] }: Seen) {
  const ask = async <T>(path: string): Promise<T> => (await (await fetch(`${address}/api/${path}`)).json()) as T
  const { themes } = await ask<{ themes: Theme[] }>('themes')
  const theme = themes.find(({ id, indicators }) => indicators.length > 0 && (leads ?? id) === id)
  const indicator = theme?.indicators[0]
  if (theme === undefined || indicator === undefined) throw new Error('no theme makes a promise')
  const { features: units } = await ask<Areas>('collections/areas/items?level=township&limit=10000')
  const table = await ask<FigureTable>(`indicators/${indicator.id}?level=township&lang=zh`)
  const drawn = drawMap({ themes: [theme], leading: theme.id, under: [], level: 'township', look })
  const layers = tinted(drawn.filter(isSeen), indicator, table)
  const tiled = [...new Set(layers.flatMap((layer) => ('source-layer' in layer ? [layer.source] : [])))]
  const tiles = await Promise.all(
    tiled.map(async (id) => {
      const set = await ask<{ tiles: string[]; bounds: [number, number, number, number]; maxzoom: number }>(
        `collections/${id}/tiles/WebMercatorQuad?f=tilejson`,
      )
      const { tiles, bounds, maxzoom } = set
      return [id, { type: 'vector' as const, tiles, bounds, maxzoom }] as const
    }),
  )
  const style: StyleSpecification = {
    version: 8,
    sources: { ...Object.fromEntries(tiles), labels: { type: 'geojson', data: labels(units, told(indicator, table)) } },
    layers,
    transition: { duration: 0, delay: 0 },
  }
  const padding = roomBeside(box.width, look.scale, alone)
  const px = (length: number) => `${length}px`
  return {
    style,
    start: { bounds: homeOf(units, null), fitBoundsOptions: { padding } },
    places: places.map((area) => ({ bounds: homeOf(units, area), padding })),
    box: { left: px(box.x), top: px(box.y), width: px(box.width), height: px(box.height) },
  }
}

/** Of tiles and names, what the first picture shows: not what waits for a click, for a nearer look, or for the planner. */
function isSeen(layer: LayerSpecification): boolean {
  const waits = 'source' in layer && !('source-layer' in layer) && layer.source !== 'labels'
  return !waits && layer.id !== 'chosen' && layer.layout?.visibility !== 'none'
}

/** The units' figures, which our page gives to the map as states, as colours that stand in the layers themselves. */
function tinted(layers: LayerSpecification[], indicator: Indicator, { rows }: FigureTable): LayerSpecification[] {
  const ramp = rampFor(indicator, rows)
  const tints = rows.flatMap((row) => [row.area, tintOf(row, ramp) ?? ''])
  const state = JSON.stringify(['feature-state', 'tint'])
  const text = JSON.stringify(layers)
  if (!text.includes(state)) throw new Error('no layer is tinted')
  return JSON.parse(
    text.replaceAll(state, JSON.stringify(['match', ['get', 'area'], ...tints, ''])),
  ) as LayerSpecification[]
}

function told({ decimals }: Indicator, { rows }: FigureTable): Map<string, Label> {
  return new Map(
    rows.map(({ area, value, status }) => [
      area,
      { figure: value === null ? '' : formatNumber(value, decimals, 'zh-CN'), status },
    ]),
  )
}
