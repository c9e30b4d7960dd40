import type { Mark } from '#data/model/theme.ts'
import type { Skin } from '../scene/scene.ts'
import { markPath } from '../skin/mark-path.ts'
import type { Tokens } from '../skin/tokens.ts'
import { markImage, markToken } from './symbols.ts'

const size = 20
/** Drawn larger than shown, so that a mark is sharp on any screen. */
export const markPixelRatio = 4

export interface MarkPicture {
  name: string
  image: ImageData
}

/** Draws the four marks in the colours of a skin, each edged with the land so that it stands off the ground. */
export function drawMarks(skin: Skin, tokens: Tokens): MarkPicture[] {
  return (Object.keys(markPath) as Mark[]).flatMap((mark) => {
    const image = drawMark(mark, tokens)
    return image ? [{ name: markImage(mark, skin), image }] : []
  })
}

function drawMark(mark: Mark, tokens: Tokens): ImageData | null {
  const pixels = size * markPixelRatio
  const canvas = document.createElement('canvas')
  canvas.width = pixels
  canvas.height = pixels
  // Drawn where it is read: out of the graphics' memory the page would wait a third of a second for it.
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  pen.scale(markPixelRatio, markPixelRatio)
  pen.lineJoin = 'round'
  const path = new Path2D(markPath[mark])
  const colour = tokens[markToken[mark]]
  if (mark === 'quiet') {
    pen.lineWidth = 4.4
    pen.strokeStyle = tokens.land
    pen.stroke(path)
    pen.lineWidth = 2
    pen.strokeStyle = colour
  } else {
    pen.fillStyle = colour
    pen.fill(path)
    pen.lineWidth = 1.6
    pen.strokeStyle = tokens.land
  }
  pen.stroke(path)
  return pen.getImageData(0, 0, pixels, pixels)
}
