import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { NotReadable } from '../not-readable.ts'
import { unpack } from './unpack.ts'

/** The file GDAL is to open for what was named: one of several in a zip or folder, or itself. */
export interface Located {
  path: string
  /** What it is called to people: its own name, also out of a zip. */
  shown: string
  kind: 'shapefile' | 'table' | 'sheet' | 'json' | 'kml' | 'dxf' | 'osm' | 'other'
  /** The layer of it that was named; undefined also where the name was needed to tell it from other files. */
  layer: string | undefined
  /** The text of a Shapefile's .cpg file, if it has one. */
  cpg: string | null
  /** The files whose bytes are the file, in order. */
  bytes: string[]
}

interface Candidate {
  name: string
  path: string
}

const kinds: Record<string, Located['kind']> = {
  '.shp': 'shapefile',
  '.csv': 'table',
  '.tsv': 'table',
  '.txt': 'table',
  '.json': 'json',
  '.geojson': 'json',
  '.xlsx': 'sheet',
  '.ods': 'sheet',
  '.kml': 'kml',
  '.dxf': 'dxf',
  '.pbf': 'osm',
  '.osm': 'osm',
}
/** What to do with files that cannot be read, though a county has them. */
const instead: Record<string, string> = {
  '.xls': 'is a workbook of before 2007: open it and save it as .xlsx',
  '.dwg': 'is a drawing that only drawing programs read: open it in one and save it as .dxf',
  '.rar': 'is an archive that cannot be unpacked here: unpack it and give the file',
  '.7z': 'is an archive that cannot be unpacked here: unpack it and give the file',
  // in another; alone they are unpacked
  '.zip': 'is an archive in an archive: unpack the outer one and give this',
  '.kmz': 'is an archive in an archive: unpack the outer one and give this',
}
const shapefileParts = ['.shx', '.dbf', '.prj', '.cpg']

const extensionOf = (name: string) => path.extname(name).toLowerCase()
const withoutExtension = (file: string) => file.slice(0, file.length - path.extname(file).length)
const stemOf = (name: string) => path.basename(name, path.extname(name))

/**
 * Finds what to open. A zip is unpacked below `folder`; in a zip or a folder a Shapefile's name is its layer's.
 * @throws {NotReadable} for what is not there, is empty, lacks a part, or holds several and `layer` names none.
 */
export async function locate(file: string, layer: string | undefined, folder: string): Promise<Located> {
  const located = await find(file, layer, folder)
  for (const one of new Set([located.path, ...located.bytes])) await refusePointer(one, located.shown)
  return located
}

/** Git LFS leaves a few lines in the place of a file that was not fetched. */
async function refusePointer(file: string, shown: string): Promise<void> {
  const beginning = createReadStream(file, { end: 99, encoding: 'latin1' }) as AsyncIterable<string>
  for await (const text of beginning)
    if (text.startsWith('version https://git-lfs.github.com/spec/'))
      throw new NotReadable(
        `${shown} is not the file itself, but a pointer to it that Git LFS left in its place: run git lfs pull, or have it sent again.`,
      )
}

async function find(file: string, layer: string | undefined, folder: string): Promise<Located> {
  const shown = path.basename(file)
  const found = await stat(file).catch(() => null)
  if (!found) throw new NotReadable(`${file} does not exist: check the name and the folder.`)
  if (found.isDirectory()) return inFolder(file, layer)
  if (!found.isFile()) throw new NotReadable(`${file} is not a file.`)
  if (found.size === 0) throw new NotReadable(`${shown} is empty: 0 bytes.`)
  const extension = extensionOf(file)
  if (extension === '.zip' || extension === '.kmz') return inZip(file, layer, folder)
  refuseOthers(shown)
  if (extension === '.shp') return shapefile({ name: shown, path: file }, await beside(file))
  if (shapefileParts.includes(extension))
    throw new NotReadable(`${shown} is one part of a Shapefile: give the .shp, its folder, or a zip of all its parts.`)
  return { path: file, shown, kind: kinds[extension] ?? 'other', layer, cpg: null, bytes: [file] }
}

function refuseOthers(shown: string): void {
  const told = instead[extensionOf(shown)]
  if (told !== undefined) throw new NotReadable(`${shown} ${told}.`)
}

async function beside(file: string): Promise<Candidate[]> {
  const folder = path.dirname(file)
  return (await readdir(folder)).map((name) => ({ name, path: path.join(folder, name) }))
}

