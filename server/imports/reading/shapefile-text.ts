import { createReadStream } from 'node:fs'
import type { Layer } from '../../files/gdal.ts'
import { NotReadable } from '../not-readable.ts'
import type { Located } from './locate.ts'
import { isAscii, rowsOf, type Shape } from './rows.ts'
import { decodeBytes, encodingGiven, encodingNamed, type TextEncoding, utf8 } from './text-encoding.ts'

/** Bytes of a field's name in a DBF. */
const nameWidth = 10

/**
 * How a Shapefile's texts are encoded: as `--encoding` says, else its .cpg, else its DBF where that names a
 * Chinese code page (others it names by habit, without meaning it); null where nothing says it.
 */
export function shapefileText(
  { cpg, shown }: Located,
  layer: Layer,
  given: string | undefined,
): { encoding: TextEncoding | null; warning: string | null } {
  const own = cpg ? encodingNamed(cpg) : null
  if (given !== undefined) {
    const encoding = encodingGiven(given)
    const differs = own && own.label !== encoding.label
    return {
      encoding,
      warning: differs
        ? `The .cpg of ${shown} says ${cpg}; it was read as ${encoding.name}, as --encoding says.`
        : null,
    }
  }
  if (cpg && !own)
    throw new NotReadable(`The .cpg of ${shown} says ${cpg}, which is not known: add --encoding GBK, or UTF-8.`)
  const declared = layer.declaredEncoding ? encodingNamed(layer.declaredEncoding) : null
  const chinese = declared && ['gb18030', 'big5'].includes(declared.label) ? declared : null
  return { encoding: own ?? chinese, warning: null }
}

const unsaid = (shown: string) =>
  new NotReadable(`${shown} has no .cpg and does not say how its texts are encoded: add --encoding GBK, or UTF-8.`)

/** The name of a field from its bytes. @throws {NotReadable} where they need an encoding, or are not of it. */
export function fieldName(shown: string, written: string, encoding: TextEncoding | null): string {
  if (isAscii(written)) return written
  if (!encoding) throw unsaid(shown)
  const name = decodeBytes(written, encoding, nameWidth)
  if (name !== null) return name
  throw new NotReadable(`${shown} is not ${encoding.name}: the names of its columns are not. Check --encoding.`)
}

/**
 * The encoding to read a Shapefile's rows by, or null where all is ASCII.
 * @throws {NotReadable} where it has to be said, or the rows are plainly UTF-8 and it says otherwise.
 */
export async function checkedEncoding(
  written: string,
  shape: Shape,
  encoding: TextEncoding | null,
): Promise<TextEncoding | null> {
  if (!encoding) {
    for await (const chunk of createReadStream(written) as AsyncIterable<Buffer>)
      if (chunk.some((byte) => byte > 0x7f)) throw unsaid(shape.shown)
    return null
  }
  if (encoding.label !== utf8.label && (await seemsUtf8(written, shape)))
    throw new NotReadable(`${shape.shown} seems to be UTF-8, not ${encoding.name}: add --encoding UTF-8.`)
  return encoding
}

/** GBK takes most UTF-8 for other letters without complaint, but its own letters are hardly ever UTF-8. */
async function seemsUtf8(written: string, shape: Shape): Promise<boolean> {
  let texts = 0
  let row = 0
  for await (const { properties } of rowsOf(written, { ...shape, bytes: null, points: null, reading: null })) {
    for (const { name, width } of shape.columns) {
      const text = properties[name]
      if (typeof text !== 'string' || isAscii(text)) continue
      if (decodeBytes(text, utf8, width) === null) return false
      texts++
    }
    if (++row === 1000) break
  }
  return texts >= 2
}
