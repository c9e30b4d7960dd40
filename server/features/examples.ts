import { today } from '#data/model/day.ts'
import type { ToTry } from '../http/openapi.ts'
import type { Site } from '../site.ts'
import { allCollections } from './collections.ts'
import { anyThings, extentOf } from './queries.ts'

/** A zoom whose tiles are about as wide as a county. */
const zoom = 9

/** What there is in this county to try the API with. */
export async function toTry(site: Site, signal: AbortSignal): Promise<ToTry> {
  const reader = site.database().reader('items', signal)
  const { catalogue } = site
  const collections = await allCollections(site)
  const areas = collections.find(({ id }) => id === 'areas')
  const { box } = areas === undefined ? { box: null } : await extentOf(reader, areas)
  return {
    collections,
    things: await anyThings(reader, collections, today()),
    indicators: [...catalogue.indicators.keys()],
    settings: [...catalogue.settings.keys()],
    tile: box === null ? { z: 0, row: 0, col: 0 } : tileInMiddle(box),
  }
}

/** The tile in which the middle of a box (degrees) lies. */
function tileInMiddle([west = 0, south = 0, east = 0, north = 0]: readonly number[]): ToTry['tile'] {
  const across = (west + east) / 720 + 0.5
  const down = (1 - Math.asinh(Math.tan(((south + north) * Math.PI) / 360)) / Math.PI) / 2
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
