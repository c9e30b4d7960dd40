import type { ExpressionSpecification } from 'maplibre-gl'
import type { Mark } from '#data/model/theme.ts'
import type { Skin } from '../scene/scene.ts'
import type { TokenName, Tokens } from '../skin/tokens.ts'

/** What the drawing of the map depends on besides the data. `scale` is 1 where text is 14 pixels. */
export interface Look {
  skin: Skin
  tokens: Tokens
  scale: number
  /** Something stands on the ground: its tints step back, and names lie at the foot of what stands. */
  raised?: 'columns' | 'hexagons'
}

/** The colour of a state. Red, ochre and green mean state and nothing else. */
export const markToken: Record<Mark, TokenName> = {
  met: 'met',
  'at-risk': 'risk',
  behind: 'late',
  quiet: 'second',
}

/** A thread by rank: its colour, its width, and its stitch as length and gap in widths. */
export const threads = [
  { rank: 1, token: 'thread-1', width: 2.4, stitch: [5, 1.6] },
  { rank: 2, token: 'thread-2', width: 1.6, stitch: [3.2, 1.8] },
  { rank: 3, token: 'thread-3', width: 1.1, stitch: [2, 1.8] },
] as const satisfies readonly { rank: number; token: TokenName; width: number; stitch: readonly [number, number] }[]

/** By how much the band under a thread is wider than the thread. */
export const bandWidth = 1.2

/** A thread nobody holds: dots as wide as the thread was, a little apart. */
export const brokenThread = { width: 2.8, stitch: [0, 1.9] }

/** The name of a mark's picture in a skin. */
export function markImage(mark: Mark, skin: Skin): string {
  return `mark-${mark}-${skin}`
}

/** A width that grows as one comes nearer, so that lines stay lines and never become roads of paint. */
export function widthByZoom(width: number | ExpressionSpecification, scale: number): ExpressionSpecification {
  const at = (factor: number): ExpressionSpecification => ['*', scale * factor, width]
  return ['interpolate', ['exponential', 1.5], ['zoom'], 8, at(0.55), 10, at(0.8), 12, at(1.3), 15, at(3), 18, at(6)]
}

/** A size of marks by zoom: specks over the whole county, signs in a street; one that stands for many is larger. */
export function markSizeByZoom(scale: number): ExpressionSpecification {
  const many: ExpressionSpecification = ['coalesce', ['get', 'count'], 1]
  const grown: ExpressionSpecification = ['interpolate', ['linear'], many, 1, 1, 10, 1.4, 100, 2, 1000, 3]
  const at = (factor: number): ExpressionSpecification => ['*', factor * scale, grown]
  return ['interpolate', ['linear'], ['zoom'], 8, at(0.2), 10, at(0.3), 12, at(0.6), 15, at(1)]
}
