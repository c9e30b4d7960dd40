import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { NotReadable } from '../not-readable.ts'

/** How bytes are letters: the name people use for it, and the one `TextDecoder` does. */
export interface TextEncoding {
  name: string
  label: string
}

/** What stands for a null character on its way through GDAL, whose texts end at one; no text holds it otherwise. */
export const nullMark = '\ufdd0'

export const utf8: TextEncoding = { name: 'UTF-8', label: 'utf-8' }

const codePages: Record<string, string> = { 936: 'gb18030', 54936: 'gb18030', 950: 'big5', 65001: 'utf-8' }

/** The encoding of a name as found in `--encoding` or a .cpg (`GBK`, `936`, `CP936`, `UTF8`), or null. */
export function encodingNamed(name: string): TextEncoding | null {
  const trimmed = name.trim()
  const page = codePages[/(?:^|\D)(\d{3,5})$/.exec(trimmed)?.[1] ?? '']
  try {
    const label = page ?? new TextDecoder(trimmed).encoding
    // GB18030 holds all of GBK and GB2312, and files that say those often hold its letters.
    return { name: label === 'utf-8' ? 'UTF-8' : trimmed.toUpperCase(), label: label === 'gbk' ? 'gb18030' : label }
  } catch {
    return null
  }
}

/** The encoding `--encoding` names. @throws {NotReadable} where there is none of that name. */
export function encodingGiven(name: string): TextEncoding {
  const found = encodingNamed(name)
  if (!found) throw new NotReadable(`--encoding ${name} is not known; use GBK, GB18030, Big5 or UTF-8.`)
  return found
}

/**
 * The text of bytes that were handed on one byte a letter, or null where they are not text of that encoding.
 * @param width bytes the field has room for: a text that fills it may have lost part of its last letter.
 */
export function decodeBytes(text: string, encoding: TextEncoding, width: number | null = null): string | null {
  const bytes = Buffer.from(text, 'latin1')
  const cut = width !== null && bytes.length >= width - 1 ? 3 : 0
  for (let lost = 0; lost <= cut; lost++) {
    try {
      return new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true }).decode(
        bytes.subarray(0, bytes.length - lost),
      )
    } catch {}
  }
  return null
}

interface Look {
  bom: TextEncoding | null
  ascii: boolean
  utf8: boolean
  /** Whether it may hold a null character, as it is or as JSON writes it. */
  nulls: boolean
}

async function lookAt(file: string): Promise<Look> {
  const look: Look = { bom: null, ascii: true, utf8: true, nulls: false }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first = true
  let last = ''
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      if (first) look.bom = bomOf(chunk)
      first = false
      const letters = decoder.decode(chunk, { stream: true })
      if (letters.length !== chunk.length) look.ascii = false
      look.nulls ||= letters.includes('\0') || `${last}${letters}`.includes('\\u0000')
      last = letters.slice(-5)
    }
    decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    look.ascii = false
    look.utf8 = false
  }
  return look
}

function bomOf(bytes: Buffer): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'UTF-16LE', label: 'utf-16le' }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? { name: 'UTF-16BE', label: 'utf-16be' } : null
}

/**
 * How a text file is encoded: by its mark, by being UTF-8, or by what `--encoding` says. Never guessed.
 * `plain` says that the bytes are UTF-8 without a mark, so that the file can be read as it lies.
 * @throws {NotReadable} where it must be said, or what was said cannot be.
 */
export async function encodingOf(
  file: string,
  shown: string,
  given: string | undefined,
): Promise<TextEncoding & { plain: boolean }> {
  const said = given === undefined ? null : encodingGiven(given)
  const look = await lookAt(file)
  const marked = look.bom ?? (look.utf8 && !look.ascii ? utf8 : null)
  if (marked && said && said.label !== marked.label)
    throw new NotReadable(`${shown} is ${marked.name}, not ${said.name}: leave out --encoding ${given}.`)
  if (marked === utf8 && !look.utf8)
    throw new NotReadable(`${shown} begins as UTF-8 but does not go on so: it is broken.`)
  if (marked) return { ...marked, plain: look.bom === null && !look.nulls }
  if (look.ascii) return { ...(said ?? utf8), plain: !look.nulls }
  if (!said)
    throw new NotReadable(
      `${shown} is not UTF-8 and does not say what it is: add --encoding GBK, or what it was saved as.`,
    )
  if (said.label === 'utf-8')
    throw new NotReadable(`${shown} is not UTF-8: add --encoding GBK, or what it was saved as.`)
  return { ...said, plain: false }
}

/**
 * Writes a text file as UTF-8 without a mark. What is no text of that encoding becomes U+FFFD, and a null
 * character `nullMark`; in JSON also one that is written as an escape.
 * @param before what is written ahead of it
 */
export async function writeAsUtf8(
  from: string,
  to: string,
  encoding: TextEncoding,
  json: boolean,
  before = '',
): Promise<void> {
  const decoder = new TextDecoder(encoding.label)
  // an escape that the end of a chunk cuts waits for the next
  let cut = ''
  const marked = (text: string) => {
    const plain = text.replaceAll('\0', nullMark)
    if (!json) return plain
    const whole = `${cut}${plain}`
    cut = ''
    return whole.replaceAll(/\\u0000|(\\(?:u0{0,3})?$)|\\[\s\S]/g, (found, end?: string) => {
      cut = end ?? ''
      return end === undefined ? found.replace('\\u0000', nullMark) : ''
    })
  }
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 20 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      yield before
      for await (const chunk of chunks) yield marked(decoder.decode(chunk, { stream: true }))
      yield marked(decoder.decode())
    },
    createWriteStream(to),
  )
}

/**
 * Refuses a table in which a quotation mark is never closed: all that follows would be one cell.
 * @param file in UTF-8 @throws {NotReadable} with the first line whose marks are not in pairs
 */
export async function checkQuotes(file: string, shown: string): Promise<void> {
  let line = 1
  let first = 0
  let open = false
  let inLine = 0
  const [quote, feed] = [0x22, 0x0a]
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === quote) {
        open = !open
        inLine++
      } else if (byte === feed) {
        if (first === 0 && inLine % 2 === 1) first = line
        inLine = 0
        line++
      }
    }
  }
  if (open)
    throw new NotReadable(
      `${shown} has a quotation mark that is never closed; the first line in which they are not in pairs is ${first || line}.`,
    )
}
