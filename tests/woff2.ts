import { brotliDecompressSync } from 'node:zlib'

/** A table's tag by its number in a font file packed as WOFF2, as far as it is needed here. */
const [cmap, glyf, loca, givenByName] = [0, 10, 11, 63]

/**
 * The characters a WOFF2 file really holds a glyph for: its `cmap`, formats 4 and 12.
 * A style sheet's `unicode-range` only says where the browser is to look.
 * @see https://www.w3.org/TR/WOFF2/#table_dir_format
 */
export function charactersOf(file: Buffer): Set<number> {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF2 file')
  const tables = file.readUInt16BE(12)
  const packed = file.readUInt32BE(20)
  let at = 48
  let start = 0
  let found: number | undefined
  for (let table = 0; table < tables; table += 1) {
    const flags = file.readUInt8(at)
    at += 1
    const tag = flags & 63
    if (tag === givenByName) at += 4
    let length = packedNumber()
    // These two are kept as they are when they carry the version 3, all others when they carry 0.
    const asItWas = tag === glyf || tag === loca ? flags >> 6 === 3 : flags >> 6 === 0
    if (!asItWas) length = packedNumber()
    if (tag === cmap) found = start
    start += length
  }
  if (found === undefined) throw new Error('the font has no table of characters')
  return readCmap(brotliDecompressSync(file.subarray(at, at + packed)).subarray(found))

  function packedNumber(): number {
    let number = 0
    for (;;) {
      const byte = file.readUInt8(at)
      at += 1
      number = number * 128 + (byte & 127)
      if (byte < 128) return number
    }
  }
}

function readCmap(table: Buffer): Set<number> {
  const characters = new Set<number>()
  for (let index = 0; index < table.readUInt16BE(2); index += 1) {
    const part = table.subarray(table.readUInt32BE(4 + 8 * index + 4))
    const format = part.readUInt16BE(0)
    if (format === 4) readSegments(part, characters)
    if (format === 12) readGroups(part, characters)
  }
  return characters
}

function readSegments(part: Buffer, characters: Set<number>): void {
  const twice = part.readUInt16BE(6)
  for (let segment = 0; segment < twice; segment += 2) {
    const [last, first] = [part.readUInt16BE(14 + segment), part.readUInt16BE(16 + twice + segment)]
    const delta = part.readUInt16BE(16 + 2 * twice + segment)
    const place = 16 + 3 * twice + segment
    const offset = part.readUInt16BE(place)
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const listed = offset === 0 ? code : part.readUInt16BE(place + offset + 2 * (code - first))
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) characters.add(code)
    }
  }
}

function readGroups(part: Buffer, characters: Set<number>): void {
  for (let group = 0; group < part.readUInt32BE(12); group += 1) {
    const at = 16 + 12 * group
    const [first, last, glyph] = [part.readUInt32BE(at), part.readUInt32BE(at + 4), part.readUInt32BE(at + 8)]
    for (let code = first; code <= last; code += 1) if (glyph + code - first !== 0) characters.add(code)
  }
}
