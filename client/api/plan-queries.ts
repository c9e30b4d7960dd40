import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Point, Polygon } from 'geojson'
import type { CoverageAnswer, CoverageQuestion } from '#data/model/coverage.ts'
import type { Language } from '#data/model/words.ts'
import { ask, get } from './get.ts'
import type { EvidenceRow } from './types.ts'

/** A piece of ground that is not reached. */
export interface GapProperties {
  order: number
  area: string
  areaName: string
  km2: number
  weight: number
}

/** An answer on coverage, its ground as it is drawn. */
export type Reach = Omit<CoverageAnswer, 'uncovered' | 'tried'> & {
  tried: FeatureCollection<Polygon | MultiPolygon | null, CoverageAnswer['tried']['features'][number]['properties']>
  uncovered: {
    weight: number
    share: number | null
    ground: FeatureCollection<Polygon | MultiPolygon, GapProperties>
    places: FeatureCollection<Point, { collection: string; fid: number; weight: number }>
  }
}

/** One who needs it, or a piece of ground, with what of its weight is reached. */
export interface ReachRow {
  collection: string
  fid: number
  name?: string
  areaName?: string
  weight: number
  covered: number
  metres?: number | null
  cutOff?: string | null
}

export type ReachFeature = Feature<Geometry, ReachRow>

/** How dense it is in a cell, and the smallest area in which most of its ground lies. */
export interface CellProperties {
  area: string
  areaName: string
  numerator: number
  denominator: number
  value: number
  target: number | null
  missing: number | null
}
export type Cells = FeatureCollection<Polygon | MultiPolygon, CellProperties> & {
  target: number | null
  assumptions: string[]
}

/** How far it reaches; nothing is asked while it is not known what. The last answer stays until the next is there. */
export function useReach(question: CoverageQuestion | null, lang: Language) {
  return useQuery({
    queryKey: ['data', 'reach', question, lang],
    queryFn: ({ signal }) => ask<Reach>('coverage', { lang }, question ?? {}, signal),
    enabled: question !== null,
    placeholderData: keepPreviousData,
    // of the many places a site is dragged over, none is asked for again
    ...(question?.ground === false ? { gcTime: 10_000 } : {}),
  })
}

/** The rows an answer on coverage is the sum of. */
export function useReachRows(question: CoverageQuestion, lang: Language) {
  return useQuery({
    queryKey: ['data', 'reach-rows', question, lang],
    queryFn: ({ signal }) => ask<FeatureCollection<Geometry, ReachRow>>('coverage/rows', { lang }, question, signal),
    select: ({ features }) => features,
  })
}

/** How dense it is in cells of one shape and size. */
export function useCells(
  theme: string,
  area: string | null,
  at: string | null,
  cell: 'hexagon' | 'square',
  km2: number,
  wanted: boolean,
  lang: Language,
) {
  return useQuery({
    queryKey: ['data', 'cells', theme, area, at, cell, km2, lang],
    queryFn: ({ signal }) => get<Cells>('coverage/cells', { theme, area, at, cell, km2, lang }, signal),
    enabled: wanted && area !== null,
    placeholderData: keepPreviousData,
  })
}

/** The rows that make the density of one cell. */
export function useCellRows(cell: string, asked: Record<string, string>, lang: Language) {
  const { cell: shape, ...query } = asked
  return useQuery({
    queryKey: ['data', 'cell-rows', cell, asked, lang],
    queryFn: ({ signal }) =>
      get<{ features: EvidenceRow[] }>(
        `coverage/cells/${cell}/evidence`,
        { ...query, cell: shape ?? null, lang },
        signal,
      ),
    select: ({ features }) => features,
  })
}
