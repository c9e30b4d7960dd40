import type { OsmLayer } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'

/**
 * What a layer takes of a thing of OpenStreetMap: its columns, or null where the thing is none of it.
 * @param from GDAL's layer, whose shape says whether a number is that of a node, a way or a relation
 * @param raw GDAL's columns: some tags, and in `other_tags` the rest as JSON
 */
export function pickOsm(layer: OsmLayer, from: string, raw: Record<string, unknown>): Record<string, Value> | null {
  const tags = tagsOf(from, raw)
  for (const [tag, values] of Object.entries(layer.where)) {
    const value = tags[tag]
    if (value === undefined || (values !== 'any' && !values.includes(value))) return null
  }
  return Object.fromEntries(
    Object.entries(layer.columns).map(([name, column]) => {
      if (typeof column === 'string') return [name, tags[column] ?? null]
      if (Array.isArray(column))
        return [name, column.map((tag) => tags[tag]).find((value) => value !== undefined) ?? null]
      return [name, column.values[tags[column.tag] ?? ''] ?? column.rest ?? null]
    }),
  )
}

/** A text that is JSON, which GDAL hands on as a text or as what it says. */
export function fromJson(value: unknown): Record<string, string> {
  const object = typeof value === 'string' && value !== '' ? JSON.parse(value) : value
  return typeof object === 'object' && object !== null ? object : {}
}

function tagsOf(from: string, raw: Record<string, unknown>): Record<string, string> {
  const { other_tags: rest, osm_id: id, osm_way_id: way, ...columns } = raw
  const tags: Record<string, string> = { ...fromJson(rest) }
  for (const [tag, value] of Object.entries(columns)) if (typeof value === 'string') tags[tag] = value
  const kind = from === 'points' ? 'node' : from === 'lines' ? 'way' : 'relation'
  tags['@id'] = typeof way === 'string' ? `way/${way}` : `${kind}/${id}`
  return tags
}
