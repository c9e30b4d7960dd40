import { FeatureService } from '@ogcapi-js/features'
import { getIssues } from '@placemarkio/check-geojson'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Anything, sampleCounty } from '../api/county.ts'

// Clients and judges that nobody here wrote, and requests that nobody thought of.
const county = sampleCounty()

let address = ''
beforeAll(async () => {
  address = await county().address()
})

describe('a client library for OGC API – Features', () => {
  it('reads conformance, collections and items', async () => {
    const service = new FeatureService({ baseUrl: `${address}/api` })
    expect((await service.getConformance()).conformsTo).toContain(
      'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
    )
    const { collections = [] } = await service.getCollections()
    expect(collections.map(({ id }: { id: string }) => id)).toEqual([...county().catalogue.collections.keys()])
    const { features } = (await service.getFeatures('toilets', {
      limit: 7,
      bbox: [113.9, 34.6, 114.1, 34.8],
    })) as Anything
    expect(features).toHaveLength(7)
    const one = (await service.getFeature('toilets', features[3].id)) as Anything
    expect(one.properties).toEqual(features[3].properties)
  })
})

describe('a linter of GeoJSON', () => {
  it('finds no fault with any collection’s items or any figure’s evidence', async () => {
    for (const id of county().catalogue.collections.keys()) {
      const { body } = await county().get(`/api/collections/${id}/items?limit=500`)
      expect(getIssues(body.toString()), id).toEqual([])
    }
    for (const id of county().catalogue.indicators.keys()) {
      const { body } = await county().get(`/api/indicators/${id}/evidence`)
      expect(getIssues(body.toString()), id).toEqual([])
    }
  })
})

interface Parameter {
  name: string
  in: 'path' | 'query'
  required?: boolean
  schema: { type?: string; enum?: string[]; minimum?: number; maximum?: number }
}

describe('requests made from the description of the API', () => {
  it('are answered or refused, and never break the server or show its insides', async () => {
    const { paths } = (await county().get('/api/openapi.json')).json()
    const gets = Object.entries<Anything>(paths).filter(([, path]) => path.get !== undefined)
    const request = fc.constantFrom(...gets).chain(([path, { get }]) => requestOf(path, get.parameters ?? []))
    await fc.assert(
      fc.asyncProperty(request, async (url) => {
        const { status, headers, body } = await county().get(url)
        expect(status, url).toBeLessThan(500)
        if (status < 400) return
        expect(headers['content-type'], url).toMatch(/^(application\/problem\+json|text\/html)/)
        expect(body.toString(), url).not.toMatch(/node_modules|\.ts:|at \w+ \(|syntax error|relation "|column "|pg_/)
      }),
      { numRuns: Number(process.env['STRANGE_REQUESTS'] ?? 1000), interruptAfterTimeLimit: 100_000 },
    )
  })
})

/** What a parameter may be, and what it may not. */
function anyValueOf({ schema }: Parameter): fc.Arbitrary<string> {
  const odd = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '-1',
      '1e999',
      'NaN',
      "' or 1=1 --",
      '$1',
      '%00',
      '../..',
      '2026-02-30',
      'null',
      '[]',
      '{}',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const fitting =
    schema.enum !== undefined
      ? fc.constantFrom(...schema.enum)
      : schema.type === 'integer'
        ? fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 9999, 9999) }).map(String)
        : schema.type === 'number'
          ? fc.double({ noNaN: true }).map(String)
          : schema.type === 'boolean'
            ? fc.constantFrom('true', 'false')
            : fc.constantFrom(
                'toilets',
                'toilet_density',
                'sorting',
                '410122',
                '410122001',
                '2026-05-01',
                '2026-01-01/..',
                '5',
                '113.9,34.6,114.1,34.8',
              )
  return fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: odd })
}

function requestOf(path: string, parameters: Parameter[]): fc.Arbitrary<string> {
  const inPath = parameters.filter((one) => one.in === 'path')
  const inQuery = parameters.filter((one) => one.in === 'query')
  return fc
    .tuple(
      fc.tuple(...inPath.map(anyValueOf)),
      fc
        .subarray(inQuery, { maxLength: Math.min(4, inQuery.length) })
        .chain((some) => fc.tuple(...some.map((one) => fc.tuple(fc.constant(one.name), anyValueOf(one))))),
    )
    .map(([places, query]) => {
      const filled = inPath.reduce(
        (url, { name }, i) => url.replace(`{${name}}`, encodeURIComponent(places[i] ?? '')),
        path,
      )
      const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
      return `/api${filled}${search === '' ? '' : `?${search}`}`
    })
}
