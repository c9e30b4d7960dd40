import type { Geometry } from 'geojson'
import {
  GPUInitializationError,
  type LayerSpecification,
  Map as MapLibre,
  type MapMouseEvent,
  prewarm,
  setWorkerUrl,
} from 'maplibre-gl'
import type { Camera, Place } from '../scene/scene.ts'
import { changes } from './apply.ts'
import { firstPictureStands } from './first-picture.ts'
import { fontFaces, nameFont } from './fonts.ts'
import { Hand } from './hand.ts'
import { areaAt, groundAt, thingAt } from './hit.ts'
import { drawMap, pickable } from './layers.ts'
import workerUrl from './map-worker.ts?worker&url'
import { Overlays } from './overlays.ts'
import { type Bounds, boundsOf, homeOf, near, roomBeside, roomForCard, sameBox, still, toMetre } from './place.ts'
import type { MapEvents, MapProps, Snapshot } from './props.ts'
import { pitchFor, Raiser } from './raiser.ts'
import { siteLayer } from './sites.ts'
import { cornerLayer } from './sketch.ts'
import { layersFrom, sources, sourcesDrawn, tileAddress, tiledCollections, tileSource } from './sources.ts'
import { type Tiles, Tiling } from './tiling.ts'

// What takes a while and needs nothing from the server is begun before there is a map, while its data is on the way.
setWorkerUrl(workerUrl)
prewarm()
/** Up to this width the page is one column, in pixels (phone.css). */
const scrolledBelow = 896

/** What also befalls the map, and is its place's to heal. */
interface MapFate {
  /** The graphics were lost and came back, but only a new map can draw on them. */
  lost: () => void
}

/** What says how layers are drawn. */
const drawnBy = ['themes', 'leading', 'under', 'coming', 'level', 'look', 'raised'] as const
/** What says of which day and data the tiles are. */
const tiledBy = ['at', 'today', 'anew', 'versions'] as const

/** The one map of the page. Made once, then given props; throws where the browser has no WebGL. */
export class MapController {
  private readonly map: MapLibre
  private readonly container: HTMLElement
  private readonly events: MapEvents
  private readonly raiser: Raiser
  private readonly tiling: Tiling
  private readonly overlays: Overlays
  /** What moves sites, and what sketches. */
  private readonly hand: Hand
  private readonly pen: Hand
  private props: MapProps
  /** Every layer as it is to be drawn now, and of them those on the map. */
  private drawing: LayerSpecification[]
  private layers: LayerSpecification[]
  /** All sources that anything was drawn from until now. */
  private readonly used = new Set<string>()
  private standing = false
  /** The tiles that were wanted last. */
  private tilesNow: Tiles
  /** While the map is placed by itself, its moves are nobody's choice and stay out of the address. */
  private placing = false
  /** Where it went by itself as its window changed. */
  private home: Camera | null = null

