import vtPbf from 'vt-pbf'
import { identifier, type Queryable, type TileAddress, type TileLayer, tileExtent, tileMargin } from './database.ts'

/** The package's types know only geojson-vt's own objects; what it reads is any layer of features. */
const vtpbf = vtPbf.fromVectorTileJs as unknown as (tile: { layers: Record<string, object> }) => Uint8Array

type Attributes = Record<string, string | number | boolean | null>
type Position = [x: number, y: number]
type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint' | 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }

/**
 * A tile where PostGIS was built without protobuf: PostGIS still cuts and rounds, as `ST_AsMVTGeom`
 * would, and only the bytes are written here. Arguments are those of `Database.tile`.
 */
export async function embeddedTile(on: Queryable, layer: TileLayer, at: TileAddress): Promise<Uint8Array> {
  const values = [...layer.values, at.z, at.x, at.y]
  const found = await on.query<{ geometry: string; attributes: Attributes }>(statement(layer), values)
  const features = found.flatMap(({ geometry, attributes }) => toFeatures(JSON.parse(geometry), attributes))
  if (features.length === 0) return new Uint8Array()
  const { name } = layer
  const tile = { version: 2, name, extent: tileExtent, length: features.length, feature: (i: number) => features[i] }
  return vtpbf({ layers: { [name]: tile } })
}

/** Moved into tile units (y down), rounded to whole ones, cut to the tile and its margin: in the order of `ST_AsMVTGeom`. */
function statement({ attributes, rows, values }: TileLayer): string {
  const [z, x, y] = [1, 2, 3].map((n) => `$${values.length + n}::integer`)
  const columns = ['fid', ...attributes].map((name) => `'${name}', ${identifier(name)}`)
  const [low, high] = [-tileMargin, tileExtent + tileMargin]
  const whole = (geometry: string) => `
    case dimension
      when 2 then st_collectionextract(st_makevalid(st_snaptogrid(${geometry}, 1)), 3)
      when 1 then st_collectionextract(st_snaptogrid(${geometry}, 1), 2)
      else st_snaptogrid(${geometry}, 1)
    end`
  return `
    with tile as (
      select st_xmin(box) as west, st_ymax(box) as north, (st_xmax(box) - st_xmin(box)) / ${tileExtent} as unit,
        st_tileenvelope(${z}, ${x}, ${y}, margin => ${tileMargin}.0 / ${tileExtent}) as wide,
        st_makeenvelope(${low}, ${low}, ${high}, ${high}, 3857) as frame
      from st_tileenvelope(${z}, ${x}, ${y}) as box
    ), found as (
      ${rows.replaceAll('ENVELOPE', '(select wide from tile)')}
    ), moved as (
      select found.*, st_dimension(geom_3857) as dimension, frame,
        st_affine(geom_3857, 1 / unit, 0, 0, -1 / unit, -west / unit, north / unit) as geom
      from found, tile
    ), rounded as (
      select *, ${whole('geom')} as coarse from moved
    ), cut as (
      select *, case
          when coarse @ frame then coarse
          when dimension = 0 then st_intersection(coarse, frame)
          else ${whole('st_clipbybox2d(coarse, frame)')}
        end as shape
      from rounded
    )
    select st_asgeojson(shape, 0, 0) as geometry, jsonb_build_object(${columns.join(', ')}) as attributes
    from cut
    where not st_isempty(shape)`
}

/** In a tile a polygon's outer ring runs clockwise as drawn with y down, its holes the other way. */
function toFeatures(geometry: Geometry, attributes: Attributes) {
  const { fid, ...rest } = attributes
  const tags = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  const of = (type: 1 | 2 | 3, parts: Position[][]) => [
    {
      id: fid,
      type,
      properties: tags,
      loadGeometry: () => parts.map((part) => part.map(([x, y]) => ({ x, y }))),
    },
  ]
  switch (geometry.type) {
    case 'Point':
      return of(1, [[geometry.coordinates]])
    case 'MultiPoint':
      return of(1, [geometry.coordinates])
    case 'LineString':
      return of(2, [geometry.coordinates])
    case 'MultiLineString':
      return of(2, geometry.coordinates)
    case 'Polygon':
      return of(3, wound(geometry.coordinates))
    case 'MultiPolygon':
      return of(3, geometry.coordinates.flatMap(wound))
  }
}

function wound(rings: Position[][]): Position[][] {
  return rings.map((ring, index) => (signedArea(ring) > 0 === (index === 0) ? ring : ring.toReversed()))
}

function signedArea(ring: Position[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as Position
    const [bx, by] = ring[i] as Position
    sum += ax * by - bx * ay
  }
  return sum / 2
}
