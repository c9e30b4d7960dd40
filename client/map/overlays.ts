import type { Feature } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { labels } from './labels.ts'
import { drawMarks, markPixelRatio } from './marks.ts'
import type { MapProps } from './props.ts'

/** Two spaces that look alike, so that a label can be said anew. */
const gaps = ['\u00a0', ' ']

/** What the page itself lays on the map: the pictures of marks, names with figures, signs, tints, and what is pointed at. */
export class Overlays {
  private readonly map: MapLibre
  private tinted: string[] = []
  private turn = 0

  constructor(map: MapLibre) {
    this.map = map
  }

  /** Lays all of it, on a style on which none of it is. */
  lay(props: MapProps): void {
    this.images(props)
    this.label(props)
    this.sign(props)
    this.tint(props)
    this.focus(props)
  }

  /** Lays what has changed. */
  show(props: MapProps, before: MapProps): void {
    if (before.look.skin !== props.look.skin) this.images(props)
    if (before.labels !== props.labels || before.units !== props.units || before.level !== props.level)
      this.label(props)
    if (before.signs !== props.signs) this.sign(props)
    if (before.tints !== props.tints || before.chosen !== props.chosen) this.tint(props)
    if (before.focus !== props.focus) this.focus(props)
  }

  /**
   * A name keeps the side of its point on which it last found room, wherever one goes. Said anew it takes the best one
   * again, so that the picture depends on where one is and not on how one came there.
   */
  placeAnew(props: MapProps): void {
    this.turn = 1 - this.turn
    this.label(props)
  }

  private images({ look }: MapProps): void {
    for (const { name, image } of drawMarks(look.skin, look.tokens)) {
      if (!this.map.hasImage(name)) this.map.addImage(name, image, { pixelRatio: markPixelRatio })
    }
  }

  private label({ units, labels: figures, level }: MapProps): void {
    this.map.getSource<GeoJSONSource>('labels')?.setData(labels(units, figures, level, gaps[this.turn]))
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
}
