import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { Together } from '../together.ts'

export const packings = ['br', 'gzip', 'identity'] as const
export type Packing = (typeof packings)[number]

/** A tile as it goes over the wire. A small one stays as it is, whatever the client can unpack. */
export interface Body {
  bytes: Buffer
  packing: Packing
}

/** A county's map at all its zooms on one day, several times over. */
const room = 48 * 1024 * 1024
/** What a tile costs the shelf beside its bytes, about: its name and its place. */
const overhead = 300
const worthPacking = 1024
const packed = { br: promisify(brotliCompress), gzip: promisify(gzip) }
// 6 is as small as 5 within a hundredth and takes half as long again; a tile is packed once and sent many times
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/**
 * Tiles as they were sent, up to so many bytes, the longest unused going first. It knows nothing of their age: a
 * name must say which version of the rows a tile shows, so that what is on the shelf is never out of date.
 */
export class Shelf {
  readonly #kept: LRUCache<string, Body>
  readonly #making = new Together<Body>()

  constructor(bytes = room) {
    this.#kept = new LRUCache({ maxSize: bytes, sizeCalculation: ({ bytes }) => bytes.length + overhead })
  }

  /** A tile that is there. */
  kept(name: string, packing: Packing): Body | undefined {
    return this.#kept.get(`${packing} ${name}`)
  }

  /**
   * A tile, made where it is not there; once, for all who want it at the same time.
   * @param make is told by its signal when nobody wants the tile any more
   */
  async take(
    name: string,
    packing: Packing,
    signal: AbortSignal,
    make: (stop: AbortSignal) => Promise<Uint8Array>,
  ): Promise<Body> {
    const kept = this.kept(name, packing)
    if (kept !== undefined) return kept
    return this.#making.want(`${packing} ${name}`, signal, async (stop) => {
      const body =
        packing === 'identity'
          ? plain(await make(stop))
          : await pack(await this.take(name, 'identity', stop, make), packing)
      this.#kept.set(`${packing} ${name}`, body)
      return body
    })
  }
}

function plain(bytes: Uint8Array): Body {
  return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), packing: 'identity' }
}

async function pack(body: Body, packing: 'br' | 'gzip'): Promise<Body> {
  if (body.bytes.length < worthPacking) return body
  const bytes = packing === 'br' ? await packed.br(body.bytes, brotli) : await packed.gzip(body.bytes)
  // of what zlib gives, the rest of its 16 kB would be kept with it
  return { bytes: Buffer.from(bytes), packing }
}
