import { today } from '#data/model/day.ts'
import { readCounty } from '../county.ts'
import type { ToTry } from '../http/openapi.ts'
import { anyPhoto } from '../photos/queries.ts'
import { anyScenario } from '../scenarios/queries.ts'
import type { Site } from '../site.ts'
import { allCollections } from './collections.ts'
import { anyPlace, anyThings } from './queries.ts'

/** A zoom whose tiles are about as wide as a county. */
const zoom = 9

/** What there is in this county to try the API with. */
export async function toTry(site: Site, signal: AbortSignal): Promise<ToTry> {
  const reader = site.database().reader('items', signal)
  const { catalogue } = site
  const collections = await allCollections(site)
  const place = await anyPlace(reader, today())
  return {
    collections,
    things: await anyThings(reader, collections, today()),
    indicators: [...catalogue.indicators.keys()],
    settings: [...catalogue.settings.keys()],
    photo: await anyPhoto(reader),
    scenario: await anyScenario(reader),
    display: (await readCounty(reader)).sample ? 'demo' : undefined,
    tile: place === undefined ? { z: 0, row: 0, col: 0 } : tileOf(place),
  }
}

/** The tile in which a place (degrees) lies. */
function tileOf({ lon, lat }: { lon: number; lat: number }): ToTry['tile'] {
  const across = (lon + 180) / 360
  const down = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return { z: zoom, row: Math.floor(down * 2 ** zoom), col: Math.floor(across * 2 ** zoom) }
}

const items = 'http://127.0.0.1:3000/api/collections/toilets/items?limit=1'
/** What a page of things looks like, for whoever reads the description of the API. */
export const exampleItems = {
  type: 'FeatureCollection',
  timeStamp: '2026-11-24T02:00:00.000Z',
  numberReturned: 1,
  links: [
    { rel: 'self', type: 'application/geo+json', href: items },
    { rel: 'next', type: 'application/geo+json', href: `${items}&after=3461` },
  ],
  features: [
    {
      type: 'Feature',
      id: 3461,
      geometry: { type: 'Point', coordinates: [114.043882, 34.730451] },
      properties: { code: '410122G0003', name: '盛唐路松顺路口公厕', class: 1, state: 'open', valid: '2026-09-27/..' },
    },
  ],
}

/** What became of a toilet that was closed, and whose class had been written down wrongly. */
export const exampleVersions = {
  type: 'FeatureCollection',
  timeStamp: '2026-11-24T02:00:00.000Z',
  numberReturned: 2,
  links: [
    {
      rel: 'self',
      type: 'application/geo+json',
      href: 'http://127.0.0.1:3000/api/collections/toilets/items/7/versions',
    },
    {
      rel: 'latest-version',
      type: 'application/geo+json',
      href: 'http://127.0.0.1:3000/api/collections/toilets/items/7',
    },
  ],
  features: [
    {
      type: 'Feature',
      id: 7,
      geometry: { type: 'Point', coordinates: [114.043882, 34.730451] },
      properties: { name: '盛唐路松顺路口公厕', class: 1, state: 'closed', valid: '2026-09-27/..', source: '公厕.csv' },
    },
    {
      type: 'Feature',
      id: 7,
      geometry: { type: 'Point', coordinates: [114.043882, 34.730451] },
      properties: {
        name: '盛唐路松顺路口公厕',
        class: 1,
        state: 'open',
        valid: '2025-03-01/2026-09-27',
        source: '公厕.csv',
      },
    },
  ],
  corrections: [
    {
      at: '2025-04-02T01:30:00Z',
      source: '公厕.csv',
      before: {
        type: 'Feature',
        id: 7,
        geometry: { type: 'Point', coordinates: [114.043882, 34.730451] },
        properties: {
          name: '盛唐路松顺路口公厕',
          class: 2,
          state: 'open',
          valid: '2025-03-01/..',
          source: '公厕台账.xlsx',
        },
      },
    },
  ],
}
