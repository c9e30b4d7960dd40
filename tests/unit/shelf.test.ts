import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Shelf } from '#server/tiles/shelf.ts'

const never = new AbortController().signal
/** Bytes that can be packed, made as often as they are asked for. */
function createTile(length: number) {
  const bytes = Buffer.from(randomBytes(length / 2).toString('hex'))
  const make = async () => {
    tile.made++
    return bytes
  }
  const tile = { bytes, made: 0, make }
  return tile
}

describe('the shelf', () => {
  it('packs a tile as each client can unpack it, and makes it once for all of them', async () => {
    const shelf = new Shelf(1_000_000)
    const tile = createTile(20_000)
    const [br, gzip, plain] = await Promise.all(
      (['br', 'gzip', 'identity'] as const).map((packing) => shelf.take('a', packing, never, tile.make)),
    )
    expect(tile.made).toBe(1)
    expect(brotliDecompressSync(br?.bytes ?? '').equals(tile.bytes)).toBe(true)
    expect(gunzipSync(gzip?.bytes ?? '').equals(tile.bytes)).toBe(true)
    expect(plain).toEqual({ bytes: tile.bytes, packing: 'identity' })
    expect(shelf.kept('a', 'br')).toBe(br)
    expect(shelf.kept('b', 'br')).toBeUndefined()
  })

  it('sends a small tile as it is', async () => {
    const tile = createTile(200)
    expect(await new Shelf(1_000_000).take('a', 'br', never, tile.make)).toEqual({
      bytes: tile.bytes,
      packing: 'identity',
    })
  })

  it('holds no more bytes than it may: the longest unused goes first', async () => {
    const shelf = new Shelf(50_000)
    const tiles = ['a', 'b', 'c', 'd', 'e']
    for (const name of tiles) {
      await shelf.take(name, 'identity', never, createTile(20_000).make)
      shelf.kept('a', 'identity')
    }
    expect(tiles.filter((name) => shelf.kept(name, 'identity'))).toEqual(['a', 'e'])
    const large = createTile(60_000)
    expect((await shelf.take('large', 'identity', never, large.make)).bytes).toHaveLength(60_000)
    expect(shelf.kept('large', 'identity')).toBeUndefined()
  })

  it('keeps nothing of what failed', async () => {
    const shelf = new Shelf(50_000)
    await expect(shelf.take('a', 'br', never, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect((await shelf.take('a', 'br', never, createTile(200).make)).bytes).toHaveLength(200)
  })
})
