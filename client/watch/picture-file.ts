/**
 * A worker, given a picture, makes a file of it. To fetch the pixels of a picture from the graphics and to pack them takes
 * as long as several pictures of the map, and the page has better to do.
 */

/** A picture, and which of those that were taken it is; its file comes back under the same number. */
export interface Taken {
  picture: ImageBitmap
  number: number
}
export interface Packed {
  file: Blob
  number: number
}

addEventListener('message', async ({ data: { picture, number } }: MessageEvent<Taken>) => {
  const paper = new OffscreenCanvas(picture.width, picture.height)
  paper.getContext('bitmaprenderer')?.transferFromImageBitmap(picture)
  postMessage({ file: await paper.convertToBlob({ type: 'image/webp' }), number } satisfies Packed)
})
