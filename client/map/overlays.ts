import type { Feature } from 'geojson'
import type { GeoJSONSource, Map as MapLibre, MapSourceDataEvent } from 'maplibre-gl'
import { labels } from './labels.ts'
import { drawMarks, markPixelRatio } from './marks.ts'
import type { MapProps } from './props.ts'
import { drawnSites } from './sites.ts'
import { drawnSketch } from './sketch.ts'

/** What the map must not place anew for: it is what is placed, or no name makes room for it. */
const ownSources = ['labels', 'signs', 'focus', 'laid', 'sketch', 'sites', 'unserved']

/** What of it is placed where others leave room. */
const placed = ['labels', 'signs']

/** What the page itself lays on the map: the pictures of marks, names with figures, signs, tints, and what is pointed at. */
export class Overlays {
  private readonly map: MapLibre
  private tinted: string[] = []
  /** Whether something that names make room for has come, gone or moved since they were last placed anew. */
  private stale = true
  /** Whether the first picture is still to come. */
  private opening = true

  constructor(map: MapLibre) {
    this.map = map
    map.on('sourcedata', ({ tile, sourceId }: MapSourceDataEvent & { tile?: unknown }) => {
      if (!tile || ownSources.includes(sourceId)) return
      this.disturb()
      // once the last has come the next picture is the one that stays
      const all = map.areTilesLoaded() && placed.every((id) => map.isSourceLoaded(id))
      if (all && !map.isMoving()) this.takeBest()
    })
    map.on('moveend', () => this.disturb())
    // As the map opens each frame places all names anew, so that the first picture is right at once.
    map.on('render', () => this.opening && this.forgetSides())
  }

  /** Lays all of it, on a style on which none of it is. */
  lay(props: MapProps): void {
    this.images(props)
    this.label(props)
    this.sign(props)
    this.tint(props)
    this.focus(props)
    this.ground(props)
    this.sketch(props)
    this.site(props)
    this.need(props)
  }

  /** Lays what has changed. */
  show(props: MapProps, before: MapProps): void {
    if (before.look.skin !== props.look.skin) this.images(props)
    const named = before.labels !== props.labels || before.units !== props.units || before.level !== props.level
    const signed = before.signs !== props.signs
    if (named || signed) this.disturb()
    if (named) this.label(props)
    if (signed) this.sign(props)
    if (before.tints !== props.tints || before.chosen !== props.chosen) this.tint(props)
    if (before.focus !== props.focus) this.focus(props)
    if (before.laid !== props.laid) this.ground(props)
    if (before.sketch !== props.sketch) this.sketch(props)
    if (before.sites !== props.sites) this.site(props)
    if (before.unserved !== props.unserved) this.need(props)
  }

  /** Something has come, gone or moved that names make room for. */
  disturb(): void {
    this.stale = true
  }

  /**
   * A name keeps the side of its point on which it once found room. Freed of it, it takes the best one again, so that
   * the picture depends on what is there and not on what came first; done once all is there.
   * @returns whether names are now being placed anew
   */
  placeAnew(): boolean {
    const anew = this.stale && !this.opening
    this.opening = false
    this.takeBest()
    if (anew) this.map.triggerRepaint()
    return anew
  }

  /** In the next picture each name takes the best side there is. */
  private takeBest(): void {
    if (this.stale) this.forgetSides()
    this.stale = false
  }

  /** What the map calls offsets are the sides the names stood on in the last frame; the next begins with them. */
  private forgetSides(): void {
    this.map.style.placement.variableOffsets = {}
  }

  private images({ look }: MapProps): void {
    for (const { name, image } of drawMarks(look.skin, look.tokens)) {
      if (!this.map.hasImage(name)) this.map.addImage(name, image, { pixelRatio: markPixelRatio })
    }
  }

  private label({ units, labels: figures, level }: MapProps): void {
    this.map.getSource<GeoJSONSource>('labels')?.setData(labels(units, figures, level))
  }

  private sign({ signs }: MapProps): void {
    this.map.getSource<GeoJSONSource>('signs')?.setData(signs)
  }

  private tint({ tints, chosen }: MapProps): void {
    const areas = { source: 'areas', sourceLayer: 'areas' }
    const now = [...new Set([...tints.keys(), ...(chosen ? [chosen] : [])])]
    for (const id of this.tinted) if (!now.includes(id)) this.map.removeFeatureState({ ...areas, id })
    for (const id of now)
      this.map.setFeatureState({ ...areas, id }, { tint: tints.get(id) ?? '', chosen: id === chosen })
    this.tinted = now
  }

  private focus({ focus }: MapProps): void {
    const features = focus.map(({ role, geometry }): Feature => ({ type: 'Feature', geometry, properties: { role } }))
    this.map.getSource<GeoJSONSource>('focus')?.setData({ type: 'FeatureCollection', features })
  }

  private ground({ laid }: MapProps): void {
    this.map.getSource<GeoJSONSource>('laid')?.setData(laid)
  }

  private need({ unserved }: MapProps): void {
    this.map.getSource<GeoJSONSource>('unserved')?.setData(unserved)
  }

  private sketch({ sketch }: MapProps): void {
    this.map.getSource<GeoJSONSource>('sketch')?.setData(drawnSketch(sketch))
  }

  private site({ sites }: MapProps): void {
    this.map.getSource<GeoJSONSource>('sites')?.setData(drawnSites(sites))
  }
}
