import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import sax from 'sax'
import { NotReadable } from '../not-readable.ts'
import type { TextEncoding } from './text-encoding.ts'

/** What GDAL reads of a KML file; it skips the rest, and knows a placemark by its name and description only. */
const kept = new Set(
  'kml Document Folder Placemark name Point LineString LinearRing Polygon outerBoundaryIs innerBoundaryIs MultiGeometry coordinates'.split(
    ' ',
  ),
)
const toldInText = new Set(['name', 'coordinates'])

/**
 * Writes a KML file so that GDAL reads all of it: each placemark's own data become its description, as JSON.
 * @returns the names of those data, and `Name` where placemarks have one. @throws {NotReadable} where it is not whole XML.
 */
export async function writeForGdal(from: string, to: string, encoding: TextEncoding, shown: string): Promise<string[]> {
  const decoder = new TextDecoder(encoding.label)
  const rewriter = new Rewriter(shown)
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 20 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) yield rewriter.take(decoder.decode(chunk, { stream: true }))
      yield rewriter.end()
    },
    createWriteStream(to),
  )
  return [...rewriter.names]
}

class Rewriter {
  readonly names = new Set<string>()
  #parser = sax.parser(true)
  #out = ''
  /** The elements that are open, from the outermost. */
  #open: string[] = []
  /** How many of them lie inside one that is not kept. */
  #skipped = 0
  #data: Record<string, string> = {}
  #datum = ''
  #text = ''

  constructor(shown: string) {
    const parser = this.#parser
    parser.onerror = ({ message }) => {
      throw new NotReadable(
        `${shown} is cut short or broken: export it or send it again (${message.split('\n').join(', ')}).`,
      )
    }
    parser.onopentag = ({ name, attributes }) => this.#begin(name.replace(/^kml:/, ''), attributes['name'] ?? '')
    parser.onclosetag = (name) => this.#end(name.replace(/^kml:/, ''))
    parser.ontext = (text) => this.#say(text)
    parser.oncdata = (text) => this.#say(text)
  }

  take(text: string): string {
    this.#parser.write(text)
    const out = this.#out
    this.#out = ''
    return out
  }

  end(): string {
    this.#parser.close()
    return this.#out
  }

  #begin(name: string, called: string): void {
    this.#open.push(name)
    this.#text = ''
    if (name === 'Data' || name === 'SimpleData') this.#datum = called
    if (name === 'Placemark') this.#data = {}
    if (this.#skipped > 0 || !kept.has(name)) this.#skipped++
    else this.#out += name === 'kml' ? '<kml xmlns="http://www.opengis.net/kml/2.2">' : `<${name}>`
  }

  #end(name: string): void {
    this.#open.pop()
    if (this.#skipped > 0) {
      this.#skipped--
      const inside = this.#open.at(-1)
      if (name === 'SimpleData' || (name === 'value' && inside === 'Data')) this.#add(this.#datum, this.#text.trim())
      if (name === 'description' && inside === 'Placemark') this.#add('Description', this.#text.trim())
      return
    }
    if (name === 'Placemark') this.#out += `<description>${escaped(JSON.stringify(this.#data))}</description>`
    this.#out += `</${name}>`
  }

  #add(name: string, text: string): void {
    if (name === '') return
    this.names.add(name)
    this.#data[name] = (this.#data[name] ?? '') + text
  }

  #say(text: string): void {
    if (this.#skipped > 0) this.#text += text
    else if (toldInText.has(this.#open.at(-1) ?? '')) {
      // GDAL would make one line of it
      if (this.#open.at(-2) === 'Placemark') this.#add('Name', text)
      this.#out += escaped(text)
    }
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
