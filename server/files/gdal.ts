import { rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Position } from 'geojson'
import { makeTemporary } from './temporary.ts'

/** West, south, east, north. */
export type Box = [number, number, number, number]

/** A reference system: `area` is where it is meant to be used, in degrees. */
export interface Crs {
  name: string
  srid: number | null
  geographic: boolean
  area: Box | null
}

export interface Field {
  name: string
  type: string
  /** Bytes a text may have, where the format limits it. */
  width: number | null
}

export interface Layer {
  name: string
  fields: Field[]
  hasGeometry: boolean
  crs: Crs | null
  /** The encoding a DBF says it has in its header. */
  declaredEncoding: string | null
}

interface Answer {
  id: number
  answer?: unknown
  complaints: string[]
  failed?: true
}

/** GDAL could not do what it was asked; the message is its own. */
export class GdalError extends Error {}

/**
 * GDAL in a worker thread. It takes a second to start, so one stays warm for the life of the process and
 * serves one file at a time: `withGdal`.
 */
export class Gdal {
  #worker: Worker
  #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  #count = 0
  #ended = false

  /** @param folder an existing folder, into which it writes. */
  constructor(folder: string) {
    this.#worker = new Worker(new URL('./gdal-worker.mjs', import.meta.url), { workerData: { folder }, execArgv: [] })
    this.#worker.on('message', (message: Answer) => this.#hear(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('GDAL was stopped')))
    this.#worker.unref()
  }

  get ended(): boolean {
    return this.#ended
  }

  /** The layers of a file. @throws {GdalError} where GDAL can make nothing of it. */
  open(file: string, options: string[] = []): Promise<Layer[]> {
    return this.#ask('open', file, options)
  }

  /**
   * Writes a layer of the open file as lines of GeoJSON: its own coordinates, x before y.
   * @returns the file written, which is the caller's to take away. @throws {GdalError} also where only a part could be read.
   */
  write(layer: string): Promise<string> {
    return this.#ask('write', layer)
  }

  /** What an EPSG code stands for, or null where there is none of that number. */
  crs(srid: number): Promise<Crs | null> {
    return this.#ask('crs', srid)
  }

  /** What a box in degrees spans in an EPSG code, in its own units; null where it has no place there. */
  extent(srid: number, box: Box): Promise<Box | null> {
    return this.#ask('extent', srid, box)
  }

  /**
   * Positions in degrees of EPSG:4490, turned into another reference system.
   * @returns x before y; what has no place there is not finite
   */
  transform(srid: number, positions: Position[]): Promise<Position[]> {
    return this.#ask('transform', srid, positions)
  }

  /**
   * Writes a file, all layers of it, in the format of one of GDAL's drivers.
   * @param options as of ogr2ogr
   * @returns the files written, which are the caller's to take away
   */
  convert(file: string, driver: string, options: readonly string[]): Promise<string[]> {
    return this.#ask('convert', file, driver, options)
  }

  /** Lets go of the file that is open. */
  close(): Promise<null> {
    return this.#ask('close')
  }

  #ask<T>(ask: string, ...args: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = ++this.#count
      this.#waiting.set(id, { resolve, reject })
      // only while it is asked something does it keep the process from ending
      this.#worker.ref()
      this.#worker.postMessage({ id, ask, args })
    })
  }

  #hear({ id, answer, complaints, failed }: Answer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#worker.unref()
    // GDAL carries on after a feature it could not read; half a file must not pass for a whole one.
    if (failed || complaints.length > 0) waiting?.reject(new GdalError(complaints[0] ?? ''))
    else waiting?.resolve(answer as never)
  }

  #fail(error: Error): void {
    this.#ended = true
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

let warm: Gdal | undefined
let turn: Promise<unknown> = Promise.resolve()

/** Works with GDAL when it is this work's turn; what was opened is let go of afterwards. */
export function withGdal<T>(work: (gdal: Gdal) => Promise<T>): Promise<T> {
  const mine = turn.then(async () => {
    if (warm === undefined || warm.ended) warm = new Gdal(ownFolder())
    const gdal = warm
    try {
      return await work(gdal)
    } finally {
      if (!gdal.ended) await gdal.close()
    }
  })
  turn = mine.catch(() => {})
  return mine
}

/** A folder that goes with the process. */
function ownFolder(): string {
  const folder = makeTemporary()
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
