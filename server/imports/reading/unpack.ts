import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { diskFull } from '../../files/disk-full.ts'
import { NotReadable } from '../not-readable.ts'

/** A file out of an archive: its own name, and where it now lies under a plain one. */
export interface Unpacked {
  name: string
  path: string
}

const mostBytes = 4 * 1024 ** 3
const utf8Flag = 0x800

/** Names are UTF-8 where the archive says so or they can be; else GBK, as Chinese Windows writes them unsaid. */
function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder(entry.generalPurposeBitFlag & utf8Flag ? 'utf-8' : 'gb18030').decode(raw)
  }
}

/**
 * Unpacks a zip into a folder. Files get plain names of our own, so nothing can land outside the folder and
 * no letter of a name can trouble GDAL; those that differ only in their extension stay together.
 * @throws {NotReadable} for what is not a zip, is broken, locked by a password, or above `limit` bytes when unpacked.
 */
export async function unpack(
  file: string,
  folder: string,
  shown = path.basename(file),
  limit = mostBytes,
): Promise<Unpacked[]> {
  const tooMuch = () =>
    new NotReadable(`${shown} holds more than ${limit / 1024 ** 3} GB when unpacked: send it in parts.`)
  let zip: ZipFile
  try {
    zip = await openPromise(file, { decodeStrings: false, autoClose: false })
  } catch {
    throw new NotReadable(`${shown} is not a zip archive, or only part of one: pack it or send it again.`)
  }
  const stems = new Map<string, number>()
  const unpacked: Unpacked[] = []
  try {
    await mkdir(folder, { recursive: true })
    const entries = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    // an entry that holds more than it says is broken; so what they say is enough, and nothing is unpacked of a bomb
    if (entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > limit) throw tooMuch()
    for (const entry of entries) {
      const name = nameOf(entry).replaceAll('\\', '/')
      if (name.endsWith('/') || /(^|\/)(__MACOSX\/|\.)/.test(name)) continue
      if (entry.isEncrypted()) throw new NotReadable(`${shown} is locked with a password: pack it again without one.`)
      const extension = path.posix.extname(name)
      const stem = name.slice(0, name.length - extension.length).toLowerCase()
      if (!stems.has(stem)) stems.set(stem, stems.size)
      const plain = `${stems.get(stem)}${extension.toLowerCase().replaceAll(/[^.a-z0-9]/g, '')}`
      const target = path.join(folder, plain)
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target))
      unpacked.push({ name, path: target })
    }
  } catch (error) {
    if (error instanceof NotReadable || diskFull(error) !== undefined) throw error
    throw new NotReadable(`${shown} is a broken zip archive: pack it or send it again.`)
  } finally {
    zip.close()
  }
  return unpacked
}
