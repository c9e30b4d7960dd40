import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPicture } from '#server/photos/picture.ts'
import { addPhoto, removeLast } from '#server/photos/queries.ts'
import { addScenario, removeScenario } from '#server/scenarios/queries.ts'
import { jpeg } from '../small-pictures.ts'
import { type Anything, countyOfFile, sampleCounty } from './county.ts'

interface Operation {
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; description?: string; example?: unknown }[]
  responses: Record<string, { content?: Record<string, { example?: Anything }> }>
}
let document: { servers: { url: string }[]; paths: Record<string, Record<string, Operation>> }
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )
describe('the description of the API', () => {
  const county = sampleCounty()
  const scenario = 'abcdefgh'
  let photographed = ''
  beforeAll(async () => {
    const [toilet] = (await county().get('/api/collections/toilets/items?limit=1')).json().features
    const told = {
      collection: 'toilets',
      fid: toilet.id,
      caption: '正门',
      file: '1.jpg',
      came: new Date().toISOString(),
    }
    await addPhoto(county().database, told, readPicture(jpeg))
    await addScenario(county().database, scenario, { name: '城东', note: '', scene: '?v=1' })
    photographed = `/api/collections/toilets/items/${toilet.id}/photos`
    document = (await county().get('/api/openapi.json')).json()
  })
  // others read the same county
  afterAll(async () => {
    await removeLast(county().database, 'toilets')
    await removeScenario(county().database, scenario)
  })

  it('is OpenAPI 3.0', async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
  })

  it('tells of every parameter in both languages', () => {
    for (const { path, method, parameters = [] } of operations()) {
      for (const { name, description } of parameters) {
        expect(description, `${method} ${path} ${name}`).toMatch(/^[^·]*\p{Script=Han}[^·]* · \P{Script=Han}+$/u)
      }
    }
  })

  it('gives an example of all that must be given, which is answered in every form it names', async () => {
    for (const { path, method, parameters = [], responses } of operations()) {
      // a job is there once somebody has asked for it, and for a while; a stream has no end
      if (method !== 'get' || path === '/jobs/{job}' || path === '/live') continue
      const url = filled(path, parameters)
      const forms = Object.keys(responses['200']?.content ?? {})
      expect(forms, path).not.toEqual([])
      for (const form of forms) {
        const { status, headers, body } = await county().get(url, { accept: form })
        expect(status, `${url} ${body}`).toBe(200)
        const [type = ''] = String(headers['content-type']).split(';')
        expect(form === 'image/*' ? type.replace(/\/.*/, '/*') : type, url).toBe(form)
        expect(body.length, url).toBeGreaterThan(0)
      }
    }
  })

  it('gives none for what changes the county, nor for a filter', () => {
    const given = operations().flatMap(({ path, method, parameters = [] }) =>
      parameters.filter(({ example }) => example !== undefined).map((one) => ({ path, method, ...one })),
    )
    expect(given.length).toBeGreaterThan(operations().length / 2)
    expect(given.filter(({ method }) => method !== 'get')).toEqual([])
    expect(new Set(given.filter(({ required }) => !required).map(({ name }) => name))).toEqual(new Set(['limit']))
  })

  it('shows answers as they are: no member that a real one has not', async () => {
    const shown = operations().flatMap(({ path, responses }) =>
      Object.values(responses['200']?.content ?? {}).flatMap(({ example }) =>
        example === undefined ? [] : [{ path, example }],
      ),
    )
    expect(shown.map(({ path }) => path)).toEqual([
      '/collections/{collectionId}/items',
      '/collections/{collectionId}/items/{fid}/versions',
      '/indicators/{indicator}',
      '/collections/{collectionId}/items/{fid}/photos',
      '/scenarios/{scenario}',
      '/displays/{display}',
    ])
    const [items, versions, figure, photos, kept, display] = shown.map(({ example }) => members(example))
    const [toilet] = (await county().get('/api/collections/toilets/items?limit=1')).json().features
    const became = members((await county().get(`/api/collections/toilets/items/${toilet.id}/versions`)).json())
    const [newest] = versions.features
    expect(became).toMatchObject({ ...versions, features: became.features.map(() => newest), corrections: [] })
    expect(members((await county().get('/api/collections/toilets/items?limit=1')).json())).toMatchObject(items ?? {})
    expect(members((await county().get('/api/indicators/toilet_density')).json())).toEqual(figure)
    expect(members((await county().get(photographed)).json())).toEqual(photos)
    expect(members((await county().get(`/api/scenarios/${scenario}`)).json())).toEqual(kept)
    const url = '/api/displays/demo/control'
    await county().app.inject({ method: 'PUT', url, payload: { turn: 0, stays: true } })
    const demo = members((await county().get('/api/displays/demo')).json())
    await county().app.inject({ method: 'DELETE', url })
    const [slot] = display.programme
    expect(demo).toEqual({
      ...display,
      programme: [{ ...slot, days: demo.programme[0].days, turns: demo.programme[0].turns }],
    })
    expect(demo.programme[0].turns[0]).toEqual(slot.turns[0])
  })

  it('is what the page to try it reads', async () => {
    expect(document.servers).toEqual([{ url: expect.stringMatching(/^http:\/\/localhost(:80)?\/api$/) }])
    for (const form of ['json', 'yaml']) {
      const { status, headers } = await county().get(`/api/docs/${form}`)
      expect(status).toBe(302)
      const there = new URL(String(headers['location']), `http://localhost/api/docs/${form}`).pathname
      expect((await county().get(there)).json()).toEqual(document)
    }
  })
})

describe('of a county that holds nothing yet', () => {
  const county = countyOfFile()

  it('is OpenAPI 3.0 too, and names no thing', async () => {
    const empty = (await county().get('/api/openapi.json')).json()
    expect(await new Validator().validate(structuredClone(empty))).toEqual({ valid: true })
    expect(Object.keys(empty.paths)).toEqual(Object.keys(document.paths))
    const { parameters } = empty.paths['/collections/toilets/items/{fid}'].get
    expect(parameters.find(({ name }: { name: string }) => name === 'fid').example).toBeUndefined()
  })
})

/** The address that the page to try it asks at once. */
function filled(path: string, parameters: NonNullable<Operation['parameters']>): string {
  const query = new URLSearchParams()
  let url = `/api${path}`
  for (const { name, required, example, ...where } of parameters) {
    if (required) expect(example, `${path} ${name}`).toBeDefined()
    if (example === undefined) continue
    if (where.in === 'query') query.set(name, String(example))
    else url = url.replace(`{${name}}`, encodeURIComponent(String(example)))
  }
  return `${url}?${query}`
}

/** What members a value has, and not what they hold. */
function members(value: unknown): Anything {
  if (Array.isArray(value)) return value.map(members)
  if (typeof value !== 'object' || value === null) return 'held'
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, members(held)]))
}
