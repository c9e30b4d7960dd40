import type { Map as MapLibre } from 'maplibre-gl'
import { still } from './place.ts'
import { leaning, type Raised, sizeAt } from './raised.ts'
import type { RaisedOverlay, Risen } from './raised-layers.ts'
import type { Look } from './symbols.ts'

/** What stands on the one map: fetched when first asked for, and the map leans back while it stands. */
export class Raiser {
  private readonly map: MapLibre
  private readonly failed: () => void
  private raised: Raised | null
  private look: Look
  private overlay: RaisedOverlay | null = null
  private fetched: Promise<void> | null = null
  private loaded = false
  private gone = false

  /** @param failed called where it cannot be fetched or drawn */
  constructor(map: MapLibre, raised: Raised | null, look: Look, failed: () => void) {
    this.map = map
    this.raised = raised
    this.look = look
    this.failed = failed
    map.touchPitch.disable()
    // Laid on sooner, its layers would never find their place among the map's.
    map.once('load', () => {
      this.loaded = true
      this.draw()
    })
    map.on('zoom', () => {
      if (this.raised) this.draw()
    })
  }

  /** How far the map is to lean back. */
  get pitch(): number {
    return pitchFor(this.raised)
  }

  /** Whether graphics given back after a loss cannot be drawn on again, but only on a new map. */
  get needsNewMap(): boolean {
    return this.overlay !== null
  }

  show(raised: Raised | null, look: Look): void {
    const leans = pitchFor(raised) !== this.pitch
    this.raised = raised
    this.look = look
    if (leans) this.lean()
    this.draw()
  }

  /** Whether all that is to stand has been drawn; where it has not, it is seen to that it will be. */
  settled(): boolean {
    // A hand on the map may have stopped it on its way.
    if (Math.abs(this.map.getPitch() - this.pitch) > 0.1) {
      this.lean()
      return false
    }
    if (this.pitch === 0 && this.map.getMaxPitch() !== 0) this.map.setMaxPitch(0)
    const drawn = this.overlay ? this.overlay.settled() : this.raised === null
    if (!drawn && this.overlay) this.map.triggerRepaint()
    return drawn
  }

  at(point: { x: number; y: number }): Risen | null {
    return this.raised && this.overlay ? this.overlay.at(point) : null
  }

  destroy(): void {
    this.gone = true
  }

  private lean(): void {
    if (this.pitch > 0) this.map.setMaxPitch(this.pitch)
    this.map.easeTo({ pitch: this.pitch, animate: !still(), duration: 800 }, { leaning: true })
  }

  private draw(): void {
    if (!this.loaded || this.gone) return
    if (this.overlay) {
      const { lat } = this.map.getCenter()
      const { clientWidth, clientHeight } = this.map.getContainer()
      const side = Math.min(clientWidth, clientHeight)
      const size = sizeAt(this.map.getZoom(), lat, side, this.look.scale)
      this.overlay.show(this.raised, this.look, size)
      this.map.triggerRepaint()
    } else if (this.raised) this.fetched ??= this.fetch()
  }

  private async fetch(): Promise<void> {
    try {
      const { RaisedOverlay } = await import('./raised-layers.ts')
      if (this.gone) return
      this.overlay = new RaisedOverlay(this.map, () => this.failed())
      this.draw()
    } catch {
      this.fetched = null
      this.failed()
    }
  }
}

/** How far a map leans back for what is raised from it; what lies flat is seen from above. */
export function pitchFor(raised: Raised | null): number {
  return raised === null || (raised.dense === 'hexagons' && raised.chosen) ? 0 : leaning
}
