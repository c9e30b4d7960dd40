import type { Collection, Property } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import type { Link } from '../http/address.ts'

const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'

/** A collection as OGC API – Common describes it. */
export function describeCollection(
  collection: Collection,
  extent: { box: number[] | null; from: string | null },
  base: string,
  language: Language,
): object {
  const here = `${base}/collections/${collection.id}`
  const link = (rel: string, path: string, type: string): Link => ({ rel, type, href: `${here}${path}` })
  const links = [
    link('self', '', 'application/json'),
    link('items', '/items', 'application/geo+json'),
    link('http://www.opengis.net/def/rel/ogc/1.0/queryables', '/queryables', 'application/schema+json'),
    link('describedby', '/schema', 'application/schema+json'),
  ]
  if (collection.shape !== 'none') {
    const tiles = '/tiles/WebMercatorQuad'
    links.push(link('http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector', tiles, 'application/json'))
  }
  return {
    id: collection.id,
    title: collection.title[language],
    description: collection.description[language],
    itemType: 'feature',
    shape: collection.shape,
    crs: [crs84],
    extent: {
      ...(extent.box === null ? {} : { spatial: { bbox: [extent.box], crs: crs84 } }),
      ...(extent.from === null ? {} : { temporal: { interval: [[`${extent.from}T00:00:00Z`, null]] } }),
    },
    links,
  }
}

const jsonType: Record<Property['type'], object> = {
  text: { type: 'string' },
  choice: { type: 'string' },
  reference: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
}

/** A property as JSON Schema writes it. */
export function propertySchema(property: Property, language: Language): object {
  return {
    title: property.title[language],
    ...jsonType[property.type],
    ...(property.choices === undefined ? {} : { enum: Object.keys(property.choices) }),
    ...(property.unit === undefined ? {} : { 'x-ogc-unit': property.unit }),
  }
}

/** What a collection's items can be filtered by, as a JSON Schema. */
export function queryables(collection: Collection, base: string, language: Language): object {
  const geometry = {
    title: language === 'zh' ? '几何' : 'geometry',
    'x-ogc-role': 'primary-geometry',
    format: 'geometry-any',
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${base}/collections/${collection.id}/queryables`,
    type: 'object',
    title: collection.title[language],
    properties: {
      ...(collection.shape === 'none' ? {} : { geometry }),
      ...Object.fromEntries(collection.properties.map((p) => [p.name, propertySchema(p, language)])),
    },
    additionalProperties: false,
  }
}

/**
 * A thing of a collection as a GeoJSON Feature, as a JSON Schema: of what type each property is, whatever the first
 * page of things may look like.
 */
export function featureSchema(collection: Collection, base: string, language: Language): object {
  const text = { type: 'string' }
  const names = collection.properties.filter((p) => p.to !== undefined).map((p) => [`${p.name}_name`, text])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${base}/collections/${collection.id}/schema`,
    type: 'object',
    title: collection.title[language],
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer' },
      geometry: collection.shape === 'none' ? { type: 'null' } : { type: 'object', format: 'geometry-any' },
      properties: {
        type: 'object',
        properties: {
          ...Object.fromEntries(collection.properties.map((p) => [p.name, propertySchema(p, language)])),
          ...Object.fromEntries(names),
          valid: text,
          source: text,
        },
      },
    },
  }
}
