import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable, type Reader, type TileAddress, tileExtent } from '../database/database.ts'
import { rowsOf } from '../features/queries.ts'

/** Up to this zoom, points that nearly coincide are one with a `count`. */
const lastSummed = 9
/** Up to this zoom, lines and grounds are drawn with fewer corners. */
const lastSimplified = 11
/** The side of a square whose points are one: 2 of 512 pixels, less than the smallest mark. */
const square = 16
/** How far a simplified line may stray: a quarter of a pixel. */
const stray = 2
const worldWidth = 2 * Math.PI * 6_378_137

/**
 * One tile of a collection on a day: its fids, geometries and the properties declared for tiles.
 *
 * At low zooms it holds less than there is to know, and nothing is left out that could be seen. Points are summed: each
 * has a `count`, the fid of one of its things, and of the properties only those that say how it is drawn, for only what
 * is drawn alike is summed. Counts add up to the number of things.
 * @param drawnBy the properties that say how a thing of this collection is drawn
 */
export function tile(
  reader: Reader,
  collection: Collection,
  drawnBy: readonly string[],
  day: string,
  at: TileAddress,
): Promise<Uint8Array> {
  const unit = worldWidth / 2 ** at.z / tileExtent
  const name = collection.id
  if (collection.shape === 'point' && at.z <= lastSummed) {
    const rows = sums(collection, drawnBy)
    return reader.tile({ name, attributes: [...drawnBy, 'count'], rows, values: [day, square * unit] }, at)
  }
  const attributes = collection.properties.filter((p) => p.tile).map((p) => p.name)
  if (collection.shape === 'point' || at.z > lastSimplified) {
    return reader.tile({ name, attributes, rows: things(collection, attributes, 't.geom_3857'), values: [day] }, at)
  }
  return reader.tile(
    { name, attributes, rows: things(collection, attributes, simpler), values: [day, stray * unit] },
    at,
  )
}

/** The shape of `t` with fewer corners, straying no further than `$2`. */
const simpler = 'st_simplify(t.geom_3857, $2::double precision, true)'

function things(collection: Collection, attributes: readonly string[], shape: string): string {
  const columns = ['fid', ...attributes].map((name) => `t.${identifier(name)}`)
  return `
    select ${columns.join(', ')}, ${shape} as geom_3857
    from ${rowsOf(collection)} as t
    where t.geom_3857 && ENVELOPE`
}

/**
 * A sum lies in the middle of its points. The squares begin at the middle of the world, so tiles and their margins are
 * made of whole ones, and neighbours sum alike.
 */
function sums(collection: Collection, drawnBy: readonly string[]): string {
  const columns = drawnBy.map((name) => `t.${identifier(name)}, `).join('')
  return `
    select min(t.fid) as fid, ${columns}count(*)::integer as count,
      st_setsrid(st_makepoint(avg(st_x(middle.of)), avg(st_y(middle.of))), 3857) as geom_3857
    from ${rowsOf(collection)} as t
    cross join lateral (select st_centroid(t.geom_3857) as of) as middle
    where t.geom_3857 && ENVELOPE
    group by ${columns}floor(st_x(middle.of) / $2::double precision), floor(st_y(middle.of) / $2::double precision)
    order by min(t.fid)`
}

/** The version of each collection's rows that ever changed; it rises with every change, in the same transaction. */
export async function rowVersions(database: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ collection: string; version: number }>(
    'select collection, version from versions',
    [],
    'prepared',
  )
  return new Map(rows.map(({ collection, version }) => [collection, version]))
}
