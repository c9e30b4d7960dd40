import { firstPicture } from '../map/first-picture.ts'

/**
 * The page's faces are thirty small files that the names on the map and the first tiles would wait beside, and each that
 * comes has the whole page set anew. So until the first picture stands its words are in a face of the machine (tokens.css),
 * unless the page was here before and all comes out of the browser's cache. The headings' face, as large as all else
 * together, waits in any case.
 */
export function setFaces(): void {
  const { dataset } = document.documentElement
  if (!wasHere()) dataset.faces = 'machine'
  void firstPicture.then(() => {
    delete dataset.faces
    return import('@fontsource-variable/noto-serif-sc/wght.css')
  })
}

/** Whether the page's style sheets came without a byte over the network. */
function wasHere(): boolean {
  const sheets = performance
    .getEntriesByType('resource')
    .map((entry) => entry as PerformanceResourceTiming)
    .filter(({ name }) => new URL(name).pathname.endsWith('.css'))
  return sheets.length > 0 && sheets.every(({ transferSize }) => transferSize === 0)
}
