import { createStore, del, get, set } from 'idb-keyval'
import type { Packed, Taken } from './picture-file.ts'
import PictureFile from './picture-file.ts?worker'

/** How long a picture waits for a newer one before it is packed, in milliseconds: to read a large one takes a moment. */
const calm = 500
/** After so long a picture that was left is of something else, in milliseconds. */
const fresh = 60_000

/** A picture that was left, and when. */
interface Left {
  file: Blob
  at: number
}

let latest: Blob | null = null

/** Leaves the last picture to the page that comes in this one's place. Where the browser keeps nothing, it begins without. */
export async function leavePicture(): Promise<void> {
  if (latest) await set('map', { file: latest, at: Date.now() } satisfies Left, left()).catch(() => {})
}

async function pictureLeft(): Promise<Blob | null> {
  try {
    const kept = await get<Left>('map', left())
    await del('map', left())
    return kept && Date.now() - kept.at < fresh ? kept.file : null
  } catch {
    return null
  }
}

const left = () => createStore('xiucheng.picture', 'left')

/**
 * Keeps a picture of the map as it was when it was last whole, and has it stand in its place while its graphics are lost: it
 * outlives them, for it is a file; and in the place of a map that is drawn for the first time, where one was left to this
 * page. It goes when the map is whole.
 * @returns ends it
 */
export function keepPicture(section: HTMLElement): () => void {
  const worker = new PictureFile()
  const map = () => section.querySelector<HTMLElement>('.map')
  const sceneNow = () => section.closest<HTMLElement>('.wall')?.dataset['scene']
  let address: string | null = null
  let scene = sceneNow()
  // of pictures of something else none comes too late
  let number = 0
  let waiting: ImageBitmap | null = null
  let packing: ReturnType<typeof setTimeout> | undefined

  const keep = (file: Blob | null) => {
    if (address) URL.revokeObjectURL(address)
    latest = file
    address = file && URL.createObjectURL(file)
  }
  const drop = () => {
    number += 1
    waiting?.close()
    waiting = null
    keep(null)
  }
  const pack = () => {
    clearTimeout(packing)
    packing = undefined
    if (waiting) worker.postMessage({ picture: waiting, number } satisfies Taken, [waiting])
    waiting = null
  }
  const take = () => {
    const place = map()
    if (place?.dataset['idle'] !== 'true') return
    place.style.background = ''
    delete place.dataset['pictured']
    // none is better than one of something else
    if (scene !== sceneNow()) drop()
    scene = sceneNow()
    const canvas = place.querySelector('canvas')
    const of = number
    // just now, for afterwards the graphics have let go of it
    void (canvas && createImageBitmap(canvas))?.then(
      (picture) => {
        if (of !== number) return picture.close()
        waiting?.close()
        waiting = picture
        packing ??= setTimeout(pack, calm)
      },
      () => {},
    )
  }
  const lay = () => {
    const place = map()
    if (place && address && 'pictured' in place.dataset) {
      place.style.background = `url(${address}) center / 100% 100%`
    }
  }
  const stand = () => {
    // without graphics a canvas is white
    map()?.setAttribute('data-pictured', '')
    // what waits may be lost with the graphics
    if (!address) pack()
    lay()
  }
  worker.onmessage = ({ data }: MessageEvent<Packed>) => {
    if (data.number !== number) return
    keep(data.file)
    lay()
  }
  const watch = new MutationObserver(take)
  watch.observe(section, { subtree: true, attributeFilter: ['data-idle'] })
  section.addEventListener('webglcontextlost', stand, true)
  void pictureLeft().then((file) => {
    if (!file || address || map()?.dataset['idle'] === 'true') return
    keep(file)
    stand()
  })
  return () => {
    watch.disconnect()
    section.removeEventListener('webglcontextlost', stand, true)
    clearTimeout(packing)
    worker.terminate()
    drop()
  }
}