async function inFolder(folder: string, layer: string | undefined): Promise<Located> {
  const all = (await readdir(folder)).map((name) => ({ name, path: path.join(folder, name) }))
  const shapefiles = all.filter(({ name }) => extensionOf(name) === '.shp')
  if (shapefiles.length === 0)
    throw new NotReadable(`${path.basename(folder)} is a folder without a Shapefile: give the file itself.`)
  return shapefile(choose(shapefiles, layer, path.basename(folder)), all)
}

async function inZip(file: string, layer: string | undefined, folder: string): Promise<Located> {
  const shown = path.basename(file)
  const all = await unpack(file, path.join(folder, 'zip'))
  const shapefiles = all.filter(({ name }) => extensionOf(name) === '.shp')
  if (shapefiles.length > 0) return { ...(await shapefile(choose(shapefiles, layer, shown), all)), bytes: [file] }
  const parts = all.filter(({ name }) => shapefileParts.includes(extensionOf(name)))
  // pictures lie beside the one .kml of a .kmz
  const kmz = extensionOf(file) === '.kmz'
  const others = all.filter((one) => !parts.includes(one) && (!kmz || extensionOf(one.name) === '.kml'))
  if (others.length === 0) {
    const lack = parts.length > 0 ? 'holds parts of a Shapefile but no .shp' : 'holds no file'
    throw new NotReadable(`${shown} ${lack}: pack all parts of it (.shp, .shx, .dbf, .prj) together.`)
  }
  const only = others.length === 1
  const one = only && others[0] ? others[0] : choose(others, layer, shown)
  const own = path.posix.basename(one.name)
  refuseOthers(own)
  return {
    path: one.path,
    shown: own,
    kind: kinds[extensionOf(one.name)] ?? 'other',
    layer: only ? layer : undefined,
    cpg: null,
    bytes: [file],
  }
}

function choose(candidates: Candidate[], layer: string | undefined, shown: string): Candidate {
  const [only] = candidates
  const stems = candidates.map(({ name }) => stemOf(name))
  // of one name in two folders, or with two endings, they are called by all of it
  const names = new Set(stems).size === stems.length ? stems : candidates.map(({ name }) => name)
  if (layer === undefined && only && candidates.length === 1) return only
  const named = candidates.filter((_, index) => names[index] === layer)
  if (named.length === 1 && named[0]) return named[0]
  throw severalLayers(shown, names, layer)
}

/** The sentence for a file of several layers of which none, or none that it has, was named. */
export function severalLayers(shown: string, layers: string[], named: string | undefined): NotReadable {
  const list = layers.join(', ')
  if (named !== undefined) return new NotReadable(`${shown} has no layer ${named}; it has: ${list}. Change --layer.`)
  return new NotReadable(`${shown} has several layers: ${list}. Add --layer and the name of one.`)
}

async function shapefile(shp: Candidate, all: Candidate[]): Promise<Located> {
  const shown = path.basename(shp.name)
  const stem = shp.name.slice(0, -4).toLowerCase()
  const part = (extension: string) => all.find(({ name }) => name.toLowerCase() === stem + extension)?.path ?? null
  const [shx, dbf, prj, cpg] = shapefileParts.map(part)
  const missing = [shx ? null : '.shx', dbf ? null : '.dbf'].filter((one) => one !== null)
  if (!shx || !dbf)
    throw new NotReadable(
      `${shown} came without its ${missing.join(' and ')}: a Shapefile is at least .shp, .shx and .dbf of one name, and .prj says its coordinates.`,
    )
  for (const one of [shx, dbf])
    if (withoutExtension(one) !== withoutExtension(shp.path))
      throw new NotReadable(
        `${shown} and ${path.basename(one)} are not of one name: write the names of all parts alike, also in capitals.`,
      )
  for (const one of [shp.path, shx, dbf])
    if ((await stat(one)).size === 0) throw new NotReadable(`${stemOf(shown)}${extensionOf(one)} is empty: 0 bytes.`)
  return {
    path: shp.path,
    shown,
    kind: 'shapefile',
    layer: undefined,
    cpg: cpg ? (await readFile(cpg, 'latin1')).trim() : null,
    bytes: [shp.path, dbf, shx, ...(prj ? [prj] : [])],
  }
}