  constructor(container: HTMLElement, props: MapProps, events: MapEvents & MapFate) {
    this.container = container
    this.props = props
    this.events = events
    this.drawing = draw(props)
    this.layers = this.drawn()
    this.tilesNow = tilesOf(props, this.layers)
    container.dataset.idle = 'false'
    const largest = largestCanvas()
    this.map = new MapLibre({
      container,
      style: {
        version: 8,
        sources: sources(props.themes, this.used, this.tilesNow.sourceOf),
        layers: this.layers,
        'font-faces': fontFaces(),
        transition: { duration: 0, delay: 0 },
      },
      // the layers are checked by the tests
      validateStyle: false,
      ...this.start(),
      minZoom: 6,
      maxZoom: 18,
      maxPitch: pitchFor(props.raised),
      pitch: pitchFor(props.raised),
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      fadeDuration: 0,
      localIdeographFontFamily: nameFont.map((name) => `"${name}"`).join(','),
      maxCanvasSize: [largest, largest],
      // on a page that is scrolled by a finger, it takes two to move the map
      cooperativeGestures: container.clientWidth < scrolledBelow && matchMedia('(pointer: coarse)').matches,
      locale: { 'CooperativeGesturesHandler.MobileHelpText': props.twoFingers },
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.keyboard.disableRotation()
    this.tiling = new Tiling(this.map, tiledCollections(props.themes), this.tilesNow)
    this.overlays = new Overlays(this.map)
    this.pen = new Hand(this.map, cornerLayer, (act) => events.corner(act))
    this.hand = new Hand(this.map, siteLayer, (act) => events.site(act))
    this.raiser = new Raiser(this.map, props.raised, props.look, () => events.raiseFailed())
    props.linked?.join(this.map)
    this.map.on('webglcontextlost', () => {
      this.standing = false
      this.tiling.lost()
      this.idle(false)
      // without graphics a canvas is white
      this.map.getCanvas().style.visibility = 'hidden'
    })
    this.map.on('webglcontextrestored', () => {
      this.map.getCanvas().style.visibility = ''
      if (this.raiser.needsNewMap) events.lost()
    })
    // A lost graphics context comes back as a new style: what was laid on the old one is laid on again.
    this.map.on('style.load', () => this.lay())
    this.map.on('render', () => this.idle(false))
    this.map.on('idle', () => this.rest())
    // Leaning back or forth is no move: the place stays as it was.
    this.map.on('moveend', (event) => 'leaning' in event || 'linked' in event || this.reportMove())
    this.map.on('resize', () => {
      if (this.props.camera || this.props.led) return
      this.goHome(false)
      this.home = this.camera()
    })
    this.map.on('click', (event) => this.click(event))
    this.map.on('dblclick', (event) => this.adding() && event.preventDefault())
    this.map.on('contextmenu', ({ lngLat }) => this.events.asked(toMetre(lngLat)))
    this.map.on('mousemove', (event) => this.point(event))
    this.map.getCanvas().addEventListener('keydown', (event) => this.key(event))
    this.name()
  }

  /** Shows what the page wants shown now. */
  show(props: MapProps): void {
    const before = this.props
    this.props = props
    if (!this.standing) return
    const differs = (one: keyof MapProps) => props[one] !== before[one]
    const redrawn = drawnBy.some(differs)
    if (redrawn) this.drawing = draw(props)
    if (redrawn || tiledBy.some(differs)) this.restyle()
    this.overlays.show(props, before)
    if (before.title !== props.title) this.name()
    if (before.raised !== props.raised || before.look !== props.look) {
      this.idle(false)
      this.raiser.show(props.raised, props.look)
    }
    this.follow(before)
    if (before.waiting !== props.waiting) this.map.triggerRepaint()
  }

  /** Where the middle of the map lies. */
  middle(): Place {
    return toMetre(this.map.getCenter())
  }

  zoomIn(): void {
    this.map.zoomIn({ animate: !still() })
  }

  zoomOut(): void {
    this.map.zoomOut({ animate: !still() })
  }

  /** Brings a shape into view, without coming so near that its surroundings are lost. */
  goTo(geometry: Geometry): void {
    const bounds = boundsOf([geometry])
    const { pitch } = this.raiser
    const padding = roomForCard(this.container.clientWidth, this.props.look.scale)
    if (bounds) this.map.fitBounds(bounds, { padding, pitch, maxZoom: 15, animate: !still(), duration: 1200 })
  }

  /** Takes a picture of the map with whatever canvas lies over it; at once, for printing does not wait. */
  snapshot(): Snapshot {
    const { clientWidth: width, clientHeight: height } = this.container
    const own = this.map.getCanvas()
    const canvas = document.createElement('canvas')
    canvas.width = own.width
    canvas.height = own.height
    const copy = () => {
      // read while it is drawn: afterwards the graphics have let go of it
      for (const one of this.container.querySelectorAll('canvas')) {
        canvas.getContext('2d')?.drawImage(one, 0, 0, canvas.width, canvas.height)
      }
    }
    this.map.once('render', copy)
    this.map.redraw()
    return {
      canvas,
      width,
      height,
      lat: this.map.getCenter().lat,
      zoom: this.map.getZoom(),
      flat: this.raiser.pitch === 0,
    }
  }

  /** Waits until what is wanted now has been drawn. */
  async drawnNext(): Promise<void> {
    this.map.triggerRepaint()
    await this.map.once('idle')
  }

  destroy(): void {
    this.raiser.destroy()
    this.tiling.destroy()
    this.props.linked?.leave(this.map)
    this.map.remove()
  }

  private start() {
    const { camera } = this.props
    if (camera) return { center: { lng: camera.lng, lat: camera.lat }, zoom: camera.zoom }
    const bounds = homeBounds(this.props)
    return bounds ? { bounds, fitBoundsOptions: { padding: this.room() } } : {}
  }

  private lay(): void {
    this.standing = true
    this.drawing = draw(this.props)
    // a style that came back is as it was when it was lost
    this.layers = this.layers.filter(({ id }) => this.map.getLayer(id))
    this.restyle()
    this.overlays.lay(this.props)
  }

  private restyle(): void {
    const before = this.layers.length
    const tiles = tilesOf(this.props, this.drawing)
    this.dropUnseen(tiles)
    this.tilesNow = tiles
    const layers = this.drawn()
    this.tiling.want(tiles)
    if (!this.tiling.settled()) this.idle(false)
    const laid = new Set(this.layers.map(({ id }) => id))
    for (const layer of layers) if (!laid.has(layer.id)) this.map.addLayer(layer)
    const changed = changes(this.layers, layers)
    if (changed.length > 0) {
      this.tiling.restyle()
      this.overlays.disturb()
    }
    for (const change of changed) {
      if (change.kind === 'filter') this.map.setFilter(change.layer, change.value)
      // The names come out of our own layers, which the tests have checked.
      else if (change.kind === 'paint')
        this.map.setPaintProperty(change.layer, change.name as never, change.value as never)
      else this.map.setLayoutProperty(change.layer, change.name as never, change.value as never)
    }
    // What leads now lay under another before: each layer is put on top of those that come before it.
    const moved = layers.some(({ id }, index) => id !== this.layers[index]?.id)
    if (moved) for (const { id } of layers) this.map.moveLayer(id)
    if (changed.length === 0 && !moved && layers.length === before) this.tiling.catchUp()
    this.layers = layers
  }

  /** What is out of sight is let go with its day: shown again, it would be that of the old one until the new one came. */
  private dropUnseen({ drawn, nameOf }: Tiles): void {
    const isOld = (id: string) => this.used.has(id) && !drawn.has(id) && nameOf(id) !== this.tilesNow.nameOf(id)
    for (const source of tiledCollections(this.props.themes).filter(isOld)) {
      const isIts = (layer: LayerSpecification) => 'source' in layer && layer.source === source
      for (const { id } of this.layers.filter(isIts)) this.map.removeLayer(id)
      if (this.map.getSource(source)) this.map.removeSource(source)
      this.layers = this.layers.filter((layer) => !isIts(layer))
      this.used.delete(source)
      this.tiling.forget(source)
    }
  }

  /** What is shown, and what was shown from the same sources: it stays laid, out of sight. */
  private drawn(): LayerSpecification[] {
    for (const source of sourcesDrawn(this.drawing)) this.used.add(source)
    return layersFrom(this.drawing, this.used)
  }

  private name(): void {
    this.map.getCanvas().setAttribute('aria-label', this.props.title)
  }

  /** Goes where the scene says: to its camera, or, where nobody has moved, to its area. */
  private follow(before: MapProps): void {
    const { camera, chosen, led } = this.props
    if (led) return
    if (camera) {
      if (before.camera === camera || near(camera, this.camera())) return
      this.placing = true
      const { pitch } = this.raiser
      this.map.easeTo({ center: [camera.lng, camera.lat], zoom: camera.zoom, pitch, animate: !still(), duration: 600 })
      return
    }
    const found = before.units.length === 0 && !sameBox(homeBounds(before), homeBounds(this.props))
    if (before.camera || before.chosen !== chosen || found) this.goHome(!still())
  }

  private goHome(animate: boolean): void {
    const bounds = homeBounds(this.props)
    if (!bounds) return
    this.placing = true
    const padding = this.room()
    this.map.fitBounds(bounds, { padding, pitch: this.raiser.pitch, maxZoom: 13, animate, duration: 1200 })
  }

  private room() {
    const { look, alone } = this.props
    return roomBeside(this.container.clientWidth, look.scale, alone)
  }

  private camera(): Camera {
    const { lng, lat } = this.map.getCenter()
    return { lng, lat, zoom: this.map.getZoom() }
  }

  private reportMove(): void {
    // a map that was resized says once more that it moved, after it went home
    const atHome = this.home !== null && near(this.home, this.camera())
    if (this.standing && !this.placing && !atHome) this.events.moved(this.camera())
    this.placing = false
  }

  /** Nothing moves: the picture is whole if all has come and the names stand where that leaves room. */
  private rest(): void {
    const whole = this.raiser.settled() && this.tiling.settled() && !this.props.waiting
    if (!whole || !this.overlays.placeAnew()) this.idle(whole)
  }

  private idle(idle: boolean): void {
    this.container.dataset.idle = String(idle)
    if (idle) firstPictureStands()
  }

  private click({ point, lngLat }: MapMouseEvent): void {
    if (this.pen.click(point, lngLat, this.props.sketch.adding)) return
    if (this.hand.click(point, lngLat, this.props.sites.adding)) return
    const { raised } = this.props
    const risen = this.raiser.at(point)
    const inside = raised?.dense === 'hexagons' && risen?.kind === 'cell' && risen.cell.key === raised.chosen?.key
    const thing = risen && !inside ? null : thingAt(this.map, point, pickable(this.layers))
    // what is in the open hexagon is picked and leaves it open; beside that a click closes it
    if (raised && !(inside && thing)) this.events.risen(inside ? null : risen)
    if (risen && !thing) return
    const ground = thing ? null : groundAt(this.map, point)
    const area = thing ? null : areaAt(this.map, point)
    if (thing) this.events.picked(thing)
    else if (ground !== null) this.events.groundChosen(ground)
    else if (area) this.events.areaChosen(area)
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    // else the same press would close the card that opens, which takes the focus
    event.preventDefault()
    this.events.asked(this.middle())
  }

  private point({ point }: MapMouseEvent): void {
    this.map.getCanvas().style.cursor = this.cursorAt(point)
  }

  /** Whether a click adds something. */
  private adding(): boolean {
    return this.props.sites.adding || this.props.sketch.adding
  }

  private cursorAt(point: MapMouseEvent['point']): string {
    if (this.pen.at(point) !== null || this.hand.at(point) !== null) return 'grab'
    if (this.adding()) return 'crosshair'
    return (thingAt(this.map, point, pickable(this.layers)) ?? areaAt(this.map, point)) === null ? '' : 'pointer'
  }
}

/** Where the map is placed by itself: round the units, or before these are known where the county says that they are. */
function homeBounds({ units, chosen, home }: MapProps): Bounds | null {
  return homeOf(units, chosen) ?? (chosen === null ? home : null)
}

/** The tiles from which these layers are drawn. */
function draw(props: MapProps): LayerSpecification[] {
  const { look, raised } = props
  return drawMap({ ...props, look: raised ? { ...look, raised: raised.dense } : look })
}

function tilesOf({ at, today, anew, versions }: MapProps, layers: readonly LayerSpecification[]): Tiles {
  const addressOf = (id: string) => tileAddress(id, at ?? today, versions[id])
  return {
    nameOf: (id) => `${addressOf(id)} ${anew}`,
    sourceOf: (id) => tileSource(id, addressOf(id)),
    drawn: sourcesDrawn(layers),
  }
}

/** The largest canvas a map is drawn on. A wall needs more than the map's own limit, and asks the graphics how much they hold. */
function largestCanvas(): number {
  const enough = 4096
  if (Math.max(screen.width, screen.height) * devicePixelRatio <= enough) return enough
  const gl = document.createElement('canvas').getContext('webgl2')
  const largest: unknown = gl?.getParameter(gl.MAX_TEXTURE_SIZE)
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return typeof largest === 'number' ? Math.min(largest, 16_384) : enough
}

/** The browser cannot draw a map. */
export const NoWebgl = GPUInitializationError
