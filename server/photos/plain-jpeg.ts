import type { Plain } from './picture.ts'

const [startOfScan, endOfImage] = [0xda, 0xd9]
/** Frames, tables of Huffman and quantisation, restart intervals, scans. */
const ofPicture = (marker: number) =>
  (marker >= 0xc0 && marker <= 0xcf) || marker === startOfScan || marker === 0xdb || marker === 0xdd
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/**
 * A JPEG with only what its picture is drawn from: no EXIF (but which way up it is), no XMP, comments, thumbnails, and
 * nothing behind its end, where phones hide films. Sizes are as it is seen, upright.
 * @returns undefined where it is not whole
 */
export function plainJpeg(bytes: Buffer): Plain | undefined {
  const parts = [bytes.subarray(0, 2)]
  let [width, height, orientation] = [0, 0, 1]
  let at = 2
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes.readUInt8(at + 1)
    if (marker === endOfImage) break
    let end = at + 2 + bytes.readUInt16BE(at + 2)
    const body = bytes.subarray(at + 4, end)
    if (isFrame(marker)) [height, width] = [body.readUInt16BE(1), body.readUInt16BE(3)]
    if (marker === 0xe1 && begins(body, 'Exif\0\0')) orientation = orientationIn(body.subarray(6))
    if (marker === startOfScan) end = endOfScan(bytes, end)
    if (ofPicture(marker) || ofColour(marker, body)) parts.push(bytes.subarray(at, end))
    at = end
  }
  parts.push(Buffer.from([0xff, endOfImage]))
  if (orientation > 1) parts.splice(1, 0, orientationAlone(orientation))
  return orientation >= 5 ? { parts, width: height, height: width } : { parts, width, height }
}

/** What colours depend on: the header of JFIF without its thumbnail, a profile, and how Adobe's programs mix. */
function ofColour(marker: number, body: Buffer): boolean {
  if (marker === 0xe0) return begins(body, 'JFIF\0') && body.length === 14
  return (marker === 0xe2 && begins(body, 'ICC_PROFILE\0')) || (marker === 0xee && begins(body, 'Adobe'))
}

/** Where a scan ends: at the first marker that is neither a restart nor a byte of data written as two. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** The tag 0x0112 of EXIF, 1 to 8; 1 where it is not told. */
function orientationIn(tiff: Buffer): number {
  const little = begins(tiff, 'II')
  const word = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  // a segment is short enough for the lower half of an offset
  const directory = word(little ? 4 : 6)
  for (let n = 0; n < word(directory); n++) {
    const entry = directory + 2 + n * 12
    if (word(entry) === 0x0112) return word(entry + 8) <= 8 ? word(entry + 8) : 1
  }
  return 1
}

/** An EXIF of nothing but the tag 0x0112. */
function orientationAlone(orientation: number): Buffer {
  const tiff = `4d4d002a0000000800010112000300000001000${orientation}000000000000`
  return Buffer.from(`ffe10022457869660000${tiff}`, 'hex')
}

function begins(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text
}
