import type { Language } from '#data/model/words.ts'
import type { Asked, Covered } from './cover.ts'
import { sayCutOff } from './say.ts'

/** The rows whose sum an answer is: each who needs it, or each piece of ground, with what of its weight is covered. */
export function rowsOfAnswer(
  { need, coverage }: Asked,
  { served, grounds, leg }: Covered,
  language: Language,
): object[] {
  if (need.collection === coverage.ground) {
    return grounds.map(({ fid, area, areaName, km2, geometry, gaps }) => ({
      type: 'Feature',
      id: `${need.collection}.${fid}.${area}`,
      geometry: JSON.parse(geometry ?? 'null') as unknown,
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
    type: 'Feature',
    id: `${need.collection}.${fid}`,
    geometry: { type: 'Point', coordinates: [lon, lat] },
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
