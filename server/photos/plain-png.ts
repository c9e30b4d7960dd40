import type { Plain } from './picture.ts'

const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'cHRM', 'gAMA', 'sBIT', 'sRGB', 'iCCP', 'cICP', 'IDAT', 'IEND'])

/**
 * A PNG with only what its picture is drawn from: no texts, times, EXIF or further frames, and nothing behind its end.
 * @returns undefined where it is not whole
 */
export function plainPng(bytes: Buffer): Plain | undefined {
  const parts = [bytes.subarray(0, 8)]
  for (let at = 8; ; ) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length || (at === 8 && name !== 'IHDR')) return undefined
    if (kept.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return { parts, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    at = end
  }
}
