import '@fontsource-variable/noto-sans-sc/wght.css'
import '#client/map/map.css'
import {
  type LngLatBoundsLike,
  Map as MapLibre,
  type MapOptions,
  type PaddingOptions,
  prewarm,
  type StyleSpecification,
  setWorkerUrl,
  type VectorTileSource,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { fontFaces, nameFont } from '#client/map/fonts.ts'

// The page the opening is measured against: MapLibre and nothing else. What ours asks the server for stands in this
// script already, put there as it was built.
declare const drawing: {
  style: StyleSpecification
  start: Pick<MapOptions, 'bounds' | 'fitBoundsOptions'>
  /** Where its camera can be told to go. */
  places: { bounds: LngLatBoundsLike; padding: PaddingOptions }[]
  /** Where the map lies in our page, in pixels. */
  box: { left: string; top: string; width: string; height: string }
}

declare global {
  interface Window {
    goTo: (place: number) => void
    turnTo: (source: string, tiles: string[]) => void
  }
}

setWorkerUrl(workerUrl)
prewarm()
const container = document.querySelector<HTMLElement>('.map')
if (container === null) throw new Error('the page has no place for its map')
Object.assign(container.style, { inset: 'auto', ...drawing.box })
const map = new MapLibre({
  container,
  style: { ...drawing.style, 'font-faces': fontFaces() },
  ...drawing.start,
  attributionControl: false,
  fadeDuration: 0,
  localIdeographFontFamily: nameFont.map((name) => `"${name}"`).join(','),
})
map.on('idle', () => {
  container.dataset['idle'] = 'true'
})
window.goTo = (place) => {
  const { bounds, padding } = drawing.places[place] ?? {}
  if (bounds === undefined || padding === undefined) throw new Error('there is no such place')
  container.dataset['idle'] = 'false'
  // as ours goes (controller.ts)
  map.fitBounds(bounds, { padding, maxZoom: 13, duration: 1200 })
}
window.turnTo = (source, tiles) => {
  container.dataset['idle'] = 'false'
  map.getSource<VectorTileSource>(source)?.setTiles(tiles)
}
