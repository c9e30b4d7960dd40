import { identifier } from '#server/database/database.ts'
import type { Served } from './county.ts'
import type { Crowded } from './crowded.ts'
import type { Transaction } from './load.ts'

/** How others ask for a tile of a table, raced as a statement alone. */
export interface Shape {
  name: string
  asked: Transaction[]
  tiles: () => Promise<Buffer[]>
}

type Ask = (table: string, layer: string, columns: string) => string

// Both transform what already is in Web Mercator, which costs nothing, and margins are ours, so that contents are.
const asks: Record<string, Ask> = {
  'Martin’s SQL shape': (table, layer, columns) => `
    select st_asmvt(tile, '${layer}', 4096, 'geom', 'fid') as tile
    from (
      select st_asmvtgeom(
          st_transform(st_curvetoline(geom_3857), 3857), st_tileenvelope($1::integer, $2::integer, $3::integer),
          4096, 64, true) as geom, ${columns}
      from ${table}
      where geom_3857 && st_tileenvelope($1::integer, $2::integer, $3::integer, margin => 64.0 / 4096)
    ) as tile`,
  'pg_tileserv’s SQL shape': (table, layer, columns) => `
    select st_asmvt(mvtgeom, '${layer}', 4096, 'geom', 'fid') as tile
    from (
      select st_asmvtgeom(st_transform(st_force2d(t.geom_3857), 3857), bounds.geom_clip, 4096, 64) as geom, ${columns}
      from ${table} as t, (
        select st_tileenvelope($1::integer, $2::integer, $3::integer) as geom_clip,
          st_tileenvelope($1::integer, $2::integer, $3::integer, margin => 64.0 / 4096) as geom_query
      ) as bounds
      where st_intersects(t.geom_3857, bounds.geom_query)
      limit 10000
    ) as mvtgeom`,
}

/** Each shape for the tiles, on views of the rows of the day with the columns our tiles have that need no working out. */
export async function makeShapes(
  { database, collection }: Served,
  crowded: readonly Crowded[],
  day: string,
): Promise<Shape[]> {
  const columns = new Map<string, string>()
  for (const id of new Set(crowded.map((one) => one.collection))) {
    const plain = collection(id).properties.filter((p) => p.tile && !p.computed)
    const list = ['fid', ...plain.map(({ name }) => identifier(name))].join(', ')
    columns.set(id, list)
    await database.query(`drop view if exists ${viewOf(id)}`)
    await database.query(
      `create view ${viewOf(id)} as select ${list}, geom_3857 from ${identifier(id)} where valid @> date '${day}'`,
    )
  }
  return Object.entries(asks).map(([name, ask]) => {
    const made = crowded.map(({ collection: id, z, x, y }) => ({
      statement: ask(viewOf(id), id, columns.get(id) ?? 'fid'),
      values: [z, x, y],
    }))
    return {
      name,
      asked: made.map(({ statement, values }) => ({
        statement: `select octet_length(tile) from (${statement}) as made`,
        values,
      })),
      tiles: () =>
        Promise.all(
          made.map(async ({ statement, values }) => {
            const [row] = await database.query<{ tile: Uint8Array }>(statement, values)
            return Buffer.from(row?.tile ?? [])
          }),
        ),
    }
  })
}

const viewOf = (id: string) => identifier(`bench_${id}`)
