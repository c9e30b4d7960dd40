// Runs GDAL away from the main thread, which it would hold up for seconds.
// Plain JavaScript, because a worker thread does not inherit the loader that reads TypeScript.
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * What is used of gdal3.js, whose own types do not say what a layer is.
 * @typedef {{ pointer: number, info?: Partial<Told> }} Dataset
 * @typedef {{ layers: ToldLayer[] }} Told as `ogrinfo -json` tells it
 * @typedef {object} ToldLayer
 * @property {string} name
 * @property {{ name: string, type: string, width?: number }[]} fields
 * @property {{ coordinateSystem?: { projjson?: ProjJson } }[]} geometryFields
 * @property {{ SHAPEFILE?: { ENCODING_FROM_LDID?: string } }} [metadata]
 * @typedef {object} ProjJson
 * @property {string} [type]
 * @property {string} [name]
 * @property {{ authority: string, code: string | number }} [id]
 * @property {{ west_longitude: number, south_latitude: number, east_longitude: number, north_latitude: number }} [bbox]
 * @property {ProjJson[]} [components]
 * @property {ProjJson} [source_crs]
 * @typedef {object} Gdal
 * @property {(file: string, options?: string[]) => Promise<{ datasets: Dataset[] }>} open
 * @property {(dataset: Dataset) => Promise<void>} close
 * @property {(dataset: Dataset) => Promise<Told>} ogrinfo
 * @property {(dataset: Dataset, options: string[], name: string) => Promise<{ all: { local: string }[] }>} ogr2ogr
 * @property {(positions: number[][], options: string[]) => Promise<number[][]>} gdaltransform
 * @property {{ vector: { GeoJSONSeq: { extension: string } } }} drivers
 */

const require = createRequire(import.meta.url)

/** gdal3.js splits paths at slashes, and takes real paths that begin with its own `/input/` or `/output/` for its own. */
const forGdal = (/** @type {string} */ file) => (path.sep === '\\' ? file.replaceAll('\\', '/') : `/${file}`)

/** What GDAL printed as errors since the last question. */
let complaints = /** @type {string[]} */ ([])

/** @returns {Promise<Gdal>} */
async function start() {
  const folder = path.join(path.dirname(require.resolve('gdal3.js/node')), 'dist', 'package')
  return require('gdal3.js/node')({
    // gdal3.js puts `./` before it, so it has to be told from the working folder.
    path: path.relative(process.cwd(), folder).replaceAll('\\', '/'),
    dest: workerData.folder.replaceAll('\\', '/'),
    // The XYZ raster driver would take a table of nothing but numbers for a grid; a DXF file comes as UTF-8.
    env: { GDAL_SKIP: 'XYZ', DXF_ENCODING: 'UTF-8' },
    logHandler: () => {},
    errorHandler: (/** @type {string} */ line) => {
      if (line.startsWith('ERROR')) complaints.push(line.replace(/^ERROR \d+: /, '').replaceAll('/input/', ''))
    },
  })
}

const started = start()
let written = 0
/** @type {Dataset | undefined} */
let dataset
/** @type {{ file: string, options: string[], written: boolean } | undefined} */
let opened

/** The part of PROJ's description that an import needs. */
function crsOf(/** @type {ProjJson | undefined} */ json) {
  if (!json) return null
  const one = json.components?.[0] ?? json.source_crs ?? json
  const id = one.id
  const crs84 = id?.authority === 'OGC' && id.code === 'CRS84'
  const box = one.bbox
  return {
    name: one.name ?? '',
    srid: crs84 ? 4326 : id?.authority === 'EPSG' ? Number(id.code) : null,
    geographic: one.type === 'GeographicCRS',
    area: box ? [box.west_longitude, box.south_latitude, box.east_longitude, box.north_latitude] : null,
  }
}

/**
 * Positions from one reference system in another. gdaltransform of gdal3.js gives GDAL no room for whether each
 * succeeded, and GDAL notes it all the same, four bytes each, from address 0 on: from 1024 on lies what it needs.
 */
async function transformed(/** @type {number[][]} */ positions, /** @type {string} */ from, /** @type {string} */ to) {
  const gdal = await started
  const most = 200
  /** @type {number[][]} */
  const found = []
  for (let at = 0; at < positions.length; at += most) {
    const options = ['-s_srs', from, '-t_srs', to, '-output_xy']
    found.push(...(await gdal.gdaltransform(positions.slice(at, at + most), options)))
  }
  return found
}

function first(/** @type {{ datasets: Dataset[] }} */ { datasets: [one] }) {
  if (one === undefined) throw new Error('nothing was opened')
  return one
}

async function layersOf(/** @type {Dataset} */ one) {
  return one.info?.layers ?? (await (await started).ogrinfo(one)).layers
}

