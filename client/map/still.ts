import type { Map as MapLibre } from 'maplibre-gl'

/** Wider than so many points it is not kept: it is known again, and little to read. */
const widest = 1920

/**
 * The last whole picture of a map, which takes its place while its graphics are lost. It is kept where a graphics processor
 * that fails does not take it along.
 */
export class Still {
  private readonly map: MapLibre
  private readonly canvas = document.createElement('canvas')
  private readonly pen = this.canvas.getContext('2d', { willReadFrequently: true })

  constructor(map: MapLibre) {
    this.map = map
    this.canvas.className = 'still'
  }

  /** Whether the map is drawn once more only to be read. */
  keeping = false

  /** Keeps the picture that stands, and leaves the place to it; to be called when nothing moves. */
  keep(): void {
    this.canvas.remove()
    const own = this.map.getCanvas()
    const scale = Math.min(1, widest / own.width)
    this.canvas.width = own.width * scale
    this.canvas.height = own.height * scale
    // read while it is drawn: afterwards the graphics have let go of it
    this.map.once('render', () => this.pen?.drawImage(own, 0, 0, this.canvas.width, this.canvas.height))
    this.keeping = true
    this.map.redraw()
    this.keeping = false
  }

  show(): void {
    this.map.getContainer().append(this.canvas)
  }
}
