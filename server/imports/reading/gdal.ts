import { Worker } from 'node:worker_threads'

/** A reference system: `area` is where it is meant to be used, [west, south, east, north] in degrees. */
export interface Crs {
  name: string
  srid: number | null
  geographic: boolean
  area: [number, number, number, number] | null
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

/** GDAL in a worker thread, for one file: `open` it, `write` a layer, and `close` to give its memory back. */
export class Gdal {
  #worker: Worker
  #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  #count = 0

  /** @param folder an existing folder, into which it writes. */
  constructor(folder: string) {
    this.#worker = new Worker(new URL('./gdal-worker.mjs', import.meta.url), { workerData: { folder }, execArgv: [] })
    this.#worker.on('message', (message: Answer) => this.#hear(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('GDAL was stopped')))
  }

  /** The layers of a file. @throws {GdalError} where GDAL can make nothing of it. */
  open(file: string, options: string[] = []): Promise<Layer[]> {
    return this.#ask('open', file, options)
  }

  /**
   * Writes a layer of the open file as lines of GeoJSON: its own coordinates, x before y.
   * @returns the file written. @throws {GdalError} also where only a part could be read.
   */
  write(layer: string, name: string): Promise<string> {
    return this.#ask('write', layer, name)
  }

  /** What an EPSG code stands for, or null where there is none of that number. */
  crs(srid: number): Promise<Crs | null> {
    return this.#ask('crs', srid)
  }

  /** A position in an EPSG code as lon lat, or null where it has none. */
  lonLat(srid: number, position: [number, number]): Promise<[number, number] | null> {
    return this.#ask('lonLat', srid, position)
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #ask<T>(ask: string, ...args: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = ++this.#count
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ask, args })
    })
  }

  #hear({ id, answer, complaints, failed }: Answer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    // GDAL carries on after a feature it could not read; half a file must not pass for a whole one.
    if (failed || complaints.length > 0) waiting?.reject(new GdalError(complaints[0] ?? ''))
    else waiting?.resolve(answer as never)
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