const answers = {
  /** Opens a file and tells its layers. */
  async open(/** @type {string} */ file, /** @type {string[]} */ options) {
    const gdal = await started
    dataset = first(await gdal.open(forGdal(file), options))
    opened = { file, options, written: false }
    return (await layersOf(dataset)).map((layer) => ({
      name: layer.name,
      fields: layer.fields.map(({ name, type, width }) => ({ name, type, width: width ?? null })),
      hasGeometry: layer.geometryFields.length > 0,
      crs: crsOf(layer.geometryFields[0]?.coordinateSystem?.projjson),
      declaredEncoding: layer.metadata?.SHAPEFILE?.ENCODING_FROM_LDID ?? null,
    }))
  },

  /** Lets go of the open file. */
  async close() {
    const gdal = await started
    if (dataset) await gdal.close(dataset)
    dataset = undefined
    complaints = []
    return null
  },

  /** Writes a layer as lines of GeoJSON, coordinates as they are, and tells where. */
  async write(/** @type {string} */ layer) {
    const gdal = await started
    if (dataset === undefined || opened === undefined) throw new Error('no file is open')
    // what was read to its end, as a file of OpenStreetMap is for each of its layers, is not read again
    if (opened.written) {
      await gdal.close(dataset)
      dataset = first(await gdal.open(forGdal(opened.file), opened.options))
    }
    opened.written = true
    // never the same name twice: a file that was moved away still stands in GDAL's view of the folder
    const name = `rows${++written}`
    const args = ['-f', 'GeoJSONSeq', '-dim', 'XY', '-lco', 'COORDINATE_PRECISION=10']
    // GeoJSON knows one reference system and would be reprojected to it; called by that name, nothing is moved.
    args.push('-a_srs', 'EPSG:4326')
    await gdal.ogr2ogr(dataset, [...args, layer], name)
    return path.join(workerData.folder, `${name}.${gdal.drivers.vector.GeoJSONSeq.extension}`)
  },

  /** Positions in EPSG:4490, turned into another reference system. */
  async transform(/** @type {number} */ srid, /** @type {number[][]} */ positions) {
    return transformed(positions, 'EPSG:4490', `EPSG:${srid}`)
  },

  /** Writes a file anew in another format, and tells where. */
  async convert(/** @type {string} */ file, /** @type {string} */ driver, /** @type {string[]} */ options) {
    const gdal = await started
    const one = first(await gdal.open(forGdal(file)))
    try {
      const name = `converted${++written}`
      const { all } = await gdal.ogr2ogr(one, ['-f', driver, ...options], name)
      return all.map(({ local }) => path.join(workerData.folder, path.posix.basename(local)))
    } finally {
      await gdal.close(one)
    }
  },

  /** What an EPSG code stands for, or null where PROJ does not know it. */
  async crs(/** @type {number} */ srid) {
    const gdal = await started
    const point = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } }
    const crs = { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${srid}` } }
    await writeFile(
      path.join(workerData.folder, 'crs.geojson'),
      JSON.stringify({ type: 'FeatureCollection', crs, features: [point] }),
    )
    const one = first(await gdal.open('/output/crs.geojson'))
    const [layer] = await layersOf(one)
    const found = crsOf(layer?.geometryFields[0]?.coordinateSystem?.projjson)
    await gdal.close(one)
    complaints = []
    return found?.srid === srid ? found : null
  },

  /** What the positions of a box in degrees span in a reference system, or null where none of them has a place in it. */
  async extent(/** @type {number} */ srid, /** @type {[number, number, number, number]} */ [west, south, east, north]) {
    const steps = Array.from({ length: 21 }, (_, step) => step / 20)
    const box = steps.flatMap((across) =>
      steps.map((up) => [west + across * (east - west), south + up * (north - south)]),
    )
    const found = await transformed(box, 'EPSG:4326', `EPSG:${srid}`)
    complaints = []
    const placed = found.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
    if (placed.length === 0) return null
    const xs = placed.map(([x = 0]) => x)
    const ys = placed.map(([, y = 0]) => y)
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  },
}

parentPort?.on('message', async (/** @type {{ id: number, ask: keyof typeof answers, args: never[] }} */ message) => {
  const { id, ask, args } = message
  complaints = []
  try {
    /** @type {(...args: never[]) => Promise<unknown>} */
    const answer = answers[ask]
    parentPort?.postMessage({ id, answer: await answer(...args), complaints })
  } catch (thrown) {
    const error = Array.isArray(thrown) ? thrown[0] : thrown
    if (complaints.length === 0 && error?.message) complaints.push(error.message)
    parentPort?.postMessage({ id, complaints, failed: true })
  }
})
