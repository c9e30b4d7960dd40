import '@fontsource-variable/noto-sans-sc/wght.css'
import '#client/map/map.css'
import { Map as MapLibre, type MapOptions, prewarm, type StyleSpecification, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { fontFaces, nameFont } from '#client/map/fonts.ts'

// The page the opening is measured against: MapLibre and nothing else. What ours asks the server for stands in this
// script already, put there as it was built.
declare const drawing: {
  style: StyleSpecification
  start: Pick<MapOptions, 'bounds' | 'fitBoundsOptions'>
  /** Where the map lies in our page, in pixels. */
  box: { left: string; top: string; width: string; height: string }
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
map.once('idle', () => {
  container.dataset['idle'] = 'true'
})
