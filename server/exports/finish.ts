import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** Packs files into a zip, under the names given. */
export async function pack(files: readonly { from: string; name: string }[], to: string): Promise<void> {
  const zip = new ZipFile()
  const failed = new Promise<never>((_, reject) => zip.once('error', reject))
  for (const { from, name } of files) zip.addFile(from, name)
  zip.end()
  await Promise.race([pipeline(zip.outputStream, createWriteStream(to)), failed])
}

/** Gives a KML, as GDAL writes it, a description of the whole. */
export async function describeKml(from: string, to: string, text: string): Promise<void> {
  const escaped = text.replaceAll(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)
  let begun = false
  await pipeline(
    createReadStream(from, { encoding: 'utf8' }),
    async function* (chunks: AsyncIterable<string>) {
      for await (const chunk of chunks) {
        yield begun ? chunk : chunk.replace(/<Document[^>]*>/, (tag) => `${tag}\n<description>${escaped}</description>`)
        begun = true
      }
    },
    createWriteStream(to),
  )
}

/** The parts of one Shapefile under one name. */
export function named(files: readonly string[], name: string): { from: string; name: string }[] {
  return files.map((from) => ({ from, name: `${name}${path.extname(from)}` }))
}
