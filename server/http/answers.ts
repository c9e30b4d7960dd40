import { type TSchema, Type } from 'typebox'

/** Forms of an answer by media type, each with what it is made of and, where that says little, an example. */
type Content = Record<string, { schema: TSchema; example?: unknown }>

/**
 * What a route answers with, for whoever reads the description: nothing is checked by it, and nothing left out
 * (`app.ts`). Whatever is JSON is a page for people too.
 */
export function answers(content: Content) {
  return { 200: { description: okay, content: { ...content, 'text/html': { schema: Type.String() } } } }
}

export const answersJson = (schema: TSchema = Type.Object({}), example?: unknown) =>
  answers({ 'application/json': { schema, example } })

/** What was made, as it is now; `Location` says where. */
export const made = (schema: TSchema) => ({
  201: {
    description: '已建 · made',
    headers: { location: { type: 'string', description: '在哪里 · where it is' } },
    content: { 'application/json': { schema }, 'text/html': { schema: Type.String() } },
  },
})

/** Nothing to say but that it was done, or that there is nothing. */
export const nothing = (description: string) => ({ 204: { description, type: 'null' } })

export const okay = '所问的 · what was asked for'

const Feature = Type.Object({
  type: Type.Literal('Feature'),
  id: Type.Optional(Type.Integer()),
  geometry: Type.Unknown({ description: 'GeoJSON，经度在前 · GeoJSON, longitude first' }),
  properties: Type.Object({}),
})
export const Features = Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Feature) })
export const geoJson = {
  feature: (example?: unknown) => answers({ 'application/geo+json': { schema: Feature, example } }),
  features: (example?: unknown, others: Content = {}) =>
    answers({ 'application/geo+json': { schema: Features, example }, ...others }),
}
