import { COORDINATE_SYSTEM, type Color, type Layer } from '@deck.gl/core'
import { ColumnLayer, LineLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibre } from 'maplibre-gl'
import type { TokenName } from '../skin/tokens.ts'
import type { Cell } from './hexagons.ts'
import { raisedUnder } from './order.ts'
import { type Column, cellToken, columnToken, type Hexagons, partsOf, type Raised, type Size } from './raised.ts'
import { type Look, markToken } from './symbols.ts'

/** What a click on something raised means. */
export type Risen = { kind: 'unit'; area: string } | { kind: 'cell'; cell: Cell }

/**
 * What stands on the map, drawn with deck.gl among the map's own layers, so that names lie over it. Fetched
 * when it is first asked for; made once for the life of its map, then given other layers.
 */
export class RaisedOverlay {
  private readonly overlay: MapLibreOverlay
  private layers: Layer[] = []
  private standing = false
  private readonly map: MapLibre

  constructor(map: MapLibre, failed: (error: Error) => void) {
    this.map = map
    this.overlay = new MapLibreOverlay({
      interleaved: true,
      layers: [],
      onError: failed,
      onAfterRender: () => {
        this.standing = this.layers.every(drawn)
      },
    })
    map.addControl(this.overlay)
  }

  /** Whether what was last shown has been drawn, in its place among the map's layers. */
  settled(): boolean {
    if (this.layers.length > 0 && !this.map.getLayer(`deck-maplibre-layer-group-before:${raisedUnder}`)) {
      // While tiles were on their way it could not be laid there.
      this.overlay.setProps({ layers: this.layers })
      return false
    }
    return this.standing
  }

  show(raised: Raised | null, look: Look, size: Size): void {
    this.standing = false
    this.layers = raised === null ? [] : layersOf(raised, look, size)
    this.overlay.setProps({ layers: this.layers })
  }

  /** What stands at a point of the map. */
  at({ x, y }: { x: number; y: number }): Risen | null {
    const found: unknown = this.overlay.pickObject({ x, y, radius: 3 })?.object
    if (typeof found !== 'object' || found === null) return null
    if ('area' in found) return { kind: 'unit', area: (found as Column).area }
    return 'key' in found ? { kind: 'cell', cell: found as Cell } : null
  }
}

/** Whether a layer was drawn: until the graphics have put its program together, which they do beside, it is passed over. */
function drawn(layer: Layer): boolean {
  return layer.isLoaded && layer.getModels().every(({ pipeline }) => pipeline.linkStatus === 'success')
}

function layersOf(raised: Raised, look: Look, size: Size): Layer[] {
  return raised.dense === 'columns' ? columnLayers(raised.columns, look, size) : cellLayers(raised, look, size)
}

const common = { coordinateSystem: COORDINATE_SYSTEM.LNGLAT, beforeId: raisedUnder }
/** What is not there at all could not be clicked. */
const barely = 1
/** The edge of a top lies a hair above it, or they would fight for the same pixels. */
const aboveTop = 1.004
const material = {
  ambient: 0.7,
  diffuse: 0.36,
  shininess: 12,
  specularColor: [12, 12, 12] as [number, number, number],
}

/** A column a unit with an edged top; a ring where its target is, and a thread over what is missing between them. */
function columnLayers(columns: Column[], { tokens, scale, skin }: Look, size: Size): Layer[] {
  const colour = (name: TokenName, alpha = 255): Color => [...partsOf(tokens, name), alpha]
  const targets = columns.filter((column) => column.target !== null)
  const short = targets.filter(({ missing }) => missing !== null)
  const disc = { ...common, diskResolution: 28, lineWidthUnits: 'pixels' as const }
  const ring = { ...disc, extruded: false, filled: false, stroked: true }
  return [
    new ColumnLayer<Column>({
      ...disc,
      id: 'columns',
      data: columns,
      radius: size.radius,
      extruded: true,
      pickable: true,
      material,
      elevationScale: size.height,
      getPosition: ({ position }) => position,
      getElevation: ({ height }) => height,
      getFillColor: ({ tint }) => colour(columnToken(tint)),
      updateTriggers: { getFillColor: [skin] },
    }),
    new ColumnLayer<Column>({
      ...ring,
      id: 'column-tops',
      data: columns,
      radius: size.radius,
      getPosition: ({ position, height }) => [...position, height * size.height * aboveTop],
      getElevation: 0,
      getLineColor: colour('second'),
      getLineWidth: 1.1 * scale,
      updateTriggers: { getPosition: [size.height] },
    }),
    new LineLayer<Column>({
      ...common,
      id: 'column-gaps',
      data: short,
      getSourcePosition: ({ position, height }) => [...position, height * size.height],
      getTargetPosition: ({ position, target }) => [...position, (target ?? 0) * size.height],
      getColor: ({ missing }) => colour(markToken[missing ?? 'behind'], 210),
      getWidth: 1.4 * scale,
      updateTriggers: { getColor: [skin], getSourcePosition: [size.height], getTargetPosition: [size.height] },
    }),
    new ColumnLayer<Column>({
      ...ring,
      id: 'column-targets',
      data: targets,
      radius: size.radius * 1.45,
      getPosition: ({ position, target }) => [...position, (target ?? 0) * size.height],
      getElevation: 0,
      getLineColor: colour('text'),
      getLineWidth: 1.8 * scale,
      updateTriggers: { getPosition: [size.height] },
    }),
  ]
}

/** Hexagons as high as what they count; while one is open they lie flat, and that one lets through what is in it. */
function cellLayers({ cells, chosen, grid }: Hexagons, { tokens, scale, skin }: Look, size: Size): Layer[] {
  const lying = chosen !== null
  const disc = {
    ...common,
    diskResolution: 6,
    // a corner to the north
    angle: 90,
    radius: grid.across / Math.sqrt(3),
    getPosition: ({ position }: Cell) => position,
  }
  const all = new ColumnLayer<Cell>({
    ...disc,
    id: 'hexagons',
    data: cells,
    coverage: 0.94,
    extruded: !lying,
    pickable: true,
    material,
    elevationScale: size.height,
    getElevation: ({ height }) => height,
    getFillColor: (cell) => {
      const alpha = lying ? 150 : 245
      return [...partsOf(tokens, cellToken(cell)), cell.key === chosen?.key ? barely : alpha]
    },
    updateTriggers: { getFillColor: [skin, chosen?.key] },
  })
  if (chosen === null) return [all]
  const edge = new ColumnLayer<Cell>({
    ...disc,
    id: 'hexagon-open',
    data: [chosen],
    extruded: false,
    filled: false,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineColor: [...partsOf(tokens, 'thread-1'), 255],
    getLineWidth: 2.4 * scale,
    updateTriggers: { getLineColor: [skin] },
  })
  return [all, edge]
}
