import type { ErrorEvent, Map as MapLibre, MapSourceDataEvent, VectorTileSource } from 'maplibre-gl'
import type { TileSource } from './sources.ts'

interface Tile {
  tileID: { canonical: { x: number; y: number; z: number } }
}

/** An error on the map: which source it befell, which of its tiles if one, and how a server answered, 0 where none did. */
type Mishap = ErrorEvent & { sourceId?: string; tile?: Tile; error: { status?: unknown } }

/** How long to wait before what failed is asked for again, in milliseconds; the last from then on. */
const patience = [2_000, 4_000, 8_000]

/** How often it is looked whether tiles that were asked for anew have come, in milliseconds. */
const often = 500

/** What the map is to draw from its sources of tiles. */
export interface Tiles {
  /** Names the day and the state of a collection's tiles. */
  nameOf: (id: string) => string
  sourceOf: (id: string) => TileSource
  /** The sources that anything shown is drawn from. */
  drawn: ReadonlySet<string>
}

/**
 * Sees to it that the tiles on the map are those of the day and the data that are wanted, and all of them. What nothing
 * is drawn from is not asked for: the county has many layers, and a page shows one or two of them.
 *
 * A source is turned to another day only once all it was asked for is there: turned sooner, it holds tiles on their way for
 * those of the new day. What could not be fetched, for the
 * server was away or had its hands full, is asked for again until it comes.
 */
export class Tiling {
  private readonly map: MapLibre
  private readonly ids: readonly string[]
  /** Which day and data each source was last asked for; none where it must be asked again. */
  private readonly asked = new Map<string, string>()
  /** The tiles of each source that could not be fetched, by name. */
  private readonly missing = new Map<string, Map<string, Tile>>()
  /** The sources whose missing tiles are to be asked for again. */
  private readonly failed = new Set<string>()
  private wanted: Tiles
  private restyled = false
  private standing = false
  private attempts = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private coming: ReturnType<typeof setTimeout> | undefined

  /**
   * @param ids all sources of tiles the map may have
   * @param wanted what it was made with: of all sources those that are drawn
   */
  constructor(map: MapLibre, ids: readonly string[], wanted: Tiles) {
    this.map = map
    this.ids = ids
    this.wanted = wanted
    for (const id of ids) if (wanted.drawn.has(id)) this.asked.set(id, wanted.nameOf(id))
    map.on('error', (event) => this.failedAt(event))
    map.on('sourcedata', (event) => this.came(event))
    map.on('render', () => {
      this.restyled = false
      this.catchUp()
    })
    map.on('idle', () => {
      if (this.failed.size === 0) this.attempts = 0
      if (this.settled()) clearTimeout(this.coming)
    })
  }

  /**
   * From now on the map is to show these. Said before its layers change: each has its source then, and none that was
   * hidden is drawn from tiles of old. What was drawn already is asked for as it is next drawn, or by `catchUp`.
   */
  want(wanted: Tiles): void {
    const before = this.wanted
    this.wanted = wanted
    this.standing = true
    for (const id of this.stale()) if (!before.drawn.has(id)) this.ask(id)
  }

  /** The graphics were lost, and with them the style, until it is laid anew. */
  lost(): void {
    this.standing = false
  }

  /** A source was taken off the map, for what it has is of another day. */
  forget(id: string): void {
    this.asked.delete(id)
    this.missing.delete(id)
    this.failed.delete(id)
  }

  /** Layers have changed: until its next picture the map keeps old tiles, whatever a source then says of new ones. */
  restyle(): void {
    this.restyled = true
  }

  /** Whether no tile is of another day, and none is to be asked for again. */
  settled(): boolean {
    return this.failed.size === 0 && this.stale().length === 0
  }

  destroy(): void {
    clearTimeout(this.timer)
    clearTimeout(this.coming)
  }

  /** Asks for what is drawn and not what is wanted; where layers have changed, after the picture with these. */
  catchUp(): void {
    if (!this.standing) return
    for (const id of this.stale()) this.ask(id)
  }

  /** What is drawn and is not of the day and the data that are wanted. */
  private stale(): string[] {
    const asIs = (id: string) => this.asked.get(id) === this.wanted.nameOf(id) && this.map.getSource(id) !== undefined
    return this.ids.filter((id) => this.wanted.drawn.has(id) && !asIs(id))
  }

  private ask(id: string): void {
    const source = this.map.getSource<VectorTileSource>(id)
    if (source && !this.map.isSourceLoaded(id)) return
    this.asked.set(id, this.wanted.nameOf(id))
    const wanted = this.wanted.sourceOf(id)
    if (!source) return void this.map.addSource(id, wanted)
    source.setTiles(wanted.tiles)
    this.await()
  }

  /** Of tiles that are still as they were the map says nothing when they have come: it draws once more, and knows that it is whole. */
  private await(): void {
    clearTimeout(this.coming)
    this.coming = setTimeout(() => (this.map.areTilesLoaded() ? this.map.triggerRepaint() : this.await()), often)
  }

  private came({ sourceId, sourceDataType, sourceDataChanged, tile }: MapSourceDataEvent & { tile?: Tile }): void {
    if (tile) this.missing.get(sourceId)?.delete(nameOf(tile))
    // Told of new tiles, the map would wait for ever for one that failed, but for this.
    else if (sourceDataType === 'metadata') this.fetchMissing(sourceId)
    else if (sourceDataType === 'content' && sourceDataChanged && this.restyled) this.asked.delete(sourceId)
  }

  private fetchMissing(id: string): void {
    const tiles = [...(this.missing.get(id)?.values() ?? [])].map(({ tileID }) => tileID.canonical)
    this.missing.delete(id)
    if (tiles.length > 0) this.map.refreshTiles(id, tiles)
  }

  private failedAt({ sourceId: id, tile, error }: Mishap): void {
    const ours = id !== undefined && this.ids.includes(id)
    if (ours && tile) this.missing.set(id, (this.missing.get(id) ?? new Map<string, Tile>()).set(nameOf(tile), tile))
    if (!ours || !mayPass(error.status)) {
      console.error(error)
      return
    }
    this.failed.add(id)
    this.timer ??= setTimeout(() => this.askAgain(), patience[this.attempts] ?? patience.at(-1))
  }

  private askAgain(): void {
    this.timer = undefined
    this.attempts += 1
    const failed = [...this.failed]
    this.failed.clear()
    for (const id of failed) this.fetchMissing(id)
    this.map.triggerRepaint()
  }
}

function nameOf({ tileID: { canonical } }: Tile): string {
  return `${canonical.z}/${canonical.x}/${canonical.y}`
}

/** Whether another attempt may help: what the server refuses, it refuses again. */
function mayPass(status: unknown): boolean {
  return typeof status === 'number' && (status === 0 || status === 429 || status >= 500)
}
