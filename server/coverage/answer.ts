import { type CoverageAnswer, cutOffs } from '#data/model/coverage.ts'
import type { Language } from '#data/model/words.ts'
import type { Asked, Covered } from './cover.ts'
import { sayAssumptions, sayCutOff } from './say.ts'

/** Tells what was worked out. */
export function answerOf(asked: Asked, found: Covered, language: Language): CoverageAnswer {
  const { question, need, coverage, day } = asked
  const { grounds, served, leg } = found
  const gaps = grounds
    .flatMap(({ area, areaName, gaps }) => gaps.map((gap) => ({ area, areaName, ...gap })))
    .sort((a, b) => b.weight - a.weight || b.km2 - a.km2)
  const isGround = need.collection === coverage.ground
  const all = isGround ? sum(asWeights(grounds)) : sum(served)
  const left = isGround ? sum(asWeights(gaps)) : sum(served.filter((one) => !one.covered))
  const share = (weight: number) => (all > 0 ? Math.min(1, Math.max(0, weight / all)) : null)
  return {
    theme: question.theme,
    area: question.area,
    asOf: day,
    metres: question.metres,
    by: question.by,
    demand: { id: need.id, weight: all, unit: need.unit[language], rows: isGround ? grounds.length : served.length },
    offers: { standing: found.standing, tried: question.sites?.length ?? 0 },
    covered: { weight: all - left, share: share(all - left) },
    uncovered: {
      weight: left,
      share: share(left),
      ground: {
        type: 'FeatureCollection',
        features: gaps.map(({ geometry, area, areaName, km2, weight }, i) => ({
          type: 'Feature',
          geometry: JSON.parse(geometry) as unknown,
          properties: { order: i + 1, area, areaName, km2, weight },
        })),
      },
    },
    cutOff: {
      weight: sum(served.filter(({ cutOff }) => cutOff !== undefined)),
      reasons: cutOffs.flatMap((reason) => {
        const rows = served.filter(({ cutOff }) => cutOff === reason)
        if (rows.length === 0) return []
        return [{ reason, said: sayCutOff(reason, leg, language), weight: sum(rows), rows: rows.length }]
      }),
      offers: found.lost.map(({ offer: { fid, site }, reason }) => ({
        fid,
        site,
        reason,
        said: sayCutOff(reason, leg, language),
      })),
    },
    assumptions: sayAssumptions(asked, found, language),
  }
}

function asWeights(grounds: readonly { km2: number }[]): { weight: number }[] {
  return grounds.map(({ km2 }) => ({ weight: km2 }))
}

function sum(rows: readonly { weight: number }[]): number {
  return rows.reduce((all, { weight }) => all + weight, 0)
}
