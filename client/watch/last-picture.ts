import type { Packed, Taken } from './picture-file.ts'
import PictureFile from './picture-file.ts?worker'

/** How often the map is pictured at most, in milliseconds: to read a large one takes a moment. */
const often = 2_000

/**
 * Keeps a picture of the map as it was when it was last whole, and has it stand in its place while its graphics are lost: it
 * outlives them, for it is a file. It goes when the map is whole again.
 * @returns ends it
 */
export function keepPicture(section: HTMLElement): () => void {
  const worker = new PictureFile()
  let address: string | null = null
  // of pictures of something else none comes too late
  let number = 0
  const drop = () => {
    number += 1
    if (address) URL.revokeObjectURL(address)
    address = null
  }
  worker.onmessage = ({ data }: MessageEvent<Packed>) => {
    if (data.number === number) address = URL.createObjectURL(data.file)
  }
  let taken = Number.NEGATIVE_INFINITY
  const map = () => section.querySelector<HTMLElement>('.map')
  const take = () => {
    const place = map()
    if (place?.dataset['idle'] !== 'true') return
    place.style.background = ''
    delete place.dataset['pictured']
    // none is better than one of something else
    drop()
    if (performance.now() - taken < often) return
    taken = performance.now()
    // just now, for afterwards the graphics have let go of it
    const canvas = place.querySelector('canvas')
    if (canvas) void createImageBitmap(canvas).then(pack(number), () => {})
  }
  const pack = (number: number) => (picture: ImageBitmap) =>
    worker.postMessage({ picture, number } satisfies Taken, [picture])
  const lost = () => {
    const place = map()
    if (!place) return
    // without graphics a canvas is white
    place.dataset['pictured'] = ''
    if (address) place.style.background = `url(${address}) center / 100% 100%`
  }
  const watch = new MutationObserver(take)
  watch.observe(section, { subtree: true, attributeFilter: ['data-idle'] })
  section.addEventListener('webglcontextlost', lost, true)
  return () => {
    watch.disconnect()
    section.removeEventListener('webglcontextlost', lost, true)
    worker.terminate()
    drop()
  }
}
