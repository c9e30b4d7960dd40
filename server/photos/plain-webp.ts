import type { Plain } from './picture.ts'

const kept = new Set(['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L'])
/** Of what the header says there is: a profile and transparency. */
const flagsKept = 0x30

/**
 * A WebP with only what its picture is drawn from: no EXIF, no XMP, nothing else.
 * @returns undefined where it is not whole, or moves
 */
export function plainWebp(bytes: Buffer): Plain | undefined {
  const parts: Buffer[] = []
  let size: { width: number; height: number } | undefined
  const all = 8 + bytes.readUInt32LE(4)
  if (all > bytes.length) return undefined
  for (let at = 12; at + 8 <= all; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (end > all) return undefined
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & flagsKept, 8)
    if (name === 'VP8 ') size = { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff }
    if (name === 'VP8L') {
      const bits = chunk.readUInt32LE(9)
      size = { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    if (kept.has(name)) parts.push(chunk)
    at = end
  }
  if (size === undefined) return undefined
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  header.writeUInt32LE(4 + parts.reduce((sum, { length }) => sum + length, 0), 4)
  return { parts: [header, ...parts], ...size }
}
