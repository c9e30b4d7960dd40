import type { Feature, Geometry } from 'geojson'
import type { Value } from '#data/model/thing.ts'
import type { Language } from '#data/model/words.ts'
import type { Asked, Covered } from './cover.ts'
import { sayCutOff } from './say.ts'

type Row = Feature<Geometry | null, Record<string, Value> & { fid: number }>

/** The rows whose sum an answer is: each who needs it, or each piece of ground, with what of its weight is covered. */
export function rowsOfAnswer({ need, coverage }: Asked, { served, grounds, leg }: Covered, language: Language): Row[] {
  if (need.collection === coverage.ground) {
    return grounds.map(({ fid, area, areaName, km2, geometry, gaps }) => ({
      type: 'Feature' as const,
      id: `${need.collection}.${fid}.${area}`,
      geometry: JSON.parse(geometry ?? 'null') as Geometry | null,
      properties: {
        collection: need.collection,
        fid,
        area,
        areaName,
        weight: km2,
        covered: Math.max(0, km2 - gaps.reduce((all, gap) => all + gap.km2, 0)),
      },
    }))
  }
  return served.map(({ fid, name, lon, lat, weight, metres, covered, cutOff }) => ({
    type: 'Feature' as const,
    id: `${need.collection}.${fid}`,
    geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    properties: {
      collection: need.collection,
      fid,
      name,
      weight,
      covered: covered ? weight : 0,
      // how far the nearest is, where it was looked for
      metres,
      cutOff: cutOff === undefined ? null : sayCutOff(cutOff, leg, language),
    },
  }))
}
