import { createHash } from 'node:crypto'
import type { Photo } from '#data/model/photo.ts'
import { plainJpeg } from './plain-jpeg.ts'
import { plainPng } from './plain-png.ts'
import { plainWebp } from './plain-webp.ts'

/** A picture as it is kept. */
export interface Picture {
  type: Photo['type']
  width: number
  height: number
  bytes: Buffer
  sha256: string
}

/** A picture in the parts that are kept of it. */
export interface Plain {
  parts: Buffer[]
  width: number
  height: number
}

/** What cannot be taken as a photo; the message says why. */
export class NotAPicture extends Error {}

export const mostBytes = 10 * 1024 ** 2
const mostPixels = 50_000_000

/** Each with how it begins, in hex. */
const kinds: { type: Photo['type']; begins: RegExp; plain: (bytes: Buffer) => Plain | undefined }[] = [
  { type: 'image/jpeg', begins: /^ffd8ff/, plain: plainJpeg },
  { type: 'image/png', begins: /^89504e470d0a1a0a/, plain: plainPng },
  { type: 'image/webp', begins: /^52494646.{8}57454250/, plain: plainWebp },
]

/**
 * A picture freed of what a camera writes beside it: places, times, names, thumbnails. What it is, is seen by how it
 * begins, whatever it is called; it is not decoded.
 * @throws {NotAPicture}
 */
export function readPicture(bytes: Buffer): Picture {
  const begun = bytes.toString('hex', 0, 12)
  const kind = kinds.find(({ begins }) => begins.test(begun))
  if (kind === undefined) throw new NotAPicture('it is not a picture in JPEG, PNG or WebP')
  const plain = whole(() => kind.plain(bytes))
  if (plain === undefined || plain.width * plain.height === 0)
    throw new NotAPicture('the picture is cut off, or broken')
  const { width, height } = plain
  if (width * height > mostPixels) throw new NotAPicture(`it is ${width} × ${height}: more than 50 million pixels`)
  const kept = Buffer.concat(plain.parts)
  return { type: kind.type, width, height, bytes: kept, sha256: createHash('sha256').update(kept).digest('hex') }
}

/** Reading on behind the end is an error of its own. */
function whole(read: () => Plain | undefined): Plain | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
