import type { Map as MapLibre, MapMouseEvent, MapTouchEvent, Point } from 'maplibre-gl'
import type { Place } from '../scene/scene.ts'
import { toMetre } from './place.ts'
import { nobody, type SiteAct } from './sites.ts'

/** How much larger than its sign a site is to a mouse, and to a finger, in pixels. */
const margin = { mouse: 2, finger: 12 }
/** What moved no farther was not moved: a click. */
const still = 3

/** Moves the points of a layer by hand: a mouse or a finger takes one, it follows, and stays where it is let go. */
export class Hand {
  private readonly map: MapLibre
  private readonly layer: string
  private readonly act: (act: SiteAct) => void
  private held: { n: number; from: Point; last: Place; moved: boolean } | null = null

  constructor(map: MapLibre, layer: string, act: (act: SiteAct) => void) {
    this.map = map
    this.layer = layer
    this.act = act
    map.on('mousedown', (event) => {
      if (event.originalEvent.button === 0) this.take(event, margin.mouse)
      // it may be let go beside the map
      if (this.held) addEventListener('mouseup', () => this.drop(), { once: true })
    })
    map.on('mousemove', (event) => this.carry(event))
    map.on('touchstart', (event) => (event.points.length === 1 ? this.take(event, margin.finger) : this.putBack()))
    map.on('touchmove', (event) => this.carry(event))
    map.on('touchend', () => this.drop())
    map.on('touchcancel', () => this.putBack())
  }

  /** The one at a point of the map, by its place among them. */
  at({ x, y }: { x: number; y: number }, reach = margin.mouse): number | null {
    if (!this.map.getLayer(this.layer)) return null
    const [one] = this.map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: [this.layer] },
    )
    const n: unknown = one?.properties.n
    return typeof n === 'number' && n !== nobody ? n : null
  }

  /** A click chooses one, or adds one where it may. @returns whether that is all it means */
  click(point: Point, place: Place, adding: boolean): boolean {
    const n = this.at(point)
    if (n !== null) this.act({ kind: 'chosen', n })
    else if (adding) this.act({ kind: 'added', place: toMetre(place) })
    return n !== null || adding
  }

  private take(event: MapMouseEvent | MapTouchEvent, reach: number): void {
    // what lies on another is taken alone
    const n = event.defaultPrevented ? null : this.at(event.point, reach)
    if (n === null) return
    event.preventDefault()
    this.held = { n, from: event.point, last: toMetre(event.lngLat), moved: false }
  }

  private carry(event: MapMouseEvent | MapTouchEvent): void {
    const { held } = this
    if (held === null) return
    const { originalEvent } = event
    // the button was let go where nothing heard it, or a second finger came: that is another gesture
    if ('buttons' in originalEvent ? originalEvent.buttons === 0 : originalEvent.touches.length > 1) {
      this.putBack()
      return
    }
    // else the page is scrolled by the same finger
    if (event.type === 'touchmove') originalEvent.preventDefault()
    if (!held.moved && event.point.dist(held.from) <= still) return
    held.moved = true
    held.last = toMetre(event.lngLat)
    this.act({ kind: 'moved', n: held.n, place: held.last })
  }

  private putBack(): void {
    const { held } = this
    this.held = null
    if (held?.moved) this.act({ kind: 'put-back' })
  }

  private drop(): void {
    const { held } = this
    this.held = null
    if (held?.moved) this.act({ kind: 'dropped', n: held.n, place: held.last })
  }
}
