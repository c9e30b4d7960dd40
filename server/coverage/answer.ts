import { type CoverageAnswer, cutOffs, mostPlaces } from '#data/model/coverage.ts'
import type { Language } from '#data/model/words.ts'
import { type Asked, amountsOf, type Covered, sum } from './cover.ts'
import { sayObstacles } from './obstacles.ts'
import { sayAssumptions, sayCutOff, sayPossible, sayStandsIn, sayVain } from './say.ts'

/** Tells what was worked out. */
export function answerOf(asked: Asked, found: Covered, language: Language): CoverageAnswer {
  const { question, need, day } = asked
  const { grounds, served, leg, tried } = found
  const { all, left, rows } = amountsOf(asked, found)
  const share = (weight: number) => (all > 0 ? Math.min(1, Math.max(0, weight / all)) : null)
  return {
    theme: question.theme,
    area: question.area,
    asOf: day,
    metres: question.metres,
    by: question.by,
    demand: { id: need.id, weight: all, unit: need.unit[language], rows },
    offers: { standing: found.standing, tried: tried.length },
    covered: { weight: all - left, share: share(all - left) },
    uncovered: {
      weight: left,
      share: share(left),
      ground: { type: 'FeatureCollection', features: question.ground === false ? [] : gapsIn(grounds) },
      places: { type: 'FeatureCollection', features: placesOf(need.collection, served) },
    },
    tried: {
      type: 'FeatureCollection',
      features: tried.map((one, site) => ({
        type: 'Feature',
        geometry: JSON.parse(one.ground?.geometry ?? 'null') as unknown,
        properties: {
          site,
          adds: one.adds,
          said: sayVain(asked, one, language),
          standsIn: one.standsIn ? sayStandsIn(one.standsIn, language) : null,
          ...one.within,
        },
      })),
    },
    cutOff: {
      weight: sum(served.filter(({ cutOff }) => cutOff !== undefined)),
      reasons: cutOffs.flatMap((reason) => {
        const rows = served.filter(({ cutOff }) => cutOff === reason)
        if (rows.length === 0) return []
        const said = { said: sayCutOff(reason, leg, language), possible: sayPossible(reason, language) }
        return [{ reason, ...said, weight: sum(rows), rows: rows.length }]
      }),
      offers: found.lost.map(({ offer: { fid, site }, reason }) => ({
        fid,
        site,
        reason,
        said: sayCutOff(reason, leg, language),
      })),
    },
    obstacles: sayObstacles(asked, found, language),
    assumptions: sayAssumptions(asked, found, language),
  }
}

/** Pieces of ground that are not reached, each with the unit it lies in, the worst first. */
export function worstFirst(grounds: Covered['grounds']) {
  return grounds
    .flatMap(({ area, areaName, gaps }) => gaps.map((gap) => ({ area, areaName, ...gap })))
    .sort((a, b) => b.weight - a.weight || b.km2 - a.km2)
}

function gapsIn(grounds: Covered['grounds']) {
  return worstFirst(grounds).map(({ geometry, area, areaName, km2, weight }, i) => ({
    type: 'Feature' as const,
    geometry: JSON.parse(geometry) as unknown,
    properties: { order: i + 1, area, areaName, km2, weight },
  }))
}

/** Those who are not covered, the greatest first. */
function placesOf(collection: string, served: Covered['served']) {
  return served
    .filter((one) => !one.covered)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostPlaces)
    .map(({ fid, lon, lat, weight }) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { collection, fid, weight },
    }))
}
